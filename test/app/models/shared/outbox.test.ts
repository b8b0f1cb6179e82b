import { expect } from "chai";
import { asPlatform, inStore } from "../../../../app/context.ts";
import { Outbox } from "../../../../app/models/shared/outbox.ts";
import { asProvisioner, withAdmin } from "../../../../db/admin.ts";
import { sequelize } from "../../../../db/connection.ts";
import { dropStore } from "../../../../db/provision.ts";
import { postedBy, posts } from "../../../support/outbox.ts";
import { openShop, type Shop } from "../../../support/shops.ts";

describe("Outbox", () => {
  let acme: Shop;
  let globex: Shop;

  before(async () => {
    acme = await openShop({ name: "Acme" });
    globex = await openShop({ name: "Globex" });
  });

  beforeEach(() => withAdmin((client) => client.query("delete from public.outbox")));

  it("lets a store post for itself only, and read nothing", async () => {
    await posts(globex, "order-expire", { order: 1 });
    for (const sql of [
      "select id from outbox",
      "update outbox set due_at = now()",
      "delete from outbox",
      `insert into outbox (store_id, kind) values (${globex.id}, 'order-expire')`,
      `insert into outbox (store_id, kind) values (${acme.id}, 'order-expire')`,
      "insert into outbox (kind, state) values ('order-expire', 'dead')",
      "insert into outbox (kind, attempts) values ('order-expire', 9)",
      "insert into outbox (kind) values ('order-expire') returning id",
      "select nextval('outbox_id_seq')",
    ]) {
      expect(await refusal(acme, sql), sql).to.equal("42501");
    }
    expect(await postedBy(acme)).to.deep.equal([]);
    expect(await postedBy(globex)).to.have.length(1);
  });

  it("takes only what is small and has the name of an errand", async () => {
    const large = `insert into outbox (kind, payload) select 'x', to_jsonb(repeat('x', 10001))`;
    expect(await refusal(acme, large)).to.equal("23514");
    expect(await refusal(acme, "insert into outbox (kind) values ('../x')")).to.equal("23514");
  });

  it("forgets an errand whose transaction was rolled back", async () => {
    const { post } = await import("../../../../app/outbox.ts");
    const posting = inStore(acme.id, "write", async () => {
      await post("order-expire", { order: 1 });
      throw new Error("no");
    });
    expect(await posting.catch((error: Error) => error.message)).to.equal("no");
    expect(await postedBy(acme)).to.deep.equal([]);
  });

  it("gives each store its turn, however much another has left", async () => {
    for (let each = 1; each <= 12; each += 1) await posts(acme, "mail-cancelled", { order: each });
    await posts(globex, "mail-cancelled", { order: 1 });
    const rows = await asPlatform("write", () => Outbox.claim("mail", 3));
    expect(rows).to.have.length(3);
    expect(rows.map((row) => row.store_id)).to.include(globex.id);
  });

  it("keeps the lanes apart", async () => {
    await posts(acme, "mail-cancelled", { order: 1 });
    await posts(acme, "refund-settle", { refund: 1 });
    const kinds = async (lane: "mail" | "rest") =>
      (await asPlatform("write", () => Outbox.claim(lane, 9))).map((row) => row.kind);
    expect(await kinds("rest")).to.deep.equal(["refund-settle"]);
    expect(await kinds("mail")).to.deep.equal(["mail-cancelled"]);
    expect(await kinds("mail"), "claimed already").to.deep.equal([]);
  });

  it("gives nothing twice to those who ask at once", async () => {
    for (let each = 1; each <= 30; each += 1) await posts(acme, "mail-cancelled", { order: each });
    const claims = await Promise.all(
      Array.from({ length: 3 }, () => asPlatform("write", () => Outbox.claim("mail", 10))),
    );
    const ids = claims.flat().map((row) => row.id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("goes with its store", async () => {
    const gone = await openShop({ name: "Gone" });
    await posts(gone, "mail-cancelled", { order: 1 });
    await asProvisioner((client) => dropStore(client, gone.id));
    expect(await postedBy(gone)).to.deep.equal([]);
  });
});

/** The SQLSTATE with which a store's statement is refused; "" when it is not. */
function refusal(shop: Shop, sql: string): Promise<string> {
  return inStore(shop.id, "write", () => sequelize.query(sql)).then(
    () => "",
    (error: { parent?: { code?: string } }) => error.parent?.code ?? String(error),
  );
}
