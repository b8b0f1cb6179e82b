import { Command, CommanderError } from "commander";
import type { ProvidedDatabase } from "../db/provide.ts";
import { Misuse, type Outcome } from "./commands/outcome.ts";
import { WrongEnvironment } from "./config.ts";

type Run = (...args: never[]) => Promise<Outcome>;
type Load<T> = () => Promise<T>;

const program = new Command("wizamart")
  .description("Runs the stores of a Wizamart platform")
  .option("--json", "print the result as JSON")
  .exitOverride()
  .configureHelp({ showGlobalOptions: true });

const stores = noun("stores", "open, look at, close and remove stores");
const storeCommands = () => import("./commands/stores.ts");
add(stores, "list", "every store", storeCommands, (c) => c.list);
add(stores, "show <code>", "one store", storeCommands, (c) => c.show);
add(stores, "create <code>", "open a store", storeCommands, (c) => c.create)
  .requiredOption("--name <name>", "what shoppers read")
  .option("--plan <plan>", "free (path), standard (+ subdomain) or premium (+ own domain)", "free")
  .option("--currency <code>", "ISO 4217", "EUR")
  .option("--locale <locale>", "BCP 47", "en-IE")
  .option("--owner <mail>", "who owns it: somebody with an account, or invited by mail");
const lifeCommands = () => import("./commands/life.ts");
add(
  stores,
  "rename <code> <new>",
  "another code; old addresses lead to the new",
  lifeCommands,
  (c) => c.rename,
);
add(stores, "free <code>", "let go of a code that a store had before", lifeCommands, (c) => c.free);
add(stores, "suspend <code>", "close a store's door for a while", lifeCommands, (c) => c.suspend);
add(stores, "resume <code>", "open a suspended store again", lifeCommands, (c) => c.resume);
add(stores, "trash <code>", "throw a store away, for a while", lifeCommands, (c) => c.trash);
add(stores, "restore <code>", "bring it back from the trash", lifeCommands, (c) => c.restore);
add(
  stores,
  "drop <codes...>",
  "remove stores with all that they have",
  lifeCommands,
  (c) => c.drop,
).option("--yes", "do not ask");

const usageCommands = () => import("./commands/usage.ts");
add(
  stores,
  "limit <code>",
  "exceptions to what a store's plan allows",
  usageCommands,
  (c) => c.limit,
)
  .option("--statement-ms <milliseconds>", "how long one statement may take")
  .option("--connections <count>", "how many connections of a process it may hold")
  .option("--storage-mb <megabytes>", "its pictures")
  .option("--database-mb <megabytes>", "its tables: beyond that its owners are told")
  .option("--reason <why>", "for the log")
  .option("--clear", "what the plan says, from now on");

const copyCommands = () => import("./commands/copies/verbs.ts");
add(
  stores,
  "export <code> <file>",
  "write a store into one archive",
  copyCommands,
  (c) => c.exportTo,
).option("--force", "replace the file when it is there");
add(stores, "import <file>", "make a store of an archive", copyCommands, (c) => c.importFrom)
  .option("--code <code>", "instead of the one in the archive")
  .option("--name <name>", "instead of the one in the archive")
  .option("--suspended", "nobody sees it until `stores resume`")
  .option("--invite", "invite by mail who worked in it and has no account here");
add(
  stores,
  "clone <from> <to>",
  "copy a store, for trying things out",
  copyCommands,
  (c) => c.clone,
)
  .option("--name <name>", "what it is called")
  .option("--with-customers", "customers, orders, carts and the log too; it is suspended then");

const products = noun("products", "bring products in and out as Shopify's CSV");
const productCommands = () => import("./commands/products.ts");
add(
  products,
  "import <code> <file>",
  "read products from a CSV file",
  productCommands,
  (c) => c.importFile,
).option("--dry-run", "only read and report");
add(
  products,
  "export <code> <file>",
  "write all products to a CSV file",
  productCommands,
  (c) => c.exportFile,
);

