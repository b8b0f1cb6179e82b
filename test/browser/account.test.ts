import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { demo } from "../support/demo.ts";
import { openPage, overflow, violations } from "../support/eyes.ts";
import { keepScreenshot } from "../support/screenshots.ts";

/** A shop in each routing mode. */
const accounts = {
  wizamart: "wizamart.com/shop/account",
  techstore: "techstore.localhost/shop/account",
  fashionhub: "localhost/stores/fashionhub/shop/account",
};
const widths = { phone: 360, desktop: 1440 };
const doors = ["sign-in", "register", "forgot", "mail-sent", "verify/x", "reset/x"];
const rooms = ["", "orders", "addresses", "addresses/new", "details", "sessions", "erase"];
const shopper = { email: "shopper@example.com", password: "demo-password" };

describe("an account in a browser", function () {
  this.timeout(240_000);

  let browser: Browser;
  let port: number;

  before(async () => {
    ({ port } = await demo());
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  const at = (account: string, page = "") => {
    const [host = "", ...path] = account.split("/");
    return `http://${host}:${port}/${[...path, page].filter(Boolean).join("/")}`;
  };
  const look = async (page: Page, name: string) => {
    await keepScreenshot(page, name);
    expect(await overflow(page), `${name} is wider than the screen`).to.equal(0);
    expect(await violations(page), `${name} is not accessible`).to.deep.equal([]);
  };

  for (const [shop, account] of Object.entries(accounts)) {
    for (const [device, width] of Object.entries(widths)) {
      it(`shows the ways into ${shop} at ${width} px: whole and accessible, with faults too`, async () => {
        const page = await openPage(browser, width);
        for (const door of doors) {
          await page.goto(at(account, door));
          await look(page, `${shop}-account-${door.replace("/", "-")}-${device}`);
        }
        await page.goto(at(account, "register"));
        await page.locator("#email").fill("ada@example"); // which a browser takes for an address
        await page.locator("#password").fill("short");
        await page.getByRole("button", { name: "Create account" }).click();
        await page.locator("#form-summary:focus").waitFor();
        await look(page, `${shop}-account-register-faults-${device}`);
        await page.context().close();
      });
    }
  }

  for (const [device, width] of Object.entries(widths)) {
    it(`shows an account with a past at ${width} px: whole, accessible and without errors`, async () => {
      const page = await openPage(browser, width);
      await signIn(page);
      for (const room of rooms) {
        await page.goto(at(accounts.techstore, room));
        await look(page, `techstore-account-${room.replace("/", "-") || "overview"}-${device}`);
      }
      expect(page.complaints).to.deep.equal([]);
      await page.context().close();
    });
  }

  it("lets a customer add an address abroad and take the removal of another back, without JavaScript", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, "addresses/new");
    expect(page.url()).to.equal(at(accounts.techstore, "addresses/new"));
    await page.locator("#country").selectOption("JP");
    await page.getByRole("button", { name: "Show the fields" }).click();
    await page.locator("#postcode").fill("100-0001");
    await page.locator("#region").selectOption({ index: 13 });
    await page.locator("#city").fill("Chiyoda");
    await page.locator("#line1").fill("1-1");
    await page.locator("#line1").press("Enter");
    await page.getByText("The address is in your account.").waitFor();

    const cards = page.locator(".address-card");
    const count = await cards.count();
    await cards.last().getByRole("button", { name: "Remove" }).click();
    await page.getByText("The address is removed.").waitFor();
    expect(await cards.count()).to.equal(count - 1);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("The address is in your account.").waitFor();
    expect(await cards.count()).to.equal(count);
    await context.close();
  });

  async function signIn(page: Page, next = ""): Promise<void> {
    await page.goto(at(accounts.techstore, next));
    await page.locator("#email").fill(shopper.email);
    await page.locator("#password").fill(shopper.password);
    await page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: next ? "Add an address" : "Your account" }).waitFor();
  }
});
