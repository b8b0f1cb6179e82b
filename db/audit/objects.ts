import {
  app,
  grantee,
  isOfExtension,
  owner,
  platform,
  type Rule,
  reachable,
  rooms,
  store,
  storeRolePattern,
} from "./rule.ts";

// A trigger or a rule works with the rights of the owner of its table or function, who owns every store.
const ownership: Rule = `
  with ours as (
    select oid, nspname, nspowner from pg_namespace where nspname ~ '^store_[0-9]+$' or nspname = 'public'
  ), objects as (
    select 'SCHEMA' as kind, quote_ident(nspname) as name, nspowner as holder from ours where nspname <> 'public'
    union all
    select case c.relkind when 'S' then 'SEQUENCE' when 'v' then 'VIEW' when 'm' then 'MATERIALIZED VIEW' when 'f' then 'FOREIGN TABLE' else 'TABLE' end,
      format('%I.%I', o.nspname, c.relname), c.relowner
    from ours o join pg_class c on c.relnamespace = o.oid where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and not ${isOfExtension("pg_class", "c.oid")}
    union all
    select case p.prokind when 'p' then 'PROCEDURE' when 'a' then 'AGGREGATE' else 'FUNCTION' end,
      format('%I.%I(%s)', o.nspname, p.proname, pg_get_function_identity_arguments(p.oid)), p.proowner
    from ours o join pg_proc p on p.pronamespace = o.oid where not ${isOfExtension("pg_proc", "p.oid")}
  )
  select case when ${reachable("holder")} then 'hole' else 'risk' end as severity, name as subject,
    format('It belongs to %s, who can do anything with it', holder::regrole) as message, format('ALTER %s %s OWNER TO %I', kind, name, ${owner}) as repair
  from objects where holder is distinct from (select oid from pg_roles where rolname = ${owner})
  union all
  select 'hole', 'database ' || quote_ident(datname), format('It belongs to %s', datdba::regrole), format('ALTER DATABASE %I OWNER TO postgres', datname)
  from pg_database where datname = current_database() and ${reachable("datdba")}
  union all
  select 'hole', 'schema public', format('It belongs to %s', nspowner::regrole), 'ALTER SCHEMA public OWNER TO pg_database_owner'
  from pg_namespace where nspname = 'public' and ${reachable("nspowner")}`;

const definers: Rule = `
  with definers as (
    select p.*, format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as signature, n.nspname,
      (select substr(entry, 13) from unnest(p.proconfig) entry where entry like 'search_path=%') as path
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
  )
  select 'hole' as severity, signature as subject, 'It runs with the rights of ' || proowner::regrole || ' and its caller''s search_path: the caller decides what its names mean' as message,
    format('ALTER FUNCTION %s SET search_path = pg_catalog, pg_temp', signature) as repair
  from definers where path is null
  union all
  select 'risk', signature, 'It runs with the rights of ' || proowner::regrole || ', and its search_path does not end with pg_temp: ' || path,
    format('ALTER FUNCTION %s SET search_path = pg_catalog, pg_temp', signature)
  from definers where path !~ 'pg_temp$'
  union all
  select 'hole', signature, format('%s may run it with the rights of %s', ${grantee("acl.grantee")}, proowner::regrole),
    format('REVOKE EXECUTE ON FUNCTION %s FROM %s', signature, ${grantee("acl.grantee")})
  from definers, aclexplode(coalesce(proacl, acldefault('f', proowner))) acl left join pg_roles g on g.oid = acl.grantee
  where prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
    and (acl.grantee = 0 or g.rolname = ${store} or g.rolname ~ ${storeRolePattern} or g.rolname = ${app} and proname <> 'login_faults')`;

// The deparsed conditions that keep a store to its own rows.
const ownRowOnly =
  "^\\((id|store_id) = \\(\"substring\"\\(\\(CURRENT_USER\\)::text, ''store_\\(\\[0-9\\]\\+\\)\\$''::text\\)\\)::integer\\)$";

