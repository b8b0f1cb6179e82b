import { config } from "../../app/config.ts";
import { quoteText } from "../roles.ts";

/** What a schema has, by kind. */
export type Kind = (typeof kinds)[number]["kind"];

/**
 * One thing in a schema. Where its text says the schema or the role of its store, it says `store_N`, so that the same
 * thing reads the same in every store.
 */
export interface Item {
  kind: Kind;
  /** The table, view or sequence that it belongs to; empty for what belongs to the schema. */
  of: string;
  name: string;
  /** A column's place. */
  place: number;
  hash: string;
  detail: Detail;
}

/** Only what is of the item's kind is there. */
export interface Detail {
  /** SQL that makes it; for a constraint what follows its name. */
  definition?: string | null;
  /** What sort of relation, function, type or default privilege, by PostgreSQL's letter. */
  relkind?: string;
  owner?: string;
  /** Who may do what: rights by role, `store_N` for its own, `owner` and `PUBLIC`. */
  access?: Record<string, string> | null;
  persistence?: string;
  rowSecurity?: boolean;
  /** It came with something else (an identity's sequence, a constraint's index), and goes with it. */
  belongs?: boolean;
  type?: string;
  collation?: string | null;
  notNull?: boolean;
  identity?: string;
  generated?: string;
  default?: string | null;
  valid?: boolean;
  enabled?: string;
  contype?: string;
}

/** What PostgreSQL calls its version, such as 180000. */
export type ServerVersion = number;

/**
 * The CTEs `rooms` (the schemas named by parameter $1) and `items` (a row for everything in them). What is hashed is read
 * from the catalogues as it stands: no definition is deparsed, which would fill the backend with every table it reads.
 * It may differ where the definitions do not; equal hashes are equal things.
 */
export function itemsQuery(version: ServerVersion): string {
  const parts = kinds.map(
    ({ kind, from }) =>
      `select room, '${kind}' as kind, tbl::text as tbl, name::text as name, oid, place::integer as place,
         hashtextextended(row('${kind}', tbl, name, state)::text, 0) as hash
       from (${typeof from === "string" ? from : from(version)}) part`,
  );
  return `rooms as materialized (
    select n.oid as room, n.nspname, n.nspowner, n.nspacl, r.oid as role, coalesce(r.rolname, '') as rolname
    from pg_namespace n left join pg_roles r on r.rolname = ${quoteText(config.ROLE_PREFIX)} || n.nspname
    where n.nspname = any ($1::name[])
  ), relations as materialized (
    select r.room, r.nspname, r.role, r.rolname, c.oid, c.relname, c.relkind
    from rooms r join pg_class c on c.relnamespace = r.room where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S', 'c')
  ), items as (${parts.join("\nunion all\n")})`;
}

/** SQL that gives an item's detail, from rows of `items i` and `rooms r`. */
export const detail = () =>
  `case i.kind ${kinds.map(({ kind, detail }) => `when '${kind}' then (${detail})`).join("\n")} end`;

/** The text of an SQL expression with `store_N` for the schema. */
const same = (text: string) =>
  `regexp_replace(${text}, '\\m' || r.nspname || '\\M', 'store_N', 'g')`;

const sameAcl = (acl: string, room: string) => `replace(${acl}::text, ${room}.rolname, 'store_N')`;

const access = (acl: string, holder: string) => `(
  select jsonb_object_agg(who, rights) from (
    select case when x.grantee = 0 then 'PUBLIC' when x.grantee = r.role then 'store_N' when x.grantee = ${holder} then 'owner' else x.grantee::regrole::text end as who,
      string_agg(x.privilege_type || case when x.is_grantable then ' WITH GRANT OPTION' else '' end, ', ' order by x.privilege_type) as rights
    from aclexplode(${acl}) x group by 1) a)`;

