import { asPlatform } from "../db/scope.ts";
import { returnCounts, type Taken, takeCounts } from "../db/shares/meter.ts";
import { log } from "./log.ts";
import { addRequests, addTaken } from "./models/shared/admin/usage.ts";

// Kept in memory and written down now and then: a request must not cost a write.
let counts = new Map<number, number>();

/** Counts a request that was answered for a store. */
export function countRequest(store: number): void {
  counts.set(store, (counts.get(store) ?? 0) + 1);
}

/**
 * Writes down which store had how many requests, and what it took of the database, since the last time; what cannot be
 * written is kept for the next.
 */
export async function saveCounts(): Promise<void> {
  const [requests, taken] = [counts, takeCounts()];
  counts = new Map();
  if (requests.size + taken.size === 0) return;
  try {
    await asPlatform("write", () => write(requests, taken));
  } catch (error) {
    for (const [store, more] of requests) counts.set(store, (counts.get(store) ?? 0) + more);
    returnCounts(taken);
    log.warn({ err: error }, "what stores take could not be written down");
  }
}

async function write(
  requests: ReadonlyMap<number, number>,
  taken: ReadonlyMap<number, Taken>,
): Promise<void> {
  if (requests.size > 0) await addRequests(requests);
  await addTaken(requests, taken);
}
