import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { abandonDemo, stopDemo } from "./demo.ts";
import { conducts, isWorker, removeRun, run } from "./run.ts";
import { adminServer } from "./server.ts";

// Test files read the configuration as they are loaded, so all of it must be there before.
const server = await adminServer();
if (!conducts) await prepare();
if (!isWorker) {
  process.once("exit", abandonDemo);
  process.once("SIGTERM", () => process.exit(143)); // so that the line above comes true
}

export async function mochaGlobalTeardown(): Promise<void> {
  if (isWorker) return;
  await stopDemo();
  if (!conducts) {
    const { stopVisits } = await import("./visit.ts");
    const { closeConnections } = await import("../../db/connection.ts");
    await stopVisits();
    await closeConnections();
  }
  await server.remove(run.name, run.rolePrefix);
  await removeRun();
}

/** Gives this process a database and a data directory of its own. */
async function prepare(): Promise<void> {
  const part = process.env.MOCHA_WORKER_ID ?? "0";
  const name = `${run.name}_${part}`;
  const prefix = `${run.rolePrefix}${part}_`;
  const folder = join(run.folder, part);
  await mkdir(folder, { mode: 0o700 });
  Object.assign(process.env, {
    NODE_ENV: "test",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
    ROLE_PREFIX: prefix,
    DATABASE_ADMIN_URL: on(server.url, name),
    DATABASE_URL: on(server.url, name, `${prefix}wizamart_app`, "test-password"),
    DATABASE_POOL: "4",
    DATA_DIR: folder,
    PLATFORM_DOMAIN: "localhost",
  });
  const { initialise } = await import("../../db/init.ts");
  await initialise({
    adminUrl: process.env.DATABASE_ADMIN_URL ?? "",
    appUrl: process.env.DATABASE_URL ?? "",
  });
}

function on(serverUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
