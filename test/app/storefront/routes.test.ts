import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { storeFolder } from "../../../app/files/store-files.ts";
import { addCategory, addMenuItem, addPage, addPicture } from "../../support/furnish.ts";
import { attributes, localAddresses, postAddresses } from "../../support/html.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

const domain = `crawled-${randomBytes(4).toString("hex")}.example`;
const file = "abcdefghijklmnopqrstuvwxyz";
const back = "zyxwvutsrqponmlkjihgfedcba";

const known = [
  "/products",
  "/products?collection=picks",
  "/products?page=2",
  "/products/shirt",
  "/categories/inner",
  "/pages/about",
  "/pages/linked",
  "/search",
];

describe("every link of a shop", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop({ name: "Crawled", domain });
    await furnish(shop);
  });

  const modes: [mode: string, host: () => string, home: () => string][] = [
    ["on its domain", () => domain, () => "/"],
    ["on its subdomain", () => `${shop.code}.localhost`, () => "/"],
    ["on its path", () => "localhost", () => `/stores/${shop.code}/shop`],
  ];
  for (const [mode, host, home] of modes) {
    it(`leads somewhere, and stays ${mode}`, async () => {
      const seen = await crawl(host(), home());
      const lost = [...seen].filter(([, status]) => ![200, 303].includes(status));
      expect(lost).to.deep.equal([]);

      const base = below(home());
      const addresses = [...seen.keys()];
      expect(addresses).to.include(`${base}/cart`).and.to.include(`${base}/account/sign-in`);
      expect(addresses.filter((address) => !isOwn(address, base))).to.deep.equal([]);
      expect(addresses).to.include.members([
        home(),
        ...known.map((path) => base + path),
        `/uploads/stores/${shop.id}/${file}-800.webp`,
      ]);
    });
  }

  it("leads nowhere else but where the owner wanted", async () => {
    const { text } = await visit(`${shop.code}.localhost/`);
    const away = attributes(text, "href").filter((href) => /^[a-z]+:|^\/\//i.test(href));
    expect(new Set(away)).to.deep.equal(
      new Set([`http://${domain}/`, "https://elsewhere.example/"]),
    );
  });
});

/** What the paths of a shop's pages begin with. */
function below(home: string): string {
  return home === "/" ? "/shop" : home;
}

function isOwn(address: string, base: string): boolean {
  if (/^\/(assets|uploads)\//.test(address)) return true;
  return base === "/shop" ? !address.startsWith("/stores/") : address.startsWith(base);
}

/**
 * Follows everything that pages lead to or load, from the home page on; gives the status of each. Forms that change
 * something are not sent: that they stay in the shop is looked at here.
 */
async function crawl(host: string, home: string): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const waiting = [home];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [address = ""] = next.split("#");
    if (seen.has(address)) continue;
    const page = await visit(host + address);
    seen.set(address, page.status);
    const isPage = page.headers["content-type"]?.includes("text/html");
    if (page.status === 303) waiting.push(page.headers.location ?? "");
    if (!isPage) continue;
    waiting.push(...localAddresses(page.text));
    const posted = postAddresses(page.text).filter((to) => !isOwn(to, below(home)));
    expect(posted, address).to.deep.equal([]);
  }
  return seen;
}

async function furnish(shop: Shop): Promise<void> {
  const shirt = await shop.sells(
    "shirt",
    { optionNames: ["Size"] },
    { options: ["S", "", ""] },
    { options: ["M", "", ""], onHand: 0 },
  );
  const ids = [shirt];
  for (let n = 0; n < 25; n += 1) ids.push(await shop.sells(`sock-${n}`));
  await addPicture(shop, shirt, file, "A shirt");
  await addPicture(shop, shirt, back, "Its back");
  const outer = await addCategory(shop, "outer", { holds: ids.slice(0, 2) });
  await addCategory(shop, "inner", { parent: outer, holds: [shirt] });
  await addCategory(shop, "picks", { kind: "collection", holds: ids.slice(0, 3) });
  await addPage(shop, "about");
  await addPage(shop, "linked");
  await fillMenu(shop);
  await mkdir(storeFolder(shop.id), { recursive: true });
  for (const name of [file, back]) {
    for (const size of [400, 800, 1200]) {
      await writeFile(join(storeFolder(shop.id), `${name}-${size}.webp`), "picture");
    }
  }
}

async function fillMenu(shop: Shop): Promise<void> {
  const top = await addMenuItem(shop, { label: "All", kind: "products" });
  await addMenuItem(shop, { label: "Outer", kind: "category", target: "outer", parent_id: top });
  await addMenuItem(shop, { label: "Home", kind: "home" });
  await addMenuItem(shop, { label: "Picks", kind: "collection", target: "picks" });
  await addMenuItem(shop, { label: "About", kind: "page", target: "about", menu: "footer" });
  await addMenuItem(shop, { label: "Linked", kind: "url", target: "/shop/pages/linked" });
  await addMenuItem(shop, { label: "Shop", kind: "url", target: "/shop/products?sort=title" });
  await addMenuItem(shop, { label: "Else", kind: "url", target: "https://elsewhere.example/" });
}
