import { expect } from "chai";
import { assetAddress } from "../../../app/assets.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { setState } from "../../../db/provision.ts";
import { addMenuItem } from "../../support/furnish.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { knock, type Page, visit } from "../../support/visit.ts";

describe("protect", () => {
  let shop: Shop;
  let closed: Shop;

  before(async () => {
    shop = await openShop();
    closed = await openShop();
    await asProvisioner((client) => setState(client, closed.id, "suspended"));
    await shop.sells("lamp");
  });

  const answers: [what: string, status: number, ask: () => Promise<Page>][] = [
    ["a page", 200, () => visit(`${shop.code}.localhost/`)],
    ["a product", 200, () => visit(`${shop.code}.localhost/shop/products/lamp`)],
    ["a page in path mode", 200, () => visit(`localhost/stores/${shop.code}/shop`)],
    ["the platform's page", 200, () => visit("localhost/")],
    ["a stylesheet", 200, () => visit(`localhost${assetAddress("storefront/base.css")}`)],
    ["a theme", 200, () => visit(`${shop.code}.localhost/theme.css`)],
    ["an icon", 200, () => visit(`${shop.code}.localhost/favicon.svg`)],
    ["a sitemap", 200, () => visit(`${shop.code}.localhost/sitemap.xml`)],
    ["a rule for robots", 200, () => visit(`${shop.code}.localhost/robots.txt`)],
    ["a redirect", 301, () => visit(`${shop.code}.localhost/shop`)],
    ["a wrong host", 400, () => visit("127.0.0.1/")],
    ["a missing page", 404, () => visit(`${shop.code}.localhost/nothing`)],
    ["a missing store", 404, () => visit("nobody-at-all.localhost/")],
    ["a missing file", 404, () => visit("localhost/assets/nothing.css")],
    ["a wrong method", 405, () => knock("POST", `${shop.code}.localhost/`)],
    ["a wrong price", 422, () => visit(`${shop.code}.localhost/shop/products?price_from=x`)],
    ["a closed shop", 503, () => visit(`${closed.code}.localhost/`)],
    ["a sign of life", 200, () => visit("localhost/healthz")],
  ];
  for (const [what, status, ask] of answers) {
    it(`guards ${what}`, async () => {
      const page = await ask();
      expect(page.status).to.equal(status);
      const policy = page.headers["content-security-policy"] ?? "";
      for (const rule of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).to.include(rule);
      }
      expect(policy).not.to.include("unsafe");
      expect(page.headers["x-content-type-options"]).to.equal("nosniff");
      expect(page.headers["referrer-policy"]).to.equal("strict-origin-when-cross-origin");
      expect(page.headers["x-powered-by"]).to.equal(undefined);
      expect(page.headers["set-cookie"]).to.equal(undefined);
    });
  }

  it("lets a form lead on to the provider's page, where something is paid", async () => {
    const policyAt = async (address: string) =>
      String((await visit(address)).headers["content-security-policy"]);
    for (const path of ["shop/checkout", "shop/orders/x"]) {
      const rule = "form-action 'self' https://checkout.stripe.com;";
      expect(await policyAt(`${shop.code}.localhost/${path}`)).to.contain(rule);
      expect(await policyAt(`localhost/stores/${shop.code}/${path}`)).to.contain(rule);
    }
    expect(await policyAt(`${shop.code}.localhost/shop/products`)).to.contain(
      "form-action 'self';",
    );
  });

  it("is obeyed by every page: no inline script or style, no handler, no address that runs", async () => {
    await addMenuItem(shop, { label: "Run", kind: "url", target: "javascript:alert(1)" });
    await addMenuItem(shop, { label: "Away", kind: "url", target: "//evil.example" });
    await addMenuItem(shop, { label: "Data", kind: "url", target: "data:text/html,x" });
    for (const path of ["", "shop/products", "shop/products/lamp", "shop/search?q=x", "nothing"]) {
      const { text } = await visit(`${shop.code}.localhost/${path}`);
      expect(text, path).not.to.match(/<style|\sstyle="|\son[a-z]+="/i);
      expect(text, path).not.to.match(/<script(?![^>]*(?:\ssrc="\/|ld\+json))/i);
      expect(text, path).not.to.match(/(?:href|src|action)="(?:javascript|data|\/\/)/i);
    }
  });
});
