import { statfs } from "node:fs/promises";
import { totalmem } from "node:os";
import pg from "pg";
import { config } from "../../app/config.ts";
import { becomeOwner, inTransaction, withAdmin } from "../admin.ts";
import { quoteName, roles } from "../roles.ts";

/** What a connection's backend takes, in bytes, measured with one of our own. */
export interface BackendMemory {
  base: number;
  /** More for every store that it has touched. */
  perStore: number;
  /** How many stores were touched for it. */
  sample: number;
}

/** What all stores take, as PostgreSQL last counted it. */
export interface Weight {
  databaseBytes: number;
  storeBytes: number;
  rows: number;
}

/** The machine that the server runs on; null for what only that machine could say. */
export interface Machine {
  memory: number | null;
  /** What is free on the disk of the data directory. */
  disk: { bytes: number; files: number } | null;
}

const insufficientPrivilege = "42501";

/** Reads the size of the whole; it looks at every file, so it takes seconds where there are millions. */
export async function readWeight(client: pg.Client): Promise<Weight> {
  const { rows } = await client.query<Weight>(
    `select pg_database_size(current_database())::float8 as "databaseBytes",
       coalesce(sum(c.relpages::float8 * current_setting('block_size')::integer), 0)::float8 as "storeBytes",
       coalesce(sum(c.reltuples) filter (where c.relkind = 'r' and c.reltuples > 0), 0)::float8 as rows
     from pg_namespace n join pg_class c on c.relnamespace = n.oid where n.nspname ~ '^store_[0-9]+$'`,
  );
  return rows[0] ?? { databaseBytes: 0, storeBytes: 0, rows: 0 };
}

/**
 * Touches every table of some stores on a connection of its own, as their owner, and asks what that left in memory. Gives
 * null where there are too few stores or this login may not ask: `db harden` gives that right to the provisioner.
 */
export async function measureMemory(): Promise<BackendMemory | null> {
  return withAdmin(async (client) => {
    const tables = await tablesOfSample(client);
    const [first, ...others] = tables;
    if (!first || others.length === 0) return null;
    return inTransaction(client, async () => {
      await touch(client, first); // what every backend has, whatever it touches
      const before = await memoryOf(client);
      for (const each of others) await touch(client, each);
      const after = await memoryOf(client);
      const perStore = Math.max(0, after.used - before.used) / others.length;
      return { base: before.total, perStore, sample: others.length };
    });
  }).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError && error.code === insufficientPrivilege) return null;
    throw error;
  });
}

/** How many milliseconds the first SET ROLE of a fresh connection of the app takes longer than the next; null without stores. */
export async function measureFirstRole(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ role: string }>(
    "select rolname as role from pg_roles where rolname ~ $1 limit 1",
    [`^${config.ROLE_PREFIX}store_[0-9]+$`],
  );
  const role = rows[0]?.role;
  if (!role || !config.DATABASE_URL) return null;
  return withAdmin(async (app) => {
    const first = await timed(app, `SET ROLE ${quoteName(role)}`);
    await app.query("RESET ROLE");
    return Math.max(0, first - (await timed(app, `SET ROLE ${quoteName(role)}`)));
  }, config.DATABASE_URL);
}

/** Looks at this machine, where the server runs on it too; `memory` is what somebody said instead, in bytes. */
export async function lookAtMachine(client: pg.Client, memory?: number): Promise<Machine> {
  const { address, directory } = await whereItRuns(client);
  const isHere = [null, "127.0.0.1", "::1"].includes(address);
  if (!isHere) return { memory: memory ?? null, disk: null };
  const here = Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
  return { memory: memory ?? here, disk: await freeOn(directory) };
}

interface Whereabouts {
  /** Null for a socket. */
  address: string | null;
  /** Null where this login may not know it. */
  directory: string | null;
}

function whereItRuns(client: pg.Client): Promise<Whereabouts> {
  return inTransaction(client, async () => {
    await client.query("SET LOCAL ROLE NONE"); // a superuser that became the provisioner may know
    const { rows } = await client.query<Whereabouts>(
      `select host(inet_server_addr()) as address, case when pg_has_role('pg_read_all_settings', 'MEMBER')
         then current_setting('data_directory') end as directory`,
    );
    return rows[0] ?? { address: null, directory: null };
  });
}

async function freeOn(directory: string | null): Promise<Machine["disk"]> {
  if (!directory) return null;
  const disk = await statfs(directory).catch(() => undefined); // a container's directory is not this machine's
  return disk ? { bytes: disk.bavail * disk.bsize, files: disk.ffree } : null;
}

async function tablesOfSample(client: pg.Client): Promise<string[][]> {
  const { rows } = await client.query<{ schema: string; tables: string[] }>(
    `select n.nspname::text as schema, array_agg(c.relname::text) as tables from (
       select oid, nspname from pg_namespace where nspname ~ '^store_[0-9]+$' order by hashtext(nspname::text) limit 20) n
     join pg_class c on c.relnamespace = n.oid and c.relkind in ('r', 'p') group by n.nspname`,
  );
  return rows.map(({ schema, tables }) =>
    tables.map((table) => `${quoteName(schema)}.${quoteName(table)}`),
  );
}

async function touch(client: pg.Client, tables: readonly string[]): Promise<void> {
  await becomeOwner(client);
  const reads = tables.map((table) => `(select count(*) from (select from ${table} limit 1) t)`);
  await client.query(`select ${reads.join(" + ")}`);
}

async function memoryOf(client: pg.Client): Promise<{ total: number; used: number }> {
  await client.query("SET LOCAL ROLE NONE");
  const { rows } = await client.query<{ total: number; used: number }>(
    "select sum(total_bytes)::float8 as total, sum(used_bytes)::float8 as used from pg_get_backend_memory_contexts()",
  );
  return rows[0] ?? { total: 0, used: 0 };
}

/** Connections of the app that may each come to any store: as many as there are, or as one process may open. */
export async function countConnections(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    "select count(*)::integer as count from pg_stat_activity where datname = current_database() and usename = $1",
    [roles.app],
  );
  return Math.max(config.DATABASE_POOL, rows[0]?.count ?? 0);
}

async function timed(client: pg.Client, sql: string): Promise<number> {
  const begun = performance.now();
  await client.query(sql);
  return performance.now() - begun;
}
