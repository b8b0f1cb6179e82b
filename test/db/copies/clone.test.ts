import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { asPlatform } from "../../../app/context.ts";
import { storeFiles } from "../../../app/files/store-files.ts";
import { membersOf } from "../../../app/models/shared/people/membership.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { type CloneReport, cloneStore } from "../../../db/copies/clone.ts";
import { CannotCopy } from "../../../db/copies/faults.ts";
import { filesIn, fingerprint, fullShop } from "../../support/copies.ts";
import { errandsOf } from "../../support/orders.ts";
import type { Shop } from "../../support/shops.ts";
import { staffOf } from "../../support/staff.ts";
import { visit } from "../../support/visit.ts";

const here = process.env.DATABASE_ADMIN_URL ?? "";
/** What a clone never has as the original does: each with the reason. */
const never = ["sessions", "imports", "imports_id_seq", "payment_methods", "settings"];
/** What only a clone with customers has. */
const ofCustomers =
  `audit_log audit_log_id_seq carts carts_id_seq counters customers customers_id_seq discounts fulfilments
  fulfilments_id_seq order_events order_events_id_seq order_lines order_lines_id_seq orders orders_id_seq payments
  payments_id_seq products refunds refunds_id_seq stock_movements stock_movements_id_seq variants`.split(
    /\s+/,
  );

describe("a clone", function () {
  this.timeout(60_000);
  let shop: Shop;
  let owner: { email: string };
  let plain: CloneReport;
  let whole: CloneReport;
  let original: Record<string, string>;
  const code = (kind: string) => `${shop.code}-${kind}`;

  before(async () => {
    shop = await fullShop({ domain: "cloned.example" });
    owner = await staffOf(shop);
    original = await fingerprint(here, shop.id);
    plain = await clone("plain", false);
    whole = await clone("whole", true);
  });

  it("leaves the original as it was", async () => {
    expect(await fingerprint(here, shop.id)).to.deep.equal(original);
  });

  it("has all of the shop, and nothing of its customers", async () => {
    const rows = await fingerprint(here, plain.id);
    expect(differences(rows, original)).to.have.members([...never, ...ofCustomers]);
    const [facts] = await ask(
      plain.id,
      `
      select array[(select count(*) from customers), (select count(*) from orders), (select count(*) from order_lines),
        (select count(*) from carts), (select count(*) from sessions), (select count(*) from audit_log),
        (select count(*) from imports), (select count(*) from payments)]::integer[] as gone,
        (select count(*)::integer from products) as products, (select sum(used)::integer from discounts) as used,
        (select last_order from counters) as last`,
    );
    expect(facts).to.deep.equal({ gone: Array(8).fill(0), products: 15, used: 0, last: 1000 });
  });

  it("has its stock on the shelf, held for nobody, as its ledger says", async () => {
    const [sums] = await ask(
      plain.id,
      "select sum(reserved)::integer as reserved, sum(on_hand)::integer as on_hand from variants",
    );
    const [theirs] = await ask(
      shop.id,
      "select 0 as reserved, sum(on_hand)::integer as on_hand from variants",
    );
    expect(sums).to.deep.equal(theirs);
    expect(
      await ask(
        plain.id,
        `
      select v.id from variants v left join stock_movements m on m.variant_id = v.id group by v.id
      having (coalesce(sum(m.on_hand), 0), coalesce(sum(m.reserved), 0)) <> (v.on_hand, v.reserved)`,
      ),
    ).to.deep.equal([]);
    expect(
      await ask(
        plain.id,
        `select p.id from products p join variants v on v.product_id = p.id
      group by p.id having p.stock <> min(v.stock) and p.stock <> max(v.stock)`,
      ),
    ).to.deep.equal([]);
  });

  it("has the customers too when they are asked for, and is suspended then", async () => {
    const rows = await fingerprint(here, whole.id);
    expect(differences(rows, original)).to.have.members(never);
    expect([plain.state, whole.state]).to.deep.equal(["open", "suspended"]);
    const answer = await visit(`${code("whole")}.localhost/`);
    expect(answer.status).to.equal(503);
  });

  it("shows only that it is closed", async () => {
    const { status, text } = await visit(`${code("plain")}.localhost/shop/products/lamp`);
    expect(status).to.equal(503);
    expect(text).to.contain("plain opens soon").and.not.to.contain("Lamp");
  });

  for (const kind of ["plain", "whole"]) {
    it(`cannot charge, has no keys, no domain and no errands (${kind})`, async () => {
      const { id } = kind === "plain" ? plain : whole;
      const methods = await ask(
        id,
        "select kind, enabled, secrets from payment_methods order by kind",
      );
      expect(methods).to.deep.equal([
        { kind: "bank", enabled: true, secrets: "" },
        { kind: "delivery", enabled: true, secrets: "" },
        { kind: "stripe", enabled: false, secrets: "" },
      ]);
      expect(await errandsOf({ ...shop, id })).to.deep.equal([]);
      expect(
        await ask(id, "select domain from public.store_domains where store_id = $1", [id]),
      ).to.deep.equal([]);
    });
  }

  it("has the files, and the same people at its desk", async () => {
    const files = await filesIn(config.UPLOADS_DIR, shop.id);
    for (const { id } of [plain, whole]) {
      expect(await filesIn(config.UPLOADS_DIR, id)).to.deep.equal(files);
      const members = await asPlatform("read", () => membersOf(id));
      expect(members.map(({ email, role }) => [email, role])).to.deep.equal([
        [owner.email, "owner"],
      ]);
    }
  });

  it("is refused under a code that is taken, and nothing is made", async () => {
    const stores =
      "select id from public.stores union select id from public.spare_schemas order by id";
    const before = await ask(shop.id, stores);
    const failure = await clone("plain", false).catch((error: Error) => error.message);
    expect(failure).to.equal(
      `There is a store "${code("plain")}" already. It was left as it is, and nothing was made: choose another code`,
    );
    expect(await ask(shop.id, stores)).to.deep.equal(before);
  });

  it("is refused of a store whose tables are not as they should be", async () => {
    await ask(shop.id, "alter table pages add column extra text");
    const failure = await clone("drifted", false).catch((error: Error) => error);
    await ask(shop.id, "alter table pages drop column extra");
    expect(failure)
      .to.be.instanceOf(CannotCopy)
      .and.have.property("message")
      .that.contains("db drift");
  });

  it("comes about once when two make it at once", async () => {
    const both = await Promise.allSettled([clone("twice", false), clone("twice", false)]);
    expect(both.map(({ status }) => status)).to.have.members(["fulfilled", "rejected"]);
    const rejected = both.find((one) => one.status === "rejected");
    expect(String(rejected?.reason)).to.contain("already");
  });

  function clone(kind: string, withCustomers: boolean): Promise<CloneReport> {
    return asProvisioner((client) =>
      cloneStore(client, shop.id, {
        code: code(kind),
        name: kind,
        withCustomers,
        actor: "test",
        filesOf: (id) => storeFiles(id),
      }),
    );
  }
});

function differences(rows: Record<string, string>, original: Record<string, string>): string[] {
  return Object.keys({ ...rows, ...original }).filter((name) => rows[name] !== original[name]);
}

function ask(id: number, sql: string, values: unknown[] = []) {
  return withAdmin(async (client) => {
    await client.query(`set search_path = store_${id}, public`);
    return (await client.query(sql, values)).rows;
  });
}