const policies: Rule = `
  with shared as (
    select c.oid, quote_ident(c.relname) as name, c.relrowsecurity from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  ), seen as (
    select distinct s.* from shared s join pg_class c on c.oid = s.oid, aclexplode(c.relacl) acl left join pg_roles g on g.oid = acl.grantee
    where acl.grantee = 0 or g.rolname = ${store} or g.rolname ~ ${storeRolePattern}
  ), conditions as (
    select s.name, p.polname, p.polroles, condition from shared s join pg_policy p on p.polrelid = s.oid,
      lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) c (condition)
    where condition is not null and p.polpermissive
  )
  select 'hole' as severity, 'public.' || name as subject, 'Stores may read it, and row level security is off: each sees the rows of all' as message,
    format('ALTER TABLE public.%s ENABLE ROW LEVEL SECURITY', name) as repair
  from seen where not relrowsecurity
  union all
  select 'risk', 'public.' || name, 'Row level security is off', format('ALTER TABLE public.%s ENABLE ROW LEVEL SECURITY', name)
  from shared where name in ('stores', 'store_domains') and not relrowsecurity and oid not in (select oid from seen)
  union all
  select 'hole', 'public.' || name, format('The policy %I lets stores at more than their own rows: %s', polname, condition), format('DROP POLICY %I ON public.%s', polname, name)
  from conditions
  where condition !~ '${ownRowOnly}' and exists (select from unnest(polroles) r (oid) left join pg_roles g on g.oid = r.oid
    where r.oid = 0 or g.rolname <> ${platform} and ${reachable("r.oid")})
  union all
  select 'risk', 'public.' || s.name, format('No policy lets %s at it: what needs it fails', wanted.role),
    format(case wanted.role when ${store} then 'CREATE POLICY store_sees_itself ON public.%s FOR SELECT TO %I USING (%s = substring(current_user from ''store_([0-9]+)$'')::integer)'
      else 'CREATE POLICY platform_sees_all ON public.%s TO %I USING (true) WITH CHECK (true)' end, s.name, wanted.role, wanted.key)
  from shared s join (values ('stores', ${store}, 'id'), ('stores', ${platform}, 'id'), ('store_domains', ${store}, 'store_id'), ('store_domains', ${platform}, 'store_id'))
    as wanted (name, role, key) on wanted.name = s.name
  where s.relrowsecurity and not exists (
    select from pg_policy p join pg_roles r on r.oid = any (p.polroles) where p.polrelid = s.oid and r.rolname = wanted.role)`;

// The search_path of a store goes on to public: a table that is missing in the store would be found there.
const sameNames: Rule = `
  with ${rooms}, shared as (select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f'))
  select 'risk' as severity, 'public.' || quote_ident(c.relname) as subject,
    format('There are tables of this name in %s store schemas too: where one is missing, a query would use the shared one', count(*)) as message, '' as repair
  from pg_class c join shared on shared.relname = c.relname join rooms r on r.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f') group by c.relname`;

// A foreign key tells whether a row exists, and its cascade deletes it; a parent table shows its children's rows.
const crossings: Rule = `
  with ${rooms}
  select 'hole' as severity, format('%I.%I', a.nspname, c.relname) as subject,
    format('Its foreign key %I leads to %s in another schema', k.conname, k.confrelid::regclass) as message,
    format('ALTER TABLE %I.%I DROP CONSTRAINT %I', a.nspname, c.relname, k.conname) as repair
  from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid join pg_namespace a on a.oid = c.relnamespace
  where k.contype = 'f' and c.relnamespace <> f.relnamespace and (c.relnamespace in (select oid from rooms) or f.relnamespace in (select oid from rooms))
  union all
  select 'hole', format('%I.%I', n.nspname, p.relname), format('It shows the rows of %s, its child in another schema', i.inhrelid::regclass),
    format('ALTER TABLE %s NO INHERIT %I.%I', i.inhrelid::regclass, n.nspname, p.relname)
  from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = p.relnamespace
  where p.relnamespace <> c.relnamespace and (p.relnamespace in (select oid from rooms) or c.relnamespace in (select oid from rooms))`;

const views: Rule = `
  with ${rooms}, reads as (
    select distinct n.nspname, c.relname, c.relkind, t.oid as target, t.relnamespace = c.relnamespace as at_home
    from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace
      join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass and d.refobjid <> c.oid
      join pg_class t on t.oid = d.refobjid
    where (c.relnamespace in (select oid from rooms) or t.relnamespace in (select oid from rooms)) and t.relkind in ('r', 'p', 'v', 'm', 'f')
  )
  select 'hole' as severity, format('%I.%I', nspname, relname) as subject, format('It reads %s, in another schema, with its owner''s rights', target::regclass) as message,
    format('DROP %s %I.%I', case relkind when 'm' then 'MATERIALIZED VIEW' else 'VIEW' end, nspname, relname) as repair
  from reads where not at_home and relkind in ('v', 'm')
  union all
  select 'hole', format('%I.%I', n.nspname, c.relname), format('Its rule %I does more than it was asked, with its owner''s rights', w.rulename), format('DROP RULE %I ON %I.%I', w.rulename, n.nspname, c.relname)
  from pg_rewrite w join pg_class c on c.oid = w.ev_class join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and (n.nspname = 'public' or n.oid in (select oid from rooms))
  union all
  select 'hole', format('public.%I', c.relname), 'Stores may read this view, and it ignores row level security: it reads with its owner''s rights', format(case c.relkind when 'v' then 'ALTER VIEW public.%I SET (security_invoker = true)' else 'DROP MATERIALIZED VIEW public.%I' end, c.relname)
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm') and not ${isOfExtension("pg_class", "c.oid")}
    and not coalesce('security_invoker=true' = any (c.reloptions) or 'security_invoker=on' = any (c.reloptions), false)
    and exists (select from aclexplode(c.relacl) acl left join pg_roles g on g.oid = acl.grantee where acl.grantee = 0 or g.rolname = ${store} or g.rolname ~ ${storeRolePattern})`;

