import { asPlatform } from "../db/scope.ts";
import { log } from "./log.ts";
import { addRequests } from "./models/shared/admin/usage.ts";

// Kept in memory and written down now and then: a request must not cost a write.
let counts = new Map<number, number>();

/** Counts a request that was answered for a store. */
export function countRequest(store: number): void {
  counts.set(store, (counts.get(store) ?? 0) + 1);
}

/** Writes down what was counted since the last time; what cannot be written is kept for the next. */
export async function saveRequestCounts(): Promise<void> {
  if (counts.size === 0) return;
  const counted = counts;
  counts = new Map();
  try {
    await asPlatform("write", () => addRequests(counted));
  } catch (error) {
    for (const [store, requests] of counted) counts.set(store, (counts.get(store) ?? 0) + requests);
    log.warn({ err: error }, "the counts of requests could not be written down");
  }
}
