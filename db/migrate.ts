import { availableParallelism } from "node:os";
import type pg from "pg";
import { config } from "../app/config.ts";
import { migrateShared, missingMigrations } from "./migrating/ledger.ts";
import { lockPatiently, unlock } from "./migrating/patience.ts";
import { type Portions, type Room, roomsBehind, wavesOf } from "./migrating/rooms.ts";
import {
  beginRun,
  describeRun,
  endGoneRuns,
  type RunFacts,
  runUnderWay,
} from "./migrating/runs.ts";
import { Run } from "./migrating/work/run.ts";
import { type Failure, workersLock } from "./migrating/work/worker.ts";
import { type Migrations, ownMigrations } from "./migrations.ts";

export { DatabaseNewer, MigrationEdited } from "./migrating/ledger.ts";
export type { RunFacts } from "./migrating/runs.ts";
export type { Failure } from "./migrating/work/worker.ts";

export interface MigrateOptions extends Partial<Portions> {
  /** Where the workers connect to; usually DATABASE_ADMIN_URL. */
  url?: string | undefined;
  /** How many stores at once; usually as many as there are processors, 4 at most. */
  workers?: number;
  /** Beyond which share of a wave's stores, in percent, failures stop the run; usually 10, of ten failures or more. */
  stopAt?: number;
  /** The code of the only store to be migrated. */
  only?: string;
  /** How often a store is tried in which somebody holds locks. */
  attempts?: number;
  migrations?: Migrations;
  /** Once it is aborted, the stores under way are finished and no other is begun. */
  signal?: AbortSignal;
  progress?: (facts: RunFacts) => void;
  failed?: (failure: Failure) => void;
  /** Takes a line for whoever waits. */
  said?: (line: string) => void;
}

export interface MigrationReport {
  /** Names of the shared room's migrations that were applied. */
  shared: string[];
  /** How many stores and spare schemas were brought up to date. */
  stores: number;
  failures: Failure[];
  /** Why it ended before its end; empty when it did not. */
  stopped: string;
  /** How many stores are behind still, the failed ones among them. */
  left: number;
  /** How many stores met locks of others, for how many milliseconds in all, and the longest of these waits. */
  waits: { stores: number; milliseconds: number; longest: number; store: number };
}

const lock = "wizamart migrate";
const usualStop = { stopAt: 10, leastFailures: 10 };
const usualAttempts = 15;
/** Above how many stores a run tries a few of them first, unasked. */
const many = 500;
const usualCanary = 10;
/** Connections that are left to the shops. */
const spared = 10;
const mostRounds = 5;
const nothing = { stores: 0, failures: [], stopped: "", left: 0 };

/**
 * Brings the shared room and then every store and spare schema up to date, each by transactions of its own. A store that
 * fails keeps its old version, is written down, and does not stop the others, unless too many fail. Two at once: the
 * second waits for the first, and then has nothing to do.
 * @throws MigrationEdited · DatabaseNewer · StoreUnknown, before anything is changed
 * @throws RunBroken when the connection is lost, or none can be had, on the way
 */
export async function migrate(
  client: pg.Client,
  options: MigrateOptions = {},
): Promise<MigrationReport> {
  const { migrations = ownMigrations, said = () => {} } = options;
  await lockPatiently(client, lock, async () => {
    const other = await runUnderWay(client).catch(() => undefined); // before the first, there is no such table
    said(`waits for ${other ? describeRun(other) : "another one to end"}`);
  });
  try {
    const missing = await missingMigrations(client, migrations);
    const shared = await migrateShared(client, missing);
    return { shared, ...(await migrateStores(client, migrations, options)) };
  } finally {
    await unlock(client, lock).catch(() => {}); // the connection is gone, and the lock with it
  }
}

async function migrateStores(
  client: pg.Client,
  migrations: Migrations,
  options: MigrateOptions,
): Promise<Omit<MigrationReport, "shared">> {
  const newest = migrations.store.length;
  const rooms = await roomsBehind(client, newest, options.only);
  const waits = { stores: 0, milliseconds: 0, longest: 0, store: 0 };
  await endGoneRuns(client);
  if (rooms.length === 0) return { ...nothing, waits };

  await waitForKilled(client, options);
  const workers = Math.min(await workersFor(client, options.workers), rooms.length);
  const run = await newRun(client, migrations, options, { workers, total: rooms.length });
  try {
    await inRounds(client, run, rooms, newest, options);
    await run.end();
  } catch (error) {
    await run.fail(error);
    throw error;
  }
  const { done, total, note } = run.facts;
  return {
    stores: done,
    failures: run.failures,
    stopped: note,
    left: total - done,
    waits: waitsOf(run),
  };
}

/** An older worker may have made a schema meanwhile: whoever is behind in the end comes as well. */
async function inRounds(
  client: pg.Client,
  run: Run,
  first: readonly Room[],
  newest: number,
  options: MigrateOptions,
): Promise<void> {
  const { canary = first.length > many ? usualCanary : 0, wave = 0 } = options;
  await run.through(wavesOf(first, { canary, wave }));
  const tried = new Set(first.map(({ id }) => id));
  for (let round = 2; !run.facts.note && round <= mostRounds; round += 1) {
    const behind = await roomsBehind(client, newest, options.only);
    const rooms = behind.filter(({ id }) => !tried.has(id));
    if (rooms.length === 0) return;
    run.facts.total += rooms.length;
    for (const { id } of rooms) tried.add(id);
    await run.through(wavesOf(rooms, { canary: 0, wave }));
  }
}

async function newRun(
  client: pg.Client,
  migrations: Migrations,
  options: MigrateOptions,
  { workers, total }: { workers: number; total: number },
): Promise<Run> {
  const { url = config.DATABASE_ADMIN_URL ?? "", attempts = usualAttempts, stopAt } = options;
  const { signal = new AbortController().signal } = options;
  const ignore = () => {};
  const { progress = ignore, failed = ignore, said = ignore } = options;
  const id = await beginRun(client, { version: migrations.store.length, workers, total });
  const limits = stopAt === undefined ? usualStop : { stopAt, leastFailures: 1 };
  const tellers = { signal, progress, failed, said };
  return new Run(client, total, {
    id,
    url,
    migrations: migrations.store,
    workers,
    attempts,
    ...limits,
    ...tellers,
  });
}

/** The server finishes what a killed run had asked of it, and then only notices that nobody is there. */
async function waitForKilled(
  client: pg.Client,
  { said = () => {} }: MigrateOptions,
): Promise<void> {
  await lockPatiently(client, workersLock, () =>
    said("waits for the connections of a run that was killed to end"),
  );
  await unlock(client, workersLock);
}

/** As many as asked for, as far as the server has connections that the shops can do without. */
async function workersFor(client: pg.Client, asked?: number): Promise<number> {
  const { rows } = await client.query<{ free: number }>(
    `select current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
       - (select count(*)::integer from pg_stat_activity where backend_type = 'client backend') as free`,
  );
  const wanted = asked ?? Math.min(4, Math.max(2, availableParallelism()));
  return Math.max(1, Math.min(wanted, (rows[0]?.free ?? wanted) - spared));
}

function waitsOf({ facts, longestWait }: Run): MigrationReport["waits"] {
  const { store, milliseconds: longest } = longestWait;
  const rounded = { milliseconds: Math.round(facts.waited_ms), longest: Math.round(longest) };
  return { stores: facts.waits, store, ...rounded };
}
