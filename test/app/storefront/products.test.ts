import { expect } from "chai";
import type { VariantDraft } from "../../../app/catalogue/product-draft.ts";
import { addCategory, addPicture, changeProduct } from "../../support/furnish.ts";
import { attributes, cards, meta, readable, structuredData, words } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

type Options = [string, string, string];
const variant = (options: Options, more: Partial<VariantDraft> = {}) => ({ options, ...more });

interface Chip {
  label: string;
  href: string;
  selected: boolean;
  soldOut: boolean;
}

/** The choices of each option as a product's page offers them. */
function chips(html: string): Chip[][] {
  const groups = html.split('class="option-values"').slice(1);
  return groups.map((group) =>
    [
      ...(group.split("</ul>")[0] ?? "").matchAll(
        /<a class="chip ([^"]*)" href="([^"]*)"([^>]*)>([^<]*)/g,
      ),
    ].map(([, kind = "", href = "", rest = "", label = ""]) => ({
      label: readable(label).trim(),
      href: readable(href),
      selected: rest.includes("aria-current"),
      soldOut: kind.includes("is-out"),
    })),
  );
}

const labels = (html: string) => chips(html).map((group) => group.map(({ label }) => label));
const selected = (html: string) =>
  chips(html).map((group) => group.find((chip) => chip.selected)?.label);

