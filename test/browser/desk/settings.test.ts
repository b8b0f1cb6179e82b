import { expect } from "chai";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchBrowser } from "../../support/chromium.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { port as listening } from "../../support/visit.ts";

const bands = [
  { from: 0, amount: 490 },
  { from: 5000, amount: 890 },
];

describe("settings, pages and domains at a desk in a browser", function () {
  this.timeout(300_000);
  let browser: Browser;
  let port: number;
  let shop: Shop;
  let owner: StaffMember;
  let zone: number;

  before(async () => {
    port = await listening();
    browser = await launchBrowser({ everyHostIsLocal: true });
    shop = await openShop({ name: "The Shop with a Rather Long Name & Sons" });
    owner = await staffOf(shop);
    const rate = { id: "band", name: "Parcel", kind: "weight", steps: bands, freeAbove: 9000 };
    const [row] = await inShop<{ id: number }>(
      shop,
      "insert into shipping_zones (name, countries, rates) values ('Home', '{IE,FR}', $1) returning id",
      [JSON.stringify([{ ...rate, note: "2 to 4 days" }])],
    );
    zone = row?.id ?? 0;
  });

  after(() => browser?.close());

  const at = (path: string) => `http://localhost:${port}/store/${shop.code}${path}`;

  async function enter(options: object = {}): Promise<{ context: BrowserContext; page: Page }> {
    const context = await browser.newContext(options);
    const value = owner.cookies.get("staff") ?? "";
    await context.addCookies([{ name: "staff", value, domain: "localhost", path: "/" }]);
    const page = await context.newPage();
    return { context, page };
  }

  it("show a letter with words that are not kept yet, and the rows that a rate needs, without scripts", async () => {
    const { context, page } = await enter({ javaScriptEnabled: false });
    await page.goto(at("/settings/mails/shipped"));
    await page.getByLabel("Opening").fill("Off it goes, says {shop}!");
    await page.getByRole("button", { name: "Show in the preview" }).click();
    await page.frameLocator("iframe").getByText("Off it goes, says The Shop").waitFor();

    await page.goto(at(`/settings/shipping/${zone}/rates/band`));
    expect(await page.getByLabel("From", { exact: true }).count()).to.equal(4);
    await page.getByLabel("At one price").check();
    expect(await page.getByLabel("From", { exact: true }).first().isVisible()).to.equal(false);
    expect(await page.getByLabel("Price (EUR)").first().isVisible()).to.equal(true);
    await context.close();
  });

  it("find a country while it is typed, and send what is ticked", async () => {
    const { context, page } = await enter();
    await page.goto(at("/settings/shipping/new"));
    await page.getByLabel("Name of the zone").fill("North");
    for (const country of ["Norway", "Iceland"]) {
      await page.getByLabel("Find a country").fill(country);
      await page.getByLabel(country, { exact: true }).check();
    }
    await page.getByRole("button", { name: "Save" }).click();
    await page.waitForURL(/rates\/new$/);
    const rows = await inShop(shop, "select countries from shipping_zones where name = 'North'");
    expect(rows).to.deep.equal([{ countries: ["IS", "NO"] }]);
    await context.close();
  });
});
