import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MigrateOptions, MigrationReport } from "../../db/migrate.ts";
import type { Migrations } from "../../db/migrations.ts";
import { type Changes, type OwnDatabase, ownDatabase, type Release, release } from "./release.ts";

type Admin = typeof import("../../db/admin.ts");
type Init = typeof import("../../db/init.ts");
type Migrate = typeof import("../../db/migrate.ts");
type MigrationFiles = typeof import("../../db/migrations.ts");
type Provision = typeof import("../../db/provision.ts");

/** What the ledger says of one store and one migration. */
export interface LedgerRow {
  store_id: number;
  state: "done" | "failed";
  attempt: number;
  duration_ms: number;
  waited_ms: number;
  sql_state: string | null;
  error: string | null;
}

/** Some stores on a database of their own, and an application that migrates them. */
export interface Fleet {
  database: OwnDatabase;
  app: Release;
  /** Their ids, and those of the spare schemas. */
  stores: number[];
  spares: number[];
  /** The newest store version of the application itself. */
  version: number;
  /** The application's migrations and others after them, given as SQL. */
  migrations(...store: string[]): Promise<Migrations>;
  migrate(options: MigrateOptions): Promise<MigrationReport>;
  /** A copy of the application that has other migrations as well. */
  release(...store: string[]): Promise<Release>;
  ledger(version: number): Promise<LedgerRow[]>;
  /** Ids of the schemas that have a table. */
  having(table: string): Promise<number[]>;
  open(code: string): Promise<number>;
  remove(): Promise<void>;
}

/** Opens `count` stores named shop-a, shop-b, ... and keeps `spares` schemas. Whoever calls this removes it. */
export async function fleet(count: number, spares = 0): Promise<Fleet> {
  const database = ownDatabase();
  const app = await release(database);
  const releases = [app];
  const { asProvisioner } = await app.load<Admin>("db/admin.ts");
  const { openStore, keepSpares } = await app.load<Provision>("db/provision.ts");
  const { initialise } = await app.load<Init>("db/init.ts");
  const { migrate } = await app.load<Migrate>("db/migrate.ts");
  const { ownMigrations, readMigrations } = await app.load<MigrationFiles>("db/migrations.ts");
  const { DATABASE_ADMIN_URL: adminUrl = "", DATABASE_URL: appUrl = "" } = database.env;
  const version = ownMigrations.store.length;
  await initialise({ adminUrl, appUrl });
  const stores: number[] = [];
  for (let at = 0; at < count; at += 1) stores.push(await open(`shop-${letters(at)}`));
  await asProvisioner((client) => keepSpares(client, spares));
  const kept = await database.ask<{ id: number }>("select id from spare_schemas order by id");

  return {
    database,
    app,
    stores,
    spares: kept.map(({ id }) => id),
    version,
    migrations,
    migrate: (options) => asProvisioner((client) => migrate(client, { url: adminUrl, ...options })),
    async release(...store) {
      const files = store.map((sql, at) => [
        `db/migrations/store/${nameOf(version + 1 + at)}`,
        sql,
      ]);
      const made = await release(database, Object.fromEntries(files) as Changes);
      releases.push(made);
      return made;
    },
    ledger: (of) =>
      database.ask<LedgerRow & Record<string, unknown>>(
        "select * from store_migrations where version = $1 order by store_id",
        [of],
      ),
    async having(table) {
      const rows = await database.ask<{ id: number }>(
        `select substr(schemaname, 7)::integer as id from pg_tables
         where tablename = $1 and schemaname ~ '^store_' order by 1`,
        [table],
      );
      return rows.map(({ id }) => id);
    },
    open,
    async remove() {
      await database.remove();
      for (const each of releases) await each.remove();
    },
  };

  function open(code: string): Promise<number> {
    const store = { code, name: code, plan: "free" as const, currency: "EUR", locale: "en-IE" };
    return asProvisioner((client) => openStore(client, { ...store, theme: {} }));
  }

  async function migrations(...store: string[]): Promise<Migrations> {
    const folder = await mkdtemp(join(tmpdir(), "wizamart-migrations-"));
    for (const [at, sql] of store.entries()) {
      await writeFile(join(folder, nameOf(version + 1 + at)), sql);
    }
    const more = readMigrations("store", folder, version + 1);
    await rm(folder, { recursive: true });
    return { shared: ownMigrations.shared, store: [...ownMigrations.store, ...more] };
  }
}

/** A file's name for a migration of a test. */
export function nameOf(version: number): string {
  return `${String(version).padStart(4, "0")}-of-a-test.sql`;
}

function letters(at: number): string {
  return String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26));
}
