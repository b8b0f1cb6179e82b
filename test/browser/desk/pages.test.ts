import { expect } from "chai";
import type { Browser, Page } from "playwright-core";
import { admin } from "../../../app/admin/routes.ts";
import { asPlatform } from "../../../app/context.ts";
import { rights } from "../../../app/dashboard/routes.ts";
import { drainOutbox } from "../../../app/jobs/drain.ts";
import { gatherUsage } from "../../../app/jobs/usage.ts";
import { invite, readInvitation } from "../../../app/models/shared/people/invitation.ts";
import { platform } from "../../../app/platform/routes.ts";
import { invitationPath } from "../../../app/staff/links.ts";
import { mayDo, type Role } from "../../../app/staff/roles.ts";
import { inPlatform } from "../../support/admin.ts";
import { launchBrowser } from "../../support/chromium.ts";
import { openPage, overflow, violations, type Watched } from "../../support/eyes.ts";
import { addCategory, addMenuItem, addPage, addPicture } from "../../support/furnish.ts";
import { anOrder } from "../../support/orders.ts";
import { posts } from "../../support/outbox.ts";
import { inShop } from "../../support/rows.ts";
import { keepScreenshot } from "../../support/screenshots.ts";
import { type Shopper, shopper } from "../../support/shopper.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { type StaffMember, staffOf } from "../../support/staff.ts";
import { sendFiles } from "../../support/uploads.ts";
import { type Page as Answer, port as listening } from "../../support/visit.ts";

/** A route of a router, as it keeps it. */
interface Layer {
  path: unknown;
  methods: string[];
}

/** Somebody who goes through the pages, with a window of their own. */
interface Visitor {
  who: Pick<Shopper, "opens" | "cookies">;
  page: Watched;
}

const openEverything =
  "for (const each of document.querySelectorAll('main details')) each.open = true";

/** Pages that are another thing for people who may only look: forms that say so. */
const readOnly =
  /\/(products|discounts|customers|orders|pages|categories)\/:\w+$|\/(settings|theme)$/;

const lamp = "A lamp with a rather long name, made by hand from one piece of brass";
const csv = "Handle,Title,Variant Price,Status\ncup,Cup,12.50,active\njug,Jug,free,active";
const letters = { email: "somebody-with-a-very-long-address@a-very-long-domain.example.com" };

