import { expect } from "chai";
import { addCategory, addPicture, changeSettings } from "../../support/furnish.ts";
import { structuredData } from "../../support/html.ts";
import { openShop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

describe("structured data", () => {
  const prices: [currency: string, one: string, low: string, high: string][] = [
    ["EUR", "12.34", "0.05", "12.34"],
    ["JPY", "1234", "5", "1234"],
    ["KWD", "1.234", "0.005", "1.234"],
  ];
  for (const [currency, one, low, high] of prices) {
    it(`has the price of a product in ${currency}, as its minor units say`, async () => {
      const shop = await openShop({ currency });
      await shop.sells("one", {}, { price: 1234, sku: "SKU-1" });
      await shop.sells(
        "two",
        { optionNames: ["Size"] },
        { options: ["S", "", ""], price: 5 },
        { options: ["M", "", ""], price: 1234, onHand: 0 },
      );
      const data = async (slug: string) =>
        structuredData((await visit(`${shop.code}.localhost/shop/products/${slug}`)).text)[0];

      expect(await data("one")).to.deep.include({
        "@type": "Product",
        name: "one",
        sku: "SKU-1",
        offers: {
          "@type": "Offer",
          price: one,
          priceCurrency: currency,
          availability: "https://schema.org/InStock",
        },
      });
      expect((await data("two"))?.offers).to.deep.equal({
        "@type": "AggregateOffer",
        lowPrice: low,
        highPrice: high,
        offerCount: 2,
        priceCurrency: currency,
        availability: "https://schema.org/InStock",
      });
    });
  }

  it("says when nothing is left", async () => {
    const shop = await openShop();
    await shop.sells("gone", {}, { onHand: 0 });
    const page = await visit(`${shop.code}.localhost/shop/products/gone`);
    const [product] = structuredData(page.text);
    expect(product?.offers).to.include({ availability: "https://schema.org/OutOfStock" });
  });

  it("cannot be left by what a shop writes", async () => {
    const shop = await openShop({ name: "</script><script>alert(1)</script>" });
    const title = "</script><!-- <script> \u2028 & ]]>";
    const id = await shop.sells("evil", { title, vendor: title, description: "<p>a</p>" });
    await addCategory(shop, "evil", { name: title, holds: [id] });
    await changeSettings(shop, { address: title });

    for (const path of ["", "shop/products/evil", "shop/categories/evil"]) {
      const page = await visit(`${shop.code}.localhost/${path}`);
      expect(page.status).to.equal(200);
      expect(page.text).not.to.include("<script>alert");
      expect(structuredData(page.text), path).to.have.length.greaterThan(0);
    }
    const [product] = structuredData(
      (await visit(`${shop.code}.localhost/shop/products/evil`)).text,
    );
    expect(product).to.include({ name: title });
  });

  it("names addresses in full, on the primary host, in every mode", async () => {
    const shop = await openShop({ plan: "standard" });
    const id = await shop.sells("lamp");
    await addPicture(shop, id, "abcdefghijklmnopqrstuvwxyz");
    await addCategory(shop, "light", { name: "Light", holds: [id] });
    const origin = `http://${shop.code}.localhost`;

    const page = await visit(`${shop.code}.localhost/shop/products/lamp`);
    const [product, crumbs] = structuredData(page.text);

    expect(product).to.include({ url: `${origin}/shop/products/lamp` });
    expect(product?.image).to.deep.equal([
      `${origin}/uploads/stores/${shop.id}/abcdefghijklmnopqrstuvwxyz-1200.webp`,
    ]);
    expect(crumbs?.itemListElement).to.deep.equal([
      { "@type": "ListItem", position: 1, name: "Home", item: `${origin}/` },
      { "@type": "ListItem", position: 2, name: "Light", item: `${origin}/shop/categories/light` },
      { "@type": "ListItem", position: 3, name: "lamp" },
    ]);
    const below = await visit(`localhost/stores/${shop.code}/shop/products/lamp`);
    expect(structuredData(below.text)).to.deep.equal([product, crumbs]);
  });

  it("says of a shop who it is", async () => {
    const shop = await openShop({ name: "Known" });
    await changeSettings(shop, { email: "hello@known.example" });
    const page = await visit(`${shop.code}.localhost/`);
    expect(structuredData(page.text)).to.deep.equal([
      {
        "@context": "https://schema.org",
        "@type": "OnlineStore",
        name: "Known",
        url: `http://${shop.code}.localhost/`,
        email: "hello@known.example",
      },
    ]);
  });
});
