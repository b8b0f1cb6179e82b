import pg from "pg";
import { config } from "../app/config.ts";
import { withAdmin } from "./admin.ts";
import { type Hardening, harden } from "./harden.ts";
import { type MigrationReport, migrate } from "./migrate.ts";
import { lockPatiently } from "./migrating/patience.ts";
import { keepSpares } from "./provision.ts";
import { quoteName, quoteText, roles } from "./roles.ts";
import { type Citus, stayOnThisNode } from "./server/citus.ts";

export interface InitOptions {
  /** Who sets it up: a superuser the first time, the provisioner later. */
  adminUrl: string;
  /** What the web processes will log in with. */
  appUrl: string;
  /** Lets the provisioner log in; without it, the administrator sets that password. */
  provisionerPassword?: string | undefined;
}

/** What was done; `hardening` is null where the login may not change the catalogues' rights. */
export interface InitReport {
  hardening: Hardening | null;
  migrations: MigrationReport;
  /** Null where the database has no Citus. */
  citus: Citus | null;
}

/** `db init` cannot do its work with what it was given; the message says what to do. */
export class CannotInitialise extends Error {
  override name = "CannotInitialise";
}

/**
 * Makes a database ready, or brings it up to date: the database itself, roles, rights, extensions,
 * hardening, migrations and spare schemas. Run again, it changes only what is missing.
 * @throws CannotInitialise · CitusInTheWay
 */
export async function initialise(options: InitOptions): Promise<InitReport> {
  await createDatabase(options);
  return withAdmin(async (client) => {
    await lockPatiently(client, "wizamart init"); // until this connection ends
    const superuser = await isSuperuser(client);
    const citus = (await stayOnThisNode(client, databaseOf(options.adminUrl))) ?? null;
    if (superuser) await setUpRoles(client, options);
    const hardening = superuser ? await harden(client) : null;

    await client.query(`SET ROLE ${quoteName(roles.provisioner)}`);
    const migrations = await migrate(client, { url: options.adminUrl });
    await keepSpares(client, config.SPARE_SCHEMAS);
    return { hardening, migrations, citus };
  }, options.adminUrl);
}

/** Whether `initialise` has been through here: the database is there, with its ledger. */
export async function isInitialised(adminUrl: string): Promise<boolean> {
  return withAdmin(async (client) => {
    const { rows } = await client.query<{ ready: boolean }>(
      "select to_regclass('public.spare_schemas') is not null as ready",
    );
    return rows[0]?.ready ?? false;
  }, adminUrl).catch((error: unknown) => {
    if (isMissingDatabase(error)) return false;
    throw error;
  });
}

/** The name of the database that a URL leads to. */
export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function createDatabase({ adminUrl, appUrl }: InitOptions): Promise<void> {
  const name = databaseOf(adminUrl);
  if (name !== databaseOf(appUrl)) {
    throw new CannotInitialise(
      "DATABASE_URL and DATABASE_ADMIN_URL must lead to the same database",
    );
  }
  const maintenance = new URL(adminUrl);
  maintenance.pathname = "/postgres";
  const exists = await withAdmin(async () => true, adminUrl).catch((error: unknown) => {
    if (isMissingDatabase(error)) return false;
    throw error;
  });
  if (exists) return;
  const create = `CREATE DATABASE ${quoteName(name)} TEMPLATE template0 ENCODING 'UTF8'`;
  await withAdmin((client) => client.query(create), maintenance.href).catch((error: unknown) => {
    if (!isThereAlready(error)) throw error; // else another start was a moment earlier
  });
}

function isThereAlready(error: unknown): boolean {
  return error instanceof pg.DatabaseError && ["42P04", "23505"].includes(error.code ?? "");
}

function isMissingDatabase(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === "3D000";
}

async function isSuperuser(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ is_superuser: string }>("SHOW is_superuser");
  if (rows[0]?.is_superuser === "on") return true;

  const there = await client.query("select from pg_roles where rolname = $1", [roles.owner]);
  if (there.rowCount) return false;
  throw new CannotInitialise(
    "The first `db init` needs a superuser in DATABASE_ADMIN_URL: it makes the roles",
  );
}

async function setUpRoles(client: pg.Client, options: InitOptions): Promise<void> {
  const app = new URL(options.appUrl);
  if (decodeURIComponent(app.username) !== roles.app) {
    throw new CannotInitialise(`DATABASE_URL must log in as ${roles.app} (see ROLE_PREFIX)`);
  }
  const secret = (password: string) => (password ? ` PASSWORD ${quoteText(password)}` : "");
  await ensureRole(client, roles.owner, "NOLOGIN");
  await ensureRole(client, roles.platform, "NOLOGIN");
  await ensureRole(client, roles.store, "NOLOGIN");
  await ensureRole(
    client,
    roles.app,
    `LOGIN NOINHERIT NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS${secret(decodeURIComponent(app.password))}`,
  );
  await ensureRole(
    client,
    roles.provisioner,
    `LOGIN CREATEROLE${secret(options.provisionerPassword ?? "")}`,
  );
  await client.query(grants(quoteName(databaseOf(options.adminUrl))));
}

async function ensureRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  const { rowCount } = await client.query("select from pg_roles where rolname = $1", [name]);
  await client.query(`${rowCount ? "ALTER" : "CREATE"} ROLE ${quoteName(name)} ${attributes}`);
}

function grants(database: string): string {
  const [owner, app, platform, store, provisioner] = [
    roles.owner,
    roles.app,
    roles.platform,
    roles.store,
    roles.provisioner,
  ].map(quoteName);
  return `
    GRANT ${platform} TO ${app};
    GRANT ${owner} TO ${provisioner};
    GRANT ${store} TO ${provisioner} WITH ADMIN OPTION;
    REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
    GRANT CONNECT ON DATABASE ${database} TO ${app}, ${provisioner};
    GRANT CREATE ON DATABASE ${database} TO ${owner};
    REVOKE ALL ON SCHEMA public FROM PUBLIC;
    GRANT ALL ON SCHEMA public TO ${owner};
    GRANT USAGE ON SCHEMA public TO ${app}, ${platform}, ${store};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
    CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
    ALTER ROLE ${app} IN DATABASE ${database} SET search_path = '';
    ALTER ROLE ${app} IN DATABASE ${database} SET statement_timeout = '${config.DATABASE_STATEMENT_MS}ms';
    ALTER ROLE ${app} IN DATABASE ${database} SET lock_timeout = '2s';
    ALTER ROLE ${app} IN DATABASE ${database} SET idle_in_transaction_session_timeout = '10s';
    ALTER ROLE ${app} IN DATABASE ${database} SET temp_file_limit = '64MB';
    ALTER ROLE ${app} IN DATABASE ${database} SET pg_trgm.word_similarity_threshold = 0.45;
    ALTER ROLE ${provisioner} IN DATABASE ${database} SET search_path = '';`;
}
