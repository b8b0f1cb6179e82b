import { expect } from "chai";
import { withAdmin } from "../../../db/admin.ts";
import { meta, words } from "../../support/html.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { knock, visit } from "../../support/visit.ts";

describe("catchErrors", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ name: "Broken Bowls" });
    await shop.sells("bowl");
  });

  it("shows a 404 in the shop's dress, with a way back that stays in the shop", async () => {
    for (const [address, home] of [
      [`${shop.code}.localhost/shop/nothing`, "/"],
      [`localhost/stores/${shop.code}/shop/nothing`, `/stores/${shop.code}/shop`],
    ] as const) {
      const page = await visit(address);
      expect(page.status).to.equal(404);
      expect(page.text).to.include(shop.name).and.to.include("theme.css");
      expect(page.text).to.include(`class="logo" href="${home}"`);
      expect(meta(page.text, "robots")).to.equal("noindex");
    }
  });

  it("shows the platform's own 404 where there is no shop", async () => {
    const page = await visit("localhost/nothing");
    expect(page.status).to.equal(404);
    expect(words(page.text)).to.include("There is nothing at this address.");
    expect(page.headers["content-type"]).to.include("text/html");
  });

  it("says of a failure that it is ours, in the shop's dress, and nothing of what it was", async () => {
    const broken = await openShop({ name: "Cracked Cups" });
    expect((await visit(`${broken.code}.localhost/`)).status).to.equal(200);
    await withAdmin((client) => client.query(`drop table store_${broken.id}.pages`));

    const page = await visit(`${broken.code}.localhost/shop/pages/about`);

    expect(page.status).to.equal(500);
    expect(page.text).to.include(broken.name).and.to.include("theme.css");
    expect(words(page.text)).to.include("That is our fault, not yours");
    expect(page.text).not.to.match(
      /relation|does not exist|sequelize|select|store_\d|node:|\.ts\b/i,
    );
    expect(page.headers["cache-control"]).to.equal("no-store");
  });

  it("shows a failure in the shop's dress also when nothing of the shop was known before", async () => {
    const broken = await openShop({ name: "Shattered Saucers" });
    await withAdmin((client) => client.query(`drop table store_${broken.id}.settings`));

    const page = await visit(`${broken.code}.localhost/`);

    expect(page.status).to.equal(500);
    expect(page.text).to.include(broken.name).and.to.include("theme.css");
  });

  it("says 405 to whoever would change what is only to be looked at, and what is allowed", async () => {
    const places = ["", "shop", "shop/products", "shop/products/bowl", "shop/search", "theme.css"];
    for (const place of places) {
      for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
        const page = await knock(method, `${shop.code}.localhost/${place}`);
        expect(page.status, `${method} /${place}`).to.equal(405);
        expect(page.headers.allow).to.include("GET").and.to.include("HEAD");
        expect(page.text).to.include(shop.name);
      }
    }
    expect((await knock("POST", "localhost/")).status).to.equal(405);
    expect((await knock("POST", `${shop.code}.localhost/shop/nothing`)).status).to.equal(404);
  });

  it("says 501 to methods that no page has, and answers OPTIONS", async () => {
    expect((await knock("PROPFIND", `${shop.code}.localhost/`)).status).to.equal(501);
    const options = await knock("OPTIONS", `${shop.code}.localhost/shop/products`);
    expect(options.status).to.equal(200);
    expect(options.headers.allow).to.include("GET");
  });

  it("answers HEAD like GET, without the page", async () => {
    for (const place of [
      "",
      "shop/products",
      "shop/products/bowl",
      "shop/nothing",
      "sitemap.xml",
    ]) {
      const address = `${shop.code}.localhost/${place}`;
      const [get, head] = [await visit(address), await knock("HEAD", address)];
      expect(head.status, place).to.equal(get.status);
      expect(head.headers["content-type"], place).to.equal(get.headers["content-type"]);
      expect(head.headers.etag, place).to.equal(get.headers.etag);
      expect(head.text, place).to.equal("");
    }
  });
});
