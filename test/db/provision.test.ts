import { expect } from "chai";
import type pg from "pg";
import { inStore } from "../../app/context.ts";
import { defaultTheme } from "../../app/themes.ts";
import { asProvisioner, withAdmin } from "../../db/admin.ts";
import { sequelize } from "../../db/connection.ts";
import { newestVersion } from "../../db/migrations.ts";
import {
  CodeTaken,
  dropStore,
  keepSpares,
  type NewStore,
  openStore,
  reconcileAccess,
  setState,
  settleStores,
} from "../../db/provision.ts";
import { clearRooms, type Rooms, readRooms, tracesOf } from "../support/rooms.ts";
import { openShop } from "../support/shops.ts";
import { get, port, visit } from "../support/visit.ts";

describe("provisioning", () => {
  let number = 0;
  const series = Math.random().toString(36).slice(2, 8);
  const newCode = () => {
    number += 1;
    return `prov-x${series}-${number}`;
  };

  before(async function () {
    this.timeout(60_000);
    await clearRooms();
  });

  beforeEach(() => asProvisioner((client) => keepSpares(client, 3)));

  it("opens a store in a spare schema, and makes no other", async () => {
    const before = await rooms();
    const id = await asProvisioner((client) => openStore(client, draft()));
    const after = await rooms();

    expect(before.spares).to.include(id);
    expect(tracesOf(id, after)).to.have.members(["stores", "roles", "schemas", "ledger"]);
    expect(after.schemas).to.deep.equal(before.schemas);
    expect(after.roles).to.deep.equal(before.roles);
  });

  it("builds the schema on the way when there is no spare", async () => {
    await dropSpares();
    const id = await asProvisioner((client) => openStore(client, draft()));

    expect(tracesOf(id, await rooms())).to.have.members(["stores", "roles", "schemas", "ledger"]);
  });

  for (const way of ["from a spare", "without one"] as const) {
    it(`opens a store that is whole: ${way}`, async () => {
      if (way === "without one") await dropSpares();
      const store = draft({ plan: "standard", currency: "JPY", locale: "ja-JP" });
      const id = await asProvisioner((client) => openStore(client, store));

      const [row] = await ask("select * from public.stores where id = $1", [id]);
      expect(row).to.deep.include({ code: store.code, state: "open", is_active: true });
      expect(row).to.deep.include({ plan: "standard", theme: store.theme });
      const [settings] = await ask(`select currency, locale from store_${id}.settings`);
      expect(settings).to.deep.equal({ currency: "JPY", locale: "ja-JP" });
      expect(await versionsOf(id)).to.deep.equal(countTo(newestVersion("store")));
      expect((await visit(`${store.code}.localhost/shop/products`)).status).to.equal(200);
    });

    it(`leaves nothing behind when opening fails: ${way}`, async () => {
      if (way === "without one") await dropSpares();
      const before = await rooms();
      const failing = asProvisioner((client) => openStore(client, draft({ currency: "euros" })));

      expect(await failing.catch(codeOf)).to.equal("23514");
      expect(await rooms()).to.deep.equal(before);
    });

    it(`refuses a code that is taken, in words: ${way}`, async () => {
      const { code } = await openShop();
      if (way === "without one") await dropSpares();
      const before = await rooms();
      const failing = asProvisioner((client) => openStore(client, draft({ code })));
      const error = await failing.catch((reason: Error) => reason);

      expect(error).to.be.instanceOf(CodeTaken);
      expect(error).to.have.property(
        "message",
        `There is a store "${code}" already: choose another code`,
      );
      expect(await rooms()).to.deep.equal(before);
    });
  }

  it("opens eight stores at once on three spares, each in a schema of its own", async () => {
    const { spares } = await rooms();
    expect(spares).to.have.length(3);
    const opening = Array.from({ length: 8 }, () =>
      asProvisioner((client) => openStore(client, draft())),
    );
    const ids = await Promise.all(opening);

    expect(new Set(ids).size).to.equal(8);
    expect(ids).to.include.members(spares);
    const after = await rooms();
    for (const id of ids) {
      expect(tracesOf(id, after)).to.have.members(["stores", "roles", "schemas", "ledger"]);
    }
  });

  it("lets one of four win who want the same code at once", async () => {
    const store = draft();
    const opening = Array.from({ length: 4 }, () =>
      asProvisioner((client) => openStore(client, store)),
    );
    const outcomes = await Promise.allSettled(opening);
    const losers = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));

    expect(losers).to.have.length(3);
    for (const loser of losers) expect(loser).to.be.instanceOf(CodeTaken);
  });

  it("is not held up by a store that is being opened", async () => {
    await withAdmin(async (slow) => {
      await slow.query("BEGIN");
      await slow.query("select id from public.spare_schemas order by id limit 1 for update");
      const begun = performance.now();
      await asProvisioner((client) => openStore(client, draft()));
      expect(performance.now() - begun).to.be.lessThan(500);
      await slow.query("ROLLBACK");
    });
  });

  it("makes as many spares as are missing, and no more", async () => {
    await dropSpares();
    const made = await asProvisioner((client) => keepSpares(client, 2));
    const again = await asProvisioner((client) => keepSpares(client, 2));
    const { spares, schemas, roles } = await rooms();

    expect([made, again]).to.deep.equal([2, 0]);
    expect(spares).to.have.length(2);
    expect(schemas).to.include.members(spares);
    expect(roles).to.include.members(spares);
  });

  it("gives nobody a spare that is of an older version", async () => {
    const { spares } = await rooms();
    await ask("update public.spare_schemas set version = version - 1");
    try {
      const id = await asProvisioner((client) => openStore(client, draft()));
      expect(spares).not.to.include(id);
    } finally {
      await ask("update public.spare_schemas set version = version + 1 where version < $1", [
        newestVersion("store"),
      ]);
    }
  });

  it("opens what was inserted by hand as the first design says, with its domain", async () => {
    const { spares } = await rooms();
    const [one, two, three] = [newCode(), newCode(), newCode()];
    await ask(
      `INSERT INTO stores (code, name) VALUES
        ('${one}', 'Wizamart Shop'), ('${two}', 'Tech Store'), ('${three}', 'Fashion Hub')`,
    );
    const inserted = await ask("select id from stores where code = any ($1) order by id", [
      [one, two, three],
    ]);
    const ids = inserted.map(({ id }) => Number(id));
    expect(ids, "the spares in order, so that a new platform's are 1, 2, 3").to.deep.equal(spares);
    await ask(
      `INSERT INTO store_domains (store_id, domain) VALUES (${ids[0]}, '${one}.com'), (${ids[1]}, '${two}.net')`,
    );

    const settled = await asProvisioner((client) => settleStores(client, defaultTheme));
    expect(settled).to.include.members(ids);
    for (const code of [one, two, three]) {
      expect((await visit(`localhost/stores/${code}/shop`)).status, code).to.equal(200);
    }
    await ask(`UPDATE stores SET plan = 'premium' WHERE code = '${one}'`);
    await ask(`UPDATE store_domains SET is_verified = true WHERE store_id = ${ids[0]}`);
    const page = await get(await port(), "/shop/products", { Host: `${one}.com` });
    expect(page.text).to.contain("Wizamart Shop");
  });

  it("follows a state that was set by hand: a suspended store's role is locked out", async () => {
    const id = await asProvisioner((client) => openStore(client, draft()));
    const products = () =>
      inStore(id, "read", () => sequelize.query("select count(*) from products"));
    await ask("update stores set is_active = false where id = $1", [id]);

    expect(await asProvisioner(reconcileAccess)).to.deep.equal([id]);
    expect(await products().catch(() => "locked out")).to.equal("locked out");
    await ask("update stores set state = 'open' where id = $1", [id]);
    expect(await asProvisioner(reconcileAccess)).to.deep.equal([id]);
    expect(await asProvisioner(reconcileAccess)).to.deep.equal([]);
    expect(await products()).to.be.an("array");
  });

  it("opens what was inserted by hand under the id of a spare, in that spare", async () => {
    const before = await rooms();
    const [id = 0] = before.spares;
    await insert({ id });

    expect(await asProvisioner((client) => settleStores(client, defaultTheme))).to.include(id);
    const after = await rooms();
    expect(tracesOf(id, after)).to.have.members(["stores", "roles", "schemas", "ledger"]);
    expect(after.schemas).to.deep.equal(before.schemas);
  });

  it("opens other stores while one that was inserted by hand waits in a spare's place", async () => {
    const [first = 0, second = 0] = (await rooms()).spares;
    await insert({ id: first });

    expect(await asProvisioner((client) => openStore(client, draft()))).to.equal(second);
    await asProvisioner((client) => settleStores(client, defaultTheme));
  });

  it("goes on when someone took the next id by hand", async () => {
    await dropSpares();
    const next = await nextId();
    await insert({ id: next });
    await asProvisioner((client) => settleStores(client, defaultTheme));

    const id = await asProvisioner((client) => openStore(client, draft()));
    expect(id).to.be.greaterThan(next);
  });

  it("gives a schema to a store that someone opened by hand before it had one", async () => {
    const { id, code } = await insert({});
    await ask("update public.stores set is_active = true where id = $1", [id]);

    await asProvisioner((client) => settleStores(client, defaultTheme));
    expect((await visit(`localhost/stores/${code}/shop`)).status).to.equal(200);
  });

  it("opens what was inserted by hand once, when two workers come to it together", async () => {
    await dropSpares();
    const { id, code } = await insert({});
    const settle = () => asProvisioner((client) => settleStores(client, defaultTheme));
    await Promise.all([settle(), settle()]);

    expect(await versionsOf(id)).to.deep.equal(countTo(newestVersion("store")));
    expect((await visit(`localhost/stores/${code}/shop`)).status).to.equal(200);
  });

  it("takes no store by hand under an id that could not be a schema's", async () => {
    for (const id of [0, -1]) {
      const failing = ask("insert into public.stores (id, code, name) values ($1, $2, 'X')", [
        id,
        newCode(),
      ]);
      expect(await failing.catch(codeOf)).to.equal("23514");
    }
  });

  it("opens nothing twice, and changes nothing of a store that is open", async () => {
    const { id } = await insert({});
    await asProvisioner((client) => settleStores(client, defaultTheme));
    await ask(`update store_${id}.settings set currency = 'USD'`);

    expect(await asProvisioner((client) => settleStores(client, defaultTheme))).to.deep.equal([]);
    const [settings] = await ask(`select currency from store_${id}.settings`);
    expect(settings).to.deep.equal({ currency: "USD" });
  });

  it("drops a store with its role, schema, domains and ledger, and its neighbour not", async () => {
    const domain = `${newCode()}.example`;
    const shop = await openShop({ domain });
    const neighbour = await openShop();
    await shop.sells("anvil");
    await asProvisioner((client) => dropStore(client, shop.id));

    const after = await rooms();
    expect(tracesOf(shop.id, after)).to.deep.equal([]);
    expect(tracesOf(neighbour.id, after)).to.include.members(["stores", "roles", "schemas"]);
    expect(await ask("select from store_domains where domain = $1", [domain])).to.deep.equal([]);
    expect((await visit(`${neighbour.code}.localhost/`)).status).to.equal(200);
  });

  it("locks a suspended store's role out of its own schema, until it is opened again", async () => {
    const shop = await openShop();
    await asProvisioner((client) => setState(client, shop.id, "suspended"));
    expect(await inStore(shop.id, "read", readOwn).catch(codeOf)).to.be.oneOf(["42501", "42P01"]);
    expect(await isActive(shop.id)).to.equal(false);

    await asProvisioner((client) => setState(client, shop.id, "open"));
    expect(await inStore(shop.id, "read", readOwn)).to.deep.include([{ currency: "EUR" }]);
    expect(await isActive(shop.id)).to.equal(true);
  });

  it("takes is_active for the state, and the state for is_active", async () => {
    const { id } = await openShop();
    const states = [];
    for (const change of [
      "is_active = false",
      "is_active = true",
      "state = 'suspended'",
      "state = 'open'",
      "state = 'trashed'",
      "is_active = true, state = 'suspended'",
    ]) {
      await ask(`update public.stores set ${change} where id = $1`, [id]);
      const [row] = await ask("select state, is_active from public.stores where id = $1", [id]);
      states.push([row?.state, row?.is_active]);
    }
    expect(states).to.deep.equal([
      ["suspended", false],
      ["open", true],
      ["suspended", false],
      ["open", true],
      ["trashed", false],
      ["suspended", false],
    ]);
  });

  function draft(changes: Partial<NewStore> = {}): NewStore {
    const code = newCode();
    const theme = defaultTheme(code);
    return {
      code,
      name: code,
      plan: "premium",
      currency: "EUR",
      locale: "en-IE",
      theme,
      ...changes,
    };
  }

  async function insert({ id }: { id?: number }): Promise<{ id: number; code: string }> {
    const code = newCode();
    const columns = id ? "id, code, name" : "code, name";
    const values = id ? "$2, $1, $1" : "$1, $1";
    const sql = `insert into public.stores (${columns}) values (${values}) returning id`;
    const [row] = await ask(sql, id ? [code, id] : [code]);
    return { id: Number(row?.id), code };
  }
});

