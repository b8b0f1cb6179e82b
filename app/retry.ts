import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError } from "sequelize";
import { inStore } from "../db/scope.ts";

/** Deadlock, serialisation failure: nothing was done, and the same again may well succeed. */
const passing = new Set(["40P01", "40001"]);

/**
 * Runs a whole unit of work, and again when the database ended it because two stood in each other's way.
 * `work` must open the unit itself, and change nothing outside of it.
 */
export async function retrying<T>(work: () => Promise<T>, attempts = 4): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !isPassing(error)) throw error;
      await sleep(20 * attempt * Math.random());
    }
  }
}

/** Runs `work` in a write unit of a store, and in another one when the database ended that: see `retrying`. */
export function changing<T>(storeId: number, work: () => Promise<T>): Promise<T> {
  return retrying(() => inStore(storeId, "write", work));
}

function isPassing(error: unknown): boolean {
  return (
    error instanceof DatabaseError &&
    "code" in error.parent &&
    passing.has(String(error.parent.code))
  );
}
