import { setTimeout as sleep } from "node:timers/promises";
import { asProvisioner } from "../db/admin.ts";
import { keepSpares, reconcileAccess, settleStores } from "../db/provision.ts";
import { listen } from "../db/signals.ts";
import { config } from "./config.ts";
import { log } from "./log.ts";
import { defaultTheme } from "./themes.ts";

const slowest = 10_000;

let stopping = false;
let wake = (): void => {};

// A shop's content is no work for this process, and changes often.
const listening = await listen({
  heard: ({ kind }) => kind === "store" && wake(),
  missed: () => wake(),
});
// "disconnect": whoever watched over us is gone.
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) {
  process.once(signal, () => {
    stopping = true;
    wake();
  });
}
process.send?.({ working: true });

while (!stopping) {
  const changed = new Promise<void>((resolve) => {
    wake = resolve;
  });
  await tend().catch((error: unknown) => log.error({ err: error }, "the worker's round failed"));
  if (!stopping) await Promise.race([changed, sleep(slowest, undefined, { ref: false })]);
}
await listening.stop();
process.exit(0);

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
