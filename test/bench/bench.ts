import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { initialise } from "../../db/init.ts";
import type { Cleanup } from "./cleanup.ts";
import { postmasterOf } from "./cpu.ts";
import type { BenchDatabase } from "./database.ts";
import { fillStores, timeOpenings } from "./fill.ts";
import { copyToOneTable } from "./one-table/tables.ts";
import type { BenchOptions } from "./options.ts";
import { checkPages, fetchPage, queriesAPage } from "./pages.ts";
import { type Running, start } from "./processes.ts";
import { median, runRounds, type ServerResult, type Subject } from "./rounds.ts";

export interface BenchResult {
  conditions: Record<string, string | number>;
  servers: ServerResult[];
  /** Throughput of the first server over each of the others, in the same round: medians. */
  ratios: Record<string, number>;
  /** As the log lines say: of a store's first page, and of a page whose look-ups were kept. */
  queries: { first: number; later: number };
  /** Medians, in milliseconds. */
  openings: { withSpare: number; withoutSpare: number };
  /** Why the figures do not count; empty when they do. */
  faults: string[];
}

const path = "/shop/products";

/** Makes the data, runs the servers side by side, and measures. `say` takes a line of progress. */
export async function bench(
  options: BenchOptions,
  database: BenchDatabase,
  folder: string,
  cleanup: Cleanup,
  say: (line: string) => void,
): Promise<BenchResult> {
  say(`Filling ${options.shops} stores with ${options.products} products each`);
  const { hosts, conditions, postmaster } = await prepare(options, database);

  say("Starting the servers");
  const [host = ""] = hosts;
  const run = runner(options, folder, cleanup);
  const perStore = await run("../../app/web.ts", { DATABASE_URL: database.appUrl });
  const queries = await queriesAPage(perStore, host, path);
  const oneTable = await run("one-table/server.ts", { DATABASE_URL: database.oneTableUrl });
  await checkPages(perStore, oneTable, hosts, path);

  const page = join(folder, "page.html");
  await writeFile(page, (await fetchPage(perStore.port, host, path)).text);
  const koaAlone = await run("koa-alone.ts", { BENCH_PAGE: page });

  const subjects: Subject[] = [
    { name: "schema per store", ...perStore },
    { name: "one table, store_id", ...oneTable },
    { name: "Koa alone, same bytes", ...koaAlone },
  ];
  const { connections } = options;
  const results = await runRounds(
    subjects,
    { ...options, path, hosts, connections },
    postmaster,
    say,
  );

  say("Opening stores");
  const { openings: count } = options;
  const withSpare = await asProvisioner((client) => timeOpenings(client, count, "spare"));
  const withoutSpare = await asProvisioner((client) => timeOpenings(client, count, "built"));
  return {
    conditions: { ...conditions, ...conditionsOf(options) },
    servers: results,
    ratios: ratiosOf(results),
    queries,
    openings: { withSpare: median(withSpare), withoutSpare: median(withoutSpare) },
    faults: faultsOf(results, options),
  };
}

async function prepare({ shops, products }: BenchOptions, database: BenchDatabase) {
  await initialise(database);
  const ids = await asProvisioner((client) => fillStores(client, shops, products));
  return withAdmin(async (client) => {
    await copyToOneTable(client, [...ids.values()], database);
    await client.query("vacuum (analyze)"); // so that it does not come in the middle of a round
    await client.query("checkpoint");
    const [row] = (await client.query<{ pid: number; version: string }>(serverQuery)).rows;
    const conditions = { cpu: cpuName(), node: process.version, postgres: row?.version ?? "" };
    const postmaster = await postmasterOf(row?.pid ?? 0);
    return { hosts: [...ids.keys()].map((code) => `${code}.localhost`), conditions, postmaster };
  });
}

const serverQuery = "select pg_backend_pid() as pid, current_setting('server_version') as version";

function runner({ profile }: BenchOptions, folder: string, cleanup: Cleanup) {
  return (module: string, env: Record<string, string>): Promise<Running> => {
    const log = join(folder, `${module.replace(/\W+/g, "-")}.log`);
    return start(module, { log, env: { ...environment, ...env }, profile }, cleanup);
  };
}

/** For all servers alike. */
const environment = {
  NODE_ENV: "production",
  LOG_LEVEL: "info",
  PORT: "0",
  DATABASE_ADMIN_URL: "",
  DATABASE_POOL: "10",
};

function conditionsOf(options: BenchOptions) {
  const { rounds, seconds, connections, shops, products, openings } = options;
  const pool = Number(environment.DATABASE_POOL);
  return { rounds, seconds, connections, pool, shops, products, openings };
}

function cpuName(): string {
  const cores = cpus();
  return `${cores.length} x ${cores[0]?.model.trim() ?? "unknown"}`;
}

/** Of each round with its neighbour in time; the median of those moves less than that of the figures. */
function ratiosOf([first, ...others]: ServerResult[]): Record<string, number> {
  return Object.fromEntries(
    others.map(({ name, rounds }) => {
      const ratios = rounds.map((perSecond, index) => (first?.rounds[index] ?? 0) / perSecond);
      return [name, median(ratios)];
    }),
  );
}

/** A run with errors, or with too few answers to be a measurement, is none. */
function faultsOf(results: ServerResult[], { rounds, seconds }: BenchOptions): string[] {
  const least = 20 * rounds * seconds;
  return results.flatMap(({ name, completed, failed }) => [
    ...(failed > 0 ? [`${name}: ${failed} requests failed`] : []),
    ...(completed < least ? [`${name}: ${completed} answers, at least ${least} are needed`] : []),
  ]);
}
