import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { SealedClient } from "./seal.ts";

/** A query came after the unit of work to which it belonged had ended. */
export class ScopeEnded extends Error {
  override name = "ScopeEnded";
}

const counters = new AsyncLocalStorage<{ queries: number }>();

/** Runs `work` and counts in `counter` the queries that it sends, the opening and the end of units aside. */
export function countQueries<T>(counter: { queries: number }, work: () => T): T {
  return counters.run(counter, work);
}

/** A pooled connection, lent to one unit of work: after the unit's end it takes no query any more. */
export class Lease {
  #client: SealedClient | undefined;

  constructor(client: SealedClient) {
    this.#client = client;
  }

  query(...args: unknown[]): void {
    if (!this.#client) throw new ScopeEnded("This unit of work has ended");
    const counter = counters.getStore();
    if (counter) counter.queries += 1;
    this.#client.query(...args);
  }

  end(): void {
    this.#client = undefined;
  }
}

/** A transaction as Sequelize's queries expect it: they look at `connection` and `finished`. */
export class Unit {
  readonly id = randomUUID();
  readonly connection: Lease;
  finished: "commit" | "rollback" | undefined;

  constructor(client: SealedClient) {
    this.connection = new Lease(client);
  }

  finish(how: "commit" | "rollback"): void {
    this.finished = how;
    this.connection.end();
  }
}

/** The unit of work that the running code belongs to. */
export const current = new AsyncLocalStorage<Unit>();
