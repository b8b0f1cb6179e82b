import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import type { MigrationReport } from "../../db/migrate.ts";
import { migrationsOf } from "../../db/migrations.ts";
import { endOf, start } from "../support/processes.ts";
import {
  type Changes,
  type OwnDatabase,
  ownDatabase,
  type Release,
  release,
} from "../support/release.ts";

type Admin = typeof import("../../db/admin.ts");
type Init = typeof import("../../db/init.ts");
type Migrate = typeof import("../../db/migrate.ts");
type Provision = typeof import("../../db/provision.ts");

const catalogue = "db/migrations/store/0001-catalogue.sql";
const noWaits = { stores: 0, milliseconds: 0, longest: 0, store: 0 };
const nothing = { shared: [], stores: 0, failures: [], stopped: "", left: 0 };
const slow = "select count(*) from generate_series(1, 700000);";

// Each test is one more release of the application, with one more migration, on the same database.
describe("migrating", function () {
  this.timeout(60_000);
  let database: OwnDatabase;
  const releases: Release[] = [];
  const added: Changes = {};
  const stores: number[] = [];
  let version = migrationsOf("store").length;
  let sharedVersion = migrationsOf("shared").length;

  before(async () => {
    database = ownDatabase();
    const { initialise } = await (await make()).load<Init>("db/init.ts");
    await initialise({
      adminUrl: database.env.DATABASE_ADMIN_URL ?? "",
      appUrl: database.env.DATABASE_URL ?? "",
    });
    for (const code of ["acme", "globex", "initech"]) stores.push(await open(code));
    const { asProvisioner, keepSpares } = await newest();
    await asProvisioner((client) => keepSpares(client, 2));
  });

  after(async () => {
    await database.remove();
    for (const each of releases) await each.remove();
  });

  it("changes every store and every spare, and writes down how it went", async () => {
    await addMigration(`create table wishes (id integer); ${slow}`);
    const report = await migrate();

    const rooms = await allRooms();
    expect(rooms.length).to.be.greaterThan(stores.length);
    expect(report).to.deep.include({ ...nothing, stores: rooms.length });
    expect(await roomsWith("wishes")).to.deep.equal(rooms);
    const ledger = await ledgerOf(version);
    expect(ledger.map((row) => row.store_id)).to.deep.equal(rooms);
    for (const row of ledger) {
      expect(row).to.include({ state: "done", attempt: 1, sql_state: null, error: null });
      expect(row.duration_ms).to.be.greaterThan(10);
    }
  });

  it("lets each store's role use what is new in its schema, and no other role", async () => {
    const [one = 0, two = 0] = stores;
    const role = (id: number) => `${database.prefix}store_${id}`;
    const [rights] = await database.ask(
      `select has_table_privilege($1, $3, 'select, insert') as own, has_table_privilege($2, $3, 'select') as other`,
      [role(one), role(two), `store_${one}.wishes`],
    );
    expect(rights).to.deep.equal({ own: true, other: false });
  });

  it("has nothing to do the second time", async () => {
    expect(await migrate()).to.deep.equal({ ...nothing, waits: noWaits });
  });

  it("makes new stores and spares with all of it", async () => {
    const { asProvisioner, dropStore, keepSpares } = await newest();
    const spares = await sparesOf();
    for (const id of spares) await asProvisioner((client) => dropStore(client, id));
    const built = await open("built-now");
    await asProvisioner((client) => keepSpares(client, 2));
    const claimed = await open("claimed-now");

    stores.push(built, claimed);
    expect(await roomsWith("wishes")).to.include.members(await allRooms());
    const rows = await ledgerOf(version);
    expect(rows.map((row) => row.store_id)).to.deep.equal(await allRooms());
  });

  it("does the shared room first, and tells what it did there", async () => {
    await addShared("create table coupons_of_all (id integer)");
    await addMigration("insert into public.coupons_of_all values (1)");
    const report = await migrate();

    expect(report.shared).to.deep.equal([nameOf(sharedVersion)]);
    expect(await database.ask("select count(*)::integer from public.coupons_of_all")).to.deep.equal(
      [{ count: report.stores }],
    );
    const [row] = await database.ask(
      "select name, checksum from public.migrations where room = 'shared' and version = $1",
      [sharedVersion],
    );
    expect(row?.name).to.equal(nameOf(sharedVersion));
    expect(row?.checksum).to.match(/^[0-9a-f]{64}$/);
  });

  it("does everything once when two run at the same time", async () => {
    await addMigration(`create table visits (id integer); ${slow}`);
    const reports = await Promise.all([migrate(), migrate()]);

    const rooms = await allRooms();
    expect(reports.map((report) => report.stores)).to.have.members([rooms.length, 0]);
    expect(reports.flatMap((report) => report.failures)).to.deep.equal([]);
    expect(await roomsWith("visits")).to.deep.equal(rooms);
  });

  it("goes on with the others when one store fails, and says which and why", async () => {
    const [, broken = 0] = stores;
    await database.ask(`create table store_${broken}.gifts (id integer)`);
    await addMigration("create table letters (id integer); create table gifts (id integer)");
    const { code, out } = await (await current()).wizamart("db", "migrate");

    expect(code).to.equal(1);
    expect(out).to.contain(`stores: ${(await allRooms()).length - 1} brought up to date, 1 failed`);
    expect(out).to.contain(
      `store ${broken}, migration ${version}: 42P07 relation "gifts" already exists`,
    );
    expect(await roomsWith("letters")).to.deep.equal(without(await allRooms(), broken));
    const failed = (await ledgerOf(version)).find((row) => row.store_id === broken);
    expect(failed).to.include({ state: "failed", attempt: 1, sql_state: "42P07" });
    expect(failed?.error).to.equal('relation "gifts" already exists');
  });

  it("repairs in the next run what had failed, and nothing else", async () => {
    const [, broken = 0] = stores;
    await database.ask(`drop table store_${broken}.gifts`);

    expect(await migrate()).to.deep.include({ ...nothing, stores: 1 });
    const repaired = (await ledgerOf(version)).find((row) => row.store_id === broken);
    expect(repaired).to.include({ state: "done", sql_state: null, error: null });
    expect(await roomsWith("gifts")).to.deep.equal(await allRooms());
  });

  it("lets the readers of a table pass while it waits for it, and tries again", async () => {
    const [busy = 0] = stores;
    await addMigration("alter table products add column gift boolean not null default false");
    const holder = new pg.Client(database.env.DATABASE_ADMIN_URL);
    await holder.connect();
    await holder.query(`BEGIN; select from store_${busy}.products`);
    const migrating = migrate();
    while ((await ledgerOf(version)).length < (await allRooms()).length - 1) await sleep(20);
    // Whoever waits for the lock holds up every reader behind it: for a tenth of a second, not for long.
    for (let reader = 0; reader < 10; reader += 1)
      await database.ask(`set statement_timeout = 1500; select from store_${busy}.products`);
    await sleep(500);
    await holder.query("COMMIT");
    await holder.end();

    const report = await migrating;
    expect(report.failures).to.deep.equal([]);
    expect(report.waits).to.include({ stores: 1, store: busy });
    const rows = await ledgerOf(version);
    for (const { store_id: id, attempt, waited_ms: waited } of rows) {
      expect(attempt, `${id}`).to.satisfy((count: number) =>
        id === busy ? count > 1 : count === 1,
      );
      expect(waited > 0).to.equal(id === busy);
    }
    expect(rows.map((row) => row.store_id)).to.deep.equal(await allRooms());
  });

  it("brings a stale spare up to date before anybody can get it", async () => {
    await addMigration("create table notes (id integer)");
    const [spare = 0] = await sparesOf();
    const early = await open("too-early");
    expect(early, "while it is stale").not.to.equal(spare);
    await migrate();

    const late = await open("just-right");
    stores.push(early, late);
    expect(late).to.equal(spare);
    expect(await roomsWith("notes")).to.include.members([early, late]);
  });

  it("puts no table anywhere for a store that has no schema yet", async () => {
    const before = await sharedTables();
    await database.ask("insert into public.stores (code, name) values ('by-hand', 'By hand')");
    await database.ask("insert into public.stores (code, name) values ('opened-by-hand', 'Too')");
    await database.ask("update public.stores set is_active = true where code = 'opened-by-hand'");
    await addMigration("create table stickers (id integer)");
    const report = await migrate();

    expect(report.failures).to.deep.equal([]);
    expect(await sharedTables()).to.deep.equal(before);
    const { asProvisioner, settleStores } = await newest();
    const settled = await asProvisioner((client) => settleStores(client, () => ({})));
    expect(settled).to.have.length(2);
    expect(await roomsWith("stickers")).to.include.members(settled);
    stores.push(...settled);
  });

  it("resumes where it was killed", async () => {
    await addMigration(`create table parcels (id integer); ${slow}${slow}`);
    const rooms = await allRooms();
    const { folder } = await current();
    const victim = start(`${folder}/app/cli.ts`, ["db", "migrate"], database.env);
    const end = endOf(victim);
    while ((await ledgerOf(version)).length < 2) await sleep(10);
    victim.kill("SIGKILL");
    expect((await end).code).to.equal(null);
    await nobodyMigrates();

    const done = (await ledgerOf(version)).map((row) => row.store_id);
    expect(done.length).to.be.within(2, rooms.length - 1);
    expect(await roomsWith("parcels")).to.deep.equal(done);
    expect(await migrate()).to.include({ stores: rooms.length - done.length });
    expect(await roomsWith("parcels")).to.deep.equal(rooms);
  });

  it("leaves the stores alone when the shared room fails", async () => {
    const before = await fingerprint();
    const draft = {
      [fileOf("shared", sharedVersion + 1)]:
        "create table half (id integer); create table stores ()",
      [fileOf("store", version + 1)]: "create table never (id integer)",
    };
    const failing = await migrateWith(await make(draft)).catch((error: pg.DatabaseError) => error);

    expect(failing).to.have.property("code", "42P07");
    expect(await fingerprint()).to.deep.equal(before);
  });

  it("refuses an old migration that was edited, before it changes anything", async () => {
    const before = await fingerprint();
    const draft = {
      [catalogue]: `${readFileSync(catalogue, "utf8")}\n-- a word more\n`,
      [fileOf("shared", sharedVersion + 1)]: "create table never (id integer)",
    };
    const { code, err } = await (await make(draft)).wizamart("db", "migrate");

    expect(code).to.equal(1);
    expect(err).to.equal(
      "wizamart: store/0001-catalogue was edited after it ran: undo that, and write a new migration\n",
    );
    expect(await fingerprint()).to.deep.equal(before);
  });

  it("takes a migration for the same when only its line ends differ", async () => {
    const draft = { [catalogue]: readFileSync(catalogue, "utf8").replaceAll("\n", "\r\n") };
    expect(await migrateWith(await make(draft))).to.include({ stores: 0 });
  });

  it("refuses a database of a newer application, before it changes anything", async () => {
    const before = await fingerprint();
    const { code, err } = await (await make(asBefore(added))).wizamart("db", "migrate");

    expect(code).to.equal(1);
    expect(err).to.match(/^wizamart: This database has \S+: use the newer application\n$/);
    expect(await fingerprint()).to.deep.equal(before);
  });

  it("refuses numbers with a gap, and the same number twice", async () => {
    const gap = { [fileOf("store", version + 2)]: "select 1" };
    const twice = { "db/migrations/store/0001-again.sql": "select 1" };
    for (const draft of [gap, twice]) {
      const { load } = await make(draft);
      const failing = load("db/migrations.ts").catch((error: Error) => error.message);
      expect(await failing).to.match(/^Migration store\/\S+\.sql should be number \d+$/);
    }
  });

  async function make(changes: Changes = {}): Promise<Release> {
    const made = await release(database, { ...added, ...changes });
    releases.push(made);
    return made;
  }

  async function addMigration(sql: string): Promise<void> {
    version += 1;
    added[fileOf("store", version)] = sql;
    await make();
  }

  async function addShared(sql: string): Promise<void> {
    sharedVersion += 1;
    added[fileOf("shared", sharedVersion)] = sql;
  }

  async function current(): Promise<Release> {
    return releases.at(-1) ?? make();
  }

  function migrate(): Promise<MigrationReport> {
    return current().then(migrateWith);
  }

  async function newest(): Promise<Admin & Provision> {
    const { load } = await current();
    return {
      ...(await load<Admin>("db/admin.ts")),
      ...(await load<Provision>("db/provision.ts")),
    };
  }

  async function open(code: string): Promise<number> {
    const { asProvisioner, openStore } = await newest();
    const store = { code, name: code, plan: "free" as const, currency: "EUR", locale: "en-IE" };
    return asProvisioner((client) => openStore(client, { ...store, theme: {} }));
  }

  async function sparesOf(): Promise<number[]> {
    const rows = await database.ask<{ id: number }>("select id from spare_schemas order by id");
    return rows.map(({ id }) => id);
  }

  async function allRooms(): Promise<number[]> {
    return [...stores, ...(await sparesOf())].sort((a, b) => a - b);
  }

  async function roomsWith(table: string): Promise<number[]> {
    const rows = await database.ask<{ id: number }>(
      `select substr(schemaname, 7)::integer as id from pg_tables
       where tablename = $1 and schemaname ~ '^store_' order by 1`,
      [table],
    );
    return rows.map(({ id }) => id);
  }

  function ledgerOf(ofVersion: number) {
    return database.ask<{
      store_id: number;
      state: string;
      attempt: number;
      duration_ms: number;
      waited_ms: number;
      sql_state: string | null;
      error: string | null;
    }>("select * from store_migrations where version = $1 order by store_id", [ofVersion]);
  }

  async function sharedTables(): Promise<string[]> {
    const rows = await database.ask<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public' order by 1",
    );
    return rows.map(({ name }) => name);
  }

  /** What a run that refuses must not change. */
  async function fingerprint(): Promise<unknown> {
    const [ledgers] = await database.ask(
      `select (select jsonb_agg(m order by room, version) from migrations m) as shared,
        (select jsonb_agg(m order by store_id, version) from store_migrations m) as stores,
        (select jsonb_agg(schemaname || '.' || tablename order by 1) from pg_tables
          where schemaname <> 'pg_catalog') as tables`,
    );
    return ledgers;
  }

  async function nobodyMigrates(): Promise<void> {
    const running = "select from pg_stat_activity where datname = $1 and application_name ~ $2";
    while ((await database.ask(running, [database.name, "^wizamart-(admin|migrating)"])).length > 0)
      await sleep(10);
  }
});

async function migrateWith({ load }: Release): Promise<MigrationReport> {
  const { asProvisioner } = await load<Admin>("db/admin.ts");
  const { migrate } = await load<Migrate>("db/migrate.ts");
  return asProvisioner((client) => migrate(client));
}

function nameOf(version: number): string {
  return `${String(version).padStart(4, "0")}-of-a-test`;
}

function fileOf(room: "shared" | "store", version: number): string {
  return `db/migrations/${room}/${nameOf(version)}.sql`;
}

/** The same release without the files that were added. */
function asBefore(added: Changes): Changes {
  return Object.fromEntries(Object.keys(added).map((file) => [file, undefined]));
}

function without(ids: number[], one: number): number[] {
  return ids.filter((id) => id !== one);
}
