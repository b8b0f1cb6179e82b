import { expect } from "chai";
import { Secret, TOTP } from "otpauth";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { type Demo, demo } from "../support/demo.ts";
import { openPage, overflow, violations } from "../support/eyes.ts";
import { linkIn } from "../support/post-office.ts";
import { keepScreenshot } from "../support/screenshots.ts";

const widths = { phone: 360, desktop: 1440 };
const password = "a good long password";

describe("the way in, in a browser", function () {
  this.timeout(240_000);

  let browser: Browser;
  let platform: Demo;

  before(async function () {
    this.timeout(400_000);
    platform = await demo();
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  const at = (path: string, host = "localhost") => `http://${host}:${platform.port}${path}`;
  const look = async (page: Page, name: string) => {
    await keepScreenshot(page, name);
    expect(await overflow(page), `${name} is wider than the screen`).to.equal(0);
    expect(await violations(page), `${name} is not accessible`).to.deep.equal([]);
  };
  const signIn = async (page: Page, email: string, secret = "demo-password") => {
    await page.goto(at("/login"));
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(secret);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/login");
  };
  it("leads from the platform's first page to a running shop and its desk within three seconds", async () => {
    const page = await openPage(browser, widths.desktop);
    await page.goto(at("/"));
    await page.getByRole("link", { name: "Open a shop" }).click();
    await page.getByLabel("Name of the shop").fill("Kettle & Co");
    await page.getByLabel("Your name").fill("Kim Kettle");
    await page.getByLabel("E-mail address").fill("kim@kettle.example");
    await page.getByLabel("Password").fill(password);
    await look(page, "sign-up-filled-desktop");
    const begun = performance.now();
    await page.getByRole("button", { name: "Open the shop" }).click();
    await page.waitForURL("**/store/kettle-co/dashboard");
    const took = Math.round(performance.now() - begun);
    process.stdout.write(`      ${took} ms from the button to the desk\n`);
    expect(took).to.be.lessThan(3_000);
    await page.goto(at("/", "kettle-co.localhost"));
    expect(await page.locator("header").first().textContent()).to.include("Kettle & Co");

    const link = linkIn(await platform.mails.newestTo("kim@kettle.example"), "Confirm my address");
    await page.goto(link);
    await look(page, "verify-desktop");
    await page.getByRole("button", { name: "Yes, it is mine" }).click();
    await page.waitForURL("**/dashboard");
    expect(page.complaints).to.deep.equal([]);
    await page.context().close();
  });

  it("works without scripts, and says what is wrong where it is", async () => {
    const page = await openPage(browser, widths.phone, { scripts: false });
    await page.goto(at("/signup"));
    await page.getByLabel("Name of the shop").fill("Plain");
    await page.getByLabel("Short name in its address").fill("techstore");
    await page.getByLabel("Your name").fill("Pia Plain");
    await page.getByLabel("E-mail address").fill("pia@plain.example");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Open the shop" }).click();
    const error = page.locator("#code-error");
    expect(await error.textContent()).to.include("choose another code");
    await page.getByLabel("Short name in its address").fill("plain-shop");
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Open the shop" }).click();
    await page.waitForURL("**/store/plain-shop/dashboard");
    await page.context().close();
  });

  it("lets an owner invite somebody, who follows the mail and finds their way about", async () => {
    const owner = await openPage(browser, widths.desktop);
    await signIn(owner, "owner@example.com");
    await owner.goto(at("/store/fashionhub/staff"));
    await owner.getByLabel("E-mail address").fill("lea@hub.example");
    await owner.getByLabel("Fulfilment").check();
    await owner.getByRole("button", { name: "Send the invitation" }).click();
    await owner.getByText("An invitation is on its way to lea@hub.example.").waitFor();
    await look(owner, "staff-invited-desktop");

    const guest = await openPage(browser, widths.phone);
    await guest.goto(
      linkIn(await platform.mails.newestTo("lea@hub.example"), "See the invitation"),
    );
    await look(guest, "invitation-phone");
    await guest.getByLabel("Your name").fill("Lea Hub");
    await guest.getByLabel("Password").fill(password);
    await guest.getByRole("button", { name: "Join Fashion Hub" }).click();
    await guest.waitForURL("**/store/fashionhub/dashboard");
    await guest.goto(at("/store/fashionhub/orders"));
    await guest.locator(".bar-menu summary").click();
    const menu = guest.getByRole("navigation", { name: "Main" });
    expect(await menu.getByRole("link", { name: "Orders" }).count()).to.equal(1);
    expect(await menu.getByRole("link", { name: "Staff" }).count()).to.equal(0);
    await owner.goto(at("/store/fashionhub/log"));
    await owner.getByText("Staff joined").waitFor();
    await look(owner, "log-desktop");
    for (const page of [owner, guest]) await page.context().close();
  });

  it("asks for the second step once it is set up, and takes a recovery code in its place", async () => {
    const page = await openPage(browser, widths.phone);
    await signIn(page, "kim@kettle.example", password);
    await page.goto(at("/me"));
    await look(page, "me-phone");
    await page.getByRole("link", { name: "Set it up" }).click();
    await look(page, "second-step-set-up-phone");
    const secret = await page.locator("[name=secret]").inputValue();
    const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    await page.getByLabel("The code that the app shows").fill(code);
    await page.getByLabel("Your password").fill(password);
    await page.getByRole("button", { name: "Turn it on" }).click();
    await page.getByRole("heading", { name: "Your recovery codes" }).waitFor();
    await look(page, "recovery-codes-phone");
    const recovery = (await page.locator(".room-codes code").first().textContent()) ?? "";
    await page.context().clearCookies();
    await signIn(page, "kim@kettle.example", password);
    await look(page, "second-step-phone");
    await page.getByLabel("Code").fill(recovery);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL("**/store/kettle-co/dashboard");
    await page.context().close();
  });
});
