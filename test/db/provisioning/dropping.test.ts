import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { asPlatform, inStore } from "../../../app/context.ts";
import { invite } from "../../../app/models/shared/people/invitation.ts";
import { postForPlatform } from "../../../app/outbox.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { sequelize } from "../../../db/connection.ts";
import { keepSpares, setState, settleStores } from "../../../db/provision.ts";
import { dropStore, dropTrashed } from "../../../db/provisioning/dropping.ts";
import { renameStore } from "../../../db/provisioning/renaming.ts";
import { schemaOf } from "../../../db/roles.ts";
import { inPlatform } from "../../support/admin.ts";
import { anOrder } from "../../support/orders.ts";
import { posts } from "../../support/outbox.ts";
import { readRooms, tracesOf } from "../../support/rooms.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { staffOf } from "../../support/staff.ts";

const stopped = new Error("killed before the files were gone");
const breakOff = { removeFiles: () => Promise.reject(stopped) };

describe("dropping a store", () => {
  it("leaves none of its rows in the shared room but the record of what was done", async () => {
    const shop = await openShop({ domain: `dropped-${Date.now()}.example` });
    await anOrder(shop, { email: "buyer@example.com" });
    await posts(shop, "order-expire", { order: 1 });
    const owner = await staffOf(shop);
    const admin = await staffOf(null, { admin: true });
    await asPlatform("write", async () => {
      await invite({ storeId: shop.id, email: "n@example.com", role: "viewer", by: owner.id });
      await postForPlatform("store-drop", { store: shop.id });
    });
    await inPlatform("insert into usage (store_id) values ($1) returning 1", [shop.id]);
    await inPlatform("update staff_sessions set acting_store = $1 where user_id = $2 returning 1", [
      shop.id,
      admin.id,
    ]);
    await asProvisioner((client) => renameStore(client, shop.id, `${shop.code}x`, "a test"));
    expect(await rowsOf(shop)).to.include.keys("memberships", "outbox", "former_codes", "usage");

    await asProvisioner((client) => dropStore(client, shop.id, { actor: "a test" }));

    expect(await rowsOf(shop)).to.deep.equal({ platform_events: 3 });
    const events = await inPlatform(
      "select kind, actor, detail from platform_events where store_id = $1 order by id",
      [shop.id],
    );
    const code = `${shop.code}x`;
    expect(events.slice(1)).to.deep.equal([
      {
        kind: "store.dropped",
        actor: "a test",
        detail: { code, name: shop.name, before: "open", after: "removed" },
      },
      { kind: "store.removed", actor: "a test", detail: { code, name: shop.name } },
    ]);
    expect(await traces(shop)).to.deep.equal([]);
    expect(
      await inPlatform(
        "select from outbox where kind = 'store-drop' and payload ->> 'store' = $1",
        [String(shop.id)],
      ),
    ).to.deep.equal([]);
  });

  it("is out of reach and past return from the first transaction on, and finishes when begun again", async () => {
    const shop = await openShop();
    await shop.sells("anvil");
    const failure = await asProvisioner((client) => dropStore(client, shop.id, breakOff)).catch(
      (error: unknown) => error,
    );
    expect(failure).to.equal(stopped);
    expect(await traces(shop)).to.have.members(["stores", "roles", "schemas", "ledger"]);
    expect(await tablesOf(shop)).to.deep.equal([]);
    expect(await unfinishedDrops()).to.include(shop.id);
    const read = inStore(shop.id, "read", () => sequelize.query("select 1 from settings"));
    expect(await read.catch(() => "locked out")).to.equal("locked out");

    for (const change of [
      "state = 'open'",
      "is_active = true",
      "state = 'suspended'",
      "dropping_since = null",
      "code = code || 'x'",
    ]) {
      const back = withAdmin((client) =>
        client.query(`update public.stores set ${change} where id = $1`, [shop.id]),
      );
      expect(await back.catch((error: Error) => error.message), change).to.equal(
        `Store "${shop.code}" is being removed, and cannot come back: nothing was changed`,
      );
    }
    const reopened = asProvisioner((client) => setState(client, shop.id, "open"));
    expect(await reopened.catch((error: Error) => error.message)).to.include("is being removed");

    await asProvisioner((client) => dropStore(client, shop.id));
    expect(await traces(shop)).to.deep.equal([]);
    expect(await unfinishedDrops()).to.not.include(shop.id);
    const events = await inPlatform("select kind from platform_events where store_id = $1", [
      shop.id,
    ]);
    expect(events).to.deep.equal([{ kind: "store.removed" }]);
  });

  it("is taken up by whoever comes next, in the trash or not before", async () => {
    const shop = await openShop();
    await asProvisioner((client) => dropStore(client, shop.id, breakOff)).catch(() => {});
    expect(await asProvisioner((client) => dropTrashed(client, shop.id))).to.equal(true);
    expect(await traces(shop)).to.deep.equal([]);
  });

  it("is not begun for one that is not in the trash, where only that is asked", async () => {
    const shop = await openShop();
    expect(await asProvisioner((client) => dropTrashed(client, shop.id))).to.equal(false);
    await asProvisioner((client) => setState(client, shop.id, "trashed"));
    expect(await asProvisioner((client) => dropTrashed(client, shop.id))).to.equal(true);
    expect(await traces(shop)).to.deep.equal([]);
    expect(await asProvisioner((client) => dropTrashed(client, shop.id))).to.equal(true);
  });

  it("goes through when two come to it at once", async () => {
    const shop = await openShop();
    const drop = () => asProvisioner((client) => dropStore(client, shop.id, { actor: "a test" }));
    await Promise.all([drop(), drop(), drop()]);
    expect(await traces(shop)).to.deep.equal([]);
    const events = await inPlatform<{ kind: string }>(
      "select kind from platform_events where store_id = $1 order by id",
      [shop.id],
    );
    expect(
      events.map(({ kind }) => kind),
      "each once",
    ).to.deep.equal(["store.dropped", "store.removed"]);
  });

  it("waits for who is still reading, who reads no further", async () => {
    const shop = await openShop();
    const reading = inStore(shop.id, "read", async () => {
      await sequelize.query("select count(*) from products");
      await sleep(1_000);
      return sequelize.query("select count(*) from orders");
    }).catch(() => "locked out");
    await sleep(200);
    await asProvisioner((client) => dropStore(client, shop.id));
    expect(await reading).to.equal("locked out");
    expect(await traces(shop)).to.deep.equal([]);
  });

  it("takes whatever else somebody made in the schema", async () => {
    const shop = await openShop();
    const schema = schemaOf(shop.id);
    await withAdmin((client) =>
      client.query(`
        create table ${schema}."Odd ""name" (id integer generated always as identity, big text) partition by range (id);
        create table ${schema}.part1 partition of ${schema}."Odd ""name" for values from (0) to (10);
        create table ${schema}.part2 partition of ${schema}."Odd ""name" for values from (10) to (20);
        create view ${schema}.seen as select title from ${schema}.products;
        create materialized view ${schema}.kept as select * from ${schema}.seen;
        create sequence ${schema}.lonely;
        create type ${schema}.mood as enum ('good');
        create table ${schema}.moods (m ${schema}.mood, n integer default nextval('${schema}.lonely'));
        create function ${schema}.f() returns integer language sql as 'select 1'`),
    );
    await asProvisioner((client) => dropStore(client, shop.id));
    expect(await traces(shop)).to.deep.equal([]);
  });

  it("tells how far it is, and removes a store that never had a schema, and a spare", async () => {
    const shop = await openShop();
    const told: [number, number][] = [];
    const progress = (done: number, total: number) => void told.push([done, total]);
    await asProvisioner((client) => dropStore(client, shop.id, { progress }));
    const total = told.at(-1)?.[1] ?? 0;
    expect(total).to.be.greaterThan(25);
    expect(told[0]).to.deep.equal([0, total]);
    expect(told.at(-1)).to.deep.equal([total, total]);
    expect(told.length, "in more than one transaction").to.be.greaterThan(3);

    const [bare] = await inPlatform<{ id: number }>(
      "insert into stores (id, code, name) values ((select coalesce(max(id), 0) + 100000 from stores), $1, 'Bare') returning id",
      [`${shop.code}y`],
    );
    const id = bare?.id ?? 0;
    await asProvisioner((client) => dropStore(client, id));
    expect(await asProvisioner((client) => settleStores(client, () => ({})))).to.not.include(id);
    expect(await traces({ id })).to.deep.equal([]);

    await asProvisioner((client) => keepSpares(client, 1));
    const [spare] = await inPlatform<{ id: number }>("select id from spare_schemas limit 1");
    await asProvisioner((client) => dropStore(client, spare?.id ?? 0));
    expect(await traces({ id: spare?.id ?? 0 })).to.deep.equal([]);
  });
});

