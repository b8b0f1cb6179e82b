import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { MigrationReport } from "../../../db/migrate.ts";
import { type Fleet, fleet } from "../../support/fleet.ts";
import { endOf, start } from "../../support/processes.ts";

const count = 20;

// One database for all; each test adds its own migration to those of the tests before it.
describe("runs over many stores", function () {
  this.timeout(120_000);
  let shops: Fleet;
  const added: string[] = [];

  before(async () => {
    shops = await fleet(count, 3);
  });

  after(() => shops.remove());

  it("goes on with the others when one fails, and mends it the next time", async () => {
    const seventh = shops.stores[6] ?? 0;
    await shops.database.ask(`create table store_${seventh}.gifts (id integer)`);
    const migrations = await next("create table gifts (id integer)");
    const report = await shops.migrate({ migrations, workers: 3 });

    expect(report).to.deep.include({ stores: count + 2, left: 1, stopped: "" });
    expect(report.failures).to.deep.equal([
      {
        store: seventh,
        code: "shop-ag",
        version: version(),
        sqlState: "42P07",
        message: 'relation "gifts" already exists',
      },
    ]);
    expect(await behind()).to.deep.equal([seventh]);

    await shops.database.ask(`drop table store_${seventh}.gifts`);
    expect(await shops.migrate({ migrations })).to.deep.include({
      stores: 1,
      failures: [],
      left: 0,
    });
    expect(await behind()).to.deep.equal([]);
    const row = (await shops.ledger(version())).find(({ store_id: id }) => id === seventh);
    expect(row).to.include({ state: "done", sql_state: null, error: null });
  });

  it("asks the same few questions when there is nothing to do, however many stores there are", async () => {
    const migrations = await shops.migrations(...added);
    const few = await fleet(1);
    try {
      const own = await few.migrations();
      expect(await statements(() => few.migrate({ migrations: own }))).to.equal(
        await statements(() => shops.migrate({ migrations })),
      );
    } finally {
      await few.remove();
    }
  });

  it("stops after the canary when one of it fails, and changes no other store", async () => {
    const broken = quietest();
    await shops.database.ask(`create table store_${broken}.canaries (id integer)`);
    const migrations = await next("create table canaries (id integer)");
    const report = await shops.migrate({ migrations, canary: 6, workers: 2 });

    expect(report.stopped).to.equal("1 of the 6 stores of the canary failed");
    expect(report.failures.map(({ store }) => store)).to.deep.equal([broken]);
    expect(report.stores).to.be.at.most(5);
    expect(report.left).to.equal(count + 3 - report.stores);
    const tried = (await shops.ledger(version())).map(({ store_id: id }) => id);
    expect(tried).to.include.members([...shops.spares, broken]);

    await shops.database.ask(`drop table store_${broken}.canaries`);
    expect(await shops.migrate({ migrations, canary: 6 })).to.deep.include({
      left: 0,
      stopped: "",
    });
  });

  it("stops when more of a wave fail than was said, and goes on the next time", async () => {
    const broken = shops.stores.slice(0, 8);
    for (const id of broken)
      await shops.database.ask(`create table store_${id}.waves (id integer)`);
    const migrations = await next("create table waves (id integer)");
    const lines: string[] = [];
    const said = (line: string) => lines.push(line);
    const report = await shops.migrate({ migrations, wave: 10, stopAt: 20, workers: 1, said });

    // Spares come first, then the stores by their numbers: seven of the first ten fail, three are enough.
    expect(report.stopped).to.equal("3 of the 10 stores of wave 1 of 3 failed");
    expect(report.stores).to.equal(3);
    expect(lines).to.deep.equal(["wave 1 of 3: 3 done, 3 failed"]);
    expect(await behind()).to.have.length(count);

    for (const id of broken) await shops.database.ask(`drop table store_${id}.waves`);
    const again = await shops.migrate({ migrations, wave: 10, stopAt: 20 });
    expect(again).to.deep.include({ stores: count, left: 0, stopped: "" });
  });

  it("does everything once when two runners race, and the second says for whom it waits", async () => {
    const migrations = await next("create table races (id integer); select pg_sleep(0.05)");
    const lines: string[] = [];
    const first = shops.migrate({ migrations, workers: 2 });
    await underWay();
    const second = shops.migrate({ migrations, workers: 2, said: (line) => lines.push(line) });
    const reports = await Promise.all([first, second]);

    expect(reports.map(({ stores }) => stores)).to.deep.equal([count + 3, 0]);
    expect(lines).to.have.length(1);
    expect(lines[0]).to.match(
      /^waits for run \d+ of \S+ \(process \d+\), running, \d+ of 23 done$/,
    );
    expect(await behind()).to.deep.equal([]);
  });

  it("pauses and goes on when another terminal says so", async () => {
    const app = await shops.release(...added, slow("pauses"));
    added.push(slow("pauses"));
    const runner = endOf(
      start(`${app.folder}/app/cli.ts`, ["db", "migrate", "--workers", "1"], shops.database.env),
    );
    await underWay();
    const paused = await app.wizamart("db", "pause");
    expect(paused).to.include({ code: 0 });
    expect(paused.out).to.match(/^Pauses run \d+ of .*: the stores under way are finished first/);
    while ((await lastRun()).state !== "paused") await sleep(50);
    const before = await behind();
    expect(before.length).to.be.greaterThan(1);
    await sleep(600);
    expect(await behind(), "while it is paused").to.deep.equal(before);
    const { out: told } = await app.wizamart("db", "status");
    expect(told).to.match(/^Last run {6}\d+ paused, wave 1 of 1: \d+ of 23 done, 0 failed \(/m);

    expect((await app.wizamart("db", "resume")).code).to.equal(0);
    const { code, err } = await runner;
    expect(code).to.equal(0);
    expect(err).to.contain("paused: `db resume` goes on\n").and.to.contain("goes on\n");
    expect(await behind()).to.deep.equal([]);
    expect(await lastRun()).to.include({ state: "done", done: count + 3, failed: 0 });
  });

  it("says that no run goes on to whoever would pause one", async () => {
    const { code, err } = await shops.app.wizamart("db", "pause");
    expect(code).to.equal(1);
    expect(err).to.contain("No run goes on: nothing was changed");
  });

  it("finishes the stores under way on Ctrl-C, and says how to go on", async () => {
    const app = await shops.release(...added, slow("interrupts"));
    added.push(slow("interrupts"));
    const child = start(
      `${app.folder}/app/cli.ts`,
      ["db", "migrate", "--workers", "2"],
      shops.database.env,
    );
    const end = endOf(child);
    await underWay();
    child.kill("SIGINT");
    const { code, out, err } = await end;

    expect(code).to.equal(1);
    expect(err).to.contain("stops after the stores under way");
    const left = await behind();
    expect(left.length).to.be.within(1, count + 2);
    expect(out).to.contain(
      `stopped: somebody stopped it; ${left.length} stores have their old version and are whole: \`db migrate\` goes on with them`,
    );
    expect(await lastRun()).to.include({ state: "stopped", note: "somebody stopped it" });
    expect((await app.wizamart("db", "migrate")).code).to.equal(0);
    expect(await behind()).to.deep.equal([]);
  });

  it("prints what it would do and changes nothing", async () => {
    const before = await fingerprint();
    const app = await shops.release(...added, "create table never (id integer);\n", index("never"));
    const { code, out } = await app.wizamart("db", "migrate", "--dry-run");

    expect(code).to.equal(0);
    expect(out).to.contain(
      `-- 23 stores and spare schemas from version ${version()} to ${version() + 2}`,
    );
    expect(out).to.match(/SET LOCAL search_path = "store_\d+", public, pg_temp/);
    expect(out).to.contain("create table never (id integer);");
    expect(out).to.contain("create index concurrently never on products (id);");
    expect(out).to.match(/-- Nothing was changed\.\n$/);
    expect(await fingerprint()).to.deep.equal(before);
  });

  it("migrates one store alone when only that is asked for", async () => {
    const migrations = await next("create table lonely (id integer)");
    const report: MigrationReport = await shops.migrate({ migrations, only: "shop-ac" });
    expect(report).to.deep.include({ stores: 1, left: 0 });
    expect(await shops.having("lonely")).to.deep.equal([shops.stores[2]]);
    const unknown = await shops
      .migrate({ migrations, only: "nobody" })
      .catch((e: Error) => e.message);
    expect(unknown).to.equal('There is no store "nobody": see `stores list`');
  });

  it("refuses options that make no sense", async () => {
    for (const [option, value] of [
      ["--workers", "0"],
      ["--canary", "-1"],
      ["--wave", "many"],
      ["--stop-at", "101"],
    ] as const) {
      const { code, err } = await shops.app.wizamart("db", "migrate", option, value);
      expect(code, option).to.equal(2);
      expect(err).to.contain(`${option} must be a whole number from`);
    }
  });

  async function next(sql: string) {
    added.push(sql);
    return shops.migrations(...added);
  }

  function version(): number {
    return shops.version + added.length;
  }

  /** The store that has the lowest number of those that were never asked for a page. */
  function quietest(): number {
    return shops.stores[0] ?? 0;
  }

  async function behind(): Promise<number[]> {
    const rows = await shops.database.ask<{ id: number }>(
      `select id from (select id, version from stores union all select id, version from spare_schemas) r
       where version < $1 order by id`,
      [version()],
    );
    return rows.map(({ id }) => id);
  }

  async function underWay(): Promise<void> {
    while ((await shops.ledger(version())).length < 2) await sleep(10);
  }

  async function lastRun() {
    const [run] = await shops.database.ask<{ state: string; done: number; note: string }>(
      "select * from migration_runs order by id desc limit 1",
    );
    if (!run) throw new Error("no run");
    return run;
  }

  function fingerprint() {
    return shops.database.ask(
      `select (select jsonb_agg(m order by room, version) from migrations m) as shared,
         (select jsonb_agg(m order by store_id, version) from store_migrations m) as stores,
         (select jsonb_agg(r order by id) from migration_runs r) as runs,
         (select jsonb_agg(schemaname || '.' || tablename order by 1) from pg_tables) as tables`,
    );
  }
});

function slow(table: string): string {
  return `create table ${table} (id integer); select pg_sleep(0.15)`;
}

function index(name: string): string {
  return `-- kind: concurrently\ncreate index concurrently ${name} on products (id);`;
}

/** How many statements a piece of work sends. */
async function statements(work: () => Promise<unknown>): Promise<number> {
  const { default: pg } = await import("pg");
  const query = pg.Client.prototype.query;
  let sent = 0;
  pg.Client.prototype.query = function counting(this: unknown, ...args: unknown[]) {
    sent += 1;
    return Reflect.apply(query, this, args);
  } as never;
  try {
    await work();
    return sent;
  } finally {
    pg.Client.prototype.query = query;
  }
}
