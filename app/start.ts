import { randomBytes } from "node:crypto";
import { type ProvidedDatabase, provideDatabase } from "../db/provide.ts";
import { progressBar } from "./commands/progress.ts";
import { config } from "./config.ts";
import { Family } from "./family.ts";

// `npm start`: the database, one worker and the web process, watched over until Ctrl-C.
const family = new Family(say);
const stopping = new AbortController();
const database = await provideDatabase({ share: false, log: say }).catch((error: Error) => {
  process.stderr.write(`wizamart: ${error.message}\n`);
  process.exit(1);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void end(0));

await makeReady(database).catch(giveUp);
const provider = await rehearsePayments().catch(giveUp);
const port = await family
  .keep("web", new URL("web.ts", import.meta.url), {
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: "",
    ...provider,
  })
  .catch(giveUp);
await family
  .keep("worker", new URL("worker.ts", import.meta.url), {
    DATABASE_URL: database.appUrl,
    DATABASE_ADMIN_URL: database.workerUrl ?? "",
    PORT: String(port), // for the links in mails
    ...provider,
  })
  .catch(giveUp);
await tellAddresses(port);
watchOver(database);
await drawDemo(database).catch((error: Error) =>
  say(`The pictures were not drawn: ${error.message}`),
);

async function makeReady({
  appUrl,
  adminUrl,
  provisionerPassword,
  embedded,
}: ProvidedDatabase): Promise<void> {
  if (!adminUrl) return;
  const { initialise } = await import("../db/init.ts");
  await initialise({ appUrl, adminUrl, provisionerPassword });
  if (config.NODE_ENV === "production" || (!embedded && config.NODE_ENV === "test")) return;

  const { seedDemo } = await import("../db/demo/seed.ts");
  const opened = await seedDemo();
  if (opened.length > 0) say(`Opened the demo shops: ${opened.join(", ")}`);
}

/** Without keys for Stripe, a peer on this machine takes its place; the application knows no difference. */
async function rehearsePayments(): Promise<Record<string, string>> {
  if (config.NODE_ENV === "production" || config.STRIPE_SECRET_KEY) return {};
  const keys = {
    STRIPE_SECRET_KEY: "sk_test_rehearsal",
    STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(16).toString("hex")}`,
  };
  const next = config.PORT > 0 && config.PORT < 65_535 ? config.PORT + 1 : 0;
  const env = { ...keys, PORT: String(next), DATABASE_URL: "", DATABASE_ADMIN_URL: "" };
  const peer = new URL("payments/rehearsal/main.ts", import.meta.url);
  return {
    ...keys,
    STRIPE_API_URL: `http://127.0.0.1:${await family.keep("payments", peer, env)}`,
  };
}

/** The shops answer while their pictures are drawn, the ones seen first at first. */
async function drawDemo({ adminUrl }: ProvidedDatabase): Promise<void> {
  if (!adminUrl || config.NODE_ENV === "production") return;
  const { demoShops } = await import("../db/demo/seed.ts");
  const { drawPictures } = await import("../db/demo/pictures.ts");
  const bar = progressBar("Drawing the demo shops' pictures");
  let drawn = 0;
  await drawPictures(demoShops, stopping.signal, (done, total) => {
    drawn = done;
    bar.show(done, total);
  }).finally(bar.end);
  if (drawn > 0) say("The demo shops' pictures are drawn.");
}

async function tellAddresses(onPort: number): Promise<void> {
  const { asPlatform } = await import("../db/scope.ts");
  const { Store } = await import("./models/shared/store.ts");
  const { addressesOf } = await import("./urls.ts");
  const { signInLine } = await import("../db/demo/sign-in.ts");
  const stores =
    config.NODE_ENV === "production" ? [] : await asPlatform("read", () => Store.everyOne());
  say(`Wizamart answers at http://${config.PLATFORM_DOMAIN}:${onPort}`);
  for (const store of stores) {
    say(`\n${store.name}`);
    for (const address of addressesOf(store, `:${onPort}`)) say(`  ${address}${hintOn(address)}`);
    const signIn = await signInLine(store);
    if (signIn) say(`  ${signIn}`);
  }
  await tellStaff(onPort);
  if (provider.STRIPE_API_URL) {
    say(`\nPayments by card are rehearsed, no money moves: ${provider.STRIPE_API_URL} sets how`);
  }
  say("\nCtrl-C stops it.");
}

/** Whom one can sign in as to run the demo shops. */
async function tellStaff(onPort: number): Promise<void> {
  if (config.NODE_ENV === "production") return;
  const { demoPassword, staffLines } = await import("../db/demo/staff.ts");
  const lines = await staffLines();
  if (lines.length === 0) return;
  say(`\nSign in at http://${config.PLATFORM_DOMAIN}:${onPort}/login (password ${demoPassword})`);
  for (const line of lines) say(`  ${line}`);
}

/** A domain of the demo leads elsewhere, unless this machine is told better. */
function hintOn(address: string): string {
  const { hostname } = new URL(address);
  if (hostname === config.SHOPS_DOMAIN || hostname.endsWith(`.${config.SHOPS_DOMAIN}`)) return "";
  return `   (curl -H 'Host: ${hostname}', or a line in /etc/hosts)`;
}

/** The embedded server is started again when it dies; what it had committed is there. */
function watchOver({ embedded }: ProvidedDatabase): void {
  if (!embedded) return;
  setInterval(() => embedded.revive().catch((error: Error) => say(error.message)), 2_000).unref();
}

async function end(code: number): Promise<never> {
  stopping.abort();
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
