import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { asProvisioner } from "../../db/admin.ts";
import { keepSpares } from "../../db/provision.ts";
import { workerRound } from "../support/admin.ts";
import { launchBrowser } from "../support/chromium.ts";
import { overflow, violations } from "../support/eyes.ts";
import { keepScreenshot } from "../support/screenshots.ts";
import { openShop, type Shop } from "../support/shops.ts";
import { type StaffMember, staffOf } from "../support/staff.ts";
import { port as listening } from "../support/visit.ts";

describe("the platform's rooms in a browser", function () {
  this.timeout(240_000);
  let browser: Browser;
  let port: number;
  let admin: StaffMember;
  let shop: Shop;

  before(async () => {
    port = await listening();
    browser = await launchBrowser({ everyHostIsLocal: true });
    admin = await staffOf(null, { admin: true });
    shop = await openShop({ name: "The Shop with a Rather Long Name & Sons" });
    await staffOf(shop);
    await asProvisioner((client) => keepSpares(client, 2));
  });

  after(() => browser?.close());

  const at = (path: string) => `http://localhost:${port}/admin${path}`;

  async function enter({ scripts = true } = {}): Promise<BrowserContext> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      javaScriptEnabled: scripts,
    });
    context.setDefaultTimeout(15_000);
    await context.addCookies([
      { name: "staff", value: admin.cookies.get("staff") ?? "", url: `http://localhost:${port}` },
    ]);
    return context;
  }

  it("open a shop in a minute, which answers at once", async () => {
    const context = await enter();
    const page = await context.newPage();
    await page.goto(at("/stores"));
    await page.getByRole("link", { name: "Open a shop" }).click();
    await page.getByLabel("Name").fill("Browser Bakery");
    await page.getByLabel("Owner's e-mail").fill("baker@example.com");
    await page.getByLabel("Plan").selectOption("standard");
    await page.getByRole("button", { name: "Open the shop" }).click();
    await page.getByRole("status").getByText("Browser Bakery is open.").waitFor();
    const [address] = await page.getByRole("link", { name: /^http:\/\/browser-bakery/ }).all();
    await address?.click();
    await page.getByText("Browser Bakery").first().waitFor();
    await context.close();
  });

  it("ask before a shop is closed, and work without scripts", async () => {
    const victim = await openShop({ name: "No Script Shop" });
    const context = await enter({ scripts: false });
    const page = await context.newPage();
    await page.goto(at(`/stores/${victim.code}`));
    await press(page, "Suspend");
    await page.getByText("No Script Shop is suspended").waitFor();
    await press(page, "Move to the trash");
    await page.getByText("No Script Shop is in the trash").waitFor();
    await page.getByText("Remove for good").first().click();
    await page.getByLabel(`Type ${victim.code} to confirm`).fill("another");
    await page.getByRole("button", { name: "Remove for good" }).click();
    await page.getByText(`Please type the shop's code, ${victim.code}`).first().waitFor();
    await page.getByRole("button", { name: "Restore" }).click();
    await page.getByRole("button", { name: "Open it again" }).click();
    await page.getByText("opens again").waitFor();
    await workerRound();
    expect((await page.goto(`http://${victim.code}.localhost:${port}/`))?.status()).to.equal(200);
    await context.close();
  });

  it("say in whose name somebody acts, until they stop", async () => {
    const context = await enter();
    const page = await context.newPage();
    await page.goto(at(`/stores/${shop.code}`));
    await page.getByLabel("Why").fill("Ticket 4711: looks at the tax rates");
    await page.getByRole("button", { name: "Act as the owner" }).click();
    await page.waitForURL(`**/store/${shop.code}/**`);
    await page.goto(at("/stores"));
    await page.getByText(/You act as the owner of The Shop with a Rather Long Name/).waitFor();
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      await keepScreenshot(page, `admin-acting-${width}`);
      expect(await overflow(page)).to.equal(0);
      expect(await violations(page)).to.deep.equal([]);
    }
    await page.getByRole("button", { name: "Stop" }).click();
    await page.getByText("You no longer act").waitFor();
    await context.close();
  });
});

/** Opens the question and says yes to it. */
async function press(page: Page, name: string): Promise<void> {
  await page.locator("summary", { hasText: name }).click();
  await page.getByRole("button", { name, exact: true }).click();
}
