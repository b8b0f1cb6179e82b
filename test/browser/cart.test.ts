import { expect } from "chai";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { demo } from "../support/demo.ts";
import { overflow, violations } from "../support/eyes.ts";
import { keepScreenshot } from "../support/screenshots.ts";

const hosts = {
  wizamart: "wizamart.com",
  techstore: "mytechstore.net",
  fashionhub: "fashionhub.localhost",
};
const widths = { phone: 360, desktop: 1440 };

describe("the cart in a browser", function () {
  this.timeout(240_000);

  let browser: Browser;
  let port: number;

  before(async () => {
    ({ port } = await demo());
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  for (const [code, host] of Object.entries(hosts)) {
    for (const [device, width] of Object.entries(widths)) {
      it(`of ${code} is whole and accessible at ${width} px: empty, in the drawer, on its page, at fault`, async () => {
        const page = await open({ viewport: { width, height: 900 } });
        const look = async (name: string) => {
          await page.waitForTimeout(400);
          await keepScreenshot(page, `${code}-cart-${name}-${device}`);
          expect(await overflow(page), name).to.equal(0);
          expect(await violations(page), name).to.deep.equal([]);
        };
        await page.goto(`http://${host}:${port}/shop/cart`);
        await look("empty");
        await addFromProduct(page, host);
        await look("drawer");
        await page.goto(`http://${host}:${port}/shop/cart`);
        await look("full");
        await page.locator("#code").fill("NOPE");
        await page.locator("#apply").click();
        await page.locator("#form-summary").waitFor();
        await look("fault");
        await page.context().close();
      });
    }
  }

  it("opens in a drawer, keeps the keyboard in it, tells what happened, and gives the focus back", async () => {
    const page = await open();
    await addFromProduct(page, hosts.techstore);
    expect(await page.evaluate("document.activeElement.id")).to.equal("drawer-title");
    await page.locator("#drawer [role=status]", { hasText: "is in your cart" }).first().waitFor();
    await inCart(page, /^2/);
    for (let turn = 0; turn < 12; turn += 1) {
      await page.keyboard.press("Tab");
      const inside =
        "document.activeElement === document.body || document.activeElement.closest('#drawer') !== null";
      expect(await page.evaluate(inside)).to.equal(true);
    }
    await page.keyboard.press("Escape");
    await page.locator("#drawer[open]").waitFor({ state: "detached" });
    expect(await page.evaluate("document.activeElement.className")).to.include("buy-button");

    await page.locator("a[data-cart=open]").click();
    await page.locator("#drawer[open] .cart-line").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator("#drawer[open]").waitFor({ state: "detached" });
    await page.context().close();
  });

  it("counts quickly without losing a step, takes away and brings back, all without leaving the page", async () => {
    const page = await open();
    await addFromProduct(page, hosts.wizamart);
    const address = page.url();
    const more = page.locator("#drawer .quantity-step").last();
    for (let turn = 0; turn < 4; turn += 1) await more.click();
    await inCart(page, /^6/);
    expect(await page.evaluate("document.activeElement.id")).to.match(/^quantity-\d+-more$/);

    await page.locator("#drawer .cart-remove").click();
    await page.locator("#drawer .cart-empty").waitFor();
    expect(await page.locator("#in-cart").innerText()).to.equal("");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.locator("#drawer .cart-line").waitFor();
    await inCart(page, /^6/);
    expect(page.url()).to.equal(address);
    await page.context().close();
  });

  it("takes one from a list's card, where there is nothing to choose", async () => {
    const page = await open();
    await page.goto(`http://${hosts.fashionhub}:${port}/shop/products`);
    const button = page.locator("button.card-add").first();
    await button.focus();
    await page.keyboard.press("Enter");
    await page.locator("#drawer[open] .cart-line").waitFor();
    await inCart(page, /^1/);
    await page.context().close();
  });

  it("falls back to the plain form when the answer does not come", async () => {
    const page = await open();
    let refused = 0;
    await page.route("**/shop/cart/lines", (route) => {
      const isFetch = route.request().resourceType() === "fetch";
      refused += isFetch ? 1 : 0;
      return isFetch ? route.abort() : route.continue();
    });
    await openProduct(page, hosts.techstore);
    await page.locator(".buy-button").click();
    await page.waitForURL(/\/shop\/cart$/);
    expect(refused).to.equal(1);
    expect(await page.locator(".cart-line").count()).to.equal(1);
    await page.context().close();
  });

  it("works by forms alone, in every way to reach the shop", async () => {
    for (const home of ["wizamart.com", "wizamart.localhost", "localhost/stores/wizamart"]) {
      const page = await open({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
      await openProduct(page, home);
      await page.locator("#quantity").fill("2");
      await page.locator(".buy-button").click();
      await page.waitForURL(/\/shop\/cart$/);
      await page.getByRole("button", { name: /^One more of/ }).click();
      await inCart(page, /^3/);
      await page.getByLabel(/^Quantity of/).fill("1");
      await page.keyboard.press("Enter");
      await inCart(page, /^1/);
      await page.getByRole("button", { name: /^Remove/ }).click();
      await page.locator(".cart-empty").waitFor();
      await page.getByRole("button", { name: "Undo" }).click();
      await page.locator(".cart-line").waitFor();
      await page.context().close();
    }
  });

  it("keeps the way to buy at hand on a phone", async () => {
    const page = await open({ viewport: { width: 360, height: 640 } });
    await openProduct(page, hosts.wizamart);
    const bar = page.locator("#buy-bar");
    await bar.waitFor({ state: "visible" });
    await page.locator(".buy-button").scrollIntoViewIfNeeded();
    await page.locator("#buy-bar.is-away").waitFor({ state: "attached" });
    await page.evaluate("scrollTo(0, 0)");
    await bar.getByRole("button").click();
    await page.locator("#drawer[open] .cart-line").waitFor();
    await page.context().close();
  });

  async function open(options: BrowserContextOptions = {}): Promise<Page> {
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport, ...options });
    return context.newPage();
  }

  /** Opens the page of the first product that can be bought. */
  async function openProduct(page: Page, home: string): Promise<void> {
    const [host, ...path] = home.split("/");
    await page.goto(`http://${[`${host}:${port}`, ...path].join("/")}/shop/products?in_stock=1`);
    await page.locator("main .card-link").first().click();
    await page.locator("#buy").waitFor();
  }

  /** Puts two into the cart, which opens in the drawer. */
  async function addFromProduct(page: Page, host: string): Promise<void> {
    await openProduct(page, host);
    await page.locator("#quantity-more").click();
    await page.locator(".buy-button").click();
    await page.locator("#drawer[open] .cart-line").waitFor();
  }

  /** Waits until the header says how much is in the cart. */
  async function inCart(page: Page, units: RegExp): Promise<void> {
    await page.locator("#in-cart", { hasText: units }).waitFor({ state: "attached" });
  }
});
