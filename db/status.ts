import pg from "pg";
import { isGone, type Run, runColumns, secondsLeft } from "./migrating/runs.ts";
import { newestVersion } from "./migrations.ts";

/** Where the whole platform stands. */
export interface Status {
  shared: { version: number; newest: number };
  /** The newest store migration that this application has. */
  newest: number;
  /** How many stores have which version, the newest first. */
  versions: { version: number; stores: number }[];
  /** How many stores' migration failed and was not done since; and the first hundred of them. */
  failed: number;
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
  /** Stores that take more bytes than they have room for: how many, and the codes of the first. */
  full: { stores: number; first: string[] };
  /** The slowest migrations of stores, in milliseconds. */
  slowest: { version: number; name: string; slowest: number; average: number; store: number }[];
  /** Stores whose last migration met locks of others, the longest wait in milliseconds, and whose it was. */
  waits: { stores: number; longest: number; store: number | null };
  /** The last run over the stores, which may go on; null before the first that had something to do. */
  run: Run | null;
}

/** Asks for all of it, with the newest version of the shared and of the stores' rooms. */
export const statusQuery = `
  with timed as (
    select version, max(duration_ms) as slowest, round(avg(duration_ms))::integer as average, (array_agg(store_id order by duration_ms desc))[1] as store
    from public.store_migrations where state = 'done' group by version order by 2 desc limit 5
  )
  select
    json_build_object('version', (select coalesce(max(version), 0) from public.migrations where room = 'shared'), 'newest', $1::integer) as shared,
    $2::integer as newest,
    (select coalesce(json_agg(v order by version desc), '[]') from (select version, count(*) as stores from public.stores group by version) v) as versions,
    (select count(*) from public.store_migrations where state = 'failed')::integer as failed,
    (select coalesce(json_agg(f order by store, version), '[]') from (
      select m.store_id as store, s.code, m.version, coalesce(m.sql_state, '') as "sqlState", coalesce(m.error, '') as error, m.attempt as attempts, m.applied_at as at
      from public.store_migrations m left join public.stores s on s.id = m.store_id where m.state = 'failed' order by m.store_id limit 100) f) as failures,
    (select json_build_object('ready', count(*) filter (where version = $2), 'stale', count(*) filter (where version <> $2)) from public.spare_schemas) as spares,
    (select coalesce(json_agg(c order by stores desc, state), '[]') from (select state, count(*) as stores from public.stores group by state) c) as states,
    (select json_build_object('waiting', count(*) filter (where o.state = 'waiting'), 'dead', count(*) filter (where o.state = 'dead'),
      'late', greatest(0, coalesce(extract(epoch from now() - min(o.due_at) filter (where o.state = 'waiting' and (o.store_id is null or s.state = 'open')))::integer, 0)))
      from public.outbox o left join public.stores s on s.id = o.store_id) as errands,
    (select json_build_object('stores', count(*), 'first', coalesce((array_agg(s.code order by u.over_since))[1:5], '{}'))
      from public.usage u join public.stores s on s.id = u.store_id where u.over_since is not null) as "full",
    (select coalesce(json_agg(json_build_object('version', t.version, 'name', m.name, 'slowest', t.slowest, 'average', t.average, 'store', t.store) order by t.slowest desc), '[]')
      from timed t join public.migrations m on m.room = 'store' and m.version = t.version) as slowest,
    (select json_build_object('stores', count(*), 'longest', coalesce(max(waited_ms), 0), 'store', (array_agg(store_id order by waited_ms desc))[1])
      from public.store_migrations where waited_ms > 0 and version = (select max(version) from public.migrations where room = 'store')) as waits,
    (select to_json(r) from (select ${runColumns} from public.migration_runs r order by r.id desc limit 1) r) as run`;

/** Reads it in one query, for three stores or 10,000. `client` may be the provisioner's or the platform's. @throws DatabaseOlder */
export async function status(client: pg.Client): Promise<Status> {
  const bind = [newestVersion("shared"), newestVersion("store")];
  const { rows } = await client.query<Status>(statusQuery, bind).catch(sayThatItIsOld);
  const [row] = rows;
  if (!row) throw new Error("The status query gave no row");
  return row;
}

