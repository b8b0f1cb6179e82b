import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { QueryTypes } from "sequelize";
import sharp from "sharp";
import { admin } from "../app/admin/routes.ts";
import { asPlatform, inStore } from "../app/context.ts";
import { rights } from "../app/dashboard/routes.ts";
import { Product } from "../app/models/store/product.ts";
import { platform } from "../app/platform/routes.ts";
import { orderToken } from "../app/selling/orders/link.ts";
import { storefront } from "../app/storefront/routes.ts";
import { asProvisioner } from "../db/admin.ts";
import { sequelize } from "../db/connection.ts";
import { joins } from "./support/accounts.ts";
import { anOrder } from "./support/orders.ts";
import { shopper } from "./support/shopper.ts";
import { openShop, type Shop } from "./support/shops.ts";
import { staffOf } from "./support/staff.ts";
import { visit } from "./support/visit.ts";

/** Every table of a store's room. A new one gets its line here, and with it every test below. */
const storeTables = [
  "audit_log",
  "carts",
  "categories",
  "counters",
  "customers",
  "discounts",
  "fulfilments",
  "imports",
  "menu_items",
  "order_events",
  "order_lines",
  "orders",
  "pages",
  "payment_methods",
  "payments",
  "pictures",
  "product_categories",
  "products",
  "redirects",
  "refunds",
  "revision",
  "sessions",
  "settings",
  "shipping_zones",
  "stock_movements",
  "tax_rates",
  "themes",
  "variants",
];

/** Every route of a shop that shows what its store has, for a product or page with the given slug. */
const shopRoutes = {
  "/": () => "/",
  "/shop": () => "/shop",
  "/shop/products": () => "/shop/products",
  "/shop/products/:slug": (slug: string) => `/shop/products/${slug}`,
  "/shop/categories/:slug": (slug: string) => `/shop/categories/${slug}`,
  "/shop/search": (slug: string) => `/shop/search?q=${slug}`,
  "/shop/pages/:slug": (slug: string) => `/shop/pages/${slug}`,
  "/shop/cart": () => "/shop/cart",
  "/shop/cart/lines": () => "/shop/cart/lines",
  "/shop/cart/lines/:variant/remove": () => "/shop/cart/lines/1/remove",
  "/shop/checkout": () => "/shop/checkout",
  ...accountRoutes(),
  "/shop/orders/:token": (slug: string) => `/shop/orders/${slug}`,
  "/shop/orders/:token/invoice.pdf": (slug: string) => `/shop/orders/${slug}/invoice.pdf`,
  "/shop/orders/:token/reorder": (slug: string) => `/shop/orders/${slug}/reorder`,
  "/shop/orders/:token/paid": (slug: string) => `/shop/orders/${slug}/paid`,
  "/shop/orders/:token/pay": (slug: string) => `/shop/orders/${slug}/pay`,
  "/shop/webhooks/stripe": () => "/shop/webhooks/stripe",
  "/shop/inside": () => "/shop/inside",
  "/sitemap.xml": () => "/sitemap.xml",
  "/robots.txt": () => "/robots.txt",
  "/theme.css": () => "/theme.css",
  "/favicon.svg": () => "/favicon.svg",
};

/** Every page of a desk, with the first thing of its kind: each shop has one with that number. */
const deskPages = [...rights.keys()]
  .filter((route) => route.startsWith("get "))
  .map((route) => route.slice(4).replace(/:\w+/g, "1"));

/** Those of the platform's own host that only look. */
const platformPages = [...platform.stack, ...admin.stack]
  .filter(({ methods }) => methods.includes("GET"))
  .map(({ path }) => String(path).replace(/:\w+/g, "1"));

