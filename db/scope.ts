import { ConnectionAcquireTimeoutError } from "sequelize";
import { config } from "../app/config.ts";
import { Admission } from "./admission.ts";
import { sequelize } from "./connection.ts";
import { quoteName, type RoleName, roleOf, roles, schemaOf } from "./roles.ts";
import type { SealedClient } from "./seal.ts";
import { noteRefused, noteUnit } from "./shares/meter.ts";
import { type Share, shareOf, usualShare } from "./shares/share.ts";
import { current, Unit } from "./unit.ts";

export type Mode = "read" | "write";

/** Too many wait for the database already, or this one waited for too long. */
export class Overloaded extends Error {
  override name = "Overloaded";
}

/** The server answered COMMIT with ROLLBACK: an error was swallowed on the way, nothing was saved. */
export class RolledBack extends Error {
  override name = "RolledBack";
}

/** A unit of work was opened inside another one. */
export class NestedScope extends Error {
  override name = "NestedScope";
}

interface Scope {
  role: RoleName;
  path: string[];
  mode: Mode;
  share: Share;
  /** Undefined in the shared room, of which nobody counts what it takes. */
  storeId?: number;
}

const admission = new Admission({
  places: config.DATABASE_POOL,
  waiting: config.DATABASE_POOL * 20,
  patience: config.DATABASE_WAIT_MS,
  refuse: (reason) => new Overloaded(reason),
});

/**
 * Runs `work` inside one store: its queries share one transaction, as the store's own role and in
 * the store's own schema. Both were set for that transaction alone, so a pooled connection cannot
 * carry one store into the next request. A write is committed when the promise resolves; the end
 * of a read is watched, not awaited.
 * @throws NestedScope inside another unit · Overloaded when no connection came free in time
 * @throws RolledBack when a write could not be committed
 */
export function inStore<T>(storeId: number, mode: Mode, work: () => Promise<T>): Promise<T> {
  const path = [schemaOf(storeId), "public"];
  const share = shareOf(storeId);
  return unitOfWork({ role: roleOf(storeId), path, mode, share, storeId }, work);
}

/** Runs `work` in the shared room as the platform's role; otherwise like `inStore`. */
export function asPlatform<T>(mode: Mode, work: () => Promise<T>): Promise<T> {
  return unitOfWork({ role: roles.platform, path: ["public"], mode, share: usualShare }, work);
}

async function unitOfWork<T>(scope: Scope, work: () => Promise<T>): Promise<T> {
  const outer = current.getStore();
  if (outer && !outer.finished) throw new NestedScope("A unit of work is open already");

  let leave = ignore;
  try {
    leave = await admission.enter(scope.role, scope.share.connections);
    const client = await acquire();
    return await runUnit(client, scope, work, leave);
  } catch (error) {
    leave();
    if (error instanceof Overloaded) noteRefused(scope.storeId);
    throw error;
  }
}

async function runUnit<T>(
  client: SealedClient,
  scope: Scope,
  work: () => Promise<T>,
  leave: () => void,
): Promise<T> {
  const unit = new Unit(client, scope.storeId);
  // Not awaited: the first queries follow in the same packet, and fail when the opening does.
  const opened = client.sendBatch(opening(scope)).catch(rethrow);
  opened.catch(ignore);
  try {
    const result = await current.run(unit, work);
    await opened;
    const committed = commit(unit, client).finally(leave);
    if (scope.mode === "write") await committed;
    else committed.catch(ignore); // `commit` has destroyed the connection, and nothing was to be saved
    return result;
  } catch (error) {
    if (!unit.finished) await rollBack(unit, client);
    await opened; // its failure is why what followed failed
    throw error;
  }
}

/** PgBouncer lets a client go that has waited for too long for one of its connections to the server. */
function rethrow(error: Error): never {
  if (error.message !== "query_wait_timeout") throw error;
  throw new Overloaded("The pooler had no connection to the server in time");
}

/** One round trip: the role and the path hold until this transaction ends, however it ends. */
function opening({ role, path, mode, share }: Scope): string {
  const access = mode === "read" ? "READ ONLY" : "READ WRITE";
  const searchPath = [...path, "pg_temp"].map(quoteName).join(", ");
  return (
    `BEGIN ${access}; SET LOCAL ROLE ${quoteName(role)}; SET LOCAL search_path = ${searchPath}; ` +
    `SET LOCAL statement_timeout = ${share.statementMs}`
  );
}

async function commit(unit: Unit, client: SealedClient): Promise<void> {
  unit.finish("commit");
  try {
    const result = await client.sendBatch("COMMIT");
    if (Array.isArray(result) || result.command !== "COMMIT") {
      throw new RolledBack("The transaction had failed: nothing was saved");
    }
  } finally {
    await giveBack(unit, client);
  }
}

async function rollBack(unit: Unit, client: SealedClient): Promise<void> {
  unit.finish("rollback");
  await client.sendBatch("ROLLBACK").catch(ignore); // giveBack sees what state that left
  await giveBack(unit, client);
}

async function acquire(): Promise<SealedClient> {
  try {
    // Sequelize's types do not know which class `dialectModule` gave it.
    return (await sequelize.connectionManager.getConnection({ type: "read" })) as SealedClient;
  } catch (error) {
    if (!(error instanceof ConnectionAcquireTimeoutError)) throw error;
    throw new Overloaded(`No connection came free in ${config.DATABASE_WAIT_MS} ms`);
  }
}

/** Only a connection that the server calls idle goes back to the pool. */
async function giveBack(unit: Unit, client: SealedClient): Promise<void> {
  noteUnit(unit);
  if (client.isIdle()) sequelize.connectionManager.releaseConnection(client);
  else await sequelize.connectionManager.destroyConnection(client).catch(ignore);
}

function ignore(): void {}