const kinds = [
  {
    kind: "schema",
    // Whether its own role may enter depends on the store's state, and is looked at with that.
    from: `select room, '' as tbl, '' as name, room as oid, 0 as place,
        row(nspowner, regexp_replace(${sameAcl("nspacl", "rooms")}, ',?store_N=U/[^,}]*', ''))::text as state from rooms`,
    detail: `select jsonb_build_object('owner', r.nspowner::regrole::text, 'access', ${access("coalesce(r.nspacl, acldefault('n', r.nspowner))", "r.nspowner")} - 'store_N')`,
  },
  {
    kind: "default",
    from: `select r.room, '' as tbl, format('%s of %s', d.defaclobjtype, d.defaclrole::regrole) as name, d.oid, 0 as place, row(d.defaclrole, ${sameAcl("d.defaclacl", "r")})::text as state
      from rooms r join pg_default_acl d on d.defaclnamespace = r.room`,
    detail: `select jsonb_build_object('owner', d.defaclrole::regrole::text, 'relkind', d.defaclobjtype, 'access', ${access("d.defaclacl", "d.defaclrole")}) from pg_default_acl d where d.oid = i.oid`,
  },
  {
    kind: "relation",
    from: `select t.room, t.relname as tbl, '' as name, t.oid, 0 as place,
        row(c.relkind, c.relpersistence, c.relrowsecurity, c.relforcerowsecurity, c.relowner, ${sameAcl("c.relacl", "t")},
          s.seqtypid, s.seqstart, s.seqincrement, s.seqmax, s.seqmin, s.seqcache, s.seqcycle,
          case when c.relkind in ('v', 'm') then regexp_replace(pg_get_viewdef(c.oid), '\\m' || t.nspname || '\\M', 'store_N', 'g') end)::text as state
      from relations t join pg_class c on c.oid = t.oid left join pg_sequence s on s.seqrelid = t.oid`,
    detail: `select jsonb_build_object('relkind', c.relkind, 'owner', c.relowner::regrole::text, 'persistence', c.relpersistence, 'rowSecurity', c.relrowsecurity or c.relforcerowsecurity,
        'access', ${access("coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::\"char\" else 'r' end, c.relowner))", "c.relowner")},
        'belongs', exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.objsubid = 0 and d.refobjsubid <> 0 and d.deptype in ('i', 'a')),
        'definition', case when c.relkind in ('v', 'm') then ${same("pg_get_viewdef(c.oid)")}
          when c.relkind = 'S' then format('AS %s INCREMENT %s MINVALUE %s MAXVALUE %s START %s CACHE %s%s', format_type(s.seqtypid, null),
            s.seqincrement, s.seqmin, s.seqmax, s.seqstart, s.seqcache, case when s.seqcycle then ' CYCLE' else ' NO CYCLE' end) end)
      from pg_class c left join pg_sequence s on s.seqrelid = c.oid where c.oid = i.oid`,
  },
  {
    kind: "column",
    from: `select t.room, t.relname as tbl, a.attname as name, t.oid, a.attnum as place,
        row(case when a.atttypid < 16384 then a.atttypid::text else replace(format_type(a.atttypid, null), t.nspname || '.', 'store_N.') end,
          a.atttypmod, a.attcollation, a.attnotnull, a.attidentity, a.attgenerated, ${sameAcl("a.attacl", "t")}, d.adbin)::text as state
      from relations t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where t.relkind in ('r', 'p', 'f', 'c')`,
    detail: `select jsonb_build_object('type', ${same("format_type(a.atttypid, a.atttypmod)")},
        'collation', (select a.attcollation::regcollation::text from pg_type y where y.oid = a.atttypid and y.typcollation <> a.attcollation),
        'notNull', a.attnotnull, 'identity', a.attidentity, 'generated', a.attgenerated, 'default', ${same("pg_get_expr(d.adbin, d.adrelid)")}, 'access', ${access("a.attacl", "0::oid")})
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum where a.attrelid = i.oid and a.attnum = i.place`,
  },
  {
    kind: "constraint",
    // From 18 on "not null" is a constraint too; the column says it already.
    from: (
      version: ServerVersion,
    ) => `select t.room, t.relname as tbl, k.conname as name, k.oid, 0 as place,
        row(k.contype, k.condeferrable, k.condeferred, k.convalidated, k.confupdtype, k.confdeltype, k.confmatchtype, k.confdelsetcols,
          k.connoinherit, k.conkey, k.confkey, k.conexclop, f.relname, f.relnamespace = t.room, k.conbin${version >= 180000 ? ", k.conenforced" : ""})::text as state
      from relations t join pg_constraint k on k.conrelid = t.oid left join pg_class f on f.oid = k.confrelid
      where k.contype in ('c', 'f', 'p', 'u', 'x')`,
    detail: `select jsonb_build_object('contype', k.contype, 'definition', ${same("pg_get_constraintdef(k.oid)")}) from pg_constraint k where k.oid = i.oid`,
  },
  {
    kind: "index",
    from: `select t.room, t.relname as tbl, c.relname as name, x.indexrelid as oid, 0 as place,
        row(c.relam, x.indkey, x.indclass, x.indcollation, x.indoption, x.indnkeyatts, x.indisunique, x.indisprimary, x.indisexclusion, x.indimmediate,
          x.indnullsnotdistinct, x.indisvalid, x.indisready, x.indexprs, x.indpred)::text as state
      from relations t join pg_index x on x.indrelid = t.oid join pg_class c on c.oid = x.indexrelid`,
    detail: `select jsonb_build_object('definition', regexp_replace(${same("pg_get_indexdef(x.indexrelid)")}, ' WITH \\([^)]*\\)', ''), 'valid', x.indisvalid and x.indisready,
        'belongs', exists (select from pg_constraint k where k.conrelid = x.indrelid and k.conindid = x.indexrelid and k.contype in ('p', 'u', 'x')))
      from pg_index x where x.indexrelid = i.oid`,
  },
  {
    kind: "trigger",
    from: `select t.room, t.relname as tbl, g.tgname as name, g.oid, 0 as place,
        row(g.tgfoid, g.tgtype, g.tgenabled, g.tgattr, g.tgargs, g.tgoldtable, g.tgnewtable, g.tgdeferrable, g.tginitdeferred, g.tgconstraint <> 0, g.tgqual)::text as state
      from relations t join pg_trigger g on g.tgrelid = t.oid where not g.tgisinternal`,
    detail: `select jsonb_build_object('definition', ${same("pg_get_triggerdef(g.oid)")}, 'enabled', g.tgenabled) from pg_trigger g where g.oid = i.oid`,
  },
  {
    // A foreign key whose own triggers are switched off, as after a restore that was broken off.
    kind: "unenforced",
    from: `select distinct t.room, t.relname as tbl, k.conname as name, k.oid, 0 as place, '' as state
      from relations t join pg_constraint k on k.conrelid = t.oid join pg_trigger g on g.tgconstraint = k.oid
      where k.contype = 'f' and g.tgisinternal and g.tgenabled <> 'O'`,
    detail: `select jsonb_build_object('definition', ${same("pg_get_constraintdef(k.oid)")}) from pg_constraint k where k.oid = i.oid`,
  },
  {
    kind: "policy",
    from: `select t.room, t.relname as tbl, p.polname as name, p.oid, 0 as place, row(p.polcmd, p.polpermissive, p.polroles, p.polqual, p.polwithcheck)::text as state
      from relations t join pg_policy p on p.polrelid = t.oid`,
    detail: `select jsonb_build_object('definition', concat_ws(' ', format('CREATE POLICY %I ON store_N.%I AS %s FOR %s TO', p.polname, i.tbl,
          case when p.polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end, case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end),
        (select string_agg(case when o = 0 then 'PUBLIC' when o = r.role then 'role_of_store_N' else o::regrole::text end, ', ' order by o) from unnest(p.polroles) o),
        'USING (' || ${same("pg_get_expr(p.polqual, p.polrelid)")} || ')', 'WITH CHECK (' || ${same("pg_get_expr(p.polwithcheck, p.polrelid)")} || ')'))
      from pg_policy p where p.oid = i.oid`,
  },
  {
    kind: "rule",
    from: `select t.room, t.relname as tbl, w.rulename as name, w.oid, 0 as place, row(w.ev_type, w.ev_enabled, w.is_instead, w.ev_qual, w.ev_action)::text as state
      from relations t join pg_rewrite w on w.ev_class = t.oid where t.relkind in ('r', 'p') and w.rulename <> '_RETURN'`,
    detail: `select jsonb_build_object('definition', ${same("pg_get_ruledef(w.oid)")}) from pg_rewrite w where w.oid = i.oid`,
  },
  {
    kind: "function",
    from: `select r.room, '' as tbl, format('%I(%s)', p.proname, pg_get_function_identity_arguments(p.oid)) as name, p.oid, 0 as place,
        row(p.prokind, p.proowner, p.prosecdef, p.prosrc, p.proconfig, ${sameAcl("p.proacl", "r")})::text as state
      from rooms r join pg_proc p on p.pronamespace = r.room`,
    detail: `select jsonb_build_object('relkind', p.prokind, 'owner', p.proowner::regrole::text, 'access', ${access("coalesce(p.proacl, acldefault('f', p.proowner))", "p.proowner")},
        'definition', case when p.prokind <> 'a' then ${same("pg_get_functiondef(p.oid)")} end) from pg_proc p where p.oid = i.oid`,
  },
  {
    kind: "type",
    from: `select r.room, '' as tbl, y.typname as name, y.oid, 0 as place,
        row(y.typtype, y.typowner, format_type(nullif(y.typbasetype, 0), y.typtypmod), array(select e.enumlabel from pg_enum e where e.enumtypid = y.oid order by e.enumsortorder))::text as state
      from rooms r join pg_type y on y.typnamespace = r.room where y.typtype in ('d', 'e', 'r')`,
    detail: `select jsonb_build_object('relkind', y.typtype, 'definition', case y.typtype when 'd' then 'a domain of ' || format_type(y.typbasetype, y.typtypmod)
        when 'e' then 'one of ' || (select string_agg(quote_literal(e.enumlabel), ', ' order by e.enumsortorder) from pg_enum e where e.enumtypid = y.oid) else 'a range' end) from pg_type y where y.oid = i.oid`,
  },
] as const satisfies readonly {
  kind: string;
  from: string | ((version: ServerVersion) => string);
  detail: string;
}[];