describe("isolation", () => {
  let acme: Shop;
  let globex: Shop;

  before(async () => {
    acme = await openShop({ name: "Acme" });
    globex = await openShop({ name: "Globex" });
    await acme.sells("anvil", { title: "ACME-CANARY anvil" });
    await globex.sells("laser", { title: "GLOBEX-CANARY laser" });
    for (const [shop, secret] of [
      [acme, "ACME-CANARY"],
      [globex, "GLOBEX-CANARY"],
    ] as const) {
      await inStore(shop.id, "write", () => fillWithCanaries(secret));
    }
  });

  it("knows every table of a store's room", async () => {
    const rows = await asProvisioner((client) =>
      client.query<{ tablename: string }>(
        "select tablename from pg_tables where schemaname = $1 order by 1",
        [`store_${acme.id}`],
      ),
    );
    expect(rows.rows.map((row) => row.tablename)).to.deep.equal(storeTables);
  });

  it("knows every route of the storefront", () => {
    const paths = new Set(storefront.stack.map((layer) => layer.path));
    expect([...paths]).to.have.members(Object.keys(shopRoutes));
  });

  for (const table of storeTables) {
    it(`keeps ${table} from the neighbour, whichever way it is named`, async () => {
      const theirs = `store_${globex.id}.${table}`;
      for (const sql of [
        `select * from ${theirs}`,
        `insert into ${theirs} select * from ${theirs}`,
        `delete from ${theirs}`,
        `select t.* from ${table} t union all select x.* from ${theirs} x`,
      ]) {
        const refused = await inStore(acme.id, "write", () => sequelize.query(sql)).catch(
          (error: Error) => error,
        );
        expect(refused, sql).to.be.an("error");
      }
      const own = await inStore(acme.id, "read", () =>
        sequelize.query(`select t::text from ${table} t`),
      );
      expect(JSON.stringify(own)).not.to.include("GLOBEX-CANARY");
    });

    it(`finds no ${table} outside of a unit of work, nor as the platform`, async () => {
      const outside = await sequelize
        .query(`select * from ${table}`)
        .catch((error: Error) => error);
      const shared = await asPlatform("read", () =>
        sequelize.query(`select * from ${table}`),
      ).catch((e: Error) => e);
      const named = await asPlatform("read", () =>
        sequelize.query(`select * from store_${acme.id}.${table}`),
      ).catch((error: Error) => error);
      expect(codeOf(outside)).to.equal("42P01");
      expect(codeOf(shared)).to.equal("42P01");
      expect(codeOf(named)).to.be.oneOf(["42501", "42P01"]);
    });
  }

  for (const [route, path] of Object.entries(shopRoutes)) {
    it(`shows nothing of the neighbour at ${route}, in any routing mode`, async () => {
      const clean = path("laser");
      const below = clean.replace(/^\/shop(?=\/|$)|^\/$/, "");
      for (const address of [
        `${acme.code}.localhost${clean}`,
        `localhost/stores/${acme.code}/shop${below}`,
      ]) {
        await visit(address.replace(acme.code, globex.code)); // whatever is kept of it now, is its own
        const page = await visit(address);
        expect(page.text).not.to.include("GLOBEX-CANARY");
        expect(page.text).not.to.include(globex.code);
      }
    });
  }

  it("shows nothing of the neighbour on any page of a desk, or of the platform to a shop's staff", async function () {
    this.timeout(60_000);
    const owner = await staffOf(acme);
    const own = await Promise.all(deskPages.map((path) => owner.opens(owner.desk(path))));
    expect(own.some(({ text }) => text.includes("ACME-CANARY"))).to.equal(true);
    const others = await Promise.all(platformPages.map((path) => owner.opens(`localhost${path}`)));
    for (const [index, page] of [...own, ...others].entries()) {
      const path = [...deskPages, ...platformPages][index];
      expect(page.status, path).to.be.lessThan(500);
      expect(page.text, path).not.to.include("GLOBEX-CANARY");
      if (path !== "/") expect(page.text, path).not.to.include(globex.code); // lists a developer's shops
    }
  });

  it("does not know the neighbour's product, on any of its addresses", async () => {
    expect((await visit(`${acme.code}.localhost/shop/products/laser`)).status).to.equal(404);
    expect((await visit(`localhost/stores/${acme.code}/shop/products/laser`)).status).to.equal(404);
    expect((await visit(`${globex.code}.localhost/shop/products/laser`)).status).to.equal(200);
  });

  it("gives nobody the cart of the neighbour, whatever cookie they bring", async () => {
    const of = (shop: Shop) => `localhost/stores/${shop.code}/shop/cart`;
    const who = shopper();
    const page = await who.opens(`localhost/stores/${globex.code}/shop/products/laser`);
    const [, variant = ""] = /name="variant" value="(\d+)"/.exec(page.text) ?? [];
    await who.sends(`${of(globex)}/lines`, { variant });
    who.cookies.set(`cart_${acme.id}`, who.cookies.get(`cart_${globex.id}`) ?? "");

    expect((await who.opens(of(globex))).text).to.include("GLOBEX-CANARY");
    await who.sends(`${of(acme)}/lines/${variant}/remove`);
    await who.sends(of(acme), { [`quantity-${variant}`]: 0 });
    await who.sends(`${of(acme)}/lines`, { variant });
    expect((await who.opens(of(acme))).text).not.to.include("GLOBEX-CANARY");
    expect((await who.opens(of(globex))).text).to.include("GLOBEX-CANARY");
  });

  it("takes nobody for a customer of the neighbour, whatever cookie they bring", async () => {
    const of = (shop: Shop) => `localhost/stores/${shop.code}/shop/account`;
    const who = await joins(globex, "customer@example.com", {
      at: of(globex),
      name: "GLOBEX-CANARY",
    });
    const token = who.cookies.get(`session_${globex.id}`) ?? "";
    who.cookies.set(`session_${acme.id}`, token);
    expect((await who.opens(of(globex))).text).to.include("GLOBEX-CANARY");
    for (const path of Object.values(accountRoutes())) {
      const address = of(acme) + path("laser").replace("/shop/account", "");
      for (const page of [await who.opens(address), await who.sends(address, { _token: "" })]) {
        expect(page.text).not.to.include("GLOBEX-CANARY");
        expect(page.text).not.to.include("customer@example.com");
      }
    }
    expect((await who.opens(of(acme))).status).to.equal(303);
  });

  it("opens no order of the neighbour, and no paper of it, by any link that either gave out", async () => {
    const lines = [{ title: "GLOBEX-CANARY" }];
    const theirs = await anOrder(globex, { lines });
    const own = await anOrder(acme);
    const signature = own.token.replace(/^[^-]+/, "");
    const id = theirs.token.replace(/-.*/, "");
    for (const token of [theirs.token, id + signature, orderToken(globex.id, own.id)]) {
      for (const base of [`${acme.code}.localhost/shop`, `localhost/stores/${acme.code}/shop`]) {
        for (const path of ["", "/invoice.pdf", "/paid"]) {
          const page = await visit(`${base}/orders/${token}${path}`);
          expect(page.text, path).not.to.include("GLOBEX-CANARY");
          if (token !== own.token) expect(page.status, `${base} ${path}`).to.equal(404);
        }
        const answer = await shopper().sends(`${base}/orders/${token}/reorder`);
        expect(answer.status).to.equal(token === own.token ? 303 : 404);
      }
    }
    const page = await visit(`${globex.code}.localhost/shop/orders/${theirs.token}`);
    expect(page.text).to.include("GLOBEX-CANARY");
  });

  it("gives a store's files only to the store that they belong to", async () => {
    const { storeFiles, storeFolder } = await import("../app/files/store-files.ts");
    const red = { create: { width: 9, height: 9, channels: 3 as const, background: "red" } };
    const { file } = await storeFiles(acme.id).savePicture(await sharp(red).png().toBuffer());
    const at = (id: number) =>
      visit(`${globex.code}.localhost/uploads/stores/${id}/${file}-400.webp`);

    await storeFiles(globex.id).removePicture(file);
    expect((await at(acme.id)).status).to.equal(200);
    expect((await at(globex.id)).status).to.equal(404);
    expect(storeFolder(acme.id)).not.to.equal(storeFolder(globex.id));
    const climbing = storeFiles(globex.id).removePicture(`../${acme.id}/${file}`);
    expect(await climbing.catch((error: Error) => error)).to.be.instanceOf(RangeError);
    expect((await at(acme.id)).status).to.equal(200);
  });

  it("lets a store see its own row of stores and store_domains only", async () => {
    const rows = await inStore(acme.id, "read", () =>
      sequelize.query<{ id: number }>("select id from stores", { type: QueryTypes.SELECT }),
    );
    expect(rows).to.deep.equal([{ id: acme.id }]);
    const change = inStore(acme.id, "write", () =>
      sequelize.query("update stores set plan = 'premium'"),
    );
    expect(codeOf(await change.catch((error: Error) => error))).to.equal("42501");
  });

  it("keeps from every store what it may take, and what it and others have taken", async () => {
    for (const table of ["store_limits", "usage_hours", "usage"]) {
      for (const sql of [
        `select * from ${table}`,
        `insert into ${table} (store_id) values (${acme.id})`,
        `update ${table} set store_id = store_id`,
        `delete from ${table}`,
      ]) {
        const refused = inStore(acme.id, "write", () => sequelize.query(sql));
        expect(codeOf(await refused.catch((error: Error) => error)), sql).to.equal("42501");
      }
    }
  });

  it("serves 200 interleaved requests to two stores, failures and late promises among them, without a foreign row", async () => {
    const late: Promise<unknown>[] = [];
    const outcomes: PromiseSettledResult<void>[] = [];
    for (let wave = 0; wave < 5; wave += 1) {
      const turns = Array.from({ length: 40 }, (_, turn) => oneOfMany(wave * 40 + turn, late));
      outcomes.push(...(await Promise.allSettled(turns)));
    }
    const lateOutcomes = await Promise.allSettled(late);

    expect(outcomes.filter((outcome) => outcome.status === "rejected")).to.have.length(40);
    expect(lateOutcomes.every((outcome) => outcome.status === "rejected")).to.equal(true);
    expect(late).to.have.length(40);
    const after = await inStore(acme.id, "read", () => Product.shown("anvil"));
    expect(after?.title).to.equal("ACME-CANARY anvil");
  });

  async function oneOfMany(turn: number, late: Promise<unknown>[]): Promise<void> {
    const [shop, foreign] = turn % 2 === 0 ? [acme, "GLOBEX"] : [globex, "ACME"];
    await inStore(shop.id, turn % 3 === 0 ? "write" : "read", async () => {
      if (turn % 5 === 1) {
        const query = sleep(1_000).then(() => Product.findAll({ raw: true }));
        query.catch(() => {}); // looked at below
        late.push(query);
      }
      const rows = await Product.findAll({ raw: true });
      expect(rows).to.have.length.greaterThan(0);
      expect(JSON.stringify(rows)).not.to.include(`${foreign}-CANARY`);
      if (turn % 5 === 0) throw new Error("on purpose");
    });
  }
});

