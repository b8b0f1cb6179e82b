import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../support/chromium.ts";
import { violations } from "../../support/eyes.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { port as listening, visit } from "../../support/visit.ts";

describe("a shop's theme at a desk in a browser", function () {
  this.timeout(300_000);
  let browser: Browser;
  let port: number;
  let shop: Shop;
  let owner: StaffMember;

  before(async () => {
    port = await listening();
    browser = await launchBrowser({ everyHostIsLocal: true });
    shop = await openShop({ name: "The Shop with a Rather Long Name & Sons" });
    owner = await staffOf(shop);
    await shop.sells("cup", { title: "A cup" });
  });

  after(() => browser?.close());

  async function enter(options: object = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext(options);
    const value = owner.cookies.get("staff") ?? "";
    await context.addCookies([{ name: "staff", value, domain: "localhost", path: "/" }]);
    const page = await context.newPage();
    await page.goto(`http://localhost:${port}/store/${shop.code}/theme`);
    return { context, page };
  }

  const inFrame = (code: string) =>
    `(() => { const shop = document.querySelector("iframe").contentDocument; return ${code}; })()`;
  const property = (name: string) =>
    inFrame(`getComputedStyle(shop.documentElement).getPropertyValue("--${name}")`);

  /** The page's policy lets nobody wait inside of it by a text of code. */
  async function until(page: Page, code: string): Promise<void> {
    for (let tries = 0; tries < 100; tries += 1) {
      if (await page.evaluate(code)) return;
      await page.waitForTimeout(100);
    }
    throw new Error(`never true: ${code}`);
  }

  it("shows at once what is typed, says contrast, and keeps nothing before it is asked to", async () => {
    const { context, page } = await enter({ viewport: { width: 1440, height: 900 } });
    await page.fill("[id='palette.primary']", "#aa1155");
    await until(page, `${property("primary")} === "#aa1155"`);
    await page.fill("[id='palette.muted']", "#bbbbbb");
    const note = page.locator("[data-ink='palette.muted']").first();
    expect(await note.textContent()).to.contain("too close to be read");

    await page.click("text=List");
    await until(page, inFrame(`shop.querySelector(".card-link") !== null`));
    expect(await page.evaluate(property("primary"))).to.equal("#aa1155");
    await page.evaluate(inFrame(`shop.querySelector(".card-link").click()`));
    await until(page, inFrame(`shop.querySelector(".product-title") !== null`));
    expect(await page.evaluate(property("muted"))).to.equal("#bbbbbb");
    await page.evaluate(inFrame(`shop.querySelector(".bag").click()`));
    expect((await visit(`${shop.code}.localhost/theme.css`)).text).not.to.contain("#aa1155");

    await page.click("text=Save draft");
    await page.waitForSelector("[id='palette.muted-error']");
    expect(await page.inputValue("[id='palette.primary']")).to.equal("#aa1155");
    expect(await violations(page)).to.deep.equal([]);
    await page.fill("[id='palette.muted']", "#555555");
    await page.click("[formaction$='/theme/publish']");
    await page.waitForSelector("#flash");
    expect((await visit(`${shop.code}.localhost/theme.css`)).text).to.contain("#aa1155");
    await context.close();
  });

  it("works without scripts: typed, looked at, moved, saved", async () => {
    const viewport = { width: 1440, height: 900 };
    const { context, page } = await enter({ viewport, javaScriptEnabled: false });
    await page.fill("[id='palette.primary']", "#225588");
    await page.click("text=Show in the preview");
    const link = page.frameLocator("iframe").locator("link[href*='look.css']");
    await page.waitForTimeout(1_000);
    const href = (await link.getAttribute("href")) ?? "";
    const look = Buffer.from(href.split("look=")[1] ?? "", "base64url").toString("utf8");
    expect(look).to.contain("#225588");
    await page.click("text=Start page >> nth=0");
    await page.click("[value='newest:up']");
    await page.waitForSelector("[value='newest:up']", { state: "attached" });
    expect(await page.inputValue("[id='palette.primary']")).to.equal("#225588");
    await page.click("text=Save draft");
    await page.waitForSelector("text=The draft is saved");
    await context.close();
  });
});
