import { join } from "node:path";
import pg from "pg";

export interface TestServer {
  /** A superuser's URL. */
  url: string;
  /** Removes a database with its roles, and the server when it was started for the tests. */
  remove(database: string, rolePrefix: string): Promise<void>;
}

/** The server that TEST_DATABASE_URL names, or an embedded one of the tests' own. */
export async function adminServer(folder: string): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given)
    return { url: given, remove: (database, prefix) => removeDatabase(given, database, prefix) };

  const { removeEmbedded, startEmbedded } = await import("../../db/embedded.ts");
  const directory = join(folder, "postgres");
  const embedded = await startEmbedded({
    directory,
    settings: { fsync: "off" },
  });
  return { url: embedded.adminUrl, remove };

  async function remove(): Promise<void> {
    await embedded.stop();
    await removeEmbedded(directory);
  }
}

/** Drops a database and every role whose name begins with `rolePrefix`. */
export async function removeDatabase(
  serverUrl: string,
  database: string,
  rolePrefix: string,
): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
  const { rows } = await client.query<{ rolname: string }>(
    "select rolname from pg_roles where starts_with(rolname, $1)",
    [rolePrefix],
  );
  for (const { rolname } of rows) await client.query(`DROP ROLE "${rolname}"`);
  await client.end();
}
