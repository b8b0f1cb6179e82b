import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import { type Fleet, fleet } from "../../support/fleet.ts";

// What is kept beside a store is what the ledger says, whoever comes first.
describe("the version of a store", function () {
  this.timeout(60_000);
  let shops: Fleet;
  const clients: pg.Client[] = [];

  before(async () => {
    shops = await fleet(2, 3);
  });

  afterEach(async () => {
    for (const client of clients.splice(0)) await client.end();
  });

  after(() => shops.remove());

  it("is there when it is opened, and follows the ledger", async () => {
    const [one = 0, two = 0] = shops.stores;
    expect(await versionOf(one)).to.equal(shops.version);
    const next = shops.version + 1;
    await note(one, next, "failed");
    expect(await versionOf(one)).to.equal(shops.version);
    await shops.database.ask("update store_migrations set state = 'done' where version = $1", [
      next,
    ]);
    expect(await versionOf(one)).to.equal(next);
    expect(await versionOf(two)).to.equal(shops.version);
    await shops.database.ask("delete from store_migrations where version = $1", [next]);
    expect(await versionOf(one)).to.equal(shops.version);
  });

  it("is right for a spare that is claimed while it is migrated", async () => {
    const [spare = 0] = shops.spares;
    const migrating = await connected();
    await migrating.query("begin");
    await migrating.query(noting, [spare, shops.version + 1, "done"]);
    const byHand = await connected();
    const inserted = byHand.query(
      "insert into stores (id, code, name) values ($1, $2, 'By hand')",
      [spare, code()],
    );
    await sleep(300);
    await migrating.query("commit");
    await inserted;
    expect(await versionOf(spare)).to.equal(shops.version + 1);
  });

  it("is right for a spare that is migrated while it is claimed", async () => {
    const [, spare = 0] = shops.spares;
    const claiming = await connected();
    await claiming.query("begin");
    await claiming.query("insert into stores (id, code, name) values ($1, $2, 'Claimed')", [
      spare,
      code(),
    ]);
    await claiming.query("delete from spare_schemas where id = $1", [spare]);
    const migrating = await connected();
    const noted = migrating.query(noting, [spare, shops.version + 1, "done"]);
    await sleep(300);
    await claiming.query("commit");
    await noted;
    expect(await versionOf(spare)).to.equal(shops.version + 1);
  });

  it("cannot be said by whoever opens a store, nor changed by the platform", async () => {
    const admin = await connected();
    await admin.query(`set role ${shops.database.prefix}wizamart_platform`);
    const { rows } = await admin.query(
      "insert into stores (id, code, name, version) values (900000, $1, 'Boastful', 99) returning version",
      [code()],
    );
    expect(rows).to.deep.equal([{ version: 0 }]);
    const changing = admin
      .query("update stores set version = 99")
      .catch((error: pg.DatabaseError) => error.code);
    expect(await changing).to.equal("42501");
    const runs = admin
      .query("update migration_runs set wish = 'pause'")
      .catch((error: pg.DatabaseError) => error.code);
    expect(await runs).to.equal("42501");
  });

  const noting =
    "insert into store_migrations (store_id, version, state, duration_ms) values ($1, $2, $3, 0)";

  function note(id: number, version: number, state: string) {
    return shops.database.ask(noting, [id, version, state]);
  }

  async function versionOf(id: number): Promise<number | undefined> {
    const [row] = await shops.database.ask<{ version: number }>(
      "select version from stores where id = $1",
      [id],
    );
    return row?.version;
  }

  async function connected(): Promise<pg.Client> {
    const client = new pg.Client(shops.database.env.DATABASE_ADMIN_URL);
    await client.connect();
    clients.push(client);
    return client;
  }
});

function code(): string {
  return `c${randomBytes(4).toString("hex")}`;
}
