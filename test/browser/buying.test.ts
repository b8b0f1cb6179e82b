import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../support/chromium.ts";
import { type Demo, demo } from "../support/demo.ts";
import { openPage, overflow, violations, type Watched } from "../support/eyes.ts";
import { linkIn } from "../support/post-office.ts";
import { keepScreenshot } from "../support/screenshots.ts";

interface Mode {
  home: string;
  shop: string;
  width: number;
  /** Where a buyer in the shop's own country lives. */
  place: { city: string; postcode: string; region?: string };
}

const portland = { city: "Portland", postcode: "97209", region: "OR" };

const modes: Record<string, Mode> = {
  domain: { home: "mytechstore.net", shop: "Tech Store", width: 1440, place: portland },
  subdomain: {
    home: "fashionhub.localhost",
    shop: "Fashion Hub",
    width: 360,
    place: { city: "Berlin", postcode: "10115" },
  },
  path: {
    home: "localhost/stores/wizamart/shop",
    shop: "Wizamart Shop",
    width: 360,
    place: { city: "Dublin", postcode: "D02 X285" },
  },
};

const password = "correct horse battery";

describe("buying in a browser", function () {
  this.timeout(240_000);

  let platform: Demo;
  let browser: Browser;

  before(async () => {
    platform = await demo();
    browser = await launchBrowser({ everyHostIsLocal: true });
  });

  after(() => browser?.close());

  for (const [mode, { home, shop, width, place }] of Object.entries(modes)) {
    for (const scripts of [true, false]) {
      const how = scripts ? "with" : "without";
      it(`lets a guest buy by ${mode} ${how} JavaScript, and keep the order in an account`, async () => {
        const email = `${mode}-${how}@example.com`;
        const page = await openPage(browser, width, { scripts });
        const look = (name: string) => inspect(page, `buying-${mode}-${name}`, scripts);

        await page.goto(address(home));
        await putSomethingIntoCart(page, look);
        await checkOut(page, email, place, look);
        const number = /Order (\d+)/i.exec(await page.locator("main").innerText())?.[1] ?? "";
        await look("order");

        const mail = await platform.mails.newestTo(email, "Thank you");
        expect(mail.subject).to.equal(`Thank you for your order ${number}`);
        expect(mail.from?.text).to.include(shop);
        await page.goto(publicly(linkIn(mail, "See your order")));
        expect(await page.locator("main").innerText()).to.match(new RegExp(`Order ${number}`, "i"));

        await page.getByRole("link", { name: "Create an account" }).click();
        await page.waitForURL(/account\/register/);
        expect(await page.getByLabel("E-mail address").inputValue()).to.equal(email);
        await look("register");
        await page.getByLabel("Password").fill(password);
        await page.getByRole("button", { name: "Create account" }).click();
        await page.waitForURL(/mail-sent/);
        await page.goto(
          publicly(linkIn(await platform.mails.newestTo(email, "confirm"), "Confirm my address")),
        );
        await page.getByLabel("The password of your account").fill(password);
        await page.getByRole("button", { name: "Confirm and sign in" }).click();
        await page.waitForURL(/\/account$/);
        expect(await page.locator("main").innerText()).to.include(number);
        await look("account");
        expect(page.complaints).to.deep.equal([]);
        await page.context().close();
      });
    }
  }

  it("tells a shopper whose card is declined, keeps the order, and takes the next attempt", async () => {
    const page = await openPage(browser, 360, { scripts: false });
    await page.goto(address("techstore.localhost"));
    await putSomethingIntoCart(page);
    await fillIn(page, "declined@example.com", portland);
    await page.getByLabel(/card/i).check();
    await page.getByRole("button", { name: /^(Order and pay|Place the order)/ }).click();
    await page.getByRole("button", { name: "Use a card that is declined" }).click();
    await page.getByRole("button", { name: "Back to the shop without paying" }).click();
    await page.waitForURL(/\/shop\/orders\//);
    await inspect(page, "buying-declined", false);
    await page.getByRole("button", { name: /^Pay/ }).click();
    await page.getByRole("button", { name: /^Pay / }).first().click();
    await page.waitForURL(/\/shop\/orders\//);
    expect((await platform.mails.newestTo("declined@example.com", "Thank you")).subject).to.match(
      /order \d+/,
    );
    await page.context().close();
  });

  function address(home: string): string {
    const [host, ...path] = home.split("/");
    return `http://${host}:${platform.port}/${path.join("/")}`;
  }

  /** Pages are looked at where scripts run: axe is one. */
  async function inspect(page: Watched, name: string, scripts: boolean): Promise<void> {
    await keepScreenshot(page, `${name}${scripts ? "" : "-plain"}`);
    if (!scripts) return;
    expect(await overflow(page), `${name} is wider than the screen`).to.equal(0);
    expect(await violations(page), `${name} is not accessible`).to.deep.equal([]);
  }
});

/** In development mails keep to names of this machine; in production they lead to a shop's own domain. */
function publicly(link: string): string {
  return link.replace("//techstore.localhost:", "//mytechstore.net:");
}

type Look = (name: string) => Promise<void>;

async function putSomethingIntoCart(page: Page, look?: Look): Promise<void> {
  await page.locator("main a.card-link[href*='/products/']").first().click();
  await page.waitForURL(/\/products\/[^/]+$/);
  await look?.("product");
  await page.locator("main").getByRole("button", { name: "Add to cart" }).first().click();
  await page.locator("#cart").waitFor();
  await look?.("added");
  await page.goto(new URL(await hrefOf(page, "/cart"), page.url()).href);
  await page.locator("main #cart").waitFor();
  await look?.("cart");
}

async function checkOut(
  page: Page,
  email: string,
  place: Mode["place"],
  look: Look,
): Promise<void> {
  await fillIn(page, email, place);
  await page.getByLabel(/card/i).check();
  await look("checkout");
  await page.getByRole("button", { name: /^Order and pay/ }).click();
  await page.getByRole("button", { name: /^Pay / }).first().click();
  await page.waitForURL(/\/orders\//);
}

async function fillIn(page: Page, email: string, place: Mode["place"]): Promise<void> {
  await page
    .locator("main")
    .getByRole("button", { name: /check ?out/i })
    .click();
  await page.waitForURL(/\/checkout$/);
  await page.getByLabel("E-mail").first().fill(email);
  await page.locator("[name=delivery-name]").fill("Ada Buyer");
  await page.locator("[name=delivery-line1]").fill("1 Main Street");
  await page.locator("[name=delivery-city]").fill(place.city);
  await page.locator("[name=delivery-postcode]").fill(place.postcode);
  if (place.region) await page.locator("[name=delivery-region]").selectOption(place.region);
}

async function hrefOf(page: Page, ending: string): Promise<string> {
  const link = page.locator(`a[href$="${ending}"]`).first();
  return (await link.getAttribute("href")) ?? "";
}
