import { migrationsOf } from "../migrations.ts";
import { quoteText } from "../roles.ts";
import { grantee, isOfExtension, platform, type Rule, store, webRoles } from "./rule.ts";

/** Rights that the migrations give on the tables of the shared room, as the catalogue would name them. */
function given(): string[] {
  const statements = migrationsOf("shared").flatMap(({ sql }) => [
    ...sql.matchAll(/^grant ([^;]+?) on (?!function\b)([^;]+?) to ([^;]+?);/gim),
  ]);
  return statements.flatMap(([, rights = "", tables = "", people = ""]) =>
    namesIn(people).flatMap((role) =>
      namesIn(tables).flatMap((table) =>
        privilegesIn(rights).map((right) => `${role} ${table} ${right}`),
      ),
    ),
  );
}

function namesIn(list: string): string[] {
  return list.split(",").map((name) => name.trim().replaceAll('"', ""));
}

/** Every right for itself: `INSERT (kind, payload)` is one for each column. */
function privilegesIn(rights: string): string[] {
  return [...rights.matchAll(/(\w+)(?:\s*\(([^)]*)\))?/g)].flatMap(([, word = "", columns]) => {
    const right = word.toUpperCase();
    return columns === undefined ? [right] : namesIn(columns).map((column) => `${right} ${column}`);
  });
}

// Row level security does not see to TRUNCATE, to sequences, nor to tables that have none: what the groups of roles may do
// is held against what the migrations say.
const moreThanGiven: Rule = `
  with rights as (
    select case c.relkind when 'S' then 'SEQUENCE' else 'TABLE' end as kind, c.relname::text as name, acl.grantee, acl.privilege_type as privilege, null::name as attribute
    from pg_class c, aclexplode(c.relacl) acl where c.relnamespace = 'public'::regnamespace and not ${isOfExtension("pg_class", "c.oid")}
    union all
    select 'TABLE', c.relname::text, acl.grantee, acl.privilege_type, a.attname
    from pg_attribute a join pg_class c on c.oid = a.attrelid, aclexplode(a.attacl) acl
    where a.attacl is not null and c.relnamespace = 'public'::regnamespace and not ${isOfExtension("pg_class", "c.oid")}
  ), extra as (
    select r.kind, r.name, g.rolname, concat(r.privilege, ' (' || quote_ident(r.attribute) || ')') as privilege, r.privilege as word
    from rights r join pg_roles g on g.oid = r.grantee
    where g.rolname in (${store}, ${platform})
      and concat_ws(' ', g.rolname, r.name, r.privilege, r.attribute) <> all (array[${given().map(quoteText).join(", ")}]::text[])
  )
  select case when rolname = ${store} and kind = 'TABLE' and bool_or(word in ('SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')) then 'hole' else 'risk' end as severity,
    format('public.%I', name) as subject,
    format(case rolname when ${store} then 'Every store has rights on it that no migration gives: %s' else 'The platform has rights on it that no migration gives: %s' end,
      string_agg(privilege, ', ' order by privilege)) as message,
    format('REVOKE %s ON %s public.%I FROM %I', string_agg(privilege, ', ' order by privilege), kind, name, rolname) as repair
  from extra group by kind, name, rolname`;

// What holds for every connection to the database holds for ours, where our login does not say otherwise.
const ofEverybody: Rule = `
  select 'risk' as severity, case s.setdatabase when 0 then 'settings of all roles' else 'settings of the database' end as subject,
    format('Connections start with %s', entry) as message,
    format(case s.setdatabase when 0 then 'ALTER ROLE ALL RESET %s' else 'ALTER DATABASE %2$I RESET %1$s' end, split_part(entry, '=', 1), current_database()) as repair
  from pg_db_role_setting s, unnest(s.setconfig) entry
  where s.setrole = 0 and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
    and split_part(entry, '=', 1) in ('role', 'session_authorization', 'row_security', 'session_preload_libraries', 'local_preload_libraries', 'search_path')`;

// Hardening is per database: in another one, this login could see the statements of its own connections here.
const elsewhere: Rule = `
  with ${webRoles}
  select 'risk' as severity, 'database ' || quote_ident(d.datname) as subject,
    format('%s has rights on this other database: %s', ${grantee("acl.grantee")}, string_agg(acl.privilege_type, ', ')) as message,
    format('REVOKE ALL ON DATABASE %I FROM %s', d.datname, ${grantee("acl.grantee")}) as repair
  from pg_database d, aclexplode(d.datacl) acl join web on web.oid = acl.grantee
  where d.datname <> current_database() group by d.datname, acl.grantee`;

const copies: Rule = `
  select 'note' as severity, 'publication ' || quote_ident(pubname) as subject,
    case when puballtables then 'It sends the rows of all stores to whoever may replicate'
      else 'It sends the rows of its tables to whoever may replicate' end as message, '' as repair
  from pg_publication`;

/** What the whole platform shares. */
export const sharedRules: Rule[] = [moreThanGiven, ofEverybody, elsewhere, copies];
