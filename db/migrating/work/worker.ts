import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Migration } from "../../migrations.ts";
import { isLockFault } from "../ledger.ts";
import { type Room, versionNow } from "../rooms.ts";
import { applyStep, EndlessBatches, Interrupted, nextStep } from "./applying.ts";
import { sessionScript, type Try } from "./scripts.ts";

/** A store that could not be migrated, as it is written down. */
export interface Failure {
  store: number;
  code: string | null;
  version: number;
  sqlState: string;
  message: string;
}

/** A room on its way. */
export interface Task extends Room {
  attempt: number;
  /** When the first attempt that met a lock began; 0 before. */
  since: number;
  /** When it may be tried again. */
  due: number;
}

export type Result =
  | { end: "done" }
  | { end: "later"; waited: number }
  | { end: "interrupted" }
  | { end: "failed"; failure: Failure };

/** No connection could be had any more. */
export class NoConnection extends Error {
  override name = "NoConnection";
}

export interface WorkerOptions {
  url: string;
  migrations: readonly Migration[];
  /** How often a room is tried that somebody holds locks in. */
  attempts: number;
  goOn: () => boolean;
}

/** What the workers of a run hold: whoever comes after a run that was killed waits until the last of them has ended. */
export const workersLock = "wizamart migrate workers";

const lockTimeouts = [100, 100, 200, 200, 400, 400, 800, 800, 1_000];
const longestPause = 3_000;
/** A session's memory grows with every store that it has seen. */
const roomsASession = 500;
const reconnections = 5;

/** Migrates rooms, one after another, on a connection of its own. */
export class Worker {
  readonly #options: WorkerOptions;
  #client: pg.Client | undefined;
  #rooms = 0;

  constructor(options: WorkerOptions) {
    this.#options = options;
  }

  /** Brings one room up to date, or as far as it goes. @throws NoConnection */
  async bring(task: Task): Promise<Result> {
    const started = performance.now();
    try {
      const client = await this.#connected();
      await this.#steps(client, task);
      return { end: "done" };
    } catch (error) {
      if (error instanceof NoConnection) throw error;
      if (error instanceof Interrupted) return { end: "interrupted" };
      return this.#afterFault(task, error, started);
    }
  }

  async end(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.end().catch(() => {}); // it had ended by itself
  }

  async #steps(client: pg.Client, task: Task): Promise<void> {
    const { migrations, goOn } = this.#options;
    const progressed = () => {
      task.attempt = 1;
    };
    while (task.version < migrations.length) {
      const step = nextStep(migrations, task.version);
      await applyStep(client, step, tryOf(task), { goOn, progressed });
      task.version += step.length;
    }
    this.#rooms += 1;
  }

  async #afterFault(task: Task, error: unknown, started: number): Promise<Result> {
    if (isOutage(error)) await this.end();
    // Whether a COMMIT that was not answered was done is known to the ledger alone.
    const before = task.version;
    task.version = await this.#insist((client) => versionNow(client, task.id));
    if (task.version >= this.#options.migrations.length) return { end: "done" };

    const comesAgain = isLockFault(error) || isOutage(error);
    if (comesAgain && (task.attempt < this.#options.attempts || task.version > before))
      return putOff(task, started);
    const failure = failureOf(task, error);
    const isThere = await this.#insist((client) => recordFailure(client, failure, task.attempt));
    return isThere ? { end: "failed", failure } : { end: "done" };
  }

  /** Does what must be done whatever happens to the connection. @throws NoConnection */
  async #insist<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await this.#connected();
      try {
        await client.query("ROLLBACK");
        return await work(client);
      } catch (error) {
        if (!isOutage(error) || attempt === reconnections) throw error;
        await this.end();
      }
    }
  }

  async #connected(): Promise<pg.Client> {
    if (this.#rooms >= roomsASession) await this.end();
    if (this.#client) return this.#client;
    for (let attempt = 1; ; attempt += 1) {
      try {
        this.#client = await this.#connect();
        this.#rooms = 0;
        return this.#client;
      } catch (error) {
        if (attempt === reconnections)
          throw new NoConnection(`The database takes no connection: ${String(error)}`);
        await sleep(200 * 2 ** attempt);
      }
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#options.url,
      application_name: "wizamart-migrating",
      keepAlive: true,
    });
    client.on("error", () => {}); // the query that is under way reports it
    client.once("end", () => {
      if (this.#client === client) this.#client = undefined;
    });
    await client.connect();
    await client.query(
      `select pg_advisory_lock_shared(hashtext('${workersLock}')); ${sessionScript()}`,
    );
    return client;
  }
}

function tryOf({ id, version, attempt, since }: Task): Try {
  const lockTimeout = lockTimeouts[attempt - 1] ?? lockTimeouts.at(-1) ?? 0;
  const waited = since ? Math.round(performance.now() - since) : 0;
  return { id, from: version, attempt, lockTimeout, waited };
}

/** With jitter, so that several that failed together do not come again together. */
function putOff(task: Task, started: number): Result {
  task.since ||= started;
  task.due =
    performance.now() + (0.5 + Math.random()) * Math.min(100 * 2 ** task.attempt, longestPause);
  task.attempt += 1;
  return { end: "later", waited: performance.now() - started };
}

/** The connection broke, or the server goes down or comes up: no fault of the store. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return !(error instanceof EndlessBatches);
  return /^(57P0[1-5]|08)/.test(error.code ?? "");
}

function failureOf({ id, code, version }: Task, error: unknown): Failure {
  const sqlState = error instanceof pg.DatabaseError ? (error.code ?? "") : "";
  const message = error instanceof Error ? error.message : String(error);
  return { store: id, code, version: version + 1, sqlState, message };
}

/** Writes it down; false for a store that was dropped meanwhile. */
async function recordFailure(
  client: pg.Client,
  failure: Failure,
  attempt: number,
): Promise<boolean> {
  const { store, version, sqlState, message } = failure;
  const { rowCount } = await client.query(
    `insert into public.store_migrations (store_id, version, state, attempt, duration_ms, sql_state, error)
     select $1, $2, 'failed', $3, 0, $4, $5
     where exists (select from public.stores where id = $1) or exists (select from public.spare_schemas where id = $1)
     on conflict (store_id, version) do update
     set state = 'failed', attempt = excluded.attempt, applied_at = now(), sql_state = excluded.sql_state, error = excluded.error`,
    [store, version, attempt, sqlState, message],
  );
  return rowCount === 1;
}
