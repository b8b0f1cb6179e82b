import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { launchBrowser } from "../../support/chromium.ts";
import { overflow, violations } from "../../support/eyes.ts";
import { keepScreenshot } from "../../support/screenshots.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { port as listening } from "../../support/visit.ts";

const csv = [
  "Handle,Title,Body (HTML),Variant Price,Variant SKU,Status",
  "cup,Cup,,12.50,C1,active",
  "jug,Jug,,free,J1,active",
].join("\n");

describe("products and categories at a desk in a browser", function () {
  this.timeout(240_000);
  let browser: Browser;
  let port: number;
  let shop: Shop;
  let manager: StaffMember;

  before(async () => {
    port = await listening();
    browser = await launchBrowser({ everyHostIsLocal: true });
    shop = await openShop();
    manager = await staffOf(shop, { role: "manager" });
  });

  after(() => browser?.close());

  const at = (path: string) => `http://localhost:${port}/store/${shop.code}${path}`;

  async function enter(options: object = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext(options);
    const value = manager.cookies.get("staff") ?? "";
    await context.addCookies([{ name: "staff", value, domain: "localhost", path: "/" }]);
    context.setDefaultTimeout(15_000);
    return { context, page: await context.newPage() };
  }

  async function look(page: Page, name: string): Promise<void> {
    await keepScreenshot(page, name);
    expect(await overflow(page), name).to.equal(0);
    expect(await violations(page), name).to.deep.equal([]);
  }

  const photo = async (name: string) => ({
    name,
    mimeType: "image/jpeg",
    buffer: await sharp({ create: { width: 90, height: 70, channels: 3, background: "#c33" } })
      .jpeg()
      .toBuffer(),
  });

  it("say what is wrong at the field, on a phone at night as well", async () => {
    const { context, page } = await enter({
      colorScheme: "dark",
      viewport: { width: 360, height: 900 },
    });
    await page.goto(at("/products/new"));
    await page.getByRole("button", { name: "Add the product" }).first().click();
    await page.locator("#form-summary").waitFor();
    await look(page, "desk-product-faults");
    await context.close();
  });

  for (const javaScriptEnabled of [true, false]) {
    it(`take a product with pictures and kinds ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const { context, page } = await enter({ javaScriptEnabled });
      const title = `Mug ${javaScriptEnabled}`;
      await page.goto(at("/products/new"));
      await page.getByLabel("Title", { exact: true }).fill(title);
      const text = javaScriptEnabled
        ? page.getByRole("textbox", { name: "Description" })
        : page.locator("#description");
      await text.click();
      await page.keyboard.type("Holds tea.");
      await page.getByLabel("Price in EUR").fill("12,50");
      await page.locator("#o1_name").fill("Size");
      await page.locator("#o1_more").fill("S, M");
      await page.getByRole("button", { name: "Show the kinds this makes" }).click();
      await page.getByLabel("Price in EUR, M").fill("14");
      await page.getByLabel("Active").check();
      await page.locator("#pictures").setInputFiles([await photo("a.jpg"), await photo("b.jpg")]);
      await page.getByRole("button", { name: "Add the product" }).first().click();
      await page.getByText(`${title} is ready.`).waitFor();
      await page.goto(
        `http://${shop.code}.localhost:${port}/shop/products/mug-${javaScriptEnabled}`,
      );

      expect(await page.getByRole("heading", { name: title }).count()).to.equal(1);
      expect(await page.getByText("Holds tea.").count()).to.be.greaterThan(0);
      await context.close();
    });
  }

  for (const javaScriptEnabled of [true, false]) {
    it(`tell the second of two people what the first saved, and let them choose ${javaScriptEnabled ? "with" : "without"} scripts`, async () => {
      const jug = await shop.sells(`jug-${javaScriptEnabled}`, {
        title: "Jug",
        vendor: "Old maker",
      });
      const { context, page } = await enter({
        viewport: { width: 360, height: 900 },
        javaScriptEnabled,
      });
      const other = await context.newPage();
      for (const each of [page, other]) await each.goto(at(`/products/${jug}`));
      await other.getByLabel("Title", { exact: true }).fill("Their jug");
      await other.getByLabel("Maker").fill("Their maker");
      await other.getByLabel("Tags").fill("theirs");
      await other.locator("#type").fill("Their type");
      await other.getByRole("button", { name: "Save" }).first().click();
      await other.locator("#flash").waitFor();

      await page.getByLabel("Title", { exact: true }).fill("My jug");
      await page.getByLabel("Tags").fill("mine");
      await page.getByLabel("Price in EUR").fill("44");
      await page.getByRole("button", { name: "Save" }).first().click();
      await page.getByText("Somebody else saved this product").waitFor();
      if (javaScriptEnabled) await look(page, "desk-product-changed-meanwhile");
      const value = (label: string) => page.getByLabel(label, { exact: true }).inputValue();
      expect(await value("Title")).to.equal("My jug");
      expect(await value("Price in EUR")).to.equal("44");
      expect(await page.locator("#vendor").inputValue()).to.equal("Their maker");
      const choose = (field: string, what: RegExp) =>
        page.getByRole("group", { name: field, exact: true }).getByLabel(what).check();
      await choose("Title", /saved: Their jug/);
      await choose("Maker", /As it was: Old maker/);
      await page.getByRole("button", { name: "Save with these choices" }).click();
      await page.getByText("Their jug is saved.").waitFor();

      expect(await value("Title")).to.equal("Their jug");
      expect(await page.locator("#vendor").inputValue()).to.equal("Old maker");
      expect(await page.locator("#tags").inputValue()).to.equal("mine");
      expect(await page.locator("#type").inputValue()).to.equal("Their type");
      expect(await value("Price in EUR")).to.equal("44.00");
      await context.close();
    });
  }

  it("look at a file first, and take it in by itself", async () => {
    const { context, page } = await enter();
    await page.goto(at("/products/imports"));
    const file = { name: "products.csv", mimeType: "text/csv", buffer: Buffer.from(csv) };
    await page.getByLabel("CSV file").setInputFiles(file);
    await page.getByRole("button", { name: "Look at it" }).click();
    await page.getByText("The file is being read").first().waitFor();
    await look(page, "desk-import-reading");
    await drainOutbox();
    await page.getByText("This is what would happen").waitFor();
    await look(page, "desk-import-checked");
    await page.getByRole("button", { name: "Take the products in" }).click();
    await drainOutbox();
    await page.getByText("The products are in.").waitFor();
    await look(page, "desk-import-done");
    await context.close();
  });
});