describe("every page of the desk, the platform and the door, in a browser", function () {
  this.timeout(60_000);
  let browser: Browser;
  let port: number;
  let shop: Shop;
  let empty: Shop;
  /** What stands in a route's place of a parameter: "/products/:id" is "/products/7". */
  const places: Record<string, string | number> = {};
  const visitors: Partial<Record<Role | "admin" | "newcomer" | "nobody", Visitor>> = {};

  before(async function () {
    this.timeout(120_000);
    port = await listening();
    browser = await launchBrowser({ everyHostIsLocal: true });
    const domain = `looked-${Date.now()}.example`;
    shop = await openShop({ name: "The Shop with a Rather Long Name & Sons", domain });
    empty = await openShop({ name: "Brand New" });
    const owner = await staffOf(shop);
    await furnish(owner);
    visitors.owner = await enter(owner);
    visitors.viewer = await enter(await staffOf(shop, { role: "viewer" }));
    visitors.newcomer = await enter(await staffOf(empty));
    const somebody = await staffOf(null, { admin: true });
    places["/admin/users/:id"] = somebody.id;
    visitors.admin = await enter(somebody);
    visitors.nobody = await enter(shopper());
  });

  after(() => browser?.close());

  for (const [route, needed] of rights) {
    if (!isLookedAt(route)) continue;
    const path = pathIn(route);
    it(`${route}: owner`, () => looks("owner", () => `/store/${shop.code}${filled(path)}`));
    if (mayDo("viewer", needed) && readOnly.test(path))
      it(`${route}: viewer`, () => looks("viewer", () => `/store/${shop.code}${filled(path)}`));
    if (!path.includes(":"))
      it(`${route}: a new shop`, () => looks("newcomer", () => `/store/${empty.code}${path}`));
  }

  for (const route of routesOf(admin.stack as unknown as Layer[]))
    it(`${route}: admin`, () => looks("admin", () => filled(pathIn(route))));

  for (const route of routesOf(platform.stack as unknown as Layer[])) {
    it(`${route}: nobody`, () => looks("nobody", () => filled(pathIn(route))));
    if (/ \/(me|shops)/.test(route))
      it(`${route}: owner`, () => looks("owner", () => pathIn(route)));
  }

  it("an invitation that is good", () => looks("nobody", () => `${places.invitation}`));

  it("lists in which nothing is like that", async () => {
    for (const list of ["products", "orders", "customers", "discounts"])
      await looks("owner", () => `/store/${shop.code}/${list}?q=zzzz`);
    for (const list of ["stores", "users", "domains"])
      await looks("admin", () => `/admin/${list}?words=zzzz`);
  });

  it("an order that is not paid, and a shop in the trash", async () => {
    await looks("owner", () => `/store/${shop.code}/orders/1001`);
    await inPlatform("update stores set state = 'trashed' where id = $1 returning 1", [empty.id]);
    await looks("admin", () => `/admin/stores/${empty.code}`);
  });

  it("have nothing to complain about in the browser", () => {
    const said = Object.values(visitors).flatMap(({ page }) => page.complaints);
    expect(said.filter((each) => !/status of (403|410)/.test(each))).to.deep.equal([]);
  });

  it("pages about what cannot be", async () => {
    await looks("viewer", () => `/store/${shop.code}/settings`, 403);
    await looks("owner", () => `/store/${shop.code}/orders/987654`, 404);
    await looks("owner", () => `/store/${empty.code}/orders`, 404);
    await looks("admin", () => "/admin/stores/no-such-shop", 404);
    await looks("nobody", () => "/no-such-page", 404);
  });

  /** Looks at a page; whatever is no page of HTML, or leads on, is not looked at. */
  async function looks(
    who: keyof typeof visitors,
    address: () => string,
    wanted = 200,
  ): Promise<void> {
    const visitor = visitors[who];
    if (!visitor) throw new Error(`nobody is ${who}`);
    const path = address();
    const answer = await visitor.who.opens(`localhost${path}`);
    expect(answer.status, path).to.be.oneOf([wanted, ...(wanted === 200 ? [303, 410] : [])]);
    if (answer.status === 303 || !canBeLookedAt(answer)) return;

    await visitor.page.setViewportSize({ width: 1440, height: 900 });
    await visitor.page.goto(`http://localhost:${port}${path}`);
    await visitor.page.evaluate(openEverything);
    const name = `page-${who}-${path.replace(/\W+/g, "-")}`;
    // Whoever may less, or has less, sees the same pages with less on them.
    const widths = who === "viewer" || who === "newcomer" ? [360] : [1440, 360];
    for (const width of widths) await fits(visitor.page, { name, width });
  }

  /** Fits the screen, and axe finds nothing; in the dark only colours are others. */
  async function fits(page: Page, { name, width }: { name: string; width: number }): Promise<void> {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      const said = `${name} at ${width} pixels, ${colorScheme}`;
      await page.emulateMedia({ colorScheme });
      const rules = colorScheme === "dark" ? ["color-contrast"] : undefined;
      expect(await overflow(page), said).to.equal(0);
      expect(await violations(page, rules), said).to.deep.equal([]);
      if (process.env.SCREENSHOTS_DIR)
        await keepScreenshot(page, `${name}-${width}-${colorScheme}`);
    }
  }

  /** A route's path with something that there is in each of its places. */
  function filled(path: string): string {
    const known = Object.keys(places).sort((a, b) => b.length - a.length);
    let whole = path;
    for (const place of known) {
      const thing = place.replace(/:\w+$/, String(places[place]));
      if (whole.startsWith(place)) whole = thing + whole.slice(place.length);
    }
    if (whole.includes(":")) throw new Error(`name what stands in ${whole}, in this file`);
    return whole;
  }

  async function enter(who: Pick<Shopper, "opens" | "cookies">): Promise<Visitor> {
    const page = await openPage(browser, 1440);
    const value = who.cookies.get("staff");
    const cookie = { name: "staff", value: value ?? "", domain: "localhost", path: "/" };
    if (value) await page.context().addCookies([cookie]);
    return { who, page };
  }

  /** One of everything, with names as long as they get. */
  async function furnish(owner: StaffMember): Promise<void> {
    await furnishGoods();
    await furnishSettings();
    await furnishOrders();
    await owner.opens(owner.desk("/domains"));
    await owner.sends(owner.desk("/domains"), { domain: `a-long-name.${shop.code}.example` });
    const theme = await owner.opens(owner.desk("/theme"));
    places["/theme/preview/:key"] = /theme\/preview\/([^"/?]+)/.exec(theme.text)?.[1] ?? "";
    const imports = await owner.opens(owner.desk("/products/imports"));
    const token = /name="_token" value="([^"]+)"/.exec(imports.text)?.[1] ?? "";
    const sent = await sendFiles(owner, owner.desk("/products/imports"), {
      pairs: [["_token", token]],
      files: [{ field: "file", name: "products.csv", bytes: Buffer.from(csv) }],
    });
    await drainOutbox();
    places["/products/imports/:id"] = /\d+$/.exec(sent.headers.location ?? "")?.[0] ?? "";
    await invited(owner.id);
    await owner.opens("localhost/me");
  }

  async function furnishGoods(): Promise<void> {
    const product = await shop.sells(
      "lamp",
      { title: lamp, vendor: "Somebody & Daughters", optionNames: ["Size", "Colour of the shade"] },
      { options: ["Small", "Undyed linen, washed", ""], sku: "LAMP-SMALL-LINEN-2026" },
      { options: ["Large", "Undyed linen, washed", ""], onHand: 0 },
    );
    await addPicture(shop, product, "a".repeat(26), "The lamp on a table by the window");
    const category = await addCategory(shop, "lamps", { name: "Lamps", holds: [product] });
    await addCategory(shop, "table-lamps", { name: "Table lamps", parent: category });
    await addCategory(shop, "summer", { name: "Summer", kind: "collection", holds: [product] });
    await addPage(shop, "about", { title: "About us", body: "<p>We are two.</p>" });
    const entry = { label: "About us", kind: "page", target: "about" } as const;
    Object.assign(places, {
      "/products/:id": product,
      "/products/variants/:id": 1,
      "/categories/:id": category,
      "/pages/:id": 1,
      "/pages/menus/:id": await addMenuItem(shop, entry),
      "/theme/preview/:key/shop/products/:slug": "lamp",
      "/theme/preview/:key/shop/categories/:slug": "lamps",
      "/theme/preview/:key/shop/pages/:slug": "about",
    });
  }

  async function furnishSettings(): Promise<void> {
    const steps = [
      { from: 0, amount: 490 },
      { from: 5000, amount: 890 },
    ];
    const rate = {
      id: "band",
      name: "Parcel",
      kind: "weight",
      steps,
      freeAbove: 9000,
      note: "2 days",
    };
    const [zone] = await inShop<{ id: number }>(
      shop,
      "insert into shipping_zones (name, countries, rates) values ('Home', '{IE,FR}', $1) returning id",
      [JSON.stringify([rate])],
    );
    await inShop(shop, "insert into tax_rates (country, name, ppm) values ('IE', 'VAT', 230000)");
    await inShop(
      shop,
      "insert into discounts (code, kind, value, minimum, ends_at) values ('WELCOME10', 'percent', 1000, 5000, now())",
    );
    Object.assign(places, {
      "/settings/shipping/:id": zone?.id ?? 0,
      "/settings/shipping/:id/rates/:rate": "band",
      "/settings/taxes/:id": 1,
      "/settings/payments/:kind": "stripe",
      "/settings/mails/:kind": "confirmation",
      "/discounts/:id": 1,
      "/admin/stores/:code": shop.code,
      "/reset/:token": "x",
      "/verify/:token": "x",
      "/invitations/:token": "x",
    });
  }

  async function furnishOrders(): Promise<void> {
    await anOrder(shop, { paid: false });
    const note = "Please ring twice, and leave it with the neighbours if nobody is there.";
    const lines = [{ title: lamp, quantity: 3 }, {}];
    const order = await anOrder(shop, { ...letters, lines, note, shipping: 490 });
    const id = await posts(shop, "mail-confirmation", { order: 1 });
    await inPlatform(
      "update outbox set state = 'dead', attempts = 10, error = '550 no such mailbox' where id = $1 returning 1",
      [id],
    );
    await gatherUsage(shop.id);
    await inShop(shop, "update customers set tags = '{regular,trade}', note = 'Pays late'");
    Object.assign(places, { "/orders/:number": order.number, "/customers/:id": 2 });
  }

  async function invited(by: number): Promise<void> {
    const { email } = letters;
    const invitation = await asPlatform("write", async () =>
      readInvitation(await invite({ storeId: shop.id, email, role: "manager", by })),
    );
    if (!invitation) throw new Error("no invitation");
    places.invitation = invitationPath(invitation);
  }
});

function routesOf(stack: Layer[]): string[] {
  const routes = stack.filter(({ methods }) => methods.includes("GET"));
  return routes.map(({ path }) => `get ${path}`).filter(isLookedAt);
}

/** Files are not for looking at. */
function isLookedAt(route: string): boolean {
  return route.startsWith("get ") && !/\.(css|csv|json|pdf|txt)$/.test(route);
}

/** A letter's preview is sandboxed: no script, and so no axe, runs in it. */
function canBeLookedAt({ headers }: Answer): boolean {
  const policy = String(headers["content-security-policy"]);
  return String(headers["content-type"]).startsWith("text/html") && !/\bsandbox\b/.test(policy);
}

function pathIn(route: string): string {
  return route.replace(/^get /, "");
}
