import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { asProvisioner } from "../db/admin.ts";
import { closeConnections } from "../db/connection.ts";
import { keepSpares, reconcileAccess, settleStores } from "../db/provision.ts";
import { asPlatform } from "../db/scope.ts";
import { listen } from "../db/signals.ts";
import { config } from "./config.ts";
import { drainOutbox } from "./jobs/drain.ts";
import { Sweep } from "./jobs/sweep.ts";
import { emptyTrash } from "./jobs/trash.ts";
import { Gathering } from "./jobs/usage.ts";
import { log } from "./log.ts";
import { mailFolder } from "./mail/transport.ts";
import { dismissWorker, noteWorker } from "./models/shared/admin/workers.ts";
import { defaultTheme } from "./themes.ts";

const slowest = 10_000;
const beat = 10_000;
const trashPause = 600_000;
const errandPause = 1_000;

const stopping = new AbortController();
let wake = (): void => {};

// A shop's content is no work for this process, and changes often.
const listening = await listen({
  heard: ({ kind }) => kind === "store" && wake(),
  missed: () => wake(),
});
// "disconnect": whoever watched over us is gone.
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) {
  process.once(signal, () => {
    stopping.abort();
    wake();
  });
}
process.send?.({ working: true });
if (!config.SMTP_URL) log.warn({ folder: mailFolder() }, "SMTP_URL is not set: mails become files");

const name = randomUUID();
await Promise.all([tendStores(), runErrands(), sweepStores(), gather(), keepTrash(), sayAlive()]);
await asPlatform("write", () => dismissWorker(name)).catch(() => {}); // its silence will tell
await listening.stop();
await closeConnections();
process.exit(0);

async function tendStores(): Promise<void> {
  while (!stopping.signal.aborted) {
    const changed = new Promise<void>((resolve) => {
      wake = resolve;
    });
    await tend().catch((error: unknown) => log.error({ err: error }, "the worker's round failed"));
    if (!stopping.signal.aborted)
      await Promise.race([changed, sleep(slowest, undefined, { ref: false })]);
  }
}

/** Errands under way are done to their end before the worker stops. */
async function runErrands(): Promise<void> {
  while (!stopping.signal.aborted) {
    await drainOutbox(stopping.signal).catch((error: unknown) =>
      log.error({ err: error }, "the errands could not be looked at"),
    );
    await pause();
  }
}

async function sweepStores(): Promise<void> {
  const sweep = new Sweep();
  while (!stopping.signal.aborted) {
    await pause();
    await sweep
      .step()
      .catch((error: unknown) => log.error({ err: error }, "a store was not swept"));
  }
}

async function gather(): Promise<void> {
  const gathering = new Gathering();
  while (!stopping.signal.aborted) {
    await pause();
    await gathering
      .step()
      .catch((error: unknown) => log.error({ err: error }, "the usage was not gathered"));
  }
}

/** What was in the trash for long enough goes for good. */
async function keepTrash(): Promise<void> {
  while (!stopping.signal.aborted) {
    await emptyTrash().catch((error: unknown) =>
      log.error({ err: error }, "the trash was not looked at"),
    );
    await pause(trashPause);
  }
}

/** Tells the platform's people that there is a worker. */
async function sayAlive(): Promise<void> {
  while (!stopping.signal.aborted) {
    await asPlatform("write", () => noteWorker(name)).catch((error: unknown) =>
      log.error({ err: error }, "the worker could not say that it is there"),
    );
    await pause(beat);
  }
}

async function pause(length = errandPause): Promise<void> {
  const { signal } = stopping;
  await sleep(length, undefined, { signal, ref: false }).catch(() => {}); // it is time to stop
}

/** One round: what somebody did by hand is carried through, and spare schemas are made ready. */
async function tend(): Promise<void> {
  await asProvisioner(async (client) => {
    const settled = await settleStores(client, defaultTheme);
    if (settled.length > 0) log.info({ stores: settled }, "opened stores");
    const changed = await reconcileAccess(client);
    if (changed.length > 0) log.info({ stores: changed }, "followed a state that was set by hand");
    const made = await keepSpares(client, config.SPARE_SCHEMAS);
    if (made > 0) log.info({ made }, "made spare schemas");
  });
}
