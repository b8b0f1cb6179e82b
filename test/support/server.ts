import pg from "pg";

export interface TestServer {
  /** A superuser's URL. */
  url: string;
  /** Removes the databases and roles whose names begin so, and lets go of the server. */
  remove(databases: string, rolePrefix: string): Promise<void>;
}

const directory = ".data/test";

/**
 * The server that TEST_DATABASE_URL names, or an embedded one of the tests' own, which several runs
 * may share. What a killed run left there is removed.
 */
export async function adminServer(): Promise<TestServer> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    return { url: given, remove: (databases, prefix) => removeDatabases(given, databases, prefix) };
  }
  const { joinEmbedded } = await import("../../db/embedded.ts");
  const { adminUrl, started, stop } = await joinEmbedded({ directory, settings: { fsync: "off" } });
  if (started) await removeLeftovers(adminUrl);
  return { url: adminUrl, remove };

  async function remove(databases: string, rolePrefix: string): Promise<void> {
    await removeDatabases(adminUrl, databases, rolePrefix);
    await stop();
  }
}

/** Drops a database and every role whose name begins with `rolePrefix`. */
export function removeDatabase(
  serverUrl: string,
  database: string,
  rolePrefix: string,
): Promise<void> {
  return withServer(serverUrl, async (client) => {
    await client.query(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
    await dropRoles(client, rolePrefix);
  });
}

function removeLeftovers(serverUrl: string): Promise<void> {
  return removeDatabases(serverUrl, "wizamart_test_", "t");
}

/** Drops every database and every role whose names begin so. */
export function removeDatabases(
  serverUrl: string,
  databases: string,
  rolePrefix: string,
): Promise<void> {
  return withServer(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [databases],
    );
    for (const { datname } of rows) await client.query(`DROP DATABASE "${datname}" WITH (FORCE)`);
    await dropRoles(client, rolePrefix);
  });
}

async function dropRoles(client: pg.Client, prefix: string): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    // The stores' first: the provisioner granted them what they are members of.
    "select rolname from pg_roles where starts_with(rolname, $1) order by rolname ~ 'store_[0-9]+$' desc",
    [prefix],
  );
  for (const { rolname } of rows) await client.query(`DROP ROLE "${rolname}"`);
}

async function withServer(
  serverUrl: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