const orders = noun("orders", "look at orders, ship them, give money back");
const orderCommands = () => import("./commands/orders.ts");
add(orders, "list <code>", "the newest orders", orderCommands, (c) => c.list).option(
  "--limit <count>",
  "how many",
  "50",
);
add(orders, "show <code> <number>", "one order", orderCommands, (c) => c.show);
add(orders, "pay <code> <number>", "note that the money is here", orderCommands, (c) => c.pay);
add(orders, "ship <code> <number>", "ship what is left, or some", orderCommands, (c) => c.ship)
  .option("--lines <units>", "units by article number, such as LAMP=2,VASE=1")
  .option("--carrier <name>", "who brings it")
  .option("--tracking <number>", "the parcel's number")
  .option("--url <address>", "where the parcel can be followed");
add(orders, "refund <code> <number>", "give money back", orderCommands, (c) => c.refund)
  .option("--amount <amount>", "such as 12.50; else what the lines cost, or all that is left")
  .option("--lines <units>", "units by article number, such as LAMP=2,VASE=1")
  .option("--shipping", "the cost of shipping as well")
  .option("--restock", "what was shipped is back on the shelf")
  .option("--reason <why>", "for the shopper and the timeline");
add(orders, "cancel <code> <number>", "call an order off", orderCommands, (c) => c.cancel).option(
  "--reason <why>",
  "for the shopper and the timeline",
);
add(orders, "invoice <code> <number> <file>", "write the PDF", orderCommands, (c) => c.invoice);
add(orders, "slip <code> <number> <file>", "write the PDF", orderCommands, (c) => c.slip).option(
  "--parcel <number>",
  "that parcel; else what is left to ship",
);

const domains = noun("domains", "the stores' own domains");
const domainCommands = () => import("./commands/domains.ts");
add(domains, "list", "every domain", domainCommands, (c) => c.list);
add(domains, "show <domain>", "one domain", domainCommands, (c) => c.show);
add(domains, "add <code> <domain>", "note a domain for a store", domainCommands, (c) => c.add);
add(domains, "verify <domain>", "let a store answer on a domain", domainCommands, (c) => c.verify)
  .option("--force", "take the administrator's word for who owns it")
  .option("--reason <why>", "why the administrator is sure");
add(
  domains,
  "primary <domain>",
  "the address to which a store's others lead",
  domainCommands,
  (c) => c.primary,
);
add(domains, "remove <domain>", "stop answering on a domain", domainCommands, (c) => c.remove);

const admins = noun("admins", "the platform's own people");
const adminCommands = () => import("./commands/admins.ts");
add(admins, "create <mail>", "let somebody run the platform", adminCommands, (c) => c.create);

const mail = noun("mail", "what is to leave the stores: mails and other errands of the worker");
const mailCommands = () => import("./commands/mail.ts");
add(mail, "list", "what waits", mailCommands, (c) => c.list).option(
  "--dead",
  "what was given up, and why",
);
add(mail, "retry [id]", "begin anew with what was given up", mailCommands, (c) => c.retry).option(
  "--all",
  "with all of it",
);

const database = noun("db", "the database: roles, migrations, proof");
const databaseCommands = () => import("./commands/database.ts");
add(
  database,
  "init",
  "make a database ready, or bring it up to date",
  databaseCommands,
  (c) => c.init,
);
const migratingCommands = () => import("./commands/migrating/verbs.ts");
add(database, "migrate", "bring every store up to date", migratingCommands, (c) => c.migrate)
  .option("--workers <count>", "how many stores at once")
  .option("--canary <count>", "try so many first, and stop when one of them fails")
  .option("--wave <count>", "how many come at a time after them")
  .option("--stop-at <percent>", "stop when more of a wave than that fail")
  .option("--only <code>", "this store only")
  .option("--dry-run", "print the SQL that would run");