function rooms(): Promise<Rooms> {
  return readRooms(ask);
}

function ask(sql: string, values: unknown[] = []): Promise<pg.QueryResultRow[]> {
  return withAdmin(async (client) => (await client.query(sql, values)).rows);
}

async function dropSpares(): Promise<void> {
  const { spares } = await rooms();
  for (const id of spares) await asProvisioner((client) => dropStore(client, id));
  expect((await rooms()).spares).to.deep.equal([]);
}

async function nextId(): Promise<number> {
  const [row] = await ask(
    "select last_value + 1 as id from pg_sequences where sequencename = 'stores_id_seq'",
  );
  return Number(row?.id);
}

async function versionsOf(id: number): Promise<number[]> {
  const rows = await ask(
    "select version from store_migrations where store_id = $1 and state = 'done' order by 1",
    [id],
  );
  return rows.map((row) => row.version);
}

async function isActive(id: number): Promise<boolean> {
  const [row] = await ask("select is_active from public.stores where id = $1", [id]);
  return row?.is_active;
}

function countTo(newest: number): number[] {
  return Array.from({ length: newest }, (_, index) => index + 1);
}

function readOwn(): Promise<unknown> {
  return sequelize.query("select currency from settings");
}

function codeOf(error: Error): string {
  const source = "parent" in error ? error.parent : error;
  return String((source as { code?: string }).code);
}
