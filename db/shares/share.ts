import { config } from "../../app/config.ts";

/** What a store may take of the database at once. */
export interface Share {
  /** How long one of its statements may take. */
  statementMs: number;
  /** How many connections of this process it may hold. */
  connections: number;
}

// One is left over, so that the neighbours of a busy store always find a connection; very small pools have none to spare.
const most = config.DATABASE_POOL > 2 ? config.DATABASE_POOL - 1 : config.DATABASE_POOL;

/** What applies where nothing else is known, and in the shared room. */
export const usualShare: Share = Object.freeze({
  statementMs: config.DATABASE_STATEMENT_MS,
  connections: withinPool(Math.ceil(config.DATABASE_POOL * 0.6)),
});

// Known of the stores that this process has looked up: opening a unit of work must not cost a query.
const known = new Map<number, Share>();

/** What a store may take, as far as this process knows. */
export function shareOf(storeId: number): Share {
  return known.get(storeId) ?? usualShare;
}

/** From now on this applies to a store, in this process. @throws RangeError for what is no whole number of milliseconds */
export function keepShare(storeId: number, { statementMs, connections }: Share): void {
  // It becomes part of an SQL text, and 0 would stand for no limit.
  if (!Number.isSafeInteger(statementMs) || statementMs < 1) {
    throw new RangeError(`Not a time limit: ${statementMs}`);
  }
  known.set(storeId, { statementMs, connections: withinPool(connections) });
}

/** A store's share may have changed; 0 stands for every store. */
export function forgetShare(storeId: number): void {
  if (storeId === 0) known.clear();
  else known.delete(storeId);
}

function withinPool(connections: number): number {
  return Math.min(Math.max(1, connections), most);
}
