import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { launchBrowser } from "../support/chromium.ts";
import { type Demo, demo } from "../support/demo.ts";
import { openPage, overflow, violations, type Watched } from "../support/eyes.ts";
import { linkIn } from "../support/post-office.ts";
import { keepScreenshot } from "../support/screenshots.ts";

interface Road {
  scripts: boolean;
  width: number;
  code: string;
  name: string;
}

const roads: Record<string, Road> = {
  "at a desk": { scripts: true, width: 1440, code: "glaze-co", name: "Glaze & Co" },
  "on a phone": { scripts: true, width: 360, code: "pocket-pots", name: "Pocket Pots" },
  "without scripts": { scripts: false, width: 360, code: "plain-pots", name: "Plain Pots" },
};

const password = "a good long password";
const file = fileURLToPath(
  new URL("../../../shared/data/shopify-home-and-garden.csv", import.meta.url),
);

describe("a shop's whole way, in a browser", function () {
  this.timeout(60_000);

  let browser: Browser;
  let platform: Demo;

  before(async function () {
    this.timeout(400_000);
    platform = await demo();
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  for (const [where, { scripts, width, code, name }] of Object.entries(roads)) {
    describe(where, () => {
      let owner: Watched;
      let shopper: Watched;
      let order: string;
      const email = `owner@${code}.example`;
      const buyer = `buyer@${code}.example`;
      const desk = (path: string) => at(`/store/${code}${path}`);
      const shop = (path = "/") => at(path, `${code}.localhost`);

      before(async () => {
        owner = await openPage(browser, width, { scripts });
        shopper = await openPage(browser, 360, { scripts });
      });

      after(async () => {
        for (const page of [owner, shopper]) await page?.context().close();
      });

      it("begins with a sign-up, and the address confirmed by the mail", async () => {
        await owner.goto(at("/signup"));
        await owner.getByLabel("Name of the shop").fill(name);
        await owner.getByLabel("Your name").fill("Olga Owner");
        await owner.getByLabel("E-mail address").fill(email);
        await owner.getByLabel("Password").fill(password);
        await owner.getByRole("button", { name: "Open the shop" }).click();
        await owner.waitForURL(`**/store/${code}/dashboard`);
        await owner.getByRole("heading", { name: "Set up your shop" }).waitFor();
        await looks(owner, "dashboard");

        const link = linkIn(await platform.mails.newestTo(email), "Confirm my address");
        await owner.goto(link);
        await owner.getByRole("button", { name: "Yes, it is mine" }).click();
        await owner.getByText("your address is confirmed").waitFor();
        await owner.goto(link);
        await owner.getByRole("heading", { name: "Your address is confirmed" }).waitFor();
      });

      it("goes on with a product, its pictures and its kinds", async () => {
        await owner.goto(desk("/products"));
        await owner.getByRole("link", { name: "Add a product" }).first().click();
        await owner.getByLabel("Title", { exact: true }).fill("Rain bowl");
        await write(owner, "Thrown by hand, glazed like rain on slate.");
        await owner.getByLabel("Price in EUR").fill("24.00");
        await owner.locator("#o1_name").fill("Size");
        await owner.locator("#o1_more").fill("Small, Large");
        await owner.locator("#o2_name").fill("Glaze");
        await owner.locator("#o2_more").fill("Slate, Moss");
        await owner.getByRole("button", { name: "Show the kinds this makes" }).click();
        await owner.getByLabel("Price in EUR, Large / Slate").fill("38");
        for (const kind of ["Small / Slate", "Small / Moss", "Large / Slate", "Large / Moss"]) {
          await owner.getByLabel(`Units on hand, ${kind}`).fill("5");
        }
        await owner.getByLabel("Active").check();
        await owner
          .locator("#pictures")
          .setInputFiles([await photo("#5c6f7b"), await photo("#6d7a55")]);
        await looks(owner, "product");
        await owner.getByRole("button", { name: "Add the product" }).first().click();
        await owner.getByText("Rain bowl is ready.").waitFor();
        expect(await owner.locator(".picture-card img").count()).to.equal(2);
        expect(await owner.locator("[aria-label^='Price in EUR,']").count()).to.equal(4);
      });

      if (scripts) {
        it("takes in a real file of products, and follows it to its end", async function () {
          if (!existsSync(file)) this.skip();
          await owner.goto(desk("/products/imports"));
          await owner.getByLabel("CSV file").setInputFiles(file);
          await owner.getByRole("button", { name: "Look at it" }).click();
          await owner.getByText("This is what would happen").waitFor({ timeout: 30_000 });
          await looks(owner, "import");
          await owner.getByRole("button", { name: "Take the products in" }).click();
          await owner.getByText("The products are in.").waitFor({ timeout: 40_000 });
          await owner.getByRole("link", { name: "Look at them" }).click();
          await owner.getByRole("link", { name: "Clay Plant Pot" }).waitFor();
          await shopper.goto(shop("/shop/products/clay-plant-pot"));
          await shopper.getByRole("heading", { name: "Clay Plant Pot" }).waitFor();
        });

        it("is dressed beside a live preview, and shows it once published", async () => {
          await owner.goto(desk("/theme"));
          await owner.locator("summary", { hasText: "Colours" }).click();
          if (!(await owner.locator("[id='palette.primary']").isVisible()))
            await owner.locator("summary", { hasText: "Colours" }).click();
          await owner.locator("[id='palette.primary']").fill("#7a2048");
          await owner.locator("summary", { hasText: "Opening" }).click();
          await owner.locator("[id='hero.title']").fill("Bowls for rainy days");
          const preview = owner.frameLocator("iframe[name=preview]");
          await preview.getByText("Bowls for rainy days").first().waitFor();
          await shopper.goto(shop());
          expect(await shopper.getByText("Bowls for rainy days").count()).to.equal(0);
          await looks(owner, "theme");
          await owner.getByRole("button", { name: "Publish" }).click();
          await owner.locator("#flash").waitFor();
          await until(async () => {
            await shopper.goto(shop());
            return (await shopper.getByText("Bowls for rainy days").count()) > 0;
          });
          const primary =
            "getComputedStyle(document.documentElement).getPropertyValue('--primary').trim()";
          expect(await shopper.evaluate(primary)).to.equal("#7a2048");
        });
      }

      it("sells to a shopper on its own address", async () => {
        await shopper.goto(shop("/shop/products/rain-bowl"));
        await shopper.getByRole("link", { name: "Large" }).click();
        await shopper.getByText("38.00").first().waitFor();
        await shopper.locator("main").getByRole("button", { name: "Add to cart" }).first().click();
        await shopper.locator("#cart").waitFor();
        await shopper.goto(shop("/shop/cart"));
        await shopper.getByLabel(/^Quantity/).fill("2");
        const update = shopper.getByRole("button", { name: /^Update/ }).first();
        if (scripts) await shopper.keyboard.press("Tab");
        else await update.click();
        await shopper.getByText("76.00").first().waitFor();
        await checkOut(shopper, buyer);
        await looks(shopper, "thanks");
        const words = await shopper.locator("main").innerText();
        order = /Order (\d+)/i.exec(words)?.[1] ?? "";
        expect(order).to.equal("1001");
        expect((await platform.mails.newestTo(buyer, "order 1001")).from?.text).to.include(name);
      });

      it("is told of the order, notes the money and ships a part", async () => {
        await owner.goto(desk("/dashboard"));
        await owner.getByRole("link", { name: "Waiting for payment" }).click();
        await owner.getByRole("link", { name: order, exact: true }).click();
        await owner.locator("summary", { hasText: "Mark as paid" }).click();
        await owner.getByRole("button", { name: "Mark as paid" }).click();
        await owner.getByRole("link", { name: "Ship", exact: true }).click();
        await owner.getByLabel("How many of Rain bowl").fill("1");
        await owner.getByLabel("Carrier").fill("An Post");
        await owner.getByLabel("Tracking number").fill("RR123456785IE");
        await owner.getByRole("button", { name: "Ship" }).click();
        await owner.getByText("1 of 2 shipped").waitFor();
        await looks(owner, "shipped");
        await platform.mails.newestTo(buyer, "on its way");
        await shopper.reload();
        await shopper.getByRole("heading", { name: "Part of it is on its way" }).waitFor();
        await shopper.getByText("RR123456785IE").waitFor();
      });

      it("gives a part of the money back, which the shopper's page says", async () => {
        await owner.goto(desk(`/orders/${order}/refunds`));
        await owner.getByLabel("How many of Rain bowl").fill("1");
        await owner.getByLabel("Why").fill("One bowl had a crack");
        await owner.getByRole("button", { name: "Give back" }).click();
        await owner.getByText("Partly refunded").first().waitFor();
        await looks(owner, "refunded");
        await until(async () => {
          await shopper.reload();
          return /Refunded[\s\S]*38\.00/.test(await shopper.locator("main").innerText());
        });
        await looks(shopper, "order");
      });

      it("lets somebody in by a mail, who sees what the role allows", async () => {
        const email = `packer@${code}.example`;
        await owner.goto(desk("/staff"));
        await owner.getByLabel("E-mail address").fill(email);
        await owner.getByLabel("Fulfilment", { exact: true }).last().check();
        await owner.getByRole("button", { name: "Send the invitation" }).click();
        await owner.getByText(`An invitation is on its way to ${email}.`).waitFor();

        const guest = await openPage(browser, width, { scripts });
        await guest.goto(linkIn(await platform.mails.newestTo(email), "See the invitation"));
        await guest.getByLabel("Your name").fill("Pat Packer");
        await guest.getByLabel("Password").fill(password);
        await guest.getByRole("button", { name: `Join ${name}` }).click();
        await guest.waitForURL(`**/store/${code}/dashboard`);
        await guest.goto(desk(`/orders/${order}`));
        expect(await guest.getByRole("button", { name: "Add the note" }).count()).to.equal(1);
        expect(await guest.getByRole("link", { name: "Give money back" }).count()).to.equal(0);
        if (width < 1024) await guest.locator(".bar-menu summary").click();
        const menu = guest.getByRole("navigation", { name: "Main" });
        expect(await menu.getByRole("link").allInnerTexts()).to.include("Orders");
        expect(await menu.getByRole("link").allInnerTexts()).to.not.include("Settings");
        expect((await guest.goto(desk("/settings")))?.status()).to.equal(403);
        await looks(guest, "forbidden");
        await guest.getByRole("link", { name: "Back to the desk" }).click();
        await guest.waitForURL(`**/store/${code}/dashboard`);
        await guest.context().close();
      });

      it("closes its door, and is closed by the platform", async () => {
        await owner.goto(desk("/settings"));
        await owner.getByLabel("Closed: show only that the shop opens soon").check();
        await owner.getByRole("button", { name: "Save" }).click();
        await owner.locator("#flash").waitFor();
        await until(async () => (await shopper.goto(shop()))?.status() === 503);

        const admin = await openPage(browser, width, { scripts });
        await admin.goto(at("/login"));
        await admin.getByLabel("E-mail address").fill("admin@example.com");
        await admin.getByLabel("Password").fill("demo-password");
        await admin.getByRole("button", { name: "Sign in" }).click();
        await admin.waitForURL((url) => url.pathname !== "/login");
        await admin.goto(at(`/admin/stores/${code}`));
        await admin.locator("summary", { hasText: "Move to the trash" }).click();
        await admin.getByRole("button", { name: "Move to the trash", exact: true }).click();
        await admin.getByText(`${name} is in the trash`).waitFor();
        await until(async () => (await shopper.goto(shop()))?.status() === 404);
        await admin.context().close();
        expect(owner.complaints).to.deep.equal([]);
      });

      /** Pages are looked at where scripts run: axe is one. */
      async function looks(page: Page, what: string): Promise<void> {
        const picture = `journey-${code}-${what}`;
        await keepScreenshot(page, picture);
        if (!scripts) return;
        expect(await overflow(page), `${picture} is wider than the screen`).to.equal(0);
        expect(await violations(page), `${picture} is not accessible`).to.deep.equal([]);
      }

      async function write(page: Page, text: string): Promise<void> {
        if (!scripts) return page.locator("#description").fill(text);
        await page.getByRole("textbox", { name: "Description" }).click();
        await page.keyboard.type(text);
      }
    });
  }

  function at(path: string, host = "localhost"): string {
    return `http://${host}:${platform.port}${path}`;
  }
});

async function checkOut(page: Page, email: string): Promise<void> {
  await page
    .locator("main")
    .getByRole("button", { name: /check ?out/i })
    .click();
  await page.waitForURL(/\/checkout$/);
  await page.getByLabel("E-mail").first().fill(email);
  await page.locator("[name=delivery-name]").fill("Ada Buyer");
  await page.locator("[name=delivery-line1]").fill("1 Main Street");
  await page.locator("[name=delivery-city]").fill("Dublin");
  await page.locator("[name=delivery-postcode]").fill("D02 X285");
  await page.getByLabel(/bank transfer/i).check();
  await page.getByRole("button", { name: /^(Order|Place)/ }).click();
  await page.waitForURL(/\/orders\//);
}

async function photo(background: string) {
  const picture = sharp({ create: { width: 900, height: 700, channels: 3, background } });
  return { name: "bowl.jpg", mimeType: "image/jpeg", buffer: await picture.jpeg().toBuffer() };
}

/** Asks until the answer is one, for twenty seconds; gives it. */
async function until<T>(ask: () => T | Promise<T>): Promise<NonNullable<T>> {
  for (const latest = Date.now() + 20_000; Date.now() < latest; await sleep(100)) {
    const answer = await ask();
    if (answer) return answer;
  }
  throw new Error("it did not come to pass within twenty seconds");
}
