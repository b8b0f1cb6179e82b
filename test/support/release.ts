import { randomBytes } from "node:crypto";
import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import pg from "pg";
import { type Ended, run } from "./processes.ts";
import { removeDatabases } from "./server.ts";

/** A database of a test's own on the tests' server, with roles of its own; `init` is yet to be done. */
export interface OwnDatabase {
  name: string;
  prefix: string;
  /** The environment of the processes that use it. */
  env: Record<string, string>;
  /** Asks it as a superuser. */
  ask<T extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<T[]>;
  /** Drops it with its roles. */
  remove(): Promise<void>;
}

/** Files to be written over a copy of the application, by their path; undefined removes one. */
export type Changes = Record<string, string | undefined>;

/** A copy of the application as another version of it, with files of the test's own. */
export interface Release {
  folder: string;
  /** Loads a module of it into this process: it has a configuration and migrations of its own. */
  load<T>(file: string): Promise<T>;
  /** Runs its command line. */
  wizamart(...args: string[]): Promise<Ended>;
  remove(): Promise<void>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Names a database that nobody else has, on the tests' server or another one; whoever calls this removes it. */
export function ownDatabase(serverUrl = process.env.DATABASE_ADMIN_URL ?? ""): OwnDatabase {
  const name = `wizamart_test_${randomBytes(4).toString("hex")}`;
  const prefix = `${name.replace("wizamart_test_", "t")}_`;
  const admin = new URL(serverUrl);
  admin.pathname = `/${name}`;
  const app = Object.assign(new URL(admin), { username: `${prefix}wizamart_app`, password: "own" });
  const maintenance = new URL(serverUrl);
  maintenance.pathname = "/postgres";
  return {
    name,
    prefix,
    env: { ROLE_PREFIX: prefix, DATABASE_ADMIN_URL: admin.href, DATABASE_URL: app.href },
    ask: (sql, values) => ask(admin.href, sql, values),
    remove: () => removeDatabases(maintenance.href, name, prefix),
  };
}

/** Copies the application and changes files of the copy, for work on `database`. */
export async function release(
  database: Pick<OwnDatabase, "env">,
  changes: Changes = {},
): Promise<Release> {
  const folder = await mkdtemp(join(tmpdir(), "wizamart-release-"));
  for (const part of ["app", "db"]) {
    const filter = (path: string) => !path.startsWith(join(root, "db/demo"));
    await cp(join(root, part), join(folder, part), { recursive: true, filter });
  }
  await cp(join(root, "package.json"), join(folder, "package.json"));
  for (const part of ["node_modules", "public", "views"])
    await symlink(join(root, part), join(folder, part));
  for (const [file, content] of Object.entries(changes)) {
    if (content === undefined) await rm(join(folder, file), { force: true });
    else await writeFile(join(folder, file), content);
  }
  return {
    folder,
    load: (file) => loadWith(database.env, pathToFileURL(join(folder, file)).href),
    wizamart: (...args) => run(join(folder, "app/cli.ts"), args, database.env),
    remove: () => rm(folder, { recursive: true }),
  };
}

let loading: Promise<unknown> = Promise.resolve();

/** One at a time: a module reads its configuration while it is loaded. */
function loadWith<T>(env: Record<string, string>, file: string): Promise<T> {
  const turn = loading.then(async () => {
    const before = { ...process.env };
    Object.assign(process.env, env);
    try {
      return await import(file);
    } finally {
      Object.assign(process.env, before);
    }
  });
  loading = turn.catch(() => {});
  return turn;
}

async function ask<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values?: unknown[],
): Promise<T[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<T>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
