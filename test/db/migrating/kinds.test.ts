import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import { type Fleet, fleet } from "../../support/fleet.ts";
import { endOf, start } from "../../support/processes.ts";

const fill = `insert into products (slug, title, vendor)
  select 'thing-' || n, 'Thing ' || n, '' from generate_series(1, 2500) n`;

describe("migrations of each kind", function () {
  this.timeout(120_000);
  let shops: Fleet;
  let first: number;
  const added: string[] = [];

  before(async () => {
    shops = await fleet(4, 1);
    [first = 0] = shops.stores;
    for (const id of shops.stores)
      await shops.database.ask(`set search_path = store_${id}, public; ${fill}`);
  });

  after(() => shops.remove());

  it("build an index beside a shop that sells", async () => {
    const migrations = await next(
      "-- kind: concurrently\ncreate index concurrently products_by_vendor on products (vendor, id);\ndrop index concurrently products_by_name;",
    );
    const shop = await connected();
    await shop.query(`begin; lock table store_${first}.products in row exclusive mode`);
    const migrating = shops.migrate({ migrations, workers: 2 });
    await sleep(700);
    // The build waits for this transaction, and nobody waits for the build.
    await shops.database.ask(
      `set statement_timeout = 1000; update store_${first}.products set vendor = 'free' where slug = 'thing-2'`,
    );
    await shop.query("commit");
    await shop.end();

    expect(await migrating).to.deep.include({ stores: 5, failures: [] });
    expect(await indexes("products_by_vendor")).to.deep.equal(all().map((id) => [id, true]));
    expect(await indexes("products_by_name")).to.deep.equal([]);
  });

  it("make new stores with the same indexes", async () => {
    const app = await shops.release(...added);
    const opened = await app.wizamart("stores", "create", "after-all", "--name", "After");
    expect(opened.code, opened.err).to.equal(0);
    const spares = await shops.database.ask("select from spare_schemas");
    expect((await indexes("products_by_vendor")).length).to.equal(4 + 1 + spares.length);
    expect(await indexes("products_by_name")).to.deep.equal([]);
  });

  it("build an index again that a killed run left half done", async () => {
    const app = await shops.release(
      ...added,
      "-- kind: concurrently\ncreate index concurrently products_half on products (title, id);",
    );
    added.push(
      "-- kind: concurrently\ncreate index concurrently products_half on products (title, id);",
    );
    const holder = await connected();
    await holder.query(`begin; lock table store_${first}.products in row exclusive mode`);
    const child = start(
      `${app.folder}/app/cli.ts`,
      ["db", "migrate", "--only", "shop-aa"],
      shops.database.env,
    );
    const end = endOf(child);
    while ((await indexes("products_half")).length === 0) await sleep(20);
    child.kill("SIGKILL");
    await end;
    await shops.database.ask(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'wizamart-migrating' and datname = $1",
      [shops.database.name],
    );
    await holder.query("rollback");
    await holder.end();
    expect(await indexes("products_half")).to.deep.equal([[first, false]]);

    const { code, out } = await app.wizamart("db", "migrate");
    expect(code, out).to.equal(0);
    const rooms = (await indexes("products_half")).map(([id]) => id);
    expect(rooms).to.include.members(all());
    expect(await indexes("products_half")).to.deep.equal(rooms.map((id) => [id, true]));
    const [row] = await shops.ledger(shops.version + added.length);
    expect(row).to.include({ state: "done" });
  });

  it("rework rows in batches until nothing is left", async () => {
    const migrations = await next(
      "alter table products add column note text",
      `-- kind: batched\n-- pause: 1\nupdate products set note = slug where id in (select id from products where note is null order by id limit 500)`,
      "alter table products alter column note set not null",
    );
    const begun = await transactions();
    const report = await shops.migrate({ migrations, workers: 1 });
    expect(report.failures).to.deep.equal([]);
    const [left] = await shops.database.ask(
      `select count(*)::integer as count from store_${first}.products where note is distinct from slug`,
    );
    expect(left).to.deep.equal({ count: 0 });
    // 2,500 rows by 500 are five transactions, and one that finds nothing, for each of four stores.
    expect((await transactions()) - begun).to.be.at.least(24);
  });

  it("goes on with the batches of a killed run", async () => {
    const batched = `-- kind: batched\n-- pause: 60\nupdate products set done = true, times = times + 1
      where id in (select id from products where not done order by id limit 100)`;
    const more = [
      "alter table products add column done boolean not null default false, add column times integer not null default 0",
      batched,
    ];
    const app = await shops.release(...added, ...more);
    added.push(...more);
    const child = start(
      `${app.folder}/app/cli.ts`,
      ["db", "migrate", "--workers", "1"],
      shops.database.env,
    );
    const end = endOf(child);
    let changed = 0;
    let within = 0;
    while (changed < 300) {
      await sleep(20);
      for (const id of shops.stores) {
        const part = await doneIn(id);
        if (part > 0 && part < 2500) [within, changed] = [id, part];
      }
    }
    child.kill("SIGKILL");
    await end;
    const stored = (await shops.ledger(shops.version + added.length)).map((row) => row.store_id);
    expect(stored).not.to.include(within);

    expect((await app.wizamart("db", "migrate")).code).to.equal(0);
    for (const id of shops.stores) expect(await doneIn(id)).to.equal(2500);
    const [twice] = await shops.database.ask(
      `select count(*)::integer as count from store_${within}.products where times <> 1`,
    );
    expect(twice, "changed more than once").to.deep.equal({ count: 0 });
  });

  it("gives up on a store whose table stays locked, and leaves its shop alone", async () => {
    const migrations = await next("alter table products add column late boolean");
    const shop = await connected();
    await shop.query(
      `begin; update store_${first}.products set vendor = 'mine' where slug = 'thing-3'`,
    );
    const begun = performance.now();
    const report = await shops.migrate({ migrations, attempts: 3 });
    expect(performance.now() - begun).to.be.lessThan(30_000);
    expect(report.failures.map(({ store, sqlState }) => [store, sqlState])).to.deep.equal([
      [first, "55P03"],
    ]);
    expect(report.waits).to.include({ stores: 1, store: first });
    await shop.query("commit");
    await shop.end();

    const [kept] = await shops.database.ask(
      `select vendor from store_${first}.products where slug = 'thing-3'`,
    );
    expect(kept).to.deep.equal({ vendor: "mine" });
    expect(await shops.migrate({ migrations })).to.deep.include({ stores: 1, failures: [] });
  });

  it("puts nothing anywhere for a store that is dropped while others are migrated", async () => {
    const doomed = shops.stores.at(-1) ?? 0;
    const migrations = await next("create table orphans (id integer); select pg_sleep(0.2)");
    const migrating = shops.migrate({ migrations, workers: 1 });
    while ((await shops.having("orphans")).length < 1) await sleep(10);
    await shops.database.ask(
      `drop schema store_${doomed} cascade; delete from stores where id = ${doomed};
       delete from store_migrations where store_id = ${doomed}`,
    );
    expect((await migrating).failures).to.deep.equal([]);

    const rows = await shops.database.ask(
      "select schemaname from pg_tables where tablename = 'orphans' and schemaname !~ '^store_'",
    );
    expect(rows).to.deep.equal([]);
    const ledger = await shops.database.ask("select from store_migrations where store_id = $1", [
      doomed,
    ]);
    expect(ledger).to.deep.equal([]);
    shops.stores.pop();
  });

  function next(...sql: string[]) {
    added.push(...sql);
    return shops.migrations(...added);
  }

  function all(): number[] {
    return [...shops.stores, ...shops.spares].sort((a, b) => a - b);
  }

  async function indexes(name: string): Promise<[number, boolean][]> {
    const rows = await shops.database.ask<{ id: number; valid: boolean }>(
      `select substr(n.nspname, 7)::integer as id, i.indisvalid as valid
       from pg_class c join pg_index i on i.indexrelid = c.oid join pg_namespace n on n.oid = c.relnamespace
       where c.relname = $1 order by 1`,
      [name],
    );
    return rows.map(({ id, valid }) => [id, valid]);
  }

  async function doneIn(id: number): Promise<number> {
    const [row] = await shops.database
      .ask<{ count: number }>(
        `select count(*)::integer as count from store_${id}.products where done`,
      )
      .catch(() => []);
    return row?.count ?? 0;
  }

  async function transactions(): Promise<number> {
    const [row] = await shops.database.ask<{ now: number }>(
      "select pg_current_xact_id()::text::integer as now",
    );
    return row?.now ?? 0;
  }

  async function connected(): Promise<pg.Client> {
    const client = new pg.Client(shops.database.env.DATABASE_ADMIN_URL);
    await client.connect();
    return client;
  }
});