/** Those of a customer's account, each with something that the neighbour has in the place of its parameter. */
function accountRoutes(): Record<string, (slug: string) => string> {
  const pages = [
    ...[
      "",
      "/sign-in",
      "/sign-out",
      "/register",
      "/mail-sent",
      "/verify",
      "/verify/:token",
      "/forgot",
    ],
    ...["/reset/:token", "/orders", "/orders/:number/reorder", "/details", "/details/email"],
    ...["/details/email/keep", "/details/password", "/sessions", "/export", "/erase", "/addresses"],
    ...["/addresses/new", "/addresses/:key", "/addresses/:key/remove", "/addresses/:key/first"],
  ].map((page) => `/shop/account${page}`);
  return Object.fromEntries(
    pages.map((page) => [page, (slug: string) => page.replace(/:\w+/, slug)]),
  );
}

async function fillWithCanaries(secret: string): Promise<void> {
  await sequelize.query(
    `update settings set tagline = '${secret}', email = '${secret}@example.com'`,
  );
  await sequelize.query(
    `insert into pages (slug, title, body) values ('canary', '${secret}', '${secret}')`,
  );
  await sequelize.query(`insert into categories (slug, name) values ('canary', '${secret}')`);
  await sequelize.query(
    `insert into menu_items (menu, label, kind) values ('main', '${secret}', 'home')`,
  );
  await sequelize.query(`update variants set sku = '${secret}'`);
  await sequelize.query(
    `insert into pictures (product_id, width, height, alt) select id, 1, 1, '${secret}' from products`,
  );
}

function codeOf(error: unknown): string {
  if (error instanceof Error && "parent" in error)
    return String((error.parent as { code?: string }).code);
  return String(error);
}
