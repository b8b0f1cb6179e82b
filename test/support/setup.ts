import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { adminServer } from "./server.ts";

// Test files read the configuration as they are loaded, so all of it must be there before.
const folder = await mkdtemp(join(tmpdir(), "wizamart-test-"));
const server = await adminServer();
const name = `wizamart_test_${randomBytes(4).toString("hex")}`;
const prefix = `${name.replace("wizamart_test_", "t")}_`;

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

export async function mochaGlobalTeardown(): Promise<void> {
  const { stopDemo } = await import("./demo.ts");
  const { stopVisits } = await import("./visit.ts");
  await stopDemo();
  await stopVisits();
  const { closeConnections } = await import("../../db/connection.ts");
  await closeConnections();
  await server.remove(name, prefix);
  await rm(folder, { recursive: true, force: true });
}

function on(serverUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
