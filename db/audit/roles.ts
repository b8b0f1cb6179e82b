import {
  app,
  owner,
  platform,
  prefix,
  provisioner,
  type Rule,
  rooms,
  store,
  storeRolePattern,
} from "./rule.ts";

// From 16 on a membership says by itself whether it inherits; before, the member's INHERIT does.
const memberships = `memberships as (
  select m.member, m.roleid, u.rolname as member_name, g.rolname as role_name, m.admin_option,
    coalesce((to_jsonb(m) ->> 'inherit_option')::boolean, u.rolinherit) as inherits,
    coalesce(' GRANTED BY ' || quote_ident(b.rolname), '') as granted_by, u.rolsuper, g.rolsuper or g.rolbypassrls or g.rolcreaterole or g.rolname ~ '^pg_' as powerful
  from pg_auth_members m join pg_roles u on u.oid = m.member join pg_roles g on g.oid = m.roleid
    left join pg_roles b on b.oid = m.grantor)`;

// A superuser's REVOKE alone would only take back what superusers granted.
const revoke = `format('REVOKE %I FROM %I%s', role_name, member_name, granted_by)`;

const ofStores: Rule = `
  with ${memberships}
  select case when powerful or role_name ~ ${storeRolePattern} or role_name in (${owner}, ${app}, ${platform}, ${provisioner}) then 'hole' else 'risk' end as severity,
    quote_ident(member_name) as subject,
    format('This store''s role is a member of %I: a query of that store can use its rights', role_name) as message, ${revoke} as repair
  from memberships where (member_name ~ ${storeRolePattern} and role_name <> ${store}) or member_name = ${store}
  union all
  select 'risk', quote_ident(member_name), 'This store''s role may make others members of ' || role_name, format('REVOKE ADMIN OPTION FOR %I FROM %I%s', role_name, member_name, granted_by)
  from memberships where member_name ~ ${storeRolePattern} and admin_option`;

const inStores: Rule = `
  with ${memberships}
  select 'risk' as severity, quote_ident(member_name) as subject, format('It can act as the store role %I', role_name) as message, ${revoke} as repair
  from memberships
  where role_name ~ ${storeRolePattern} and not rolsuper and member_name not in (${app}, ${provisioner}) and member_name !~ ${storeRolePattern}`;

const ofGroups: Rule = `
  with ${memberships}
  select case when role_name = ${owner} then 'hole' else 'risk' end as severity, quote_ident(member_name) as subject,
    format(case when role_name = ${owner} then 'It is a member of %I, which owns the rows of every store' else 'It is a member of %I' end, role_name) as message, ${revoke} as repair
  from memberships
  where not rolsuper and member_name !~ ${storeRolePattern} and (
    role_name = ${owner} and member_name <> ${provisioner}
    or role_name = ${platform} and member_name <> ${app}
    or role_name = ${store} and member_name <> ${provisioner}
    or role_name in (${app}, ${provisioner}))`;

const ofLogin: Rule = `
  with ${memberships}
  select 'hole' as severity, quote_ident(member_name) as subject,
    format('The web processes'' login is a member of %I, which is neither a store''s role nor the platform''s', role_name) as message, ${revoke} as repair
  from memberships where member_name in (${app}, ${platform}) and role_name <> ${platform} and role_name !~ ${storeRolePattern}
    and role_name not in (${owner}, ${store}, ${provisioner})
  union all
  select 'hole', quote_ident(member_name), format('The web processes'' login has the rights of %I without becoming it', role_name),
    format('ALTER ROLE %1$I NOINHERIT; REVOKE %2$I FROM %1$I%3$s; GRANT %2$I TO %1$I', member_name, role_name, granted_by)
  from memberships where member_name = ${app} and inherits
  union all
  select 'hole', quote_ident(member_name), format('The web processes'' login may make any role a member of %I', role_name), format('REVOKE ADMIN OPTION FOR %I FROM %I%s', role_name, member_name, granted_by)
  from memberships where member_name = ${app} and admin_option`;

const attributes: Rule = `
  select 'hole' as severity, quote_ident(r.rolname) as subject, format('It %s', fault) as message, format('ALTER ROLE %I %s', r.rolname, cure) as repair
  from pg_roles r, lateral (values
    (r.rolsuper, 'is a superuser', 'NOSUPERUSER'), (r.rolbypassrls, 'ignores row level security', 'NOBYPASSRLS'),
    (r.rolcreaterole, 'can make and change roles', 'NOCREATEROLE'), (r.rolcreatedb, 'can make databases', 'NOCREATEDB'),
    (r.rolreplication, 'can copy the whole server', 'NOREPLICATION'), (r.rolname = ${app} and r.rolinherit, 'has INHERIT', 'NOINHERIT')
  ) as f (present, fault, cure)
  where present and (r.rolname in (${app}, ${platform}, ${store}) or r.rolname ~ ${storeRolePattern})
  union all
  select 'risk', quote_ident(r.rolname), 'It can log in; nobody should', format('ALTER ROLE %I NOLOGIN', r.rolname)
  from pg_roles r where r.rolcanlogin and (r.rolname in (${owner}, ${platform}, ${store}) or r.rolname ~ ${storeRolePattern})
  union all
  select 'risk', quote_ident(r.rolname), 'The provisioner needs CREATEROLE, and is more than that', format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOREPLICATION', r.rolname)
  from pg_roles r where r.rolname = ${provisioner} and (r.rolsuper or r.rolbypassrls or r.rolreplication)`;