/** The database is older than what this application asks of it. */
export class DatabaseOlder extends Error {
  override name = "DatabaseOlder";
}

function sayThatItIsOld(error: unknown): never {
  const isUnknownName = error instanceof pg.DatabaseError && /^42(P01|703)$/.test(error.code ?? "");
  if (!isUnknownName) throw error;
  throw new DatabaseOlder("This database is older than this application: run `db migrate` first");
}

/** The status as text for a terminal. */
export function statusReport(status: Status): string {
  const { shared, spares, errands } = status;
  return [
    `Shared room   version ${shared.version} of ${shared.newest}`,
    `Stores        ${list(status.states, ({ state, stores }) => `${stores} ${state}`)}`,
    ...versionLines(status),
    `Spares        ${spares.ready} ready${spares.stale ? `, ${spares.stale} to be migrated` : ""}`,
    ...fullLines(status),
    `Errands       ${errands.waiting} waiting${errands.late > 60 ? ` (late by ${errands.late} s: is a worker running?)` : ""}, ${errands.dead} dead${errands.dead ? " (see `mail list --dead`)" : ""}`,
    ...runLines(status),
    ...slowestLines(status),
    `Failures      ${status.failed || "none"}`,
    ...status.failures.map(failureLine),
    ...(status.failed > status.failures.length ? ["  ... and others"] : []),
  ].join("\n");
}

/** How long is left, such as "3 min 20 s". */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What became of a run, or how it goes, in a line. */
export function runLine(run: Run): string {
  const { id, who, wave, ended_at: ended } = run;
  if (isGone(run)) {
    const silence = `its runner was last heard of ${duration(run.silent)} ago: run \`db migrate\``;
    return `${id} gone: ${[...countsOf(run), silence].join(", ")} (${who})`;
  }
  const state = run.state === "done" ? "ended" : run.state;
  const place = wave && !ended ? `, ${wave}` : "";
  return `${id} ${state}${place}: ${[...countsOf(run), ...paceOf(run)].join(", ")} (${who})`;
}

function countsOf({ total, done, failed }: Run): string[] {
  return [`${done} of ${total} done`, `${failed} failed`];
}

function paceOf(run: Run): string[] {
  const left = secondsLeft(run);
  const words =
    left === undefined ? [] : [`${run.rate.toFixed(0)} a second`, `${duration(left)} left`];
  if (run.waits > 0)
    words.push(`${run.waits} met locks, ${(run.waited_ms / 1_000).toFixed(1)} s in all`);
  return run.note ? [...words, run.note] : words;
}

function fullLines({ full: { stores, first } }: Status): string[] {
  if (stores === 0) return [];
  const more = stores > first.length ? ", ..." : "";
  return [`Over room     ${stores} (${first.join(", ")}${more}): see \`db top --by bytes\``];
}

function versionLines({ versions, newest }: Status): string[] {
  if (versions.length < 2)
    return [
      `Versions      ${list(versions, ({ version, stores }) => `${stores} at ${version} of ${newest}`)}`,
    ];
  const all = versions.reduce((sum, { stores }) => sum + stores, 0);
  const widest = Math.max(...versions.map(({ stores }) => String(stores).length));
  return versions.map(({ version, stores }, at) => {
    const share = ((100 * stores) / all).toFixed(1).padStart(5);
    const count = String(stores).padStart(widest);
    return `${at === 0 ? "Versions" : "        "}      ${count} at ${version} of ${newest}  ${share} %`;
  });
}

function runLines({ run, waits }: Status): string[] {
  if (!run) return [];
  const lines = [`Last run      ${runLine(run)}`];
  if (waits.stores > 0)
    lines.push(
      `Lock waits    ${waits.stores} stores, the longest ${waits.longest} ms (store ${waits.store})`,
    );
  return lines;
}

function slowestLines({ slowest }: Status): string[] {
  const lines = slowest.map(
    (one) => `${one.name} ${one.slowest} ms (store ${one.store}; ${one.average} ms on average)`,
  );
  return (lines.length > 0 ? lines : ["none"]).map(
    (line, at) => `${at === 0 ? "Slowest" : "       "}       ${line}`,
  );
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
