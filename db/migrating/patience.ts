import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";

const pause = 300;

/**
 * Takes a lock for as long as the connection lasts, and calls `waiting` once when somebody else has it. It asks again and
 * again: one long wait would be a transaction on which CREATE INDEX CONCURRENTLY waits in turn.
 */
export async function lockPatiently(
  client: pg.Client,
  name: string,
  waiting: () => unknown = () => {},
): Promise<void> {
  const ask = "select pg_try_advisory_lock(hashtext($1)) as got";
  for (let first = true; ; first = false) {
    const { rows } = await client.query<{ got: boolean }>(ask, [name]);
    if (rows[0]?.got) return;
    if (first) await waiting();
    await sleep(pause);
  }
}

/** Lets go of a lock that `lockPatiently` took. */
export async function unlock(client: pg.Client, name: string): Promise<void> {
  await client.query("select pg_advisory_unlock(hashtext($1))", [name]);
}
