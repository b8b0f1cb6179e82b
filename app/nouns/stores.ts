import { add, noun } from "./noun.ts";

const stores = noun("stores", "open, look at, close and remove stores");
const storeCommands = () => import("../commands/stores.ts");
add(stores, "list", "every store", storeCommands, (c) => c.list);
add(stores, "show <code>", "one store", storeCommands, (c) => c.show);
add(stores, "create <code>", "open a store", storeCommands, (c) => c.create)
  .requiredOption("--name <name>", "what shoppers read")
  .option("--plan <plan>", "free (path), standard (+ subdomain) or premium (+ own domain)", "free")
  .option("--currency <code>", "ISO 4217", "EUR")
  .option("--locale <locale>", "BCP 47", "en-IE")
  .option("--owner <mail>", "who owns it: somebody with an account, or invited by mail");
const lifeCommands = () => import("../commands/life.ts");
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

const usageCommands = () => import("../commands/usage.ts");
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

const copyCommands = () => import("../commands/copies/verbs.ts");
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
