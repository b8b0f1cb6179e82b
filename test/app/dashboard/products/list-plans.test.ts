import { expect } from "chai";
import { inStore } from "../../../../app/context.ts";
import {
  type DeskFilter,
  listProducts,
  type Place,
  type ProductOrder,
} from "../../../../app/models/store/desk/catalogue/product-list.ts";
import { withAdmin } from "../../../../db/admin.ts";
import { schemaOf } from "../../../../db/roles.ts";
import { addCategory } from "../../../support/furnish.ts";
import { plansDuring } from "../../../support/plans.ts";
import { queriesDuring } from "../../../support/queries.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";

const many = 50_000;

describe("a list of 50,000 products", function () {
  this.timeout(120_000);
  let shop: Shop;
  let manager: StaffMember;
  let category: number;

  before(async () => {
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
    category = await addCategory(shop, "some");
    await fillStore(shop, category);
  });

  const cases: [name: string, filter: DeskFilter, order: ProductOrder][] = [
    ["as it is", {}, "changed"],
    ["the newest first", {}, "newest"],
    ["by title", {}, "title"],
    ["those on sale", { status: "active" }, "changed"],
    ["the drafts", { status: "draft" }, "changed"],
    ["the archived ones by title", { status: "archived" }, "title"],
    ["those sold out", { stock: "out" }, "changed"],
    ["the low ones on sale", { stock: "low", status: "active" }, "changed"],
    ["a search", { words: "thing 4711" }, "changed"],
    ["a search that finds many", { words: "thing" }, "changed"],
    ["a SKU", { words: "sku-4711" }, "title"],
  ];

  for (const [name, filter, order] of cases) {
    it(`is read by index: ${name}`, async () => {
      await expectIndexes(filter, order);
    });
  }

  it("is read by index: a category", async () => {
    await expectIndexes({ category }, "changed");
    await expectIndexes({ category, status: "active" }, "title");
  });

  it("is read by index far behind its beginning", async () => {
    const key = "thing 40000";
    await expectIndexes({}, "title", { side: "after", key, id: 1 });
    await expectIndexes({}, "title", { side: "before", key, id: 1 });
  });

  it("takes three queries a page, whoever is signed in counted", async () => {
    for (const path of ["", "?q=thing+4711", "?status=draft&stock=out", `?category=${category}`]) {
      await manager.opens(manager.desk("/products"));
      const queries = await queriesDuring(() => manager.opens(manager.desk(`/products${path}`)));

      expect(queries, path).to.be.at.most(3);
    }
  });

  /** By index everywhere: the table of products is never walked through as a whole. */
  async function expectIndexes(
    filter: DeskFilter,
    order: ProductOrder,
    place?: Place,
  ): Promise<void> {
    const work = () => inStore(shop.id, "read", () => listProducts(filter, order, place));
    for (const { plan } of await plansDuring(shop, work)) {
      expect(plan).to.not.match(/Seq Scan on (products|product_categories|variants|pictures)/);
      expect(plan).to.match(/Index/);
    }
  }
});

/** Without the triggers that sum up variants one by one: what they would write is written here at once. */
async function fillStore({ id }: Shop, category: number): Promise<void> {
  await withAdmin(async (client) => {
    await client.query(`set search_path = ${schemaOf(id)}, public`);
    await client.query("alter table variants disable trigger user");
    await client.query(
      `insert into products (slug, title, status, updated_at, price_min, price_max, variant_count, skus, stock)
       select 'thing-' || n, 'Thing ' || n,
         case when n % 50 = 0 then 'draft' when n % 500 = 1 then 'archived' else 'active' end,
         now() - make_interval(secs => n), 1000 + n, 1000 + n, 1, 'SKU-' || n,
         case when n % 40 = 0 then 'out' when n % 40 = 1 then 'low' else 'in' end
       from generate_series(1, ${many}) n`,
    );
    await client.query(
      `insert into variants (product_id, sku, price, on_hand)
       select id, skus, price_min, case stock when 'out' then 0 when 'low' then 2 else 10 end from products`,
    );
    await client.query(
      `insert into product_categories (category_id, product_id)
       select ${category}, id from products where id % 20 = 0`,
    );
    await client.query("alter table variants enable trigger user");
    await client.query("reset search_path");
  });
}
