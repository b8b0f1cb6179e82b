import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../../app/context.ts";
import { Settings } from "../../../../app/models/store/settings.ts";
import { sequelize } from "../../../../db/connection.ts";
import { logOf } from "../../../support/audit.ts";
import { formFields } from "../../../support/forms.ts";
import { words } from "../../../support/html.ts";
import { anOrder } from "../../../support/orders.ts";
import { inShop } from "../../../support/rows.ts";
import { shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { type StaffMember, staffOf } from "../../../support/staff.ts";
import { visit } from "../../../support/visit.ts";

describe("dashboard/settings/general", () => {
  let shop: Shop;
  let owner: StaffMember;
  let at: string;

  beforeEach(async () => {
    shop = await openShop();
    owner = await staffOf(shop);
    at = owner.desk("/settings");
  });

  async function fields(who = owner): Promise<Record<string, string>> {
    return formFields((await who.opens(at)).text, "data-settings");
  }

  it("shows what there is, and changes it at once in the shop", async () => {
    const front = `${shop.code}.localhost/`;
    await visit(front);
    const changed = {
      name: "Kiln & Co",
      tagline: "Pots, <slowly>",
      announcement: "Back on Monday",
      email: "Hello@Kiln.example",
      address: "1 Quay Street\nGalway",
      country: "IE",
      tax_number: "IE1234567A",
      locale: "de-DE",
    };
    const page = await owner.sends(at, { ...(await fields()), ...changed });
    expect(page.status).to.equal(303);
    expect(words((await owner.follows(page, at)).text)).to.contain("Your settings are saved");

    const home = words((await visit(front)).text);
    for (const said of ["Kiln & Co", "Pots, <slowly>", "Back on Monday", "hello@kiln.example"]) {
      expect(home).to.contain(said);
    }
    expect((await visit(front)).text)
      .to.contain('<html lang="de-DE">')
      .and.not.contain("<slowly>");
    expect(await fields()).to.include({ ...changed, email: "hello@kiln.example" });
  });

  it("writes down who changed what, and only that", async () => {
    await owner.sends(at, { ...(await fields()), tagline: "Pots" });
    const [line] = await logOf(shop);
    expect(line).to.deep.include({
      kind: "settings.saved",
      actor: "Test Person",
      before: { tagline: "" },
      after: { tagline: "Pots" },
    });
    await owner.sends(at, await fields());
    expect(await logOf(shop)).to.have.length(1, "nothing was changed the second time");
  });

  it("keeps what was typed, and says what is wrong beside it", async () => {
    const typed = { name: "", email: "nobody", tagline: "Kept", locale: "xx-XX", country: "ZZ" };
    const page = await owner.sends(at, { ...(await fields()), ...typed });
    expect(page.status).to.equal(422);
    expect(formFields(page.text, "data-settings")).to.include({ name: "", email: "nobody" });
    expect(page.text).to.contain('value="Kept"');
    for (const said of ["A shop needs a name.", "name@example.com", "Please choose a country."]) {
      expect(words(page.text)).to.contain(said);
    }
    expect(await inStore(shop.id, "read", () => Settings.current())).to.include({ tagline: "" });
  });

  it("tells the second of two people what the first has saved, and loses nothing", async () => {
    const manager = await staffOf(shop, { role: "manager" });
    const before = await fields(manager);
    await owner.sends(at, { ...(await fields()), tagline: "By the owner" });
    const second = { ...before, announcement: "By the manager" };
    const page = await manager.sends(at, second);
    expect(page.status).to.equal(422);
    expect(words(page.text))
      .to.contain("Somebody else has changed this")
      .and.contain("By the owner");
    expect(page.text).to.contain('value="By the manager"');
    const again = await manager.sends(at, formFields(page.text, "data-settings"));
    expect(again.status).to.equal(303);
    expect(await fields()).to.include({ tagline: "", announcement: "By the manager" });
  });

  it("changes the currency while nobody has ordered, and reckons prices anew", async () => {
    await shop.sells("mug", {}, { price: 1250, compareAtPrice: 1999 });
    const rates = [
      { id: "a", name: "A", kind: "flat", steps: [{ from: 0, amount: 490 }], freeAbove: 5000 },
      { id: "b", name: "B", kind: "weight", steps: [{ from: 500, amount: null }], freeAbove: null },
      { id: "c", name: "C", kind: "price", steps: [{ from: 1000, amount: 200 }], freeAbove: null },
    ];
    await inShop(shop, "update shipping_zones set rates = $1", [JSON.stringify(rates)]);
    await inShop(
      shop,
      "insert into discounts (code, kind, value, minimum) values ('AMOUNT', 'amount', 500, 2000), ('PERCENT', 'percent', 1000, 0)",
    );
    await owner.sends(at, { ...(await fields()), currency: "JPY" });
    expect(await pricesOf(shop)).to.deep.equal({ price: 13, compare: 20 });
    const [zone] = await inShop<{ rates: object[] }>(shop, "select rates from shipping_zones");
    expect(zone?.rates).to.deep.equal([
      { ...rates[0], steps: [{ from: 0, amount: 5 }], freeAbove: 50 },
      rates[1],
      { ...rates[2], steps: [{ from: 10, amount: 2 }] },
    ]);
    expect(
      await inShop(shop, "select code, value, minimum from discounts order by code"),
    ).to.deep.equal([
      { code: "AMOUNT", value: 5, minimum: 20 },
      { code: "PERCENT", value: 1000, minimum: 0 },
    ]);
    await owner.sends(at, { ...(await fields()), currency: "KWD" });
    expect(await pricesOf(shop)).to.deep.equal({ price: 13_000, compare: 20_000 });
    expect((await visit(`${shop.code}.localhost/shop/products/mug`)).text).to.contain("13.000");

    await owner.sends(at, { ...(await fields()), currency: "EUR" });
    await anOrder(shop);
    expect(words((await owner.opens(at)).text)).to.contain("there are orders in it already");
    const page = await owner.sends(at, { ...(await fields()), currency: "USD" });
    expect(page.status).to.equal(422);
    expect((await inStore(shop.id, "read", () => Settings.current())).currency).to.equal("EUR");
  });

  it("is for managers and owners", async () => {
    for (const role of ["viewer", "fulfilment"] as const) {
      const member = await staffOf(shop, { role });
      await member.opens(member.desk("/pages"));
      expect((await member.opens(at)).status).to.equal(403);
      expect((await member.sends(at, { name: "Mine" })).status).to.equal(403);
    }
    const stranger = await staffOf(await openShop());
    await stranger.opens(stranger.desk("/settings"));
    expect((await stranger.opens(at)).status).to.equal(404);
    expect((await stranger.sends(at, { name: "Mine" })).status).to.equal(404);
  });

  describe("a closed shop", () => {
    let front: string;

    beforeEach(async () => {
      front = `${shop.code}.localhost`;
      await shop.sells("mug", { title: "Secret mug" });
      const some = { closed: "1", tagline: "Soon", email: "hello@kiln.example" };
      await owner.sends(at, { ...(await fields()), ...some });
    });

    it("shows only that it opens soon", async () => {
      for (const path of [
        "/",
        "/shop/products/mug",
        "/shop/search?q=mug",
        "/shop/cart",
        "/sitemap.xml",
      ]) {
        const page = await visit(front + path);
        expect(page.status, path).to.equal(503);
        expect(words(page.text), path).to.contain("opens soon").and.contain("Soon");
        expect(page.text, path).to.contain("noindex").and.not.contain("Secret mug");
      }
      expect((await visit(`${front}/nothing`)).text).to.not.contain("Search");
      expect((await visit(`${front}/theme.css`)).status).to.equal(200);
    });

    it("takes no orders, but lets people see theirs", async () => {
      const buyer = shopper();
      const page = await buyer.sends(`${front}/shop/checkout`, { do: "order" });
      expect(page.status).to.equal(503);
      const order = await anOrder(shop);
      expect((await visit(`${front}/shop/orders/${order.token}`)).status).to.equal(200);
    });

    it("lets whoever runs it look inside, with a key that is good for this shop and an hour", async () => {
      const [, link = ""] =
        /href="http:\/\/([^"]+\/shop\/inside\?key=[^"]+)"/.exec((await owner.opens(at)).text) ?? [];
      const curious = shopper();
      expect((await curious.opens(link)).status).to.equal(303);
      expect((await curious.opens(`${front}/`)).text).to.contain("Secret mug");
      expect((await visit(`${front}/shop/inside?key=${"x".repeat(30)}`)).status).to.equal(404);
      const other = await openShop();
      const elsewhere = link.replace(shop.code, other.code);
      expect((await visit(elsewhere)).status).to.equal(404);
    });

    it("opens at once", async () => {
      const { closed: _, ...open } = await fields();
      await owner.sends(at, open);
      expect((await visit(`${front}/`)).text).to.contain("Secret mug");
    });
  });
});

async function pricesOf(shop: Shop) {
  const [row] = await inStore(shop.id, "read", () =>
    sequelize.query<{ price: number; compare: number }>(
      "select price, compare_at_price as compare from variants",
      { type: QueryTypes.SELECT },
    ),
  );
  return row;
}
