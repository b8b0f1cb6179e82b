import { expect } from "chai";
import { addCategory, moveCategory } from "../../support/furnish.ts";
import { cards, counts, pills, total, words } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("a category's page", () => {
  let shop: Shop;
  const show = (path: string) => visit(`${shop.code}.localhost/shop/categories/${path}`);

  before(async () => {
    shop = await openShop();
    const [desk, floor, oak, mug] = [
      await shop.sells("desk-lamp"),
      await shop.sells("floor-lamp"),
      await shop.sells("oak-lamp"),
      await shop.sells("mug"),
    ];
    const lamps = await addCategory(shop, "lamps", { name: "Lamps", holds: [desk, floor] });
    const wooden = await addCategory(shop, "wooden", {
      name: "Wooden",
      parent: lamps,
      holds: [desk],
    });
    await addCategory(shop, "oak", { name: "Oak", parent: wooden, holds: [oak, desk] });
    await addCategory(shop, "mugs", { name: "Mugs", holds: [mug] });
    await addCategory(shop, "picks", { kind: "collection", holds: [mug] });
  });

  it("shows what is in it and below it, each product once", async () => {
    const page = await show("lamps");
    expect(cards(page.text)).to.have.members(["desk-lamp", "floor-lamp", "oak-lamp"]);
    expect(cards((await show("wooden")).text)).to.have.members(["desk-lamp", "oak-lamp"]);
    expect(cards((await show("mugs")).text)).to.deep.equal(["mug"]);
  });

  it("leads to the categories below it, with true counts", async () => {
    const page = await show("lamps");
    expect(page.text).to.include('href="/shop/categories/wooden"');
    expect(words(page.text)).to.match(/Wooden 2\b/);
    expect(counts(page.text)).to.include({ "category=wooden": 2, "category=oak": 2 });
  });

  it("can be narrowed to what is below it, and to nothing else", async () => {
    const narrowed = await show("lamps?category=oak");
    expect(cards(narrowed.text)).to.have.members(["desk-lamp", "oak-lamp"]);
    expect(pills(narrowed.text)).to.deep.equal([{ label: "Oak", href: "/shop/categories/lamps" }]);
    for (const other of ["mugs", "lamps", "picks", "nothing"]) {
      const page = await show(`lamps?category=${other}`);
      expect(total(page.text), other).to.equal(3);
      expect(page.text, other).not.to.include("/products/mug");
    }
  });

  it("shows the way to itself", async () => {
    const [trail = ""] =
      /<nav class="breadcrumbs"[\s\S]*?<\/nav>/.exec((await show("oak")).text) ?? [];
    expect(words(trail).trim()).to.equal("Home Lamps Wooden Oak");
    expect(trail).to.include('href="/shop/categories/lamps"');
  });

  it("is not there for collections, and none at all", async () => {
    for (const slug of [
      "picks",
      "none",
      "LAMPS",
      "lamps%2Foak",
      "constructor",
      "x".repeat(3_000),
    ]) {
      expect((await show(slug)).status, slug.slice(0, 20)).to.equal(404);
    }
  });

  it("says that an empty one is empty", async () => {
    await addCategory(shop, "empty", { name: "Emptiness" });
    const page = await show("empty");
    expect(page.status).to.equal(200);
    expect(words(page.text)).to.include("There is nothing in Emptiness yet");
  });

  it("asks the database at most three times, once its frame is known", async () => {
    await show("lamps");
    expect(await queriesDuring(() => show("lamps?category=oak&sort=title"))).to.equal(3);
  });

  describe("in a loop", () => {
    let looped: Shop;

    before(async () => {
      looped = await openShop();
      const id = await looped.sells("thing");
      const a = await addCategory(looped, "a", { holds: [id] });
      const b = await addCategory(looped, "b", { parent: a });
      const c = await addCategory(looped, "c", { parent: b });
      await addCategory(looped, "hanger-on", { parent: c });
      const whole = await addCategory(looped, "whole", { holds: [id] });
      await addCategory(looped, "part", { parent: whole });
      const picks = await addCategory(looped, "picks", { kind: "collection" });
      await addCategory(looped, "lost", { parent: picks });
      await moveCategory(looped, a, c);
    });

    it("keeps every page of the shop alive", async () => {
      for (const path of [
        "",
        "shop/products?category=a",
        "shop/products/thing",
        "shop/categories/a",
        "shop/categories/b?category=c",
        "shop/categories/c",
        "shop/categories/hanger-on",
        "shop/categories/lost",
        "shop/search?q=nothing",
        "sitemap.xml",
      ]) {
        expect((await visit(`${looped.code}.localhost/${path}`)).status, path).to.equal(200);
      }
    });

    it("leaves the rest of the tree as it is", async () => {
      const page = await visit(`${looped.code}.localhost/shop/categories/part`);
      expect(words(page.text)).to.include("Home whole part");
    });
  });
});
