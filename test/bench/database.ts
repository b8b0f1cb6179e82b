import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { removeEmbedded, startEmbedded } from "../../db/embedded.ts";
import { removeDatabases } from "../support/server.ts";
import type { Cleanup } from "./cleanup.ts";

export interface BenchDatabase {
  /** A superuser's URL to the database of the bench. */
  adminUrl: string;
  /** The web processes' login. */
  appUrl: string;
  /** The login of the application with one set of tables. */
  oneTableUrl: string;
  oneTableRole: string;
  rolePrefix: string;
}

/**
 * A database of the bench's own, with all settings as the product has them: on the server that
 * TEST_DATABASE_URL names, or on an embedded one that is started for it.
 */
export async function provideDatabase(folder: string, cleanup: Cleanup): Promise<BenchDatabase> {
  const name = `wizamart_bench_${randomBytes(4).toString("hex")}`;
  const rolePrefix = `${name.replace("wizamart_bench_", "b")}_`;
  const oneTableRole = `${rolePrefix}one_table`;
  const given = process.env.TEST_DATABASE_URL;
  const server = given ?? (await ownServer(folder, cleanup));
  if (given) cleanup.add(() => removeDatabases(given, name, rolePrefix));
  const password = randomBytes(12).toString("hex");
  return {
    adminUrl: on(server, name),
    appUrl: on(server, name, `${rolePrefix}wizamart_app`, password),
    oneTableUrl: on(server, name, oneTableRole, password),
    oneTableRole,
    rolePrefix,
  };
}

async function ownServer(folder: string, cleanup: Cleanup): Promise<string> {
  const directory = join(folder, "postgres");
  const starting = startEmbedded({ directory });
  cleanup.add(async () => {
    await (await starting).stop();
    await removeEmbedded(directory);
  });
  return (await starting).adminUrl;
}

function on(serverUrl: string, database: string, user?: string, password?: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