describe("a product's page", () => {
  let shop: Shop;
  const show = (path: string) => visit(`${shop.code}.localhost/shop/products/${path}`);

  before(async () => {
    shop = await openShop({ name: "Product Place" });
  });

  describe("with options", () => {
    before(async () => {
      await shop.sells(
        "shirt",
        { optionNames: ["Size", "Colour"] },
        variant(["S", "Red", ""], { price: 1000, onHand: 0 }),
        variant(["S", "Blue", ""], { price: 1100, sku: "S-BLUE" }),
        variant(["M", "Red", ""], { price: 1200 }),
        variant(["L", "Green", ""], { price: 1300, onHand: 0 }),
      );
    });

    it("shows the first variant that can be bought", async () => {
      const page = await show("shirt");
      expect(selected(page.text)).to.deep.equal(["S", "Blue"]);
      expect(words(page.text)).to.include("€11.00").and.to.include("S-BLUE");
    });

    it("offers no combination that does not exist", async () => {
      const page = await show("shirt");
      expect(labels(page.text)).to.deep.equal([
        ["S", "M", "L"],
        ["Red", "Blue"],
      ]);
      const medium = await follow(page.text, "M");
      expect(labels(medium)).to.deep.equal([["S", "M", "L"], ["Red"]]);
      expect(selected(medium)).to.deep.equal(["M", "Red"]);
      expect(words(medium)).to.include("€12.00");
    });

    it("leads with every choice to a variant that has it", async () => {
      const page = await show("shirt");
      for (const [group, choices] of chips(page.text).entries()) {
        for (const { label, href } of choices) {
          const next = await visit(`${shop.code}.localhost${href}`);
          expect(next.status, href).to.equal(200);
          expect(selected(next.text)[group], href).to.equal(label);
        }
      }
    });

    it("says which choices are sold out", async () => {
      const soldOut = chips((await show("shirt")).text).map((group) =>
        group.filter((chip) => chip.soldOut).map((chip) => chip.label),
      );
      expect(soldOut).to.deep.equal([["L"], ["Red"]]);
    });

    it("ignores a variant that is none of its own", async () => {
      await shop.sells("other", {}, { price: 7777 });
      const foreign = await variantOf("other");
      for (const asked of [foreign, "0", "-1", "x", "1e9", "1;drop", "99999999999", ""]) {
        const page = await show(`shirt?variant=${asked}`);
        expect(page.status, asked).to.equal(200);
        expect(selected(page.text), asked).to.deep.equal(["S", "Blue"]);
        expect(page.text, asked).not.to.include("77.77");
      }
      expect((await show("shirt?variant=1&variant=2")).status).to.equal(200);
    });

    async function follow(html: string, label: string): Promise<string> {
      const chip = chips(html)
        .flat()
        .find((each) => each.label === label);
      return (await visit(`${shop.code}.localhost${chip?.href}`)).text;
    }

    async function variantOf(slug: string): Promise<string> {
      const { sells } = shop;
      await sells(`${slug}-in-two`, { optionNames: ["Size"] }, variant(["S", "", ""]));
      const page = await show(`${slug}-in-two`);
      return /variant=(\d+)/.exec(page.text)?.[1] ?? "";
    }
  });

  it("shows 200 variants, each of which can be reached", async () => {
    const many = Array.from({ length: 200 }, (_, n) =>
      variant([`S${Math.floor(n / 20)}`, `C${n % 20}`, ""], { price: 1000 + n, sku: `V-${n}` }),
    );
    await shop.sells("many", { optionNames: ["Size", "Colour"] }, ...many);

    const page = await show("many");

    expect(chips(page.text).map((group) => group.length)).to.deep.equal([10, 20]);
    const ids = attributes(page.text, "href").filter((href) => href.includes("?variant="));
    expect(new Set(ids).size).to.be.at.least(29);
    const size = await visit(`${shop.code}.localhost${chips(page.text)[0]?.[9]?.href}`);
    const both = await visit(`${shop.code}.localhost${chips(size.text)[1]?.[19]?.href}`);
    expect(selected(both.text)).to.deep.equal(["S9", "C19"]);
    expect(words(both.text)).to.include("V-199").and.to.include("€11.99");
  });

  it("says how many are left, without a number", async () => {
    for (const [slug, more, said] of [
      ["plenty", { onHand: 10 }, "In stock"],
      ["few", { onHand: 2 }, "Only a few left"],
      ["none", { onHand: 0 }, "Sold out"],
      ["later", { onHand: 0, backorder: true }, "In stock"],
      ["uncounted", { onHand: 0, tracked: false }, "In stock"],
    ] as const) {
      await shop.sells(slug, {}, more);
      const { text } = await show(slug);
      const [stock = ""] = /<p class="stock[\s\S]*?<\/p>/.exec(text) ?? [];
      expect(words(stock).trim(), slug).to.equal(said);
    }
  });

  it("shows a former price only when it was higher", async () => {
    for (const [slug, compareAtPrice, shown] of [
      ["reduced", 1500, true],
      ["same", 1000, false],
      ["raised", 900, false],
      ["nought", 0, false],
      ["never", null, false],
    ] as const) {
      await shop.sells(slug, { vendor: "Former" }, { price: 1000, compareAtPrice });
      const { text } = await show(slug);
      expect(/class="price-was"/.test(text), slug).to.equal(shown);
      if (shown) expect(words(text)).to.include("instead of €15.00");
    }
    const list = await visit(`${shop.code}.localhost/shop/search?q=former`);
    expect(cards(list.text)).to.have.length(5);
    expect(list.text.match(/class="price-was"/g)).to.have.length(1);
  });

  it("is not there for drafts, archived products, those of the future, and none at all", async () => {
    await shop.sells("draft", { status: "draft" });
    await shop.sells("archived", { status: "archived" });
    const future = await shop.sells("future");
    await changeProduct(shop, future, { published_at: new Date(Date.now() + 60_000) });
    for (const slug of [
      "draft",
      "archived",
      "future",
      "none-such",
      "Shirt%20",
      "'--",
      "%F0%9F%8E%A7",
      "x".repeat(5_000),
    ]) {
      expect((await show(slug)).status, slug).to.equal(404);
    }
    await changeProduct(shop, future, { published_at: new Date(Date.now() - 60_000) });
    expect((await show("future")).status).to.equal(200);
  });

  it("does without pictures, and shows those that there are with their words", async () => {
    const id = await shop.sells("pictured");
    expect((await show("pictured")).text).not.to.include("/uploads/");
    await addPicture(shop, id, "abcdefghijklmnopqrstuvwxyz", 'A "fine" <picture>');
    const { text } = await show("pictured");
    const path = `/uploads/stores/${shop.id}/abcdefghijklmnopqrstuvwxyz`;
    expect(attributes(text, "src")).to.include(`${path}-800.webp`);
    expect(attributes(text, "alt")).to.include('A "fine" <picture>');
    expect(meta(text, "og:image")).to.equal(`http://${shop.code}.localhost${path}-1200.webp`);
  });

  it("keeps HTML in every text of a product inert", async () => {
    const evil = `"><script>alert(1)</script><img onerror=x>{{7*7}}'`;
    await shop.sells(
      "evil",
      {
        title: evil,
        vendor: evil,
        type: evil,
        tags: [evil],
        seoDescription: evil,
        optionNames: [evil],
      },
      variant([evil, "", ""], { sku: evil }),
    );
    for (const path of ["products/evil", "products", "search?q=alert", ""]) {
      const { text, status } = await visit(`${shop.code}.localhost/shop/${path}`);
      if (path) expect(status, path).to.equal(200);
      expect(text, path).not.to.match(/<script>alert|<img onerror|49'/);
    }
    const { text } = await show("evil");
    expect(words(text)).to.include(evil);
    expect(structuredData(text)[0]?.name).to.equal(evil);
  });

  it("says in its head what it is, as plain text", async () => {
    await shop.sells("tea", {
      title: "Tea & Biscuits",
      description: "<p>Warm &amp; <strong>strong</strong>: 3 &lt; 4</p><p>Every day.</p>",
    });
    const { text } = await show("tea");
    expect(text).to.include("<title>Tea &amp; Biscuits · Product Place</title>");
    expect(meta(text, "description")).to.equal("Warm & strong : 3 < 4 Every day.");
    expect(meta(text, "og:type")).to.equal("product");
    expect(text).to.include("<strong>strong</strong>");
  });

  it("shows the way to it through its categories, whatever else it is in", async () => {
    const id = await shop.sells("deep");
    await addCategory(shop, "picked", { kind: "collection", holds: [id] });
    const upper = await addCategory(shop, "upper", { name: "Upper" });
    await addCategory(shop, "lower", { name: "Lower", parent: upper, holds: [id] });
    const { text } = await show("deep");
    const [trail = ""] = /<nav class="breadcrumbs"[\s\S]*?<\/nav>/.exec(text) ?? [];
    expect(words(trail).trim()).to.equal("Home Upper Lower deep");
  });

  it("suggests others of its category, and not itself", async () => {
    const ids = [await shop.sells("cup-a"), await shop.sells("cup-b"), await shop.sells("cup-c")];
    await addCategory(shop, "cups", { holds: ids });
    expect(cards((await show("cup-b")).text)).to.deep.equal(["cup-c", "cup-a"]);
  });

  it("asks the database at most twice, once its frame is known", async () => {
    await show("cup-a");
    expect(await queriesDuring(() => show("cup-a"))).to.equal(2);
  });
});

describe("a collection", () => {
  it("shows its products in its own order, and only those", async () => {
    const shop = await openShop();
    const [a, b] = [await shop.sells("a"), await shop.sells("b")];
    await shop.sells("c");
    await addCategory(shop, "best", { name: "The best", kind: "collection", holds: [b, a] });
    const show = (query: string) => visit(`${shop.code}.localhost/shop/products?${query}`);

    const page = await show("collection=best");
    expect(cards(page.text)).to.deep.equal(["b", "a"]);
    expect(words(page.text)).to.include("The best");
    expect(cards((await show("collection=best&sort=title")).text)).to.deep.equal(["a", "b"]);
    expect(page.text).to.include('type="hidden" name="collection" value="best"');
    for (const wrong of ["none", "best&collection=best", "x".repeat(5_000), "%27%3B--"]) {
      expect((await show(`collection=${wrong}`)).status, wrong.slice(0, 30)).to.equal(404);
    }
  });
});
