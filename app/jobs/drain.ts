import { setTimeout as sleep } from "node:timers/promises";
import { asPlatform } from "../../db/scope.ts";
import { carryOut } from "../errands.ts";
import { log } from "../log.ts";
import { type Lane, Outbox, type OutboxRow } from "../models/shared/outbox.ts";
import { retrying } from "../retry.ts";

/** How many errands of a lane are under way at once. */
const places: Record<Lane, number> = { mail: 5, rest: 3 };
const mostAttempts = 10;
const longestError = 500;

/**
 * Does every errand that is due, those that become due meanwhile too, and gives how many it did. An errand that fails
 * is put off, for longer each time, and dead after ten attempts. `stop` lets those under way end, and begins no other.
 */
export async function drainOutbox(stop?: AbortSignal): Promise<number> {
  let all = 0;
  for (;;) {
    const [mails, rest] = await Promise.all([drainLane("mail", stop), drainLane("rest", stop)]);
    if (mails + rest === 0) return all;
    all += mails + rest; // one errand may have left another
  }
}

/** How long an errand waits after an attempt that failed: 5 seconds, then 1, 2, 4, 8, ... minutes. */
export function delayAfter(attempts: number): number {
  return attempts <= 1 ? 5 : 60 * 2 ** (attempts - 2);
}

/** A place that comes free takes the next errand, so that a slow one holds up none of the others. */
async function drainLane(lane: Lane, stop: AbortSignal | undefined): Promise<number> {
  const underWay = new Set<Promise<void>>();
  let done = 0;
  const begin = (row: OutboxRow) => {
    const errand = perform(row).then((worked) => {
      done += worked ? 1 : 0;
      underWay.delete(errand);
    });
    underWay.add(errand);
  };
  try {
    do {
      const free = places[lane] - underWay.size;
      if (free > 0 && !stop?.aborted) (await claim(lane, free)).forEach(begin);
      await Promise.race([...underWay, sleep(underWay.size && 1_000, undefined, { ref: false })]);
    } while (underWay.size > 0);
  } finally {
    await Promise.all(underWay);
  }
  return done;
}

function claim(lane: Lane, most: number): Promise<OutboxRow[]> {
  return retrying(() => asPlatform("write", () => Outbox.claim(lane, most)));
}

/** Never throws: whatever goes wrong, the errand is still in the outbox and its lease ends. */
async function perform(row: OutboxRow): Promise<boolean> {
  try {
    if (row.attempts > mostAttempts)
      throw new Error("The worker ended each time in the middle of it");
    await carryOut(row);
  } catch (error) {
    await noteFailure(row, error).catch((cause: unknown) =>
      log.error({ err: cause, errand: row.id }, "an errand that failed could not be put off"),
    );
    return false;
  }
  return noteSuccess(row.id);
}

/** Tried more than once: an errand that is done and not crossed off will be done again, and its mail sent twice. */
async function noteSuccess(id: number, tries = 3): Promise<boolean> {
  try {
    await asPlatform("write", () => Outbox.done(id));
    return true;
  } catch (error) {
    if (tries > 1) {
      await sleep(300);
      return noteSuccess(id, tries - 1);
    }
    log.error({ err: error, errand: id }, "an errand is done and could not be crossed off");
    return false;
  }
}

async function noteFailure(row: OutboxRow, error: unknown): Promise<void> {
  const { id, store_id: store, kind, attempts } = row;
  const reason = reasonOf(error);
  const facts = { errand: id, store, kind, attempts, reason };
  if (attempts >= mostAttempts) {
    await asPlatform("write", () => Outbox.bury(row, reason));
    log.error(facts, "an errand is dead: see `wizamart mail list --dead`");
  } else {
    await asPlatform("write", () => Outbox.putOff(row, delayAfter(attempts), reason));
    log.warn(facts, "an errand failed and is put off");
  }
}

function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (
    text
      .replace(/[\p{Cc}\s]+/gu, " ")
      .trim()
      .slice(0, longestError) || "unknown"
  );
}