/** How many rows of each shared table are about a store. */
async function rowsOf({ id }: Pick<Shop, "id">): Promise<Record<string, number>> {
  return withAdmin(async (client) => {
    const { rows: tables } = await client.query<{ name: string; column: string }>(
      `select c.table_name as name, c.column_name as column from information_schema.columns c
       where c.table_schema = 'public' and (c.column_name in ('store_id', 'acting_store')
         or (c.table_name, c.column_name) in (('stores', 'id'), ('spare_schemas', 'id')))`,
    );
    const counts: Record<string, number> = {};
    for (const { name, column } of tables) {
      const { rowCount } = await client.query(`select from public.${name} where ${column} = $1`, [
        id,
      ]);
      if (rowCount) counts[name] = rowCount;
    }
    return counts;
  });
}

function traces({ id }: Pick<Shop, "id">) {
  return withAdmin(async (client) => {
    const rooms = await readRooms(async (sql, values) => (await client.query(sql, values)).rows);
    return tracesOf(id, rooms);
  });
}

async function tablesOf({ id }: Pick<Shop, "id">): Promise<unknown[]> {
  return withAdmin(async (client) => {
    const { rows } = await client.query("select 1 from pg_tables where schemaname = $1", [
      schemaOf(id),
    ]);
    return rows;
  });
}

async function unfinishedDrops(): Promise<number[]> {
  const rows = await inPlatform<{ id: number }>(
    "select id from stores where dropping_since is not null",
  );
  return rows.map(({ id }) => id);
}
