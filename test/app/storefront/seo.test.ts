import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { asProvisioner } from "../../../db/admin.ts";
import { addDomain } from "../../../db/domains.ts";
import { addCategory, addPage, changeProduct } from "../../support/furnish.ts";
import { canonicalLink, meta, readable } from "../../support/html.ts";
import { openShop, type Shop, type ShopOptions } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

const domain = `seo-${randomBytes(4).toString("hex")}.example`;
const paths = ["", "/products", "/products/lamp", "/categories/light", "/pages/about"];

async function openFurnished(options: ShopOptions): Promise<Shop> {
  const shop = await openShop(options);
  const lamp = await shop.sells("lamp");
  await shop.sells("draft", { status: "draft" });
  const future = await shop.sells("future");
  await changeProduct(shop, future, { published_at: new Date(Date.now() + 60_000) });
  await addCategory(shop, "light", { holds: [lamp] });
  await addPage(shop, "about");
  return shop;
}

const modes: [mode: string, options: ShopOptions, base: (shop: Shop) => string][] = [
  ["its domain", { plan: "premium", domain }, () => `http://${domain}`],
  ["its subdomain", { plan: "standard" }, (shop) => `http://${shop.code}.localhost`],
  ["its path", { plan: "free" }, (shop) => `http://localhost/stores/${shop.code}/shop`],
];

for (const [mode, options, base] of modes) {
  describe(`what search engines learn of a shop whose best address is ${mode}`, () => {
    let shop: Shop;
    let best: string;
    /** Where the shop answers, as its pages' addresses begin there. */
    let bases: string[];
    const at = (address: string) => visit(address.replace("http://", ""));

    before(async () => {
      shop = await openFurnished(options);
      best = base(shop);
      const every = modes.map(([, , baseOf]) => baseOf(shop));
      bases = every.slice(every.indexOf(best));
    });

    for (const path of paths) {
      it(`names the primary address of /shop${path}, wherever it was found`, async () => {
        for (const place of bases) {
          const page = await at(join(place, path));
          expect(page.status, place).to.equal(200);
          expect(canonicalLink(page.text), place).to.equal(join(best, path));
          expect(meta(page.text, "og:url"), place).to.equal(join(best, path));
          expect(meta(page.text, "og:site_name")).to.equal(shop.name);
          expect(meta(page.text, "og:title")).to.include(shop.name);
        }
      });
    }

    it("names the list itself as the address of a narrowed one", async () => {
      const page = await at(`${join(best, "/products")}?sort=title&in_stock=1&utm_source=x`);
      expect(canonicalLink(page.text)).to.equal(join(best, "/products"));
    });

    it("lists in the sitemap what may be seen, and nothing else", async () => {
      for (const place of bases) {
        const page = await at(`${place}/sitemap.xml`);
        expect(page.headers["content-type"]).to.include("application/xml");
        expect(locations(page.text), place).to.have.members(paths.map((path) => join(best, path)));
        expect(page.text).to.match(/<lastmod>\d{4}-\d\d-\d\d<\/lastmod>/);
      }
    });

    it("lists nothing in the sitemap that is not there", async () => {
      const found = locations((await at(`${best}/sitemap.xml`)).text);
      for (const address of found) expect((await at(address)).status, address).to.equal(200);
    });

    it("lets robots in at the primary address, and shows them the sitemap", async () => {
      const page = await at(`${best}/robots.txt`);
      expect(page.headers["content-type"]).to.include("text/plain");
      expect(page.text).to.include(`Sitemap: ${best}/sitemap.xml\n`);
      expect(page.text).to.include(`Disallow: ${new URL(join(best, "/search")).pathname}\n`);
      expect(page.text).not.to.match(/^Disallow: \/$/m);
    });

    it("keeps robots out everywhere else", async () => {
      for (const place of bases.slice(1)) {
        expect((await at(`${place}/robots.txt`)).text, place).to.match(/^Disallow: \/$/m);
      }
    });
  });
}

describe("a second domain", () => {
  it("is not for robots, either", async () => {
    const shop = await openShop({ plan: "premium", domain: `first-${domain}` });
    await asProvisioner((client) =>
      addDomain(client, shop.id, `second-${domain}`, { verified: true }),
    );
    expect((await visit(`first-${domain}/robots.txt`)).text).to.include("Sitemap: ");
    expect((await visit(`second-${domain}/robots.txt`)).text).to.match(/^Disallow: \/$/m);
  });
});

describe("the platform's robots.txt", () => {
  it("keeps robots from what is not for them, and lets them into shops", async () => {
    const { text } = await visit("localhost/robots.txt");
    expect(text).to.include("Disallow: /admin\n").and.to.include("Disallow: /store/\n");
    expect(text).not.to.match(/^Disallow: \/(stores.*)?$/m);
  });
});

/** The address of a shop's page: only path mode has its pages right below its base. */
function join(base: string, path: string): string {
  if (base.includes("/stores/")) return base + path;
  return path === "" ? `${base}/` : `${base}/shop${path}`;
}

function locations(sitemap: string): string[] {
  return [...sitemap.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address = ""]) => readable(address));
}
