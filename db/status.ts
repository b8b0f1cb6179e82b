import type pg from "pg";
import { newestVersion } from "./migrations.ts";

/** Where the whole platform stands. */
export interface Status {
  shared: { version: number; newest: number };
  /** The newest store migration that this application has. */
  newest: number;
  /** How many stores have which version, the newest first. */
  versions: { version: number; stores: number }[];
  /** Stores whose migration failed and was not done since. */
  failures: {
    store: number;
    code: string | null;
    version: number;
    sqlState: string;
    error: string;
    attempts: number;
    at: string;
  }[];
  spares: { ready: number; stale: number };
  /** How many stores are in which state. */
  states: { state: string; stores: number }[];
  /** Errands of stores: how many wait, since how many seconds the first of them could have been done, how many are dead. */
  errands: { waiting: number; late: number; dead: number };
  /** The slowest migrations of stores, in milliseconds. */
  slowest: { version: number; name: string; slowest: number; average: number; store: number }[];
}

/** Asks for all of it, with the newest version of the shared and of the stores' rooms. */
export const statusQuery = `
  with reached as (
    select s.id, coalesce(max(m.version), 0) as version
    from public.stores s left join public.store_migrations m on m.store_id = s.id and m.state = 'done' group by s.id
  ), timed as (
    select version, max(duration_ms) as slowest, round(avg(duration_ms))::integer as average, (array_agg(store_id order by duration_ms desc))[1] as store
    from public.store_migrations where state = 'done' group by version order by 2 desc limit 5
  )
  select
    json_build_object('version', (select coalesce(max(version), 0) from public.migrations where room = 'shared'), 'newest', $1::integer) as shared,
    $2::integer as newest,
    (select coalesce(json_agg(v order by version desc), '[]') from (select version, count(*) as stores from reached group by version) v) as versions,
    (select coalesce(json_agg(f order by store, version), '[]') from (
      select m.store_id as store, s.code, m.version, coalesce(m.sql_state, '') as "sqlState", coalesce(m.error, '') as error, m.attempt as attempts, m.applied_at as at
      from public.store_migrations m left join public.stores s on s.id = m.store_id where m.state = 'failed') f) as failures,
    (select json_build_object('ready', count(*) filter (where version = $2), 'stale', count(*) filter (where version <> $2)) from public.spare_schemas) as spares,
    (select coalesce(json_agg(c order by stores desc, state), '[]') from (select state, count(*) as stores from public.stores group by state) c) as states,
    (select json_build_object('waiting', count(*) filter (where o.state = 'waiting'), 'dead', count(*) filter (where o.state = 'dead'),
      'late', greatest(0, coalesce(extract(epoch from now() - min(o.due_at) filter (where o.state = 'waiting' and (o.store_id is null or s.state = 'open')))::integer, 0)))
      from public.outbox o left join public.stores s on s.id = o.store_id) as errands,
    (select coalesce(json_agg(json_build_object('version', t.version, 'name', m.name, 'slowest', t.slowest, 'average', t.average, 'store', t.store) order by t.slowest desc), '[]')
      from timed t join public.migrations m on m.room = 'store' and m.version = t.version) as slowest`;

/** Reads it in one query, for three stores or 10,000. `client` may be the provisioner's or the platform's. */
export async function status(client: pg.Client): Promise<Status> {
  const { rows } = await client.query<Status>(statusQuery, [
    newestVersion("shared"),
    newestVersion("store"),
  ]);
  const [row] = rows;
  if (!row) throw new Error("The status query gave no row");
  return row;
}

/** The status as text for a terminal. */
export function statusReport(status: Status): string {
  const { shared, newest, spares, errands } = status;
  return [
    `Shared room   version ${shared.version} of ${shared.newest}`,
    `Stores        ${list(status.states, ({ state, stores }) => `${stores} ${state}`)}`,
    `Versions      ${list(status.versions, ({ version, stores }) => `${stores} at ${version} of ${newest}`)}`,
    `Spares        ${spares.ready} ready${spares.stale ? `, ${spares.stale} to be migrated` : ""}`,
    `Errands       ${errands.waiting} waiting${errands.late > 60 ? ` (late by ${errands.late} s: is a worker running?)` : ""}, ${errands.dead} dead${errands.dead ? " (see `mail list --dead`)" : ""}`,
    `Slowest       ${list(status.slowest, ({ name, slowest, average, store }) => `${name} ${slowest} ms (store ${store}; ${average} ms on average)`)}`,
    `Failures      ${status.failures.length || "none"}`,
    ...status.failures.map(failureLine),
  ].join("\n");
}

function failureLine({
  store,
  code,
  version,
  sqlState,
  error,
  attempts,
}: Status["failures"][number]): string {
  const who = code ? `${code} (${store})` : `schema ${store}`;
  return `  ${who}: migration ${version} failed ${attempts} time${attempts === 1 ? "" : "s"}, ${sqlState} ${error}`;
}

function list<T>(items: T[], text: (item: T) => string): string {
  return items.map(text).join(", ") || "none";
}
