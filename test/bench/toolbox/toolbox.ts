import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { withAdmin } from "../../../db/admin.ts";
import { initialise } from "../../../db/init.ts";
import { newestVersion } from "../../../db/migrations.ts";
import { type Release, release } from "../../support/release.ts";
import type { Cleanup } from "../cleanup.ts";
import type { BenchDatabase } from "../database.ts";
import { type Load, load } from "../load.ts";
import { start } from "../processes.ts";
import { openMany } from "./opening.ts";
import { type Spent, spend } from "./tool.ts";
import { plainScript, statements } from "./versions.ts";

export interface ToolboxOptions {
  stores: number;
  /** Parallel connections of the tool. */
  workers: number;
  /** Where `psql` is. */
  psql: string;
}

/** What a DBA's tools take with very many stores: milliseconds and bytes. */
export interface ToolboxResult {
  conditions: Record<string, string | number>;
  /** Opening a store, without a spare schema, several at once. */
  opening: number;
  /** Each command by its name: how long it took, and the most memory that it had. */
  commands: Record<string, Pick<Spent, "took" | "peak">>;
  /** Milliseconds a store of the same statements by psql, one store after the other. */
  plain?: number;
  /** How many times as fast as psql the tool is. */
  ratio?: number;
  /** Finding that there is nothing to do, and 100 queries for one row each. */
  nothing: { tool: number; queries: number };
  /** Pages of shops while nothing goes on, and while all stores are migrated. */
  neighbours: { usual: Load; migrating: Load };
  /** Why the figures do not count; empty when they do. */
  faults: string[];
}

const visited = 20;
/** In how many stores psql does it: in ten thousand it takes a quarter of an hour. */
const mostPlain = 1_000;
const visits = { path: "/shop/products", connections: 8, rate: 30 };

