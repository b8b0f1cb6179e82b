import { expect } from "chai";
import { adoptDatabase, suggestMapping } from "../../../app/adopting/adopt.ts";
import type { StoreReport } from "../../../app/adopting/adopt-store.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { dropStore } from "../../../db/provision.ts";
import { rowsOf } from "../../support/accounts.ts";
import { cousinDatabase, type OldDatabase } from "../../support/seed-database.ts";
import type { Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("adopting a database with other names", function () {
  this.timeout(60_000);
  let old: OldDatabase;
  let stores: StoreReport[];
  const shop = (place: number): Shop => {
    const { storeId, code, name } = stores[place] ?? expect.fail("no store");
    return { id: storeId ?? 0, code, name, sells: () => expect.fail("it sells what it has") };
  };
  const notes = (place: number) =>
    (stores[place]?.tally.notes ?? []).map(
      ({ about, what, examples }) => `${about}: ${what}: ${examples[0]}`,
    );

  before(async () => {
    old = await cousinDatabase();
    stores = (await adoptDatabase(old.url, {})).stores;
    stores.sort((a, b) => a.oldCode.localeCompare(b.oldCode));
  });

  after(async () => {
    for (const { storeId } of stores)
      if (storeId) await asProvisioner((client) => dropStore(client, storeId));
    await old.remove();
  });

  it("finds what is what by names and types", async () => {
    const { tables } = await suggestMapping(old.url);

    expect(tables.products?.table).to.equal("items");
    expect(tables.orders?.table).to.equal("sales");
    expect(tables.products?.minor).to.deep.equal(["price"]);
    expect(tables.orders?.columns).to.include({ total: "total_cents", storeId: "shop_id" });
    expect(tables.domains).to.equal(undefined);
  });

  it("gives codes that addresses can have", () => {
    const codes = stores.map(({ oldCode, code }) => `${oldCode} -> ${code}`);
    expect(codes).to.deep.equal(["ab -> ab-shop", "Acme_Shop -> acme-shop", "admin -> admin-shop"]);
    expect(stores.map(({ state }) => state)).to.deep.equal(Array(3).fill("adopted"));
  });

  it("keeps amounts that were in minor units, in whatever currency", async () => {
    for (const place of [1, 2]) {
      const [settings] = await rowsOf(shop(place), "select currency from settings");
      const [order] = await rowsOf(
        shop(place),
        "select number, subtotal, discount, tax, tax_added, total from orders where number = 1",
      );
      expect(settings).to.deep.equal({ currency: place === 1 ? "JPY" : "KWD" });
      expect(order).to.deep.equal({
        ...{ number: 1, subtotal: 3004, discount: 100 },
        ...{ tax: 300, tax_added: 300, total: 3204 },
      });
    }
  });

  it("takes the usual currency for one that there is not, and says so", async () => {
    const [settings] = await rowsOf(shop(0), "select currency from settings");
    expect(settings).to.deep.equal({ currency: "EUR" });
    expect(notes(0)).to.include(
      "store: no currency there: EUR (defaults.currency says another): XXQ",
    );
  });

  it("keeps variants with their options, each with a price and a stock of its own", async () => {
    const variants = await rowsOf<{ option1: string; price: number }>(
      shop(1),
      `select v.option1, v.option2, v.price, v.on_hand, p.option_names from variants v join products p on p.id = v.product_id
       where p.slug = 'shirt-3' order by v.on_hand`,
    );
    const said = { option2: "red", option_names: ["size", "colour"] };
    expect(variants[0]).to.deep.equal({ ...said, option1: "S", price: 1003, on_hand: 2 });
    expect(variants.slice(1).map(({ option1 }) => option1)).to.have.members(["M", "M (2)"]);
    expect(variants.slice(1).map(({ price }) => price)).to.deep.equal([1502, 1503]);
    expect(notes(1).some((note) => /option made unique.*M -> M \(2\)/.test(note))).to.equal(true);
    expect(notes(1)).to.satisfy((all: string[]) =>
      all.some((note) => note.startsWith("prices: a variant without one has its product's")),
    );
  });

  it("links what was ordered to the variant that it was", async () => {
    const [line] = await rowsOf(
      shop(1),
      `select l.title, l.quantity, l.price, v.sku from order_lines l join variants v on v.id = l.variant_id limit 1`,
    );
    expect(line).to.deep.equal({ title: "Shirt 1", quantity: 2, price: 1502, sku: "V2" });
  });

  it("opens each, with an owner where one is named", async () => {
    const list = await visit("acme-shop.localhost/shop/products");
    const owners = await asProvisioner((client) =>
      client.query(
        `select u.email, u.password_hash from public.users u join public.memberships m on m.user_id = u.id where m.store_id = $1`,
        [shop(1).id],
      ),
    );
    expect(list.status).to.equal(200);
    expect(list.text).to.include("Shirt 3");
    expect(owners.rows).to.deep.equal([{ email: "boss@acme.example", password_hash: "" }]);
    expect(notes(2)).to.include("people: nobody owns the store yet: invite an owner: admin-shop");
  });
});