// A setting of the login applies before the first query: it could choose the role or the tables that names mean.
const settings: Rule = `
  with entries as (
    select r.rolname, s.setdatabase, split_part(entry, '=', 1) as name, substr(entry, strpos(entry, '=') + 1) as value
    from pg_db_role_setting s join pg_roles r on r.oid = s.setrole, unnest(s.setconfig) entry
    where s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
      and (r.rolname in (${app}, ${platform}, ${store}) or r.rolname ~ ${storeRolePattern})
  )
  select 'hole' as severity, quote_ident(rolname) as subject, format('Its connections start with %s = %s', name, value) as message,
    format('ALTER ROLE %I %s RESET %s', rolname, case setdatabase when 0 then '' else 'IN DATABASE ' || quote_ident(current_database()) end, name) as repair
  from entries
  where name in ('role', 'session_authorization', 'row_security', 'session_preload_libraries', 'local_preload_libraries')
    or name = 'search_path' and value not in ('', '""')
  union all
  select 'risk', quote_ident(r.rolname), format('Its connections do not set %s', wanted.name), format('ALTER ROLE %I IN DATABASE %I SET %s = %L', r.rolname, current_database(), wanted.name, wanted.value)
  from pg_roles r, (values ('search_path', ''), ('statement_timeout', '5s'), ('idle_in_transaction_session_timeout', '10s')) wanted (name, value)
  where r.rolname = ${app} and not exists (select from entries e where e.rolname = r.rolname and e.name = wanted.name)`;

const absent: Rule = `
  select 'risk' as severity, name as subject, 'This role does not exist: nothing was set up, or ROLE_PREFIX is another' as message, '' as repair
  from (values (${owner}), (${app}), (${platform}), (${store}), (${provisioner})) wanted (name)
  where not exists (select from pg_roles where rolname = name)`;

// A schema or a role left behind would be taken over, with all that is in it, by the next store of that number.
const orphans: Rule = `
  with ${rooms}, ids as (select id, state from public.stores union all select id, 'spare' from public.spare_schemas)
  select 'risk' as severity, quote_ident(r.nspname) as subject, 'It belongs to no store and is no spare: a store of that number would find what is in it' as message,
    format('DROP SCHEMA %I CASCADE', r.nspname) as repair
  from rooms r where not exists (select from ids where 'store_' || id = r.nspname)
  union all
  select 'risk', quote_ident(r.rolname), 'This store role belongs to no store and is no spare', format('DROP ROLE %I', r.rolname)
  from pg_roles r
  where r.rolname ~ ${storeRolePattern} and not exists (select from ids where ${prefix} || 'store_' || id = r.rolname)
    and not exists (select from pg_shdepend d where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
      and d.dbid not in (0, (select oid from pg_database where datname = current_database())))
  union all
  select 'risk', 'store_' || id, case when r.oid is null then 'This store has no schema' else 'This store has no role' end, ''
  from ids left join rooms r on r.nspname = 'store_' || id where state <> 'opening' and r.role is null
  union all
  select 'risk', quote_ident(r.nspname), 'The web processes cannot become its role: the shop is down', format('GRANT %I TO %I', u.rolname, ${app})
  from rooms r join pg_roles u on u.oid = r.role join ids on 'store_' || id = r.nspname
  where not exists (select from pg_auth_members m join pg_roles a on a.oid = m.member where a.rolname = ${app} and m.roleid = r.role)
  union all
  select 'risk', quote_ident(r.nspname), 'Its role is not a member of the group of stores: it cannot read its own row of the shared tables', format('GRANT %I TO %I', ${store}, u.rolname)
  from rooms r join pg_roles u on u.oid = r.role join ids on 'store_' || id = r.nspname
  where not exists (select from pg_auth_members m join pg_roles g on g.oid = m.roleid where g.rolname = ${store} and m.member = r.role)`;

/** What the roles are, and whose members. */
export const roleRules: Rule[] = [
  absent,
  ofStores,
  inStores,
  ofGroups,
  ofLogin,
  attributes,
  settings,
  orphans,
];
