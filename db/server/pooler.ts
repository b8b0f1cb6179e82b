import pg from "pg";

/**
 * What stands between this process and PostgreSQL. In mode "transaction" a server's connection is lent for one
 * transaction, in mode "statement" for one statement only, in mode "session" until the client goes.
 */
export type Pooling = "none" | "session" | "transaction" | "statement";

/** Something stands between this process and PostgreSQL that it cannot work through; the message says what to set. */
export class UnsafePooling extends Error {
  override name = "UnsafePooling";
}

const rounds = 5;
const patience = 2_000;

/** Finds out what stands between this process and the server of a URL, with two connections. */
export async function poolingOf(url: string): Promise<Pooling> {
  const first = await connect(url);
  try {
    if (await isDirect(first)) return "none";
    if (!(await takesTransactions(first))) return "statement";
    return await poolingOver(first, url);
  } finally {
    await end(first);
  }
}

/**
 * Makes sure that units of work and signals can do their work where the URLs lead; gives what stands before the first.
 * `listenUrl` is where the process listens for signals, if that is another one.
 * @throws UnsafePooling
 */
export async function checkPooling(
  appUrl: string,
  listenUrl: string | undefined,
): Promise<Pooling> {
  const pooling = await poolingOf(appUrl);
  if (pooling === "statement") {
    throw new UnsafePooling(
      "DATABASE_URL leads to a pooler that lends connections by the statement, where no transaction is possible: set its pool_mode to transaction",
    );
  }
  if (listenUrl) await checkListening(listenUrl);
  else if (pooling === "transaction") {
    throw new UnsafePooling(
      "DATABASE_URL leads to a pooler that lends connections by the transaction, through which no signal arrives: set DATABASE_LISTEN_URL to PostgreSQL itself, with the same login",
    );
  }
  return pooling;
}

/** The server tells everybody the number of its own process; a pooler, which has many, makes one up. */
export async function isDirect(client: pg.Client): Promise<boolean> {
  // The types do not know it; PostgreSQL's BackendKeyData brought it.
  const { processID } = client as pg.Client & { processID: number | null };
  return processID === (await serverOf(client));
}

async function checkListening(url: string): Promise<void> {
  const pooling = await poolingOf(url);
  if (pooling === "none" || pooling === "session") return;
  throw new UnsafePooling(
    `DATABASE_LISTEN_URL leads to a pooler that lends connections by the ${pooling}, through which no signal arrives: set it to PostgreSQL itself`,
  );
}

async function poolingOver(first: pg.Client, url: string): Promise<Pooling> {
  const second = await connect(url);
  try {
    return (await isShared(first, second)) ? "transaction" : "session";
  } finally {
    await end(second);
  }
}

async function takesTransactions(client: pg.Client): Promise<boolean> {
  try {
    await client.query("BEGIN");
    await client.query("ROLLBACK");
    return true;
  } catch {
    return false;
  }
}

/** Whether one server serves both while both are there, or several of them one. */
async function isShared(first: pg.Client, second: pg.Client): Promise<boolean> {
  const servers = { first: new Set<number>(), second: new Set<number>() };
  try {
    for (let round = 0; round < rounds; round += 1) {
      servers.first.add(await serverOf(first));
      servers.second.add(await serverOf(second));
    }
  } catch {
    return false; // the second one waits until the first has gone
  }
  const both = [...servers.first].some((server) => servers.second.has(server));
  return both || servers.first.size > 1 || servers.second.size > 1;
}

async function serverOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "wizamart-probe",
    query_timeout: patience,
  });
  client.on("error", () => {}); // the query that is under way reports it
  await client.connect();
  return client;
}

async function end(client: pg.Client): Promise<void> {
  await client.end().catch(() => {}); // it may be gone already
}
