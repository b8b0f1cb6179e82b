import pg from "pg";
import { quoteName } from "../../../db/roles.ts";
import { AdoptionRefused } from "../refused.ts";

/** A row of the old database: every value as text. */
export type Row = Record<string, string | null>;

/** The old database refused a question, or went away. */
export class SourceFailed extends Error {
  override name = "SourceFailed";

  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(
      `The old database could not be read further: ${why}. The store under way was not adopted; run it again`,
      { cause },
    );
  }
}

const rowsAtOnce = 500;

/**
 * The old database, seen in one snapshot from beginning to end: what changes there meanwhile is not seen, and nothing can
 * be changed there from here.
 */
export class Source {
  readonly #client: pg.Client;
  /** What it is called in the list of adoptions, whoever logs in there: the server and the database. */
  readonly name: string;
  #cursors = 0;

  private constructor(client: pg.Client, name: string) {
    this.#client = client;
    this.name = name;
  }

  /** Runs `work` on the database behind a URL. @throws AdoptionRefused when it is none to adopt from */
  static async open<T>(url: string, work: (source: Source) => Promise<T>): Promise<T> {
    const client = await connect(url);
    try {
      await client.query(snapshot);
      await refuseOwnKind(client);
      return await work(new Source(client, await nameOf(client, url)));
    } finally {
      await client.end().catch(() => {}); // it may be gone already, and nothing was to be saved
    }
  }

  async ask<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.#query<T>(sql, values)).rows;
  }

  /** The rows of a query, some hundreds at a time. */
  async *stream(sql: string, values: unknown[] = []): AsyncGenerator<Row[]> {
    this.#cursors += 1;
    const cursor = quoteName(`adopt_${this.#cursors}`);
    await this.#query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${sql}`, values);
    for (;;) {
      const { rows } = await this.#query<Row>(`FETCH ${rowsAtOnce} FROM ${cursor}`);
      if (rows.length > 0) yield rows;
      if (rows.length < rowsAtOnce) break;
    }
    await this.#query(`CLOSE ${cursor}`);
  }

  async #query<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) {
    try {
      return await this.#client.query<T>(sql, values);
    } catch (error) {
      throw new SourceFailed(error);
    }
  }
}

const snapshot = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL search_path = pg_catalog; SET LOCAL timezone = 'UTC';
  SET LOCAL datestyle = 'ISO'; SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL row_security = off`;

async function connect(url: string): Promise<pg.Client> {
  if (!/^postgres(ql)?:\/\/./.test(url) || !URL.canParse(url)) {
    throw new AdoptionRefused(
      "The address of the old database begins with postgres://, such as postgres://reader:SECRET@db.example:5432/oldshop",
    );
  }
  const client = new pg.Client({
    connectionString: url,
    application_name: "wizamart-adopt",
    connectionTimeoutMillis: 15_000,
  });
  client.on("error", () => {}); // the query that is under way reports it
  try {
    await client.connect();
    return client;
  } catch (error) {
    const why = error instanceof Error ? error.message || String(error) : String(error);
    throw new AdoptionRefused(
      `The old database at ${placeOf(url)} cannot be reached: ${why || "no answer"}. Nothing was changed: check address, password and pg_hba.conf`,
    );
  }
}

/** A database of this application has no shared tables with `store_id` to adopt, and least of all our own. */
async function refuseOwnKind(client: pg.Client): Promise<void> {
  const { rows } = await client
    .query<{ ours: boolean }>(
      `select count(*) = 2 as ours from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relname in ('spare_schemas', 'store_migrations')`,
    )
    .catch(explainRights);
  if (!rows[0]?.ours) return;
  throw new AdoptionRefused(
    "That is a database of this application, with a schema for each store already: there is nothing to adopt. Nothing was changed; `stores export` and `stores import` move one store",
  );
}

function explainRights(error: unknown): never {
  if (!(error instanceof pg.DatabaseError) || error.code !== "42501") throw error;
  throw new AdoptionRefused(
    `The login of the old database may not read its catalogue (${error.message}): nothing was changed. Use its owner`,
  );
}

/** The same for every name of a server, where it tells who it is. */
async function nameOf(client: pg.Client, url: string): Promise<string> {
  await client.query("SAVEPOINT naming");
  try {
    const { rows } = await client.query<{ name: string }>(
      "select system_identifier || '/' || current_database() as name from pg_control_system()",
    );
    if (rows[0]) return rows[0].name;
  } catch {
    await client.query("ROLLBACK TO SAVEPOINT naming"); // a managed server may not say
  }
  return placeOf(url);
}

/** Without the password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname || "localhost"}:${port || 5432}${decodeURIComponent(pathname)}`;
}
