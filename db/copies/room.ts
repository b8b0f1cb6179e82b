import pg from "pg";
import { becomeOwner, inTransaction } from "../admin.ts";
import { type Migration, migrationsOf, scriptFor } from "../migrations.ts";
import { changeState, makeSpare } from "../provision.ts";
import { type Deed, record } from "../provisioning/record.ts";
import { CodeTaken, codeTaken } from "../provisioning/renaming.ts";
import { quoteName, schemaOf } from "../roles.ts";
import { type CopiedTable, copySettings, tableName, tablesOf } from "./tables.ts";

/** The store that a copy becomes. */
export interface NewRow {
  code: string;
  name: string;
  plan: string;
  state: "open" | "suspended";
  /** Now, when nothing is said. */
  createdAt?: string;
  /** What is written down with it. */
  deed: Deed;
}

/** An empty schema that is to be filled: its tables have no rows, and nothing in it reacts. */
export interface EmptyRoom {
  id: number;
  tables: CopiedTable[];
}

export interface Filling {
  /** The version that the rows are of. */
  version: number;
  store: NewRow;
  isolation: "READ COMMITTED" | "REPEATABLE READ";
  /** SQL that is to come before anything is read. */
  first?: string;
  /** Puts rows into the tables, and files to the store. */
  fill: (room: EmptyRoom) => Promise<void>;
  /** What is to be done when all is there, in the same transaction. */
  last: (id: number) => Promise<void>;
  /** Takes away the files that were put to a store that did not come about. */
  removeFiles: (id: number) => Promise<void>;
}

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/**
 * Makes a store of rows that come from elsewhere, in one transaction: it is whole afterwards, or there is nothing. It goes
 * into a spare schema, which nobody else can take meanwhile, and which is an empty spare again when this process ends on
 * the way; files that it left there are removed by the next copy. Gives the store's id.
 * @throws CodeTaken
 */
export async function fillRoom(client: pg.Client, filling: Filling): Promise<number> {
  await refuseTakenCode(client, filling.store.code);
  await sweepSpares(client, filling.removeFiles);
  for (let attempt = 1; ; attempt += 1) {
    const id = await tryToFill(client, filling, attempt);
    if (id !== null) return id;
  }
}

/** Runs `work` as the owner in a transaction in which text is the same everywhere, after `first`. */
export async function inCopy<T>(
  client: pg.Client,
  { isolation, first = "" }: { isolation: string; first?: string | undefined },
  work: () => Promise<T>,
): Promise<T> {
  await client.query(`BEGIN ISOLATION LEVEL ${isolation}`);
  try {
    await client.query(copySettings);
    await becomeOwner(client);
    if (first) await client.query(first);
    const result = await work();
    const { command } = await client.query("COMMIT");
    if (command !== "COMMIT") throw new Error("The server took nothing of it: run it again");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {}); // the first error says more
    throw error;
  }
}

const mostAttempts = 5;

/** Null when it is to be tried again: no spare was free, or somebody changed a row that this had read. */
async function tryToFill(
  client: pg.Client,
  filling: Filling,
  attempt: number,
): Promise<number | null> {
  const { version, first, isolation } = filling;
  try {
    const id = await inCopy(client, { isolation, first }, () => fillSpare(client, filling));
    if (id === null) await inTransaction(client, () => makeSpare(client, version));
    return id;
  } catch (error) {
    if (attempt < mostAttempts && isSerialization(error)) return null;
    throw error;
  }
}

/** Null when no spare of the version is free. */
async function fillSpare(client: pg.Client, filling: Filling): Promise<number | null> {
  const { rows } = await client.query<{ id: number }>(
    `select s.id from public.spare_schemas s
     where s.version = $1 and not exists (select from public.stores t where t.id = s.id)
     order by s.id limit 1 for update skip locked`,
    [filling.version],
  );
  const [spare] = rows;
  if (!spare) return null;

  try {
    await fillTables(client, spare.id, filling);
    await migrateOn(client, spare.id, filling.version);
    await makeStore(client, spare.id, filling.store);
    await filling.last(spare.id);
    return spare.id;
  } catch (error) {
    await filling.removeFiles(spare.id).catch(() => {}); // the next copy removes them
    throw error;
  }
}