/** Opens the stores and tries the tools on them. `say` takes a line of progress. */
export async function benchToolbox(
  options: ToolboxOptions,
  database: BenchDatabase,
  folder: string,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<ToolboxResult> {
  await initialise(database);
  say(`Opening ${options.stores} stores`);
  const { ids, took } = await openMany({ ...database, ...options, ...shape(options) }, say);
  await withAdmin(async (client) => {
    await client.query("vacuum (analyze)"); // so that it does not come in the middle of something
    await client.query("checkpoint");
  });
  const tools = new Tools(database, options, cleanup, say);
  const neighbours = await migrateBesideShops(tools, [...ids.keys()], database, folder, cleanup);
  const quiet = await tools.migrate("quiet");
  const nothing = await nothingToDo(tools);
  for (const verbs of [
    ["db", "status"],
    ["db", "drift"],
    ["db", "audit"],
    ["stores", "list"],
  ])
    await tools.run(verbs);
  // The last, as no migration knows of what it does: the stores have drifted then.
  const some = [...ids.values()].slice(0, mostPlain);
  const plain = await plainMigration(some, options, database, folder, say);
  return {
    conditions: await conditionsOf(options, database),
    opening: took / ids.size,
    commands: tools.spent,
    ...(plain ? { plain, ratio: plain / (quiet / ids.size) } : {}),
    nothing,
    neighbours,
    faults: [...tools.faults, ...faultsOf(neighbours)],
  };
}

function shape({ stores }: ToolboxOptions) {
  return { visited: Math.min(visited, stores), products: 200, connections: 2 };
}

/** Applications that bring new versions, one after the other, and their command lines. */
class Tools {
  readonly spent: ToolboxResult["commands"] = {};
  readonly faults: string[] = [];
  readonly #database: BenchDatabase;
  readonly #options: ToolboxOptions;
  readonly #cleanup: Cleanup;
  readonly #say: (line: string) => void;
  readonly #migrations: Record<string, string> = {};
  #newest: Release | undefined;

  constructor(
    database: BenchDatabase,
    options: ToolboxOptions,
    cleanup: Cleanup,
    say: (line: string) => void,
  ) {
    this.#database = database;
    this.#options = options;
    this.#cleanup = cleanup;
    this.#say = say;
  }

  get env(): Record<string, string> {
    const { rolePrefix, appUrl, adminUrl } = this.#database;
    return { ROLE_PREFIX: rolePrefix, DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl };
  }

  /** Brings three more migrations to all stores; gives the milliseconds. */
  async migrate(mark: string): Promise<number> {
    const served = newestVersion("store");
    for (const statement of statements(mark)) {
      const number = served + 1 + Object.keys(this.#migrations).length;
      const file = `db/migrations/store/${String(number).padStart(4, "0")}-${mark}.sql`;
      this.#migrations[file] = `-- serves: ${served}\n${statement};\n`;
    }
    const made = await release(this, this.#migrations);
    this.#cleanup.add(() => made.remove());
    this.#newest = made;
    return this.run(["db", "migrate", "--workers", String(this.#options.workers)], mark);
  }

  /** Loads a module of the newest application. */
  load<T>(file: string): Promise<T> {
    if (!this.#newest) throw new Error("No application was made yet");
    return this.#newest.load(file);
  }

  /** Runs a command of the newest application; gives the milliseconds. */
  async run(words: string[], mark = ""): Promise<number> {
    const name = [...words.slice(0, 2), ...(mark ? [`(${mark})`] : [])].join(" ");
    this.#say(name);
    const cli = join(this.#newest?.folder ?? "", "app/cli.ts");
    const args = ["--import", "tsx", cli, ...words, "--json"];
    const spent = await spend(process.execPath, args, { ...process.env, ...this.env });
    this.spent[name] = { took: spent.took, peak: spent.peak };
    if (spent.code !== 0) this.faults.push(`${name} ended with ${spent.code}: ${spent.err}`);
    return spent.took;
  }
}

async function migrateBesideShops(
  tools: Tools,
  codes: string[],
  database: BenchDatabase,
  folder: string,
  cleanup: Cleanup,
): Promise<ToolboxResult["neighbours"]> {
  const env = {
    LOG_LEVEL: "info",
    PORT: "0",
    DATABASE_ADMIN_URL: "",
    DATABASE_URL: database.appUrl,
  };
  const log = join(folder, "web.log");
  const { port } = await start("../../app/web.ts", { log, env, profile: "" }, cleanup);
  const hosts = codes.slice(0, visited).map((code) => `${code}.localhost`);
  await load(port, { ...visits, hosts, seconds: 5 });
  const usual = await load(port, { ...visits, hosts, seconds: 30 });

  const done = new AbortController();
  const visiting = load(port, { ...visits, hosts, seconds: 36_000, until: done.signal });
  await tools.migrate("busy");
  done.abort();
  return { usual, migrating: await visiting };
}

async function plainMigration(
  ids: number[],
  { psql }: ToolboxOptions,
  { adminUrl }: BenchDatabase,
  folder: string,
  say: (line: string) => void,
): Promise<number | undefined> {
  const file = join(folder, "plain.sql");
  await writeFile(file, plainScript(ids, "plain"));
  say("The same by psql");
  const spent = await spend(psql, ["-q", "-X", "-d", adminUrl, "-f", file], process.env).catch(
    () => undefined,
  );
  if (!spent) say(`There is no ${psql}: not compared`);
  if (spent && spent.code !== 0) throw new Error(`psql: ${spent.err}`);
  return spent && spent.took / ids.length;
}

async function nothingToDo(tools: Tools): Promise<ToolboxResult["nothing"]> {
  const { migrate } = await tools.load<typeof import("../../../db/migrate.ts")>("db/migrate.ts");
  const { asProvisioner } = await tools.load<typeof import("../../../db/admin.ts")>("db/admin.ts");
  return asProvisioner(async (client) => {
    await migrate(client);
    const tool = await timed(() => migrate(client));
    const queries = await timed(async () => {
      for (let id = 1; id <= 100; id += 1)
        await client.query("select code from public.stores where id = $1", [id]);
    });
    return { tool, queries };
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function conditionsOf({ stores, workers }: ToolboxOptions, { adminUrl }: BenchDatabase) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const { rows } = await client.query<{ version: string; bytes: string; relations: string }>(
    `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes,
       (select count(*) from pg_class) as relations`,
  );
  await client.end();
  const [row] = rows;
  const cores = cpus();
  return {
    stores,
    workers,
    cpu: `${cores.length} x ${cores[0]?.model.trim() ?? "unknown"}`,
    node: process.version,
    postgres: row?.version ?? "",
    relations: Number(row?.relations),
    gigabytes: Math.round(Number(row?.bytes) / 1e8) / 10,
  };
}

function faultsOf({ usual, migrating }: ToolboxResult["neighbours"]): string[] {
  return [usual, migrating].flatMap(({ failed }) =>
    failed > 0 ? [`${failed} pages of shops failed`] : [],
  );
}
