import { SingleBar } from "cli-progress";
import { type ProvidedDatabase, provideDatabase } from "../db/provide.ts";
import { config } from "./config.ts";
import { Family } from "./family.ts";

// `npm start`: the database, one worker and the web process, watched over until Ctrl-C.
const family = new Family(say);
const database = await provideDatabase({ share: false, log: say }).catch((error: Error) => {
  process.stderr.write(`wizamart: ${error.message}\n`);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(0));

await makeReady(database).catch(giveUp);
await family
  .keep("worker", new URL("worker.ts", import.meta.url), {
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.workerUrl ?? "",
  })
  .catch(giveUp);
const port = await family
  .keep("web", new URL("web.ts", import.meta.url), {
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: "",
  })
  .catch(giveUp);
await tellAddresses(port);
watchOver(database);

async function makeReady({
  appUrl,
  adminUrl,
  provisionerPassword,
  embedded,
}: ProvidedDatabase): Promise<void> {
  if (!adminUrl) return;
  const { initialise } = await import("../db/init.ts");
  await initialise({ appUrl, adminUrl, ...(provisionerPassword && { provisionerPassword }) });
  if (config.NODE_ENV === "production" || (!embedded && config.NODE_ENV === "test")) return;

  const { seedDemo } = await import("../db/demo/seed.ts");
  const bar = new SingleBar({
    format: "Drawing the demo shops {bar} {value}/{total}",
    clearOnComplete: true,
  });
  let begun = false;
  await seedDemo((drawn, total) => {
    if (!begun) bar.start(total, drawn);
    begun = true;
    bar.update(drawn);
  });
  bar.stop();
}

async function tellAddresses(onPort: number): Promise<void> {
  const { asPlatform } = await import("../db/scope.ts");
  const { Store } = await import("./models/shared/store.ts");
  const { addressesOf } = await import("./urls.ts");
  const stores =
    config.NODE_ENV === "production" ? [] : await asPlatform("read", () => Store.everyOne());
  say(`Wizamart answers at http://${config.PLATFORM_DOMAIN}:${onPort}`);
  for (const store of stores) {
    say(`\n${store.name}`);
    for (const address of addressesOf(store, `:${onPort}`)) say(`  ${address}`);
  }
  say("\nCtrl-C stops it.");
}

/** The embedded server is started again when it dies; what it had committed is there. */
function watchOver({ embedded }: ProvidedDatabase): void {
  if (!embedded) return;
  setInterval(() => embedded.revive().catch((error: Error) => say(error.message)), 2_000).unref();
}

async function end(code: number): Promise<never> {
  await family.stop();
  const { closeConnections } = await import("../db/connection.ts");
  await closeConnections();
  await database.embedded?.stop();
  process.exit(code);
}

function giveUp(error: Error): Promise<never> {
  process.stderr.write(`wizamart: ${error.message}\n`);
  return end(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
