import { expect } from "chai";
import { addCategory } from "../../support/furnish.ts";
import { cards, meta, total, words } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("search", () => {
  let shop: Shop;
  const search = (q: string, more = "") =>
    visit(`${shop.code}.localhost/shop/search?q=${encodeURIComponent(q)}${more}`);
  const found = async (q: string) => cards((await search(q)).text);

  before(async () => {
    shop = await openShop();
    await shop.sells(
      "headphones",
      { title: "Wireless Headphones", vendor: "Sonora", tags: ["audio"] },
      { sku: "HP-100-BLK" },
    );
    await shop.sells("brulee", {
      title: "Crème Brûlée Set",
      type: "Kitchen",
      description: "<p>With a torch</p>",
    });
    await shop.sells("torch", { title: "Torch", description: "<p>For crème brûlée</p>" });
    await shop.sells("tea", { title: "日本の緑茶", vendor: "Чайная" });
    await shop.sells("half", { title: "½ litre jug", tags: ["ŉ jaar"] });
    await shop.sells("sale", { title: "100% Wool O'Neill_Scarf" });
    await shop.sells("plug", { title: "AC/DC plug, 1.5 m", vendor: "acme.example" });
    await shop.sells("secret", { title: "Secret headphones", status: "draft" });
    await addCategory(shop, "audio", { name: "Audio" });
    for (let n = 0; n < 30; n += 1) await shop.sells(`vase-${n}`, { title: `Porcelain vase ${n}` });
  });

  const cases: [what: string, q: string, finds: string[]][] = [
    ["a word of the title", "wireless", ["headphones"]],
    ["a word in capitals", "WIRELESS", ["headphones"]],
    ["the beginning of a word", "head", ["headphones"]],
    ["several words in any order", "headphones wireless", ["headphones"]],
    ["words from different places", "sonora audio", ["headphones"]],
    ["words without their accents", "creme brulee", ["brulee", "torch"]],
    ["words with their accents", "crème brûlée", ["brulee", "torch"]],
    ["a title before a description", "torch", ["torch", "brulee"]],
    ["an article number", "HP-100-BLK", ["headphones"]],
    ["an article number in small letters", "hp-100", ["headphones"]],
    ["another script", "日本の緑茶", ["tea"]],
    ["another script's capitals", "чайная", ["tea"]],
    ["words among quotes", `"wool" 'scarf'`, ["sale"]],
    ["a percent sign among words", "100% wool", ["sale"]],
    ["an apostrophe", "O'Neill", ["sale"]],
    ["both halves of a name with a stroke", "DC", ["plug"]],
    ["a number with a point", "1.5", ["plug"]],
    ["a fraction", "1/2", ["half"]],
    ["a web address", "acme.example", ["plug"]],
    ["spaces around", "  torch  ", ["torch", "brulee"]],
    ["a slip of the finger", "hedphones", ["headphones"]],
    ["two letters the wrong way round", "wirelses headphones", ["headphones"]],
    ["a slip with accents", "crême brullée", ["brulee"]],
  ];
  for (const [what, q, finds] of cases) {
    it(`finds ${what}: ${q}`, async () => {
      expect(await found(q)).to.deep.equal(finds);
    });
  }

  it("finds signs that lose more than an accent on the way", async () => {
    expect((await found("½"))[0]).to.equal("half");
    expect(await found("ŉ jaar")).to.deep.equal(["half"]);
  });

  it("says of what has only some of the words that it is only close", async () => {
    for (const q of ["wireless torch", "wireless | torch", "torch' | 'wireless"]) {
      const { text } = await search(q);
      expect(words(text), q).to.match(/These come close|Nothing found/);
    }
  });

  it("takes operators, wildcards and code for the words in them, or for nothing", async () => {
    for (const q of [
      "& | ! <->",
      ":*",
      "'",
      "\\",
      "''':*",
      "%",
      "_",
      "%%%",
      "*",
      "()",
      "!!",
      "-",
      "🎧",
      "👨‍👩‍👧‍👦",
      "\u200b",
      "\ufeff",
      "\u0301",
      "½½½½",
      "ŉŉŉ",
      "ﷺ",
      "'; drop table products; --",
      "torch' | 'headphones",
      "a:*b",
      "<script>alert(1)</script>",
      "{{1234*4321}}",
      "\ud800",
    ]) {
      const page = await search(q.replace("\ud800", "x"));
      expect(page.status, q).to.equal(200);
      expect(page.text, q).not.to.include("<script>alert").and.not.to.include("5332114");
    }
    expect(await found("torch & brulee")).to.have.members(["torch", "brulee"]);
    expect((await visit(`${shop.code}.localhost/shop/search?q=%ff%fe%ed%a0%80`)).status).to.equal(
      200,
    );
  });

  it("goes by the first hundred signs of a very long text", async () => {
    for (const q of [
      "x".repeat(10_000),
      "torch ".repeat(1_600),
      "½".repeat(1_500),
      "🎧".repeat(900),
    ]) {
      const page = await search(q);
      expect(page.status).to.equal(200);
      expect(page.text.length).to.be.lessThan(60_000);
    }
    expect(await found("torch ".repeat(1_600))).to.deep.equal(["torch", "brulee"]);
  });

  it("asks what is looked for when nothing is given", async () => {
    for (const query of ["", "?q=", "?q=++", "?q=torch&q=vase", "?q[]=x"]) {
      const page = await visit(`${shop.code}.localhost/shop/search${query}`);
      expect(page.status, query).to.equal(200);
      expect(words(page.text), query).to.include("What are you looking for?");
      expect(cards(page.text), query).to.deep.equal([]);
    }
  });

  it("shows what was typed, harmless, in title, heading and field", async () => {
    const page = await search(`"><b>torches & more`);
    expect(page.text).not.to.include("<b>torch");
    expect(page.text).to.include('value="&quot;&gt;&lt;b&gt;torches &amp; more"');
  });

  it("says when nothing is found, and where else to look", async () => {
    const page = await search("zzzzqqqq");
    expect(page.status).to.equal(200);
    expect(words(page.text)).to.include("Nothing found for “zzzzqqqq”").and.to.include("Audio");
  });

  it("says when what it shows is only close, and stays so on every page and with filters", async () => {
    expect(words((await search("torch")).text)).not.to.include("These come close");
    const first = await search("porcelian");
    expect(words(first.text)).to.include("These come close");
    expect(total(first.text)).to.equal(30);
    const second = await search("porcelian", "&page=2");
    expect(second.status).to.equal(200);
    expect(cards(second.text)).to.have.length(6);
    const narrowed = await search("porcelian", "&in_stock=1");
    expect(total(narrowed.text)).to.equal(30);
    expect((await search("porcelian", "&page=3")).status).to.equal(404);
  });

  it("does not turn to what is only close because a filter leaves nothing", async () => {
    const page = await search("wireless", "&price_from=5000");
    expect(cards(page.text)).to.deep.equal([]);
    expect(words(page.text)).to.include("Nothing matches all of that");
  });

  it("keeps the words when the list is sorted, narrowed or turned over", async () => {
    const page = await search("porcelain", "&sort=title&in_stock=1");
    expect(page.text).to.include('type="hidden" name="q" value="porcelain"');
    expect(page.text).to.include("q=porcelain&amp;in_stock=1&amp;sort=title&amp;page=2");
    expect(cards(page.text)[0]).to.equal("vase-0");
  });

  it("asks search engines to leave it out", async () => {
    expect(meta((await search("torch")).text, "robots")).to.equal("noindex");
  });

  it("asks the database at most three times, once its frame is known", async () => {
    await search("torch");
    for (const q of ["torch", "hedphones", "zzzzqqqq"]) {
      const most = q === "zzzzqqqq" ? 4 : 3;
      expect(await queriesDuring(() => search(q)), q).to.be.at.most(most);
    }
  });
});
