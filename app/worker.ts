import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { asProvisioner } from "../db/admin.ts";
import { closeConnections } from "../db/connection.ts";
import { keepSpares, reconcileAccess, settleStores } from "../db/provision.ts";
import { asPlatform } from "../db/scope.ts";
import { UnsafePooling } from "../db/server/pooler.ts";
import { listen } from "../db/signals.ts";
import { config } from "./config.ts";
import { drainOutbox } from "./jobs/drain.ts";
import { Sweep } from "./jobs/sweep.ts";
import { emptyTrash } from "./jobs/trash.ts";
import { Gathering } from "./jobs/usage.ts";
import { log } from "./log.ts";
import { checkPooler } from "./login-check.ts";
import { mailFolder } from "./mail/transport.ts";
import { forgetHours } from "./models/shared/admin/usage.ts";
import { dismissWorker, noteWorker } from "./models/shared/admin/workers.ts";
import { saveCounts } from "./request-counts.ts";
import { defaultTheme } from "./themes.ts";

const slowest = 10_000;
const beat = 10_000;
const trashPause = 600_000;
const errandPause = 1_000;
const countsPause = 15_000;

const stopping = new AbortController();
let wake = (): void => {};

await checkPooler().catch((error: Error) => {
  if (!(error instanceof UnsafePooling)) return; // it is down: this process can wait for it
  process.stderr.write(`wizamart: ${error.message}\n`);
  process.exit(1);
});

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
const sweep = new Sweep();
const gathering = new Gathering();
await Promise.all([
  tendStores(),
  // Errands under way are done to their end before the worker stops.
  keep("do the errands", errandPause, () => drainOutbox(stopping.signal)),
  keep("sweep a store", errandPause, () => sweep.step()),
  keep("gather what a store uses", errandPause, () => gathering.step()),
  // What its own units of work take counts as well.
  keep("write down what stores take", countsPause, saveCounts),
  keep("forget old counts", trashPause, () => asPlatform("write", forgetHours)),
  // What was in the trash for long enough goes for good.
  keep("empty the trash", trashPause, emptyTrash),
  // The platform's people are told that there is a worker.
  keep("say that it is there", beat, () => asPlatform("write", () => noteWorker(name))),
]);
await saveCounts();
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

/** Does something again and again until the worker is to stop, with a pause of `length` milliseconds after each time. */
async function keep(what: string, length: number, work: () => Promise<unknown>): Promise<void> {
  const { signal } = stopping;
  while (!signal.aborted) {
    await work().catch((error: unknown) =>
      log.error({ err: error }, `the worker could not ${what}`),
    );
    await sleep(length, undefined, { signal, ref: false }).catch(() => {}); // it is time to stop
  }
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
