import type { Unit } from "../unit.ts";

/** What a store has taken of the database, as one process counted it. */
export interface Taken {
  units: number;
  /** For which its units held a connection. */
  milliseconds: number;
  queries: number;
  rows: number;
  /** Units for which no connection came free. */
  refused: number;
  /** Queries that took longer than they may. */
  cancelled: number;
}

// In memory: whoever keeps the process fetches it now and then.
let counted = new Map<number, Taken>();

/** Counts a unit of work that has ended; those of the shared room are not counted. */
export function noteUnit({ storeId, begun, connection: { tally } }: Unit): void {
  if (storeId === undefined) return;
  add(storeId, { ...tally, units: 1, milliseconds: performance.now() - begun, refused: 0 });
}

/** Counts a unit of work that could not begin. */
export function noteRefused(storeId: number | undefined): void {
  if (storeId !== undefined) add(storeId, { ...nothing, refused: 1 });
}

/** Gives what was counted since the last time, by store, and begins anew. */
export function takeCounts(): Map<number, Taken> {
  const taken = counted;
  counted = new Map();
  return taken;
}

/** Gives back what could not be written down. */
export function returnCounts(taken: ReadonlyMap<number, Taken>): void {
  for (const [storeId, more] of taken) add(storeId, more);
}

const nothing: Taken = {
  units: 0,
  milliseconds: 0,
  queries: 0,
  rows: 0,
  refused: 0,
  cancelled: 0,
};

function add(storeId: number, more: Taken): void {
  const sum = counted.get(storeId) ?? { ...nothing };
  for (const key of Object.keys(nothing) as (keyof Taken)[]) sum[key] += more[key];
  counted.set(storeId, sum);
}
