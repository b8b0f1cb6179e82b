import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../support/chromium.ts";
import { anOrder, type Order } from "../../support/orders.ts";
import { keepScreenshot } from "../../support/screenshots.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { port as listening } from "../../support/visit.ts";

/** Waits until the amount is what it should be. */
async function becomes(page: Page, wanted: string): Promise<void> {
  const amount = page.getByLabel("Amount in EUR");
  for (let tries = 0; tries < 50; tries += 1) {
    if ((await amount.inputValue()) === wanted) return;
    await sleep(100);
  }
  expect(await amount.inputValue()).to.equal(wanted);
}

const long = "A lamp with a rather long name, made by hand from one piece of brass";

describe("orders, customers and discounts at a desk in a browser", function () {
  this.timeout(240_000);
  let browser: Browser;
  let port: number;
  let shop: Shop;
  let owner: StaffMember;
  let order: Order;

  before(async () => {
    port = await listening();
    browser = await launchBrowser({ everyHostIsLocal: true });
    shop = await openShop({ name: "The Shop with a Rather Long Name & Sons" });
    owner = await staffOf(shop);
    const lines = [{ title: long, quantity: 3 }, {}];
    order = await anOrder(shop, { lines, shipping: 490 });
  });

  after(() => browser?.close());

  const at = (path: string) => `http://localhost:${port}/store/${shop.code}${path}`;

  async function enter(options: object = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext(options);
    const value = owner.cookies.get("staff") ?? "";
    await context.addCookies([{ name: "staff", value, domain: "localhost", path: "/" }]);
    return { context, page: await context.newPage() };
  }

  it("are shipped and partly refunded with the keyboard alone, the amount worked out meanwhile", async () => {
    const { context, page } = await enter({ viewport: { width: 1440, height: 900 } });
    await page.goto(at(`/orders/${order.number}`));
    await page.getByRole("link", { name: "Ship", exact: true }).press("Enter");
    await page.getByLabel(`How many of ${long}`).fill("2");
    await page.getByLabel("Carrier").fill("An Post");
    await page.getByRole("button", { name: "Ship" }).press("Enter");
    await page.getByText("Shipped. The customer gets a mail about it.").waitFor();
    await page.getByText("2 of 3 shipped").waitFor();

    await page.getByRole("link", { name: "Give money back" }).press("Enter");
    await page.getByLabel(`How many of ${long}`).fill("1");
    await page.getByLabel("With the shipping").check();
    await becomes(page, "14.90");
    await page.getByRole("button", { name: "Give back" }).press("Enter");
    await page
      .getByText("€14.90 count as given back: please send the money to the customer.")
      .waitFor();
    await page.getByText("Partly refunded").waitFor();
    await context.close();
  });

  it("are printed with what was ordered, for whom, and nothing to press", async () => {
    const { context, page } = await enter({ viewport: { width: 800, height: 1000 } });
    await page.goto(at(`/orders/${order.number}`));
    await page.emulateMedia({ media: "print" });
    await keepScreenshot(page, "desk-order-printed");
    expect(await page.getByText(long).first().isVisible()).to.equal(true);
    expect(await page.getByRole("heading", { name: "Customer" }).isVisible()).to.equal(true);
    for (const role of ["button", "textbox", "navigation", "combobox"] as const)
      expect(await page.getByRole(role).count(), role).to.equal(0);
    await context.close();
  });

  it("are refunded and cancelled without scripts as well", async () => {
    const other = await anOrder(shop);
    const { context, page } = await enter({ javaScriptEnabled: false });
    await page.goto(at(`/orders/${other.number}/refunds`));
    await page.getByLabel("How many of Lamp").fill("1");
    await page.getByRole("button", { name: "Work out the amount" }).click();
    expect(await page.getByLabel("Amount in EUR").inputValue()).to.equal("10.00");
    await page.getByRole("button", { name: "Give back" }).click();
    await page.getByText("€10.00 to give back").waitFor();

    await page.getByText("Cancel the order").first().click();
    await page.getByLabel("Why").fill("Out of stock");
    await page.getByRole("button", { name: "Cancel the order" }).click();
    await page.getByText(`Order ${other.number} is cancelled.`).waitFor();
    expect(await page.locator(".order-badges").innerText()).to.match(/Refunded\s+Cancelled/);
    await context.close();
  });

  it("have discounts that are made, paused, and taken back with one click", async () => {
    const { context, page } = await enter();
    await page.goto(at("/discounts/new"));
    await page.getByLabel("Code", { exact: true }).fill("summer");
    await page.getByLabel("How much").fill("15");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "SUMMER" }).click();
    await page.getByRole("button", { name: "Pause" }).click();
    await page.getByText("SUMMER is paused.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("SUMMER can be used again.").waitFor();
    await context.close();
  });
});
