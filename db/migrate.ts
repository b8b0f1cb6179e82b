import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { becomeOwner, inTransaction } from "./admin.ts";
import { type Migration, migrationsOf, newestVersion } from "./migrations.ts";
import { quoteName, schemaOf } from "./roles.ts";

/** An applied migration's file has changed since, or is gone: its stores could not be told apart. */
export class MigrationEdited extends Error {
  override name = "MigrationEdited";
}

/** The database was migrated by a newer version of the application than this one. */
export class DatabaseNewer extends Error {
  override name = "DatabaseNewer";
}

export interface MigrationReport {
  /** Names of the shared room's migrations that were applied. */
  shared: string[];
  /** How many stores and spare schemas were brought up to date. */
  stores: number;
  failures: { store: number; version: number; sqlState: string; message: string }[];
}

/** What is to be told while it runs: how many of how many schemas are done. */
export type Progress = (done: number, total: number) => void;

const lockTimeout = "2s";
const attempts = 5;
const lockNotAvailable = "55P03";

const ledger = `
  create table if not exists public.migrations (
    room text not null check (room in ('shared', 'store')), version integer not null, name text not null,
    checksum text not null, applied_at timestamptz not null default now(), duration_ms integer not null default 0,
    primary key (room, version));
  create table if not exists public.store_migrations (
    store_id integer not null, version integer not null, state text not null check (state in ('done', 'failed')),
    attempt integer not null default 1, applied_at timestamptz not null default now(),
    duration_ms integer not null, sql_state text, error text, primary key (store_id, version));
  create index if not exists store_migrations_by_version on public.store_migrations (version, state);`;

/**
 * Brings the shared room and then every store and spare schema up to date, each in a transaction of
 * its own. A store that fails keeps its old version, is written down, and does not stop the others.
 * Two at once: the second waits for the first, and then has nothing to do.
 * @throws MigrationEdited · DatabaseNewer, before anything is changed
 */
export async function migrate(
  client: pg.Client,
  progress: Progress = () => {},
): Promise<MigrationReport> {
  await client.query("select pg_advisory_lock(hashtext('wizamart migrate'))");
  try {
    await inTransaction(client, async () => {
      await becomeOwner(client);
      await client.query(ledger);
    });
    await compareWithLedger(client);
    const shared = await migrateShared(client);
    return { shared, ...(await migrateStores(client, progress)) };
  } finally {
    await client.query("select pg_advisory_unlock(hashtext('wizamart migrate'))");
  }
}

async function compareWithLedger(client: pg.Client): Promise<void> {
  const { rows } = await client.query<Pick<Migration, "room" | "version" | "name" | "checksum">>(
    "select room, version, name, checksum from public.migrations",
  );
  for (const applied of rows) {
    const file = migrationsOf(applied.room)[applied.version - 1];
    if (!file)
      throw new DatabaseNewer(
        `This database has ${applied.room}/${applied.name}: use the newer application`,
      );
    if (file.checksum === applied.checksum) continue;
    throw new MigrationEdited(
      `${file.room}/${file.name} was edited after it ran: undo that, and write a new migration`,
    );
  }
}

async function migrateShared(client: pg.Client): Promise<string[]> {
  const applied: string[] = [];
  for (const migration of await missing(client, "shared")) {
    await inTransaction(client, async () => {
      await becomeOwner(client);
      await client.query("SET LOCAL search_path = public, pg_temp");
      const begun = performance.now();
      await client.query(migration.sql);
      await record(client, migration, performance.now() - begun);
    });
    applied.push(migration.name);
  }
  for (const migration of await missing(client, "store")) {
    await inTransaction(client, async () => {
      await becomeOwner(client);
      await record(client, migration, 0);
    });
  }
  return applied;
}

async function migrateStores(
  client: pg.Client,
  progress: Progress,
): Promise<Omit<MigrationReport, "shared">> {
  const behind = await storesBehind(client);
  const failures: MigrationReport["failures"] = [];
  for (const [done, { id, version }] of behind.entries()) {
    progress(done, behind.length);
    const failure = await migrateStore(client, id, version);
    if (failure) failures.push(failure);
  }
  progress(behind.length, behind.length);
  return { stores: behind.length - failures.length, failures };
}

