import type pg from "pg";

/** What the limits are reckoned from: read from the catalogues, nothing is written. */
export interface Facts {
  /** Rows of `stores`, whatever their state, and spares. */
  stores: number;
  spares: number;
  /** Stores opened a day, over the last 30 days or since the first one, a week at least. */
  perDay: number;
  /** Of one store, on average over a sample of schemas. */
  perStore: { tables: number; indexes: number; sequences: number; toasts: number };
  catalogues: { name: string; bytes: number }[];
  settings: Settings;
}

export interface Settings {
  version: number;
  maxConnections: number;
  maxPrepared: number;
  maxLocks: number;
  sharedBuffers: number;
  /** How the server makes sure of its files when it starts after a crash: fsync or syncfs. */
  sync: string;
}

/** Reads them in two queries, however many stores there are; 10,000 make it no slower than ten. */
export async function readFacts(client: pg.Client): Promise<Facts> {
  const { rows } = await client.query<Omit<Facts, "settings">>(factsQuery);
  const { rows: settings } = await client.query<Settings>(settingsQuery);
  if (!rows[0] || !settings[0]) throw new Error("The query of the facts gave no row");
  return { ...rows[0], settings: settings[0] };
}

/** Relations with files of their own, of one store. */
export function relationsOf({ perStore }: Facts): number {
  const { tables, indexes, sequences, toasts } = perStore;
  return tables + indexes + sequences + 2 * toasts; // with the index that each of them has
}

/** Schemas that there are, or will be as soon as the worker made them. */
export function schemasOf({ stores, spares }: Facts): number {
  return stores + spares;
}

/** What the catalogues of a database without stores take. */
const emptyCatalogues = 8_500_000;

/** Bytes of catalogues a store adds. */
export function cataloguePerStore(facts: Facts): number {
  const schemas = schemasOf(facts);
  return schemas === 0 ? 0 : Math.max(0, catalogueBytes(facts) - emptyCatalogues) / schemas;
}

export function catalogueBytes({ catalogues }: Facts): number {
  return catalogues.reduce((sum, { bytes }) => sum + bytes, 0);
}

// No index leads from a schema to its relations, but one leads to what depends on it.
const factsQuery = `
  with sample as (
    select n.oid from pg_namespace n where n.nspname ~ '^store_[0-9]+$' order by hashtext(n.nspname::text) limit 20
  ), parts as (
    select s.oid as room, c.oid, c.relkind, c.reltoastrelid
    from sample s join pg_depend d on d.refclassid = 'pg_namespace'::regclass and d.refobjid = s.oid and d.classid = 'pg_class'::regclass
      join pg_class c on c.oid = d.objid
  ), counted as (
    select count(distinct room) as rooms, count(*) filter (where relkind in ('r', 'p', 'm')) as tables,
      count(*) filter (where relkind = 'S') as sequences, count(*) filter (where reltoastrelid <> 0) as toasts,
      (select count(*) from pg_index x where x.indrelid = any (array(select oid from parts where relkind in ('r', 'p', 'm')))) as indexes
    from parts
  ), born as (
    select count(*) filter (where created_at > now() - interval '30 days') as lately,
      least(30, greatest(7, extract(epoch from now() - min(created_at)) / 86400)) as days from public.stores
  )
  select (select count(*)::integer from public.stores) as stores, (select count(*)::integer from public.spare_schemas) as spares,
    (select coalesce(lately / days, 0)::float8 from born) as "perDay",
    (select json_build_object('tables', round(tables::numeric / greatest(rooms, 1), 1), 'indexes', round(indexes::numeric / greatest(rooms, 1), 1),
      'sequences', round(sequences::numeric / greatest(rooms, 1), 1), 'toasts', round(toasts::numeric / greatest(rooms, 1), 1)) from counted) as "perStore",
    (select json_agg(json_build_object('name', c.relname, 'bytes', pg_total_relation_size(c.oid)) order by pg_total_relation_size(c.oid) desc)
      from pg_class c where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' and not c.relisshared) as catalogues`;

const settingsQuery = `
  select current_setting('server_version_num')::integer as version, current_setting('max_connections')::integer as "maxConnections",
    current_setting('max_prepared_transactions')::integer as "maxPrepared", current_setting('max_locks_per_transaction')::integer as "maxLocks",
    pg_size_bytes(current_setting('shared_buffers'))::float8 as "sharedBuffers", current_setting('recovery_init_sync_method') as sync`;
