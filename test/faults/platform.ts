import type { ChildProcess } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { findArea } from "../../db/embedded/area.ts";
import { chooseAccount, findPrograms, run } from "../../db/embedded/programs.ts";
import { type EmbeddedServer, startEmbedded } from "../../db/embedded.ts";
import { type Ended, endOf, start } from "../support/processes.ts";
import { type OwnDatabase, type Release, release } from "../support/release.ts";
import type { World } from "./truth.ts";

/** A platform of the test's own: a server that may be crashed, and a copy of the application that gets migrations. */
export interface Platform extends World {
  /** Runs the command line to its end. */
  cli(...args: string[]): Promise<Ended>;
  /** Begins it. */
  begin(...args: string[]): ChildProcess;
  /** The processes of the server that work for the command line, by their ids. */
  backends(): Promise<number[]>;
  /** Ends one of them. */
  terminate(pid: number): Promise<void>;
  /** Stops the server at once, as if its machine had lost power to it, and starts it again. */
  crash(): Promise<void>;
  /** Adds a migration of every store to the copy of the application. Gives its version. */
  addMigration(): Promise<number>;
  /** A path for a file of the test. */
  file(name: string): string;
  remove(): Promise<void>;
}

const name = "wizamart_faults";
const prefix = "faults_";
const ourName = "faults";

/** Sets one up, with a few spare schemas. */
export async function newPlatform(settings: Record<string, string> = {}): Promise<Platform> {
  const folder = await mkdtemp(join(tmpdir(), "wizamart-faults-"));
  const directory = join(folder, "postgres");
  const embedded = await startEmbedded({ directory, settings: { fsync: "off", ...settings } });
  const uploads = join(folder, "uploads");
  const database = databaseOn(embedded, { DATA_DIR: folder, UPLOADS_DIR: uploads });
  const copy = await release(database);
  const watch = new Watch(database.env.DATABASE_ADMIN_URL ?? "");
  const begin = (...args: string[]) => start(join(copy.folder, "app/cli.ts"), args, database.env);
  const platform: Platform = {
    ask: database.ask,
    prefix,
    uploads,
    begin,
    cli: (...args) => endOf(begin(...args)),
    backends: () => watch.backends(),
    terminate: async (pid) => void (await database.ask("select pg_terminate_backend($1)", [pid])),
    crash: () => crash(directory, embedded),
    addMigration: () => addMigration(copy),
    file: (file) => join(folder, file),
    async remove() {
      await watch.end();
      await copy.remove();
      await embedded.stop();
      const area = await findArea(directory);
      if (area) await rm(area, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
  const { code, err } = await platform.cli("db", "init");
  if (code !== 0) throw new Error(err);
  return platform;
}

function databaseOn({ adminUrl }: EmbeddedServer, env: Record<string, string>): OwnDatabase {
  const admin = new URL(adminUrl);
  admin.pathname = `/${name}`;
  const app = Object.assign(new URL(admin), { username: `${prefix}wizamart_app`, password: "own" });
  const urls = { DATABASE_ADMIN_URL: admin.href, DATABASE_URL: app.href };
  return {
    name,
    prefix,
    env: { ...env, ...urls, ROLE_PREFIX: prefix, SPARE_SCHEMAS: "1" },
    ask: (sql, values) => ask(admin.href, sql, values),
    remove: async () => {},
  };
}

/** Looks again and again who works, without a connection for each time; a new one when the server had crashed. */
class Watch {
  readonly #url: string;
  #client: pg.Client | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async backends(): Promise<number[]> {
    try {
      this.#client ??= await connect(this.#url);
      const { rows } = await this.#client.query<{ pid: number }>(
        `select pid from pg_stat_activity
         where datname = $1 and pid <> pg_backend_pid() and application_name <> $2 and backend_type = 'client backend'
         order by backend_start, pid`,
        [name, ourName],
      );
      return rows.map(({ pid }) => pid);
    } catch {
      await this.end();
      return [];
    }
  }

  async end(): Promise<void> {
    await this.#client?.end().catch(() => {});
    this.#client = undefined;
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: ourName });
  client.on("error", () => {}); // the query that is under way reports it
  await client.connect();
  return client;
}

async function crash(directory: string, embedded: EmbeddedServer): Promise<void> {
  const area = (await findArea(directory)) ?? directory;
  const account = await chooseAccount(directory);
  const { pgCtl } = await findPrograms(area, account);
  const args = ["stop", "-D", join(area, "cluster"), "-m", "immediate", "-t", "30"];
  const { code, output } = await run(pgCtl, args, { account });
  if (code !== 0) throw new Error(`pg_ctl: ${output}`);
  const before = embedded.adminUrl;
  for (let attempt = 1; ; attempt += 1) {
    const url = await embedded.revive().catch((error: Error) => error);
    if (url === before) return;
    if (attempt === 20) throw new Error(`the server did not come back where it was: ${url}`);
    await sleep(250);
  }
}

/** A table with rows, a column and an index: enough work to be killed in the middle of. */
async function addMigration({ folder }: Release): Promise<number> {
  const migrations = join(folder, "db/migrations/store");
  const version = (await readdir(migrations)).length + 1;
  const file = `${String(version).padStart(4, "0")}-fault.sql`;
  await writeFile(
    join(migrations, file),
    `create table fault_${version} (id integer primary key, words text not null default '');
     insert into fault_${version} select n, md5(n::text) from generate_series(1, 3000) n;
     alter table products add column fault_${version} integer not null default ${version};
     create index products_by_fault_${version} on products (fault_${version});
     create index fault_${version}_by_words on fault_${version} (words);\n`,
  );
  return version;
}

async function ask<T extends object>(url: string, sql: string, values?: unknown[]): Promise<T[]> {
  const client = await connect(url);
  try {
    return (await client.query(sql, values)).rows as T[];
  } finally {
    await client.end().catch(() => {});
  }
}