const triggers: Rule = `
  with ${rooms}
  select case when p.pronamespace in (select oid from rooms) or p.prosecdef then 'hole' else 'risk' end as severity, format('%I.%I', r.nspname, c.relname) as subject,
    format('Its trigger %I runs %s, which is neither in the shared room nor in its own', t.tgname, t.tgfoid::regproc) as message, format('DROP TRIGGER %I ON %I.%I', t.tgname, r.nspname, c.relname) as repair
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join rooms r on r.oid = c.relnamespace join pg_proc p on p.oid = t.tgfoid
  where not t.tgisinternal and p.pronamespace not in ('public'::regnamespace, c.relnamespace)
  union all
  select 'risk', 'event trigger ' || quote_ident(evtname), format('It runs %s in every change of the schema, as whoever makes it', evtfoid::regproc), format('DROP EVENT TRIGGER %I', evtname)
  from pg_event_trigger e where not ${isOfExtension("pg_event_trigger", "e.oid")}`;

const foreignCode: Rule = `
  with ${rooms}
  select 'risk' as severity, format('%I.%I', n.nspname, p.proname) as subject,
    case when n.nspname = 'pg_catalog' then 'It was put among the functions of PostgreSQL itself, which every name finds first' else 'A store''s schema holds no code' end as message,
    format('DROP FUNCTION %I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as repair
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace
  where (n.oid in (select oid from rooms) or n.nspname = 'pg_catalog' and p.oid >= 16384) and not ${isOfExtension("pg_proc", "p.oid")}
  union all
  select 'risk', 'extension ' || quote_ident(e.extname), format('It is in the schema %I: extensions belong in public', n.nspname), format('ALTER EXTENSION %I SET SCHEMA public', e.extname)
  from pg_extension e join pg_namespace n on n.oid = e.extnamespace where n.nspname not in ('public', 'pg_catalog')
  union all
  select 'hole', 'extension ' || quote_ident(e.extname), 'Everybody may call functions of it that run SQL text, or reach files or other servers', format('DROP EXTENSION %I', e.extname)
  from pg_extension e where e.extname in ('dblink', 'tablefunc', 'xml2', 'postgres_fdw', 'file_fdw', 'adminpack', 'pageinspect', 'pgrowlocks', 'pg_walinspect', 'lo')
    and exists (select from pg_depend d join pg_proc p on p.oid = d.objid, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
      where d.refclassid = 'pg_extension'::regclass and d.refobjid = e.oid and d.classid = 'pg_proc'::regclass and d.deptype = 'e' and acl.grantee = 0)
  union all
  select 'note', 'extension ' || quote_ident(e.extname), 'Nobody has reviewed what its functions let a store''s role do', '' from pg_extension e
  where e.extname not in ('plpgsql', 'pg_trgm', 'unaccent', 'dblink', 'tablefunc', 'xml2', 'postgres_fdw', 'file_fdw', 'adminpack', 'pageinspect', 'pgrowlocks', 'pg_walinspect', 'lo')
  union all
  select 'risk', 'server ' || quote_ident(srvname), 'It leads out of this database', format('DROP SERVER %I CASCADE', srvname) from pg_foreign_server
  union all
  select 'risk', format('%I.%I', r.nspname, c.relname), 'A foreign table shows what is elsewhere, with its owner''s rights', format('DROP FOREIGN TABLE %I.%I', r.nspname, c.relname)
  from pg_class c join rooms r on r.oid = c.relnamespace where c.relkind = 'f'`;

/** What the objects are, whose they are, and what they reach. */
export const objectRules: Rule[] = [
  ownership,
  definers,
  policies,
  sameNames,
  crossings,
  views,
  triggers,
  foreignCode,
];
