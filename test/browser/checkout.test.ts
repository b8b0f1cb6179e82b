import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { demo } from "../support/demo.ts";
import { openPage, overflow, violations, type Watched } from "../support/eyes.ts";
import { cards } from "../support/html.ts";
import { keepScreenshot } from "../support/screenshots.ts";
import { shopper } from "../support/shopper.ts";

const shops = ["wizamart", "techstore", "fashionhub"];

describe("the checkout in a browser", function () {
  this.timeout(240_000);

  let browser: Browser;
  let port: number;

  before(async () => {
    ({ port } = await demo());
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  for (const shop of shops) {
    for (const width of [360, 1440]) {
      it(`is whole and accessible in ${shop} at ${width} px, faults and all`, async () => {
        const page = await atCheckout(shop, width);
        await inspect(page, `${shop}-checkout-${width}`);

        await page.locator("#email").fill("ada at home");
        await page.locator("#billing-same").uncheck();
        await page.getByRole("button", { name: /^Order and pay/ }).click();
        await page.locator(".form-summary").waitFor();
        await inspect(page, `${shop}-checkout-faults-${width}`);
        expect(await page.evaluate("document.activeElement.id")).to.equal("form-summary");
        expect(await page.locator("#email").inputValue()).to.equal("ada at home");
        expect(await page.locator("#billing-line1").isVisible()).to.equal(true);
        await page.getByRole("link", { name: /e-mail address/ }).click();
        expect(await page.evaluate("document.activeElement.id")).to.equal("email");
        expect(page.complaints).to.deep.equal([]);
        await page.context().close();
      });
    }
  }

  it("follows the country by itself, keeps what is typed meanwhile, and says the new total", async () => {
    const page = await atCheckout("techstore", 1440);
    await page.locator("#delivery-country").selectOption("US");
    await page.locator("#delivery-region").waitFor();
    const before = await total(page);
    await page.locator("#email").fill("ada@example.com");
    await page.locator("#delivery-name").fill("Ada Buyer");
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route("**/shop/checkout", async (route) => {
      await held;
      await route.continue();
    });

    await page.locator("#delivery-country").selectOption("DE");
    await page.locator("#delivery-line1").fill("Hauptstr. 5");
    answer();
    await page.locator("#delivery-region").waitFor({ state: "detached" });

    expect(await page.locator("#delivery-line1").inputValue()).to.equal("Hauptstr. 5");
    expect(await page.locator("#delivery-name").inputValue()).to.equal("Ada Buyer");
    expect(await page.locator("#email").inputValue()).to.equal("ada@example.com");
    expect(await page.evaluate("document.activeElement.id")).to.equal("delivery-line1");
    expect(await total(page)).not.to.equal(before);
    expect(await page.locator("#checkout-news").textContent()).to.equal(
      `The total is ${await total(page)} now`,
    );
    expect(page.complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("asks for the sum when Enter is pressed, and never buys by it", async () => {
    const page = await atCheckout("techstore", 360);
    await page.locator("#email").fill("ada@example.com");
    await page.locator("#discount").fill("nothing");
    await page.locator("#discount").press("Enter");

    await page.locator("#discount-error").waitFor();
    expect(page.url()).to.match(/\/shop\/checkout$/);
    expect(await page.evaluate("document.activeElement.id")).to.equal("discount");
    expect(await page.locator("#email").inputValue()).to.equal("ada@example.com");
    await page.getByRole("button", { name: /^Order and pay/ }).click();
    await page.locator(".form-summary").waitFor();
    await page.locator("#discount").fill("");
    await page.getByRole("button", { name: "Apply" }).click();
    await page.locator(".form-summary").waitFor({ state: "detached" });
    expect(await page.locator("#discount-error").count()).to.equal(0);
    await page.context().close();
  });

  it("is filled in and sent by the keyboard alone, and sent once when pressed twice", async () => {
    const page = await atCheckout("fashionhub", 1440);
    await page.locator("#delivery-country").selectOption("DE");
    await page.locator("#email").focus();
    for (const text of ["kim@example.com", "", "Kim", "", "Hauptstr. 5", "", "10115", "Berlin"]) {
      if (text) await page.keyboard.type(text);
      await page.keyboard.press("Tab");
    }
    await page.locator("#payment-bank").focus();
    await page.keyboard.press("Space");
    let orders = 0;
    page.on("request", (request) => {
      if (request.method() === "POST") orders += 1;
    });
    await page.getByRole("button", { name: /^Order and pay/ }).dblclick();

    await page.waitForURL(/\/shop\/orders\//);
    expect(orders).to.equal(1);
    expect(page.complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("asks for another country's fields without JavaScript, by its button", async () => {
    const page = await atCheckout("wizamart", 360, { scripts: false });
    await page.locator("#email").fill("ada@example.com");
    await page.locator("#delivery-country").selectOption("GB");
    await page.locator(".country-field").getByRole("button", { name: "Update" }).first().click();

    await page.waitForLoadState();
    expect(await page.locator("#delivery-country").inputValue()).to.equal("GB");
    expect(await page.locator("#email").inputValue()).to.equal("ada@example.com");
    expect(await page.locator("#billing-line1").isVisible()).to.equal(false);
    await page.locator("#billing-same").uncheck();
    expect(await page.locator("#billing-line1").isVisible()).to.equal(true);
    await page.context().close();
  });

  /** A guest of a shop with its first three products in the cart. */
  async function atCheckout(shop: string, width: number, options = {}): Promise<Watched> {
    const host = `${shop}.localhost`;
    const who = shopper({ port });
    const list = await who.opens(`${host}/shop/products`);
    for (const slug of cards(list.text).slice(0, 3)) {
      const product = await who.opens(`${host}/shop/products/${slug}`);
      const [, variant = ""] = /name="variant" value="(\d+)"/.exec(product.text) ?? [];
      await who.sends(`${host}/shop/cart/lines`, { variant, quantity: 1 });
    }
    const page = await openPage(browser, width, options);
    await page
      .context()
      .addCookies(
        [...who.cookies]
          .filter(([name]) => name.startsWith("cart_"))
          .map(([name, value]) => ({ name, value, domain: host, path: "/" })),
      );
    await page.goto(`http://${host}:${port}/shop/checkout`);
    return page;
  }

  async function inspect(page: Page, name: string): Promise<void> {
    await keepScreenshot(page, name);
    expect(await overflow(page), `${name} is wider than the screen`).to.equal(0);
    expect(await violations(page), `${name} is not accessible`).to.deep.equal([]);
  }

  async function total(page: Page): Promise<string> {
    return (await page.locator(".sums .is-total dd").textContent()) ?? "";
  }
});