add(
  database,
  "pause",
  "hold up the run that migrates; another terminal",
  migratingCommands,
  (c) => c.pause,
);
add(database, "resume", "let a paused run go on", migratingCommands, (c) => c.resume);
const statusCommands = () => import("./commands/migrating/status.ts");
add(database, "status", "versions, failures, the run", statusCommands, (c) => c.status).option(
  "--watch [seconds]",
  "look again and again until Ctrl-C",
);
const proofCommands = () => import("./commands/proof.ts");
add(
  database,
  "drift",
  "find schemas that are not as their migrations",
  proofCommands,
  (c) => c.drift,
)
  .option("--store <code>", "look at this store only")
  .option("--repair-sql <file>", "write the SQL that mends what was found");
add(database, "audit", "prove that no store can reach another", proofCommands, (c) => c.audit)
  .option("--store <code>", "for the sake of this store")
  .option(
    "--report <file>",
    "write a document that can be shown to a customer; - for the terminal",
  );
add(
  database,
  "capacity",
  "how many stores this server can hold, and why",
  proofCommands,
  (c) => c.capacity,
).option("--memory <gib>", "of the server's machine, where this is another one");
add(
  database,
  "harden",
  "take from PUBLIC what an injection could use",
  databaseCommands,
  (c) => c.harden,
);

add(database, "top", "the stores that take the most", usageCommands, (c) => c.top)
  .option("--by <measure>", "time, calls, rows, bytes or requests", "time")
  .option("--limit <count>", "how many stores", "20")
  .option("--since <time>", "as the processes counted it, for 1h to 7d");

add(
  database,
  "adopt <url>",
  "move the stores of a database that they share (store_id) into schemas of their own",
  () => import("./commands/adopt.ts"),
  (c) => c.adopt,
)
  .option("--dry-run", "read everything, report, change nothing")
  .option("--map <file>", "what becomes what, as --print-map writes it")
  .option("--print-map", "write what the tables' names and types suggest, to change it")
  .option("--only <code>", "one store");

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    await program.parseAsync();
    return Number(process.exitCode ?? 0);
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      process.stderr.write(`wizamart: ${error instanceof Error ? error.message : String(error)}\n`);
    }
    return exitCodeOf(error);
  }
}

/** 0 done, 1 failed or found something, 2 misuse. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return error instanceof Misuse || error instanceof WrongEnvironment ? 2 : 1;
}

function noun(name: string, description: string): Command {
  return program.command(name).description(description).exitOverride();
}

/** The database is reached for, and the command's code loaded, only when the command runs. */
function add<T>(
  group: Command,
  usage: string,
  description: string,
  load: Load<T>,
  pick: (commands: T) => Run,
): Command {
  const command = group.command(usage).description(description).exitOverride();
  return command.action(async (...args: unknown[]) => {
    const { provideDatabase } = await import("../db/provide.ts");
    const { embedded, ...database } = await provideDatabase({ share: true });
    try {
      if (embedded) await makeReady(database);
      const run = pick(await load()) as (...given: unknown[]) => Promise<Outcome>;
      print(await run(...args.slice(0, -1)));
    } finally {
      const { closeConnections } = await import("../db/connection.ts");
      await closeConnections();
      await embedded?.stop();
    }
  });
}

async function makeReady({
  appUrl,
  adminUrl = "",
  provisionerPassword,
}: Omit<ProvidedDatabase, "embedded">) {
  const { initialise, isInitialised } = await import("../db/init.ts");
  if (await isInitialised(adminUrl)) return;
  await initialise({ appUrl, adminUrl, provisionerPassword });
}

function print({ text, data, found }: Outcome): void {
  process.stdout.write(
    `${program.opts<{ json?: boolean }>().json ? JSON.stringify(data, null, 2) : text}\n`,
  );
  if (found) process.exitCode = 1;
}