async function fillTables(client: pg.Client, id: number, { fill }: Filling): Promise<void> {
  const tables = await tablesOf(client, id);
  const keys = await foreignKeys(client, id);
  const names = tables.map(({ name }) => tableName(id, name));
  await client.query(
    [
      // Tables point to one another in circles: what points is checked once, when all rows are there.
      ...keys.map(({ table, name }) => `ALTER TABLE ${table} DROP CONSTRAINT ${quoteName(name)}`),
      ...names.map((name) => `ALTER TABLE ${name} DISABLE TRIGGER USER`),
      `TRUNCATE ${names.join(", ")} RESTART IDENTITY`,
    ].join(";\n"),
  );
  await fill({ id, tables });
  await client.query(
    [
      ...keys.map(
        ({ table, name, definition }) =>
          `ALTER TABLE ${table} ADD CONSTRAINT ${quoteName(name)} ${definition}`,
      ),
      ...names.map((name) => `ALTER TABLE ${name} ENABLE TRIGGER USER`),
      `ANALYZE ${names.join(", ")}`,
    ].join(";\n"),
  );
}

/** In the order in which they were made, in which the server follows them. */
async function foreignKeys(client: pg.Client, id: number): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select k.conrelid::regclass::text as table, k.conname::text as name, pg_get_constraintdef(k.oid) as definition
     from pg_catalog.pg_constraint k where k.connamespace = to_regnamespace($1) and k.contype = 'f' and k.conparentid = 0
     order by k.oid`,
    [schemaOf(id)],
  );
  return rows;
}

/** Brings rows of an older version up to date, as `db migrate` would. */
async function migrateOn(client: pg.Client, id: number, version: number): Promise<void> {
  for (const migration of migrationsOf("store").slice(version)) {
    await client.query(`SET LOCAL search_path = ${quoteName(schemaOf(id))}, public, pg_temp`);
    await apply(client, migration);
    await client.query("SET LOCAL search_path = ''");
    await client.query(
      `insert into public.store_migrations (store_id, version, state, duration_ms) values ($1, $2, 'done', 0)
       on conflict (store_id, version) do update set state = 'done', sql_state = null, error = null, applied_at = now()`,
      [id, migration.version],
    );
  }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  if (migration.kind !== "batched") {
    await client.query(scriptFor(migration));
    return;
  }
  const [batch = ""] = migration.statements;
  for (let changed = 1; changed > 0; ) changed = (await client.query(batch)).rowCount ?? 0;
}

async function makeStore(client: pg.Client, id: number, store: NewRow): Promise<void> {
  const { code, name, plan, state, createdAt = null, deed } = store;
  try {
    await client.query(
      `insert into public.stores (id, code, name, plan, state, created_at, theme)
       values ($1, $2, $3, $4, 'opening', coalesce($5::timestamptz, now()),
         (select tokens from ${tableName(id, "themes")} where state = 'published'))`,
      [id, code, name, plan, createdAt],
    );
  } catch (error) {
    throw codeTaken(error, code) ?? error;
  }
  await changeState(client, id, state);
  await client.query("delete from public.spare_schemas where id = $1", [id]);
  await record(client, id, deed);
}

/** Asked before the work and not only at its end. @throws CodeTaken */
export async function refuseTakenCode(client: pg.Client, code: string): Promise<void> {
  const { rows } = await client.query<{ holder: string }>(
    `select s.code as holder from public.stores s
     where s.code = $1 or exists (select from public.former_codes f where f.store_id = s.id and f.code = $1)`,
    [code],
  );
  const [taken] = rows;
  if (!taken) return;
  const words =
    taken.holder === code
      ? `There is a store "${code}" already`
      : `The code "${code}" leads to the store "${taken.holder}", which had it before`;
  throw new CodeTaken(`${words}. It was left as it is, and nothing was made: choose another code`);
}

/** A spare that nobody holds has no files, unless somebody ended while filling it. */
async function sweepSpares(
  client: pg.Client,
  removeFiles: (id: number) => Promise<void>,
): Promise<void> {
  await inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows } = await client.query<{ id: number }>(
      `select s.id from public.spare_schemas s
       where not exists (select from public.stores t where t.id = s.id) for update skip locked`,
    );
    for (const { id } of rows) await removeFiles(id);
  });
}

function isSerialization(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "40001";
}
