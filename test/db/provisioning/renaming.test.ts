import { expect } from "chai";
import { asPlatform, inStore } from "../../../app/context.ts";
import { claimStore } from "../../../app/models/shared/opening.ts";
import { defaultTheme } from "../../../app/themes.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { sequelize } from "../../../db/connection.ts";
import { dropStore, keepSpares, openStore } from "../../../db/provision.ts";
import {
  CodeTaken,
  FormerCodeUnknown,
  freeCode,
  renameStore,
} from "../../../db/provisioning/renaming.ts";
import { listen, type Signal } from "../../../db/signals.ts";
import { inPlatform } from "../../support/admin.ts";
import { clearRooms } from "../../support/rooms.ts";
import { openShop, type Shop } from "../../support/shops.ts";

describe("renaming a store", () => {
  before(async function () {
    this.timeout(60_000);
    await clearRooms(); // a spare that is held or behind would be in the way
  });

  const series = Math.random().toString(36).slice(2, 8);
  let number = 0;
  const newCode = () => {
    number += 1;
    return `name-${series}-${number}`;
  };
  const rename = (shop: Pick<Shop, "id">, code: string) =>
    asProvisioner((client) => renameStore(client, shop.id, code, "a test"));
  const open = (code: string) =>
    asProvisioner((client) => openStore(client, { ...draft(code), plan: "free" }));

  function draft(code: string) {
    const theme = defaultTheme(code);
    return { code, name: code, plan: "free" as const, currency: "EUR", locale: "en-IE", theme };
  }

  async function formerOf(shop: Pick<Shop, "id">): Promise<string[]> {
    const rows = await inPlatform<{ code: string }>(
      "select code from former_codes where store_id = $1 order by code",
      [shop.id],
    );
    return rows.map(({ code }) => code);
  }

  it("keeps the old code for the store, writes down who did it, and changes no schema", async () => {
    const shop = await openShop();
    const code = newCode();
    expect(await rename(shop, code)).to.equal(shop.code);
    expect(await formerOf(shop)).to.deep.equal([shop.code]);
    const [row] = await inPlatform(
      "select s.code, to_regnamespace('store_' || s.id) is not null as there from stores s where id = $1",
      [shop.id],
    );
    expect(row).to.deep.equal({ code, there: true });
    const [event] = await inPlatform(
      "select kind, actor, detail from platform_events where store_id = $1",
      [shop.id],
    );
    expect(event).to.deep.equal({
      kind: "store.renamed",
      actor: "a test",
      detail: { code, name: shop.name, before: shop.code, after: code },
    });
  });

  it("lets nobody else have a code of before: no new store, no other's rename, no UPDATE by hand", async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const code = newCode();
    await rename(shop, code);
    await asProvisioner((client) => keepSpares(client, 1));
    const words = `The code "${shop.code}" leads to the store "${code}", which had it before: choose another code, or \`stores free ${shop.code}\` first`;
    for (const attempt of [() => open(shop.code), () => rename(other, shop.code)]) {
      const error = await attempt().catch((reason: Error) => reason);
      expect(error).to.be.instanceOf(CodeTaken);
      expect(error).to.have.property("message", words);
    }
    const claimed = asPlatform("write", () => claimStore(draft(shop.code)));
    expect(await claimed.catch((error: Error) => error.name)).to.equal("CodeTaken");
    for (const sql of [
      `update public.stores set code = '${shop.code}' where id = ${other.id}`,
      `insert into public.stores (code, name) values ('${shop.code}', 'X')`,
    ]) {
      const byHand = withAdmin((client) => client.query(sql));
      expect(await byHand.catch((error: { code: string }) => error.code), sql).to.equal("23505");
    }
    expect(await formerOf(shop)).to.deep.equal([shop.code]);
    expect(await formerOf(other)).to.deep.equal([]);
  });

  it("gives a store its own code back, and keeps what an UPDATE by hand left", async () => {
    const shop = await openShop();
    const code = newCode();
    await withAdmin((client) =>
      client.query("update public.stores set code = $2 where id = $1", [shop.id, code]),
    );
    expect(await formerOf(shop)).to.deep.equal([shop.code]);
    await rename(shop, shop.code);
    expect(await formerOf(shop)).to.deep.equal([code]);
    await withAdmin((client) =>
      client.query("update public.stores set code = code, name = 'Same' where id = $1", [shop.id]),
    );
    expect(await formerOf(shop)).to.deep.equal([code]);
  });

  it("frees a code when it is told to, and when the store goes", async () => {
    const shop = await openShop();
    const code = newCode();
    await rename(shop, code);
    expect(await asProvisioner((client) => freeCode(client, shop.code, "a test"))).to.equal(code);
    const again = asProvisioner((client) => freeCode(client, shop.code, "a test"));
    expect(await again.catch((error: Error) => error)).to.be.instanceOf(FormerCodeUnknown);
    const heir = await open(shop.code);
    const second = newCode();
    await rename({ id: heir }, second);
    await asProvisioner((client) => dropStore(client, heir));
    expect(await open(shop.code)).to.be.greaterThan(0);
  });

  it("refuses a code that another store has, in words, and changes nothing", async () => {
    const [shop, other] = [await openShop(), await openShop()];
    const error = await rename(shop, other.code).catch((reason: Error) => reason);
    expect(error).to.be.instanceOf(CodeTaken);
    expect(await formerOf(shop)).to.deep.equal([]);
    const events = await inPlatform("select 1 from platform_events where store_id = $1", [shop.id]);
    expect(events).to.deep.equal([]);
  });

  for (const taker of ["a new store", "another's rename"] as const) {
    it(`gives a code that is just being let go of to nobody else: ${taker}`, async () => {
      const [shop, other] = [await openShop(), await openShop()];
      await withAdmin(async (slow) => {
        await slow.query("BEGIN");
        await slow.query("update public.stores set code = $2 where id = $1", [shop.id, newCode()]);
        const taking = taker === "a new store" ? open(shop.code) : rename(other, shop.code);
        const outcome = taking.catch((error: Error) => error);
        await someoneWaits();
        await slow.query("COMMIT");
        expect(await outcome).to.be.instanceOf(CodeTaken);
      });
      expect(await formerOf(shop)).to.deep.equal([shop.code]);
    });
  }

  it("lets one of four win who want the same code at once", async () => {
    const shops = [await openShop(), await openShop(), await openShop()];
    const code = newCode();
    const outcomes = await Promise.allSettled([
      ...shops.map((shop) => rename(shop, code)),
      open(code),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).to.have.length(1);
    const rows = await inPlatform("select 1 from stores where code = $1", [code]);
    expect(rows).to.have.length(1);
  });

  it("tells every process, of a code that is let go of as well", async () => {
    const shop = await openShop();
    const heard: Signal[] = [];
    const listening = await listen({ heard: (signal) => heard.push(signal), missed: () => {} });
    try {
      await rename(shop, newCode());
      await until(() => heard.some(({ id, kind }) => id === shop.id && kind === "store"));
      heard.length = 0;
      await asProvisioner((client) => freeCode(client, shop.code, "a test"));
      await until(() => heard.some(({ id, kind }) => id === shop.id && kind === "store"));
    } finally {
      await listening.stop();
    }
  });

  it("is out of a shop's reach: its role reads and writes no former code, nor those columns", async () => {
    const shop = await openShop();
    for (const sql of [
      "select * from former_codes",
      "insert into former_codes (code, store_id) values ('mine', 1)",
      "delete from former_codes",
      "update stores set dropping_since = now()",
      "update stores set code = 'mine-now'",
      "select public.keep_former_code()",
    ]) {
      const refused = await inStore(shop.id, "write", () => sequelize.query(sql)).catch(
        (error: { parent?: { code?: string } }) => error.parent?.code,
      );
      expect(refused, sql).to.be.oneOf(["42501", "0A000"]);
    }
    const platform = asPlatform("write", () =>
      sequelize.query("insert into former_codes (code, store_id) values ('theirs', 1)"),
    );
    expect(await platform.catch((error: Error) => error.message)).to.include("permission denied");
  });
});

/** Until a session waits for another's lock. */
async function someoneWaits(): Promise<void> {
  await until(async () => {
    const { rows } = await withAdmin((client) =>
      client.query(
        "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      ),
    );
    return rows.length > 0;
  });
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUp = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > giveUp) throw new Error("it never came");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
