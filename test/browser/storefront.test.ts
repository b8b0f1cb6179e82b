import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { demo } from "../support/demo.ts";
import { layoutShift, openPage, overflow, unsizedPictures, violations } from "../support/eyes.ts";
import { keepScreenshot } from "../support/screenshots.ts";

interface ShopUnderTest {
  code: string;
  host: string;
  product: string;
  category: string;
}

const shops: ShopUnderTest[] = [
  { code: "wizamart", host: "wizamart.com", product: "", category: "" },
  { code: "techstore", host: "mytechstore.net", product: "", category: "" },
  { code: "fashionhub", host: "fashionhub.localhost", product: "", category: "" },
];

const widths = { phone: 360, desktop: 1440 };

describe("the storefront in a browser", function () {
  this.timeout(240_000);

  let browser: Browser;
  let port: number;

  before(async () => {
    ({ port } = await demo());
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  for (const shop of shops) {
    for (const [device, width] of Object.entries(widths)) {
      it(`shows ${shop.code} at ${width} px: whole, accessible, without errors or jumps`, async () => {
        const page = await open(width);
        for (const [name, path] of await placesOf(page, shop)) {
          await page.goto(address(shop, path), { waitUntil: "load" });
          await page.waitForTimeout(150);
          expect(await layoutShift(page), `${name} jumps`).to.be.below(0.02);
          await keepScreenshot(page, `${shop.code}-${name}-${device}`);
          expect(await overflow(page), `${name} is wider than the screen`).to.equal(0);
          expect(await unsizedPictures(page), `${name} has pictures without a size`).to.deep.equal(
            [],
          );
          expect(await violations(page), `${name} is not accessible`).to.deep.equal([]);
        }
        expect(page.complaints).to.deep.equal([]);
        await page.context().close();
      });
    }
  }

  it("answers in all three routing modes with the same shop", async () => {
    const page = await open(widths.desktop);
    for (const home of ["wizamart.com", "wizamart.localhost", "localhost/stores/WIZAMART/shop"]) {
      const [host, ...path] = home.split("/");
      await page.goto(`http://${host}:${port}/${path.join("/")}`);
      await page.getByRole("link", { name: "Everything" }).first().click();
      await page.waitForURL(/\/products$/);
      await page.locator("main a.card-link").first().click();
      await page.waitForURL(/\/products\/[^/]+$/);

      expect(new URL(page.url()).host).to.equal(`${host}:${port}`);
      expect(await page.title()).to.contain("Wizamart Shop");
      expect(await page.locator("link[rel=stylesheet]").count()).to.be.greaterThan(1);
    }
    await page.context().close();
  });

  it("lets a shopper browse, narrow, choose and search without JavaScript", async () => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    const page = await context.newPage();
    const shop = shops[1];
    await page.goto(`http://${shop?.host}:${port}/shop/products`);
    const before = await page.locator("main").innerText();
    await page.goto(`http://${shop?.host}:${port}/shop/products?in_stock=1&sort=price-up`);
    expect(await page.locator("main").innerText()).not.to.equal(before);

    await page.goto(`http://${shop?.host}:${port}/shop/search?q=hedphones`);
    await page.locator("main a.card-link").first().click();
    await page.waitForURL(/\/products\/[^/]+$/);
    expect((await page.locator("h1").innerText()).length).to.be.greaterThan(3);
    await context.close();
  });

  it("weighs less than 100 kB besides pictures on a list page", async () => {
    for (const shop of shops) {
      const page = await open(widths.desktop);
      let bytes = 0;
      page.on("requestfinished", async (request) => {
        if (request.resourceType() === "image") return;
        const sizes = await request.sizes();
        bytes += sizes.responseBodySize + sizes.responseHeadersSize;
      });
      await page.goto(address(shop, "/shop/products"), { waitUntil: "networkidle" });
      expect(bytes, shop.code).to.be.within(5_000, 100_000);
      await page.context().close();
    }
  });

  it("leads the keyboard past the header by its first link", async () => {
    const page = await open(widths.desktop);
    await page.goto(address(shops[0], "/shop/products"));
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.textContent")).to.equal("Skip to content");
    await page.keyboard.press("Enter");
    await page.locator("#content:focus").waitFor(); // following a fragment takes the browser a moment
    expect(await page.evaluate("document.activeElement.id")).to.equal("content");
    await page.context().close();
  });

  it("shows the platform's own page", async () => {
    for (const [device, width] of Object.entries(widths)) {
      const page = await open(width);
      await page.goto(`http://localhost:${port}/`);
      await keepScreenshot(page, `platform-home-${device}`);
      expect(await overflow(page)).to.equal(0);
      expect(await violations(page)).to.deep.equal([]);
      await page.context().close();
    }
  });

  const open = (width: number) => openPage(browser, width);

  function address(shop: ShopUnderTest | undefined, path: string): string {
    return `http://${shop?.host}:${port}${path}`;
  }

  /** The pages to look at; which product and category they are is read off the shop itself. */
  async function placesOf(
    page: Page,
    shop: ShopUnderTest,
  ): Promise<[name: string, path: string][]> {
    await page.goto(address(shop, "/shop/products"));
    const product = await page
      .locator("main a[href^='/shop/products/']")
      .first()
      .getAttribute("href");
    await page.goto(address(shop, "/"));
    const category = await page
      .locator("a[href^='/shop/categories/']")
      .first()
      .getAttribute("href");
    return [
      ["home", "/"],
      ["list", "/shop/products"],
      ["narrowed", "/shop/products?in_stock=1&price_from=20&sort=price-up"],
      ["second-page", "/shop/products?page=2"],
      ["product", product ?? ""],
      ["category", category ?? ""],
      ["search", "/shop/search?q=black"],
      ["search-empty", "/shop/search?q=zzzzzz"],
      ["about", "/shop/pages/about"],
      ["missing", "/shop/nothing-here"],
    ];
  }
});
