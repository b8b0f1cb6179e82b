import { setTimeout as sleep } from "node:timers/promises";
import { asProvisioner } from "../db/admin.ts";
import { closeConnections } from "../db/connection.ts";
import { keepSpares, reconcileAccess, settleStores } from "../db/provision.ts";
import { listen } from "../db/signals.ts";
import { config } from "./config.ts";
import { drainOutbox } from "./jobs/drain.ts";
import { Sweep } from "./jobs/sweep.ts";
import { log } from "./log.ts";
import { mailFolder } from "./mail/transport.ts";
import { defaultTheme } from "./themes.ts";

const slowest = 10_000;
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

await Promise.all([tendStores(), runErrands(), sweepStores()]);
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

async function pause(): Promise<void> {
  const { signal } = stopping;
  await sleep(errandPause, undefined, { signal, ref: false }).catch(() => {}); // it is time to stop
}

/** One round: what somebody did by hand is carried through, and spare schemas are made ready. */
async function tend(): Promise<void> {
  await asProvisioner(async (client) => {
    const settled = await settleStores(client, defaultTheme);
    if (settled.length > 0)
      log.info({ stores: settled }, "opened stores that were inserted by hand");
    const changed = await reconcileAccess(client);
    if (changed.length > 0) log.info({ stores: changed }, "followed a state that was set by hand");
    const made = await keepSpares(client, config.SPARE_SCHEMAS);
    if (made > 0) log.info({ made }, "made spare schemas");
  });
}
