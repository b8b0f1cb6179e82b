import {
  app,
  grantee,
  isOfExtension,
  isSuperuser,
  owner,
  platform,
  prefix,
  type Rule,
  reachable,
  rooms,
  store,
  storeRolePattern,
  webRoles,
} from "./rule.ts";

const oneOfOurs = `n.nspname !~ '^store_[0-9]+$' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;

// Every right on a store's schema and on what is in it, except those of the objects' owner.
const onStores: Rule = `
  with ${rooms}, rights as (
    select 'SCHEMA' as kind, quote_ident(r.nspname) as object, r.role, r.nspowner as owner, acl.grantee, acl.privilege_type as privilege, acl.is_grantable
    from rooms r, aclexplode(r.nspacl) acl
    union all
    select case c.relkind when 'S' then 'SEQUENCE' else 'TABLE' end, format('%I.%I', r.nspname, c.relname), r.role, c.relowner, acl.grantee, acl.privilege_type, acl.is_grantable
    from rooms r join pg_class c on c.relnamespace = r.oid, aclexplode(c.relacl) acl
    union all
    select 'TABLE', format('%I.%I', r.nspname, c.relname), r.role, c.relowner, acl.grantee, format('%s (%I)', acl.privilege_type, a.attname), acl.is_grantable
    from pg_attribute a join pg_class c on c.oid = a.attrelid join rooms r on r.oid = c.relnamespace, aclexplode(a.attacl) acl
    where a.attacl is not null
    union all
    select case p.prokind when 'p' then 'PROCEDURE' else 'FUNCTION' end, format('%I.%I(%s)', r.nspname, p.proname, pg_get_function_identity_arguments(p.oid)),
      r.role, p.proowner, acl.grantee, acl.privilege_type, acl.is_grantable
    from rooms r join pg_proc p on p.pronamespace = r.oid, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
  ), stray as (
    select kind, object, grantee, grantee is not distinct from role as own, string_agg(privilege, ', ' order by privilege) as privileges
    from rights
    where grantee <> owner and not (grantee is not distinct from role and not is_grantable and (
      kind = 'SCHEMA' and privilege = 'USAGE' or kind = 'TABLE' and privilege ~ '^(SELECT|INSERT|UPDATE|DELETE)( |$)'
      or kind = 'SEQUENCE' or kind in ('FUNCTION', 'PROCEDURE')))
    group by kind, object, grantee, role
  )
  select case when own or not ${reachable("grantee")} then 'risk' else 'hole' end as severity, object as subject,
    format(case when own then '%s has more rights on it than reading and writing rows: %s' else '%s, which is not its store''s role, may: %s' end,
      ${grantee("grantee")}, privileges) as message,
    format('REVOKE %s ON %s %s FROM %s', privileges, kind, object, ${grantee("grantee")}) as repair
  from stray where not ${isSuperuser("grantee")}`;

// A default privilege is a grant on everything that is yet to be made.
const defaults: Rule = `
  with ${rooms}, entries as (
    select d.defaclrole, n.nspname, acl.grantee, r.role, string_agg(acl.privilege_type, ', ') as privileges,
      case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then 'FUNCTIONS' when 'T' then 'TYPES' else 'SCHEMAS' end as kind
    from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace left join rooms r on r.oid = n.oid, aclexplode(d.defaclacl) acl
    where acl.grantee <> d.defaclrole
      and not (d.defaclobjtype = 'r' and acl.grantee is not distinct from r.role and not acl.is_grantable
        and acl.privilege_type in ('SELECT', 'INSERT', 'UPDATE', 'DELETE'))
    group by d.defaclrole, n.nspname, acl.grantee, r.role, d.defaclobjtype
  ), described as (
    select *, coalesce('IN SCHEMA ' || quote_ident(nspname), '') as place from entries
  )
  select case when ${reachable("grantee")} and kind <> 'TYPES' then 'hole' else 'risk' end as severity,
    concat_ws(' ', 'default privileges of', defaclrole::regrole, lower(place)) as subject,
    format('%s will get %s on all %s made from now on', ${grantee("grantee")}, privileges, lower(kind)) as message,
    format('ALTER DEFAULT PRIVILEGES FOR ROLE %s %s REVOKE %s ON %s FROM %s', defaclrole::regrole, place, privileges, kind, ${grantee("grantee")}) as repair
  from described where not ${isSuperuser("grantee")} and not (kind = 'TYPES' and grantee = 0)`;

const functionsBornOpen: Rule = `
  select 'risk' as severity, 'default privileges of ' || r.oid::regrole as subject,
    'Everybody may execute the functions that it makes from now on' as message,
    format('ALTER DEFAULT PRIVILEGES FOR ROLE %s REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC', r.oid::regrole) as repair
  from pg_roles r where r.rolname = ${owner} and not exists (
    select from pg_default_acl d where d.defaclrole = r.oid and d.defaclnamespace = 0 and d.defaclobjtype = 'f')`;

// Rights on shared tables go to the platform and to the group of all stores (whose row level security another rule sees to).
const onSharedTables: Rule = `
  with ${webRoles}, rights as (
    select case c.relkind when 'S' then 'SEQUENCE' else 'TABLE' end as kind, format('%I.%I', n.nspname, c.relname) as object, acl.grantee, acl.privilege_type as privilege
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) acl
    where ${oneOfOurs} and not ${isOfExtension("pg_class", "c.oid")}
    union all
    select 'TABLE', format('%I.%I', n.nspname, c.relname), acl.grantee, format('%s (%I)', acl.privilege_type, a.attname)
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace, aclexplode(a.attacl) acl
    where a.attacl is not null and ${oneOfOurs}
  )
  select case when web.oid is null or web.is_login then 'hole' else 'risk' end as severity, object as subject,
    format('%s has a right of its own that no migration gives: %s', ${grantee("grantee")}, string_agg(privilege, ', ' order by privilege)) as message,
    format('REVOKE %s ON %s %s FROM %s', string_agg(privilege, ', ' order by privilege), kind, object, ${grantee("grantee")}) as repair
  from rights left join web on web.oid = grantee
  where grantee = 0 or web.is_login or web.rolname ~ ${storeRolePattern}
  group by kind, object, grantee, web.oid, web.is_login`;

const onSharedFunctions: Rule = `
  with ${webRoles}
  select 'risk' as severity, format('%I.%I', n.nspname, p.proname) as subject,
    format('%s may execute it, and no migration says so', ${grantee("acl.grantee")}) as message,
    format('REVOKE EXECUTE ON FUNCTION %I.%I(%s) FROM %s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), ${grantee("acl.grantee")}) as repair
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl left join web on web.oid = acl.grantee
  where ${oneOfOurs} and not ${isOfExtension("pg_proc", "p.oid")}
    and (acl.grantee = 0 or web.rolname ~ ${storeRolePattern} or web.is_login and p.proname <> 'login_faults')`;

const onDatabase: Rule = `
  with ${webRoles}
  select 'risk' as severity, 'database ' || quote_ident(d.datname) as subject,
    format('%s may %s', ${grantee("acl.grantee")}, case acl.privilege_type when 'CREATE' then 'make schemas in it'
      when 'TEMPORARY' then 'make temporary tables, which shadow a store''s own' else 'connect to it' end) as message,
    format('REVOKE %s ON DATABASE %I FROM %s', acl.privilege_type, d.datname, ${grantee("acl.grantee")}) as repair
  from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) acl left join web on web.oid = acl.grantee
  where d.datname = current_database() and acl.grantee <> d.datdba
    and (acl.grantee = 0 or web.oid is not null and not (web.is_login and acl.privilege_type = 'CONNECT'))`;

const onOtherSchemas: Rule = `
  with ${webRoles}
  select case when acl.privilege_type = 'CREATE' then 'hole' else 'risk' end as severity, 'schema ' || quote_ident(n.nspname) as subject,
    format(case when acl.privilege_type = 'CREATE' then '%s may make functions and tables in it, and others would run and read them' else '%s may enter it, and no migration says so' end,
      ${grantee("acl.grantee")}) as message,
    format('REVOKE %s ON SCHEMA %I FROM %s', acl.privilege_type, n.nspname, ${grantee("acl.grantee")}) as repair
  from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) acl left join web on web.oid = acl.grantee
  where n.nspname !~ '^store_[0-9]+$' and acl.grantee <> n.nspowner and (acl.grantee = 0 or web.oid is not null) and (
    acl.privilege_type = 'CREATE' or n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
      and not (n.nspname = 'public' and coalesce(web.rolname, '') in (${app}, ${platform}, ${store})))`;

const onLanguages: Rule = `
  with ${webRoles}
  select 'risk' as severity, 'language ' || l.lanname as subject,
    format('%s may write code in it: a DO block runs whatever text it builds', ${grantee("acl.grantee")}) as message,
    format('REVOKE USAGE ON LANGUAGE %I FROM %s', l.lanname, ${grantee("acl.grantee")}) as repair
  from pg_language l, aclexplode(coalesce(l.lanacl, acldefault('l', l.lanowner))) acl left join web on web.oid = acl.grantee
  where l.lanname not in ('sql', 'internal', 'c') and (acl.grantee = 0 and l.lanpltrusted or web.oid is not null)`;

const onCatalogues: Rule = `
  with ${webRoles}, rights as (
    select 'FUNCTION' as kind, format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as object, acl.grantee, acl.privilege_type
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace, aclexplode(p.proacl) acl where n.nspname in ('pg_catalog', 'information_schema')
    union all
    select 'TABLE', format('%I.%I', n.nspname, c.relname), acl.grantee, acl.privilege_type
    from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) acl where n.nspname in ('pg_catalog', 'information_schema')
  )
  select 'hole' as severity, object as subject,
    format('The hardening took it from everybody, and %s has it again', ${grantee("grantee")}) as message,
    format('REVOKE %s ON %s %s FROM %s', privilege_type, kind, object, ${grantee("grantee")}) as repair
  from rights join web on web.oid = grantee
  union all
  select 'hole', 'pg_catalog.pg_settings', 'Everybody may change settings by updating it, the search_path included', 'REVOKE UPDATE ON pg_catalog.pg_settings FROM PUBLIC'
  from pg_class c, aclexplode(c.relacl) acl where c.oid = 'pg_catalog.pg_settings'::regclass and acl.grantee = 0 and acl.privilege_type = 'UPDATE'
  union all
  select 'risk', 'setting ' || p.parname, format('%s may change it, which takes a superuser otherwise', ${grantee("acl.grantee")}),
    format('REVOKE %s ON PARAMETER %s FROM %s', acl.privilege_type, p.parname, ${grantee("acl.grantee")})
  from pg_parameter_acl p, aclexplode(p.paracl) acl where ${reachable("acl.grantee")}`;

// A schema that its store may not enter while the store is open: nothing leaks, but the shop is down.
const missing: Rule = `
  with ${rooms}
  select 'risk' as severity, quote_ident(r.nspname) as subject, 'The store is open and its own role may not enter its schema: the shop is down' as message,
    format('GRANT USAGE ON SCHEMA %I TO %I', r.nspname, ${prefix} || r.nspname) as repair
  from rooms r join public.stores s on 'store_' || s.id = r.nspname
  where s.state = 'open' and r.role is not null
    and not exists (select from aclexplode(r.nspacl) acl where acl.grantee = r.role and acl.privilege_type = 'USAGE')`;

/** Who may do what, to what. */
export const grantRules: Rule[] = [
  onStores,
  defaults,
  functionsBornOpen,
  onSharedTables,
  onSharedFunctions,
  onDatabase,
  onOtherSchemas,
  onLanguages,
  onCatalogues,
  missing,
];
