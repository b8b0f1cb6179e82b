import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { Migration } from "../../migrations.ts";
import { quoteName, schemaOf } from "../../roles.ts";
import { indexOf } from "../files/header.ts";
import { besideOthers, ledgerRow, opening, plainScript, type Try } from "./scripts.ts";

/** Those that are next for a room, as far as one message can carry them. */
export function nextStep(migrations: readonly Migration[], from: number): readonly Migration[] {
  const rest = migrations.slice(from);
  const others = rest.findIndex(({ kind }) => kind !== "plain");
  if (others === 0) return rest.slice(0, 1);
  return others < 0 ? rest : rest.slice(0, others);
}

/** What a long step asks and tells between its parts. */
export interface Between {
  goOn(): boolean;
  /** It has come further than at the last attempt. */
  progressed(): void;
}

/** Somebody asked for the end while a room was under way that can be gone on with later. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

const mostBatches = 100_000;

/**
 * Applies the next step to one room, on a session of `sessionScript`; whole, or it throws.
 * @throws pg.DatabaseError, leaving the session inside a failed transaction · Interrupted between two batches
 */
export async function applyStep(
  client: pg.Client,
  step: readonly Migration[],
  one: Try,
  between: Between,
): Promise<void> {
  const [first] = step;
  if (first?.kind === "concurrently") return applyBeside(client, first, one);
  if (first?.kind === "batched") return applyBatches(client, first, one, between);
  await client.query(plainScript(step, one));
}

async function applyBeside(client: pg.Client, migration: Migration, one: Try): Promise<void> {
  await client.query(besideOthers(one.id));
  try {
    for (const statement of migration.statements) await buildOnce(client, statement, one.id);
  } finally {
    await client.query("SET search_path = ''; RESET lock_timeout").catch(() => {}); // the connection is gone
  }
  await client.query(`${opening(one)}; ${ledgerRow(migration, one)}; COMMIT`);
}

/** A run that was killed may have done it, or have left an index that is not valid: that one is built again. */
async function buildOnce(client: pg.Client, statement: string, id: number): Promise<void> {
  const index = indexOf(statement);
  const valid = index && (await validity(client, id, index.name));
  if (index?.verb === "create" ? valid === true : index && valid === undefined) return;
  if (index?.verb === "create" && valid === false)
    await client.query(
      `DROP INDEX CONCURRENTLY ${quoteName(schemaOf(id))}.${quoteName(index.name)}`,
    );
  await client.query(statement);
}

/** Whether an index of a room is whole; undefined when there is none. */
async function validity(client: pg.Client, id: number, name: string): Promise<boolean | undefined> {
  const { rows } = await client.query<{ valid: boolean }>(
    `select i.indisvalid as valid from pg_class c join pg_index i on i.indexrelid = c.oid
     where c.relnamespace = $1::regnamespace and c.relname = $2`,
    [schemaOf(id), name],
  );
  return rows[0]?.valid;
}

async function applyBatches(
  client: pg.Client,
  migration: Migration,
  one: Try,
  between: Between,
): Promise<void> {
  const [statement = ""] = migration.statements;
  const batch = `${opening(one)}; ${statement}; COMMIT`;
  for (let count = 1; ; count += 1) {
    if ((await changedBy(client, batch)) === 0) break;
    if (count === mostBatches) throw new EndlessBatches(migration);
    between.progressed();
    if (!between.goOn()) throw new Interrupted();
    await sleep(migration.pause);
  }
  await client.query(`${opening(one)}; ${ledgerRow(migration, one)}; COMMIT`);
}

/** How many rows the statement before COMMIT changed. */
async function changedBy(client: pg.Client, batch: string): Promise<number> {
  const results = (await client.query(batch)) as unknown as pg.QueryResult[];
  return results.at(-2)?.rowCount ?? 0;
}

/** A batched migration changes rows without end. */
export class EndlessBatches extends Error {
  override name = "EndlessBatches";

  constructor({ name }: Migration) {
    super(
      `${name} changed rows ${mostBatches} times: its condition finds again what it has changed`,
    );
  }
}
