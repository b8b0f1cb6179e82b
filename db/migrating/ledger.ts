import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { becomeOwner, inTransaction } from "../admin.ts";
import type { Migration, Migrations, Room } from "../migrations.ts";

/** An applied migration's file has changed since, or is gone: its stores could not be told apart. */
export class MigrationEdited extends Error {
  override name = "MigrationEdited";
}

/** The database was migrated by a newer version of the application, with what this one does not work with. */
export class DatabaseNewer extends Error {
  override name = "DatabaseNewer";
}

interface Applied {
  room: Room;
  version: number;
  name: string;
  checksum: string;
  /** Null stands for its own number. */
  serves: number | null;
}

const tables = `
  create table if not exists public.migrations (
    room text not null check (room in ('shared', 'store')), version integer not null, name text not null,
    checksum text not null, applied_at timestamptz not null default now(), duration_ms integer not null default 0,
    primary key (room, version));
  create table if not exists public.store_migrations (
    store_id integer not null, version integer not null, state text not null check (state in ('done', 'failed')),
    attempt integer not null default 1, applied_at timestamptz not null default now(),
    duration_ms integer not null, sql_state text, error text, primary key (store_id, version));
  create index if not exists store_migrations_by_version on public.store_migrations (version, state);`;

const sharedLockTimeout = "2s";
const sharedAttempts = 10;

/** The migrations that a room of this database does not have yet, of each kind of room. */
export type Missing = Record<Room, readonly Migration[]>;

/**
 * Compares what was applied with the files. A newer application's migrations do no harm where each says that it still
 * serves this one. @throws MigrationEdited · DatabaseNewer
 */
export async function missingMigrations(
  client: pg.Client,
  migrations: Migrations,
): Promise<Missing> {
  const applied = await readLedger(client);
  for (const row of applied) compare(row, migrations[row.room]);
  const count = (room: Room) => applied.filter((row) => row.room === room).length;
  return {
    shared: migrations.shared.slice(count("shared")),
    store: migrations.store.slice(count("store")),
  };
}

/** Applies what the shared room misses, each in a transaction of its own, and writes down what the stores are to get. */
export async function migrateShared(client: pg.Client, missing: Missing): Promise<string[]> {
  for (const migration of missing.shared) {
    await retryingLocks(() => applyShared(client, migration));
  }
  if (missing.store.length > 0) {
    await inTransaction(client, async () => {
      await becomeOwner(client);
      for (const migration of missing.store) await record(client, migration, 0);
    });
  }
  return missing.shared.map(({ name }) => name);
}

async function readLedger(client: pg.Client): Promise<Applied[]> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('public.store_migrations') is not null as there",
  );
  if (!found[0]?.there) return [];
  const { rows } = await client.query<Applied>(
    `select room, version, name, checksum, (to_jsonb(m) ->> 'serves')::integer as serves
     from public.migrations m order by room, version`,
  );
  return rows;
}

function compare(applied: Applied, files: readonly Migration[]): void {
  const file = files[applied.version - 1];
  if (file && file.checksum !== applied.checksum)
    throw new MigrationEdited(
      `${file.room}/${file.name} was edited after it ran: undo that, and write a new migration`,
    );
  if (!file && (applied.serves ?? applied.version) > files.length)
    throw new DatabaseNewer(
      `This database has ${applied.room}/${applied.name}: use the newer application`,
    );
}

function applyShared(client: pg.Client, migration: Migration): Promise<void> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    await client.query(
      `SET LOCAL lock_timeout = '${sharedLockTimeout}'; SET LOCAL search_path = public, pg_temp; ${migration.version === 1 ? tables : ""}`,
    );
    const begun = performance.now();
    await client.query(migration.sql);
    await record(client, migration, performance.now() - begun);
  });
}

/** Everybody uses the shared room: who waited for two seconds lets the others pass first. */
async function retryingLocks(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isLockFault(error) || attempt === sharedAttempts) throw error;
      await sleep((0.5 + Math.random()) * 300 * attempt);
    }
  }
}

/** Another transaction held what was needed for too long, or waited for us in turn. */
export function isLockFault(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ["55P03", "40P01"].includes(error.code ?? "");
}

async function record(client: pg.Client, migration: Migration, took: number): Promise<void> {
  const { room, version, name, checksum, serves } = migration;
  // The column came after the first migrations of the shared room.
  const [column, value] = serves < version ? [", serves", `, ${serves}`] : ["", ""];
  await client.query(
    `insert into public.migrations (room, version, name, checksum, duration_ms${column}) values ($1, $2, $3, $4, $5${value})`,
    [room, version, name, checksum, Math.round(took)],
  );
}