/**
 * One query, whatever the number of stores. A store inserted by hand has no schema yet and is not behind:
 * what is made for it would land in the next schema of the search_path, the shared one.
 */
async function storesBehind(client: pg.Client): Promise<{ id: number; version: number }[]> {
  const { rows } = await client.query<{ id: number; version: number }>(
    `select room.id, coalesce(max(m.version), 0) as version
     from (select id from public.stores union select id from public.spare_schemas) room
     join pg_namespace n on n.nspname = ('store_' || room.id)::name
     left join public.store_migrations m on m.store_id = room.id and m.state = 'done'
     group by room.id having coalesce(max(m.version), 0) < $1 order by room.id`,
    [newestVersion("store")],
  );
  return rows;
}

async function migrateStore(client: pg.Client, id: number, from: number) {
  for (const migration of migrationsOf("store").slice(from)) {
    const failure = await applyWithRetry(client, id, migration);
    if (failure) return { store: id, version: migration.version, ...failure };
  }
  await inTransaction(client, async () => {
    await becomeOwner(client);
    const version = newestVersion("store");
    await client.query("update public.spare_schemas set version = $2 where id = $1", [id, version]);
  });
  return undefined;
}

async function applyWithRetry(client: pg.Client, id: number, migration: Migration) {
  for (let attempt = 1; ; attempt += 1) {
    const failure = await tryOnStore(client, id, migration, attempt);
    if (!failure) return undefined;
    if (failure.sqlState !== lockNotAvailable || attempt === attempts) {
      await recordFailure(client, id, migration, attempt, failure);
      return failure;
    }
    await sleep(100 * 2 ** attempt);
  }
}

async function tryOnStore(client: pg.Client, id: number, migration: Migration, attempt: number) {
  try {
    await applyToStore(client, id, migration, attempt);
    return undefined;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return { sqlState: error.code ?? "", message: error.message };
  }
}

function applyToStore(
  client: pg.Client,
  id: number,
  migration: Migration,
  attempt: number,
): Promise<void> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    await client.query(
      `SET LOCAL lock_timeout = '${lockTimeout}'; SET LOCAL search_path = ${quoteName(schemaOf(id))}, public, pg_temp`,
    );
    const begun = performance.now();
    await client.query(migration.sql);
    await client.query(
      `insert into public.store_migrations (store_id, version, state, attempt, duration_ms) values ($1, $2, 'done', $3, $4)
       on conflict (store_id, version) do update
       set state = 'done', attempt = excluded.attempt, duration_ms = excluded.duration_ms, applied_at = now(), sql_state = null, error = null`,
      [id, migration.version, attempt, Math.round(performance.now() - begun)],
    );
  });
}

function recordFailure(
  client: pg.Client,
  id: number,
  migration: Migration,
  attempt: number,
  failure: { sqlState: string; message: string },
): Promise<void> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    await client.query(
      `insert into public.store_migrations (store_id, version, state, attempt, duration_ms, sql_state, error)
       values ($1, $2, 'failed', $3, 0, $4, $5)
       on conflict (store_id, version) do update
       set state = 'failed', attempt = excluded.attempt, applied_at = now(), sql_state = excluded.sql_state, error = excluded.error`,
      [id, migration.version, attempt, failure.sqlState, failure.message],
    );
  });
}

async function missing(client: pg.Client, room: Migration["room"]): Promise<readonly Migration[]> {
  const { rows } = await client.query<{ version: number }>(
    "select coalesce(max(version), 0) as version from public.migrations where room = $1",
    [room],
  );
  return migrationsOf(room).slice(rows[0]?.version ?? 0);
}

async function record(
  client: pg.Client,
  migration: Migration,
  milliseconds: number,
): Promise<void> {
  await client.query(
    "insert into public.migrations (room, version, name, checksum, duration_ms) values ($1, $2, $3, $4, $5)",
    [
      migration.room,
      migration.version,
      migration.name,
      migration.checksum,
      Math.round(milliseconds),
    ],
  );
}
