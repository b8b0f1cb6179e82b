import { readdir } from "node:fs/promises";
import { join } from "node:path";

/** Where to look: a database, as a superuser, and the folder of its uploads. */
export interface World {
  ask<T extends object>(sql: string, values?: unknown[]): Promise<T[]>;
  /** ROLE_PREFIX. */
  prefix: string;
  uploads: string;
}

/** A query of which every row is something that is not true; $1 is the prefix of the roles' names. */
type Claim = [what: string, sql: string];

const known = `known as (
  select id, code::text, state, version, false as spare from public.stores union all
  select id, null, 'spare', version, true from public.spare_schemas)`;
const schemas = `schemas as (select oid, nspname, nspacl, substr(nspname, 7)::integer as id from pg_namespace where nspname ~ '^store_[0-9]+$')`;
const roles = `roles as (
  select oid, substr(rolname, length($1) + 7)::integer as id from pg_roles where rolname ~ ('^' || $1 || 'store_[0-9]+$'))`;

const claims: Claim[] = [
  [
    "is a store and a spare",
    "select s.id from public.stores s join public.spare_schemas p on p.id = s.id where s.state <> 'opening'",
  ],
  [
    "has no schema",
    `with ${known}, ${schemas} select k.id from known k where state <> 'opening' and id not in (select id from schemas)`,
  ],
  [
    "has no role",
    `with ${known}, ${roles} select k.id from known k where state <> 'opening' and id not in (select id from roles)`,
  ],
  [
    "is a schema of nobody",
    `with ${known}, ${schemas} select id from schemas where id not in (select id from known)`,
  ],
  [
    "is a role of nobody",
    `with ${known}, ${roles} select id from roles where id not in (select id from known)`,
  ],
  [
    "has a door that is not as its state says",
    `with ${known}, ${schemas}, ${roles} select k.id from known k join schemas s on s.id = k.id join roles r on r.id = k.id
     where has_schema_privilege(r.oid, s.oid, 'USAGE') <> (k.state in ('open', 'spare')) and k.state <> 'opening'`,
  ],
  ["is only half removed", "select id from public.stores where dropping_since is not null"],
  [
    "has a ledger and is not there",
    `with ${known} select distinct store_id as id from public.store_migrations where store_id not in (select id from known)`,
  ],
  [
    "has a ledger that leaves something out, or another version than that",
    `with ${known} select k.id from known k left join public.store_migrations m on m.store_id = k.id and m.state = 'done'
     where k.state <> 'opening' group by k.id, k.version
     having count(m.version) <> k.version or coalesce(max(m.version), 0) <> k.version`,
  ],
  [
    "has other tables, columns, indexes, keys or triggers than most of its version",
    `with ${known}, ${schemas}, items as (
       select s.id, format('%s %s %s %s', c.relname, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod)) as item
       from schemas s join pg_class c on c.relnamespace = s.oid join pg_attribute a on a.attrelid = c.oid
       where a.attnum > 0 and not a.attisdropped
       union all
       select s.id, format('%s %s %s', c.relname, k.conname, k.convalidated) from schemas s
       join pg_class c on c.relnamespace = s.oid join pg_constraint k on k.conrelid = c.oid
       union all
       select s.id, format('%s %s', c.relname, t.tgname) from schemas s
       join pg_class c on c.relnamespace = s.oid join pg_trigger t on t.tgrelid = c.oid where not t.tgisinternal),
     looks as (select id, md5(string_agg(item, '|' order by item)) as look from items group by id),
     usual as (
       select k.version, mode() within group (order by l.look) as look from known k join looks l on l.id = k.id group by k.version)
     select k.id from known k left join looks l on l.id = k.id join usual u on u.version = k.version
     where k.state <> 'opening' and l.look is distinct from u.look`,
  ],
  [
    "has an index that is not valid",
    `with ${schemas} select distinct s.id from schemas s join pg_class c on c.relnamespace = s.oid
     join pg_index i on i.indexrelid = c.oid where not i.indisvalid or not i.indisready`,
  ],
  [
    "is open and has no theme",
    "select id from public.stores where state = 'open' and theme is null",
  ],
  [
    "has an errand that names it, and is not there",
    `select (payload ->> 'store')::integer as id from public.outbox
     where kind = 'store-drop' and (payload ->> 'store')::integer not in (select id from public.stores)`,
  ],
  [
    "is the run of a migration that nobody ended",
    "select id from public.migration_runs where state in ('running', 'paused')",
  ],
];

/**
 * What does not agree: stores, spares, schemas, roles, the ledger, the catalogue, rows of the shared room and folders of
 * uploads. Empty when all is true. Nothing may be under way meanwhile.
 */
export async function truth(world: World): Promise<string[]> {
  const lies: string[] = [];
  for (const [what, sql] of claims) {
    const values = sql.includes("$1") ? [world.prefix] : [];
    const rows = await world.ask<{ id: number }>(sql, values);
    lies.push(...rows.map(({ id }) => `${id} ${what}`));
  }
  return [...lies, ...(await strayRows(world)), ...(await strayFiles(world))];
}

/** Rows of stores that are not there, in every shared table that has such a column. The record of what was done stays. */
async function strayRows({ ask }: World): Promise<string[]> {
  const tables = await ask<{ name: string }>(
    `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and c.column_name = 'store_id' and t.table_type = 'BASE TABLE' and c.table_name <> 'platform_events'
     order by 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const rows = await ask<{ id: number }>(
      `select distinct store_id as id from public.${name} where store_id not in (
         select id from public.stores union select id from public.spare_schemas)`,
    );
    found.push(...rows.map(({ id }) => `${id} has rows in ${name} and is not there`));
  }
  return found;
}

/** Only stores have files, and whole ones. */
async function strayFiles({ ask, uploads }: World): Promise<string[]> {
  const stores = await ask<{ id: number }>("select id from public.stores");
  const folders = await entries(join(uploads, "stores"));
  const strays = folders
    .filter((name) => !stores.some(({ id }) => String(id) === name))
    .map((name) => `${name} has files and is no store`);
  for (const folder of folders) {
    const parts = (await entries(join(uploads, "stores", folder))).filter((name) =>
      name.endsWith(".part"),
    );
    strays.push(
      ...parts.map((name) => `${folder} has a file that was not written to its end: ${name}`),
    );
  }
  return strays;
}

async function entries(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
