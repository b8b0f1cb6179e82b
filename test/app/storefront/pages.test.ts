import { expect } from "chai";
import { addPage } from "../../support/furnish.ts";
import { canonicalLink, meta, words } from "../../support/html.ts";
import { queriesDuring } from "../../support/queries.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("a page of text", () => {
  let shop: Shop;
  const show = (slug: string) => visit(`${shop.code}.localhost/shop/pages/${slug}`);

  before(async () => {
    shop = await openShop({ name: "Paper" });
    await addPage(shop, "about", { title: "About <us>", body: "<p>We are <em>here</em>.</p>" });
    await addPage(shop, "terms", { seo_title: "Our terms", seo_description: "All of them" });
  });

  it("shows its title as text and its body as it was sanitised", async () => {
    const { text, status } = await show("about");
    expect(status).to.equal(200);
    expect(text).to.include("<p>We are <em>here</em>.</p>").and.to.include("About &lt;us&gt;");
    expect(text).not.to.include("<us>");
    expect(words(text)).to.include("Home About <us>");
  });

  it("says in its head what its owner wrote for it, or else what it says", async () => {
    const about = await show("about");
    expect(about.text).to.include("<title>About &lt;us&gt; · Paper</title>");
    expect(meta(about.text, "description")).to.equal("We are here .");
    expect(canonicalLink(about.text)).to.equal(`http://${shop.code}.localhost/shop/pages/about`);
    const terms = await show("terms");
    expect(terms.text).to.include("<title>Our terms · Paper</title>");
    expect(meta(terms.text, "description")).to.equal("All of them");
  });

  it("is not there when nobody wrote it", async () => {
    for (const slug of [
      "none",
      "ABOUT",
      "about%20",
      "about.html",
      "%27or%201=1",
      "a".repeat(5_000),
    ]) {
      expect((await show(slug)).status, slug.slice(0, 20)).to.equal(404);
    }
  });

  it("asks the database once, once its frame is known", async () => {
    await show("about");
    expect(await queriesDuring(() => show("about"))).to.equal(1);
  });
});
