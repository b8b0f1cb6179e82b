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

/** What one unit of work has asked for. */
export interface Tally {
  queries: number;
  /** Given or changed. */
  rows: number;
  /** Queries that took longer than they may. */
  cancelled: number;
}

type Answered = (error: { code?: string } | null, result?: { rowCount: number | null }) => void;

const queryCanceled = "57014";

/** A pooled connection, lent to one unit of work: after the unit's end it takes no query any more. */
export class Lease {
  readonly tally: Tally = { queries: 0, rows: 0, cancelled: 0 };
  #client: SealedClient | undefined;

  constructor(client: SealedClient) {
    this.#client = client;
  }

  query(...args: unknown[]): void {
    if (!this.#client) throw new ScopeEnded("This unit of work has ended");
    const counter = counters.getStore();
    if (counter) counter.queries += 1;
    this.tally.queries += 1;
    const answered = args.at(-1);
    if (typeof answered === "function") args.splice(-1, 1, this.#counted(answered as Answered));
    this.#client.query(...args);
  }

  #counted(answered: Answered): Answered {
    return (error, result) => {
      if (error) this.tally.cancelled += error.code === queryCanceled ? 1 : 0;
      else this.tally.rows += result?.rowCount ?? 0;
      answered(error, result);
    };
  }

  end(): void {
    this.#client = undefined;
  }
}

/** A transaction as Sequelize's queries expect it: they look at `connection` and `finished`. */
export class Unit {
  readonly id = randomUUID();
  readonly begun = performance.now();
  readonly connection: Lease;
  /** Undefined in the shared room. */
  readonly storeId: number | undefined;
  finished: "commit" | "rollback" | undefined;

  constructor(client: SealedClient, storeId: number | undefined) {
    this.connection = new Lease(client);
    this.storeId = storeId;
  }

  finish(how: "commit" | "rollback"): void {
    this.finished = how;
    this.connection.end();
  }
}

/** The unit of work that the running code belongs to. */
export const current = new AsyncLocalStorage<Unit>();
