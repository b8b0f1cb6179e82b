import { add, noun } from "./noun.ts";

const database = noun("db", "the database: roles, migrations, proof");
const usageCommands = () => import("../commands/usage.ts");
const databaseCommands = () => import("../commands/database.ts");
add(
  database,
  "init",
  "make a database ready, or bring it up to date",
  databaseCommands,
  (c) => c.init,
);
const migratingCommands = () => import("../commands/migrating/verbs.ts");
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
const statusCommands = () => import("../commands/migrating/status.ts");
add(database, "status", "versions, failures, the run", statusCommands, (c) => c.status).option(
  "--watch [seconds]",
  "look again and again until Ctrl-C",
);
const proofCommands = () => import("../commands/proof.ts");
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
  () => import("../commands/adopt.ts"),
  (c) => c.adopt,
)
  .option("--dry-run", "read everything, report, change nothing")
  .option("--map <file>", "what becomes what, as --print-map writes it")
  .option("--print-map", "write what the tables' names and types suggest, to change it")
  .option("--only <code>", "one store");
