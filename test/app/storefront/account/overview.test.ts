import { expect } from "chai";
import { accountOf, joins, rowsOf } from "../../../support/accounts.ts";
import { words } from "../../../support/html.ts";
import { anOrder, variantsOf } from "../../../support/orders.ts";
import type { Shopper } from "../../../support/shopper.ts";
import { openShop, type Shop } from "../../../support/shops.ts";
import { visit } from "../../../support/visit.ts";

const ada = "ada@example.com";

describe("storefront/account/overview", () => {
  let shop: Shop;
  let at: string;
  let who: Shopper;

  beforeEach(async () => {
    shop = await openShop();
    at = accountOf(shop);
    who = await joins(shop, ada);
  });

  it("shows the latest orders, how they stand, and links that open them", async () => {
    await anOrder(shop, { email: ada, paid: false });
    const lines = ["Lamp", "Rug", "Vase", "Bowl"].map((title) => ({ title, price: 500 }));
    const order = await anOrder(shop, { email: ada, lines });
    const page = await who.opens(at);
    const text = words(page.text);
    expect(text).to.include("Being prepared").and.to.include("Waiting for payment");
    expect(text).to.include("Lamp, Rug and 2 more").and.to.include("€40.00");
    expect(page.text).to.include(`href="/shop/orders/${order.token}"`);
    expect(page.text).to.include('name="robots" content="noindex"');
  });

  it("lists them page by page", async () => {
    for (let turn = 0; turn < 21; turn += 1) await anOrder(shop, { email: ada, lines: [] });
    expect(words((await who.opens(at)).text)).to.include("All 21 orders");
    const first = (await who.opens(`${at}/orders`)).text;
    expect(first).to.include("Order 1021").and.not.to.include("Order 1001<");
    expect(first).to.include('href="/shop/account/orders?page=2"');
    const second = (await who.opens(`${at}/orders?page=2`)).text;
    expect(second).to.include("Order 1001").and.to.include('href="/shop/account/orders"');
    for (const page of ["0", "-1", "x", "1e9", "99"]) {
      expect((await who.opens(`${at}/orders?page=${page}`)).status).to.equal(200);
    }
  });

  it("shows nobody else's orders, and none at all to strangers", async () => {
    const order = await anOrder(shop, { email: "bo@example.com" });
    expect((await who.opens(`${at}/orders`)).text).not.to.include(`Order ${order.number}`);
    expect((await who.sends(`${at}/orders/${order.number}/reorder`)).status).to.equal(404);
    for (const path of [
      "",
      "/orders",
      "/addresses",
      "/addresses/new",
      "/details",
      "/sessions",
      "/export",
      "/erase",
    ]) {
      const page = await visit(at + path);
      expect(page.status, path).to.equal(303);
      expect(page.headers.location, path).to.include("/shop/account/sign-in?next=");
    }
  });

  it("puts everything of an order into the cart again", async () => {
    const order = await anOrder(shop, { email: ada });
    const page = await who.sends(`${at}/orders/${order.number}/reorder`);
    expect(page.status).to.equal(303);
    expect(page.headers.location).to.equal("/shop/cart");
    const [cart] = await rowsOf<{ lines: { variant: number; quantity: number }[] }>(
      shop,
      "select lines from carts",
    );
    expect(cart?.lines.map(({ variant, quantity }) => [variant, quantity])).to.deep.equal([
      [order.variants[0], 2],
    ]);
    expect((await who.opens(at)).text).to.include("Everything from that order is in your cart.");
  });

  it("says so when not all of it is there any more", async () => {
    const product = await shop.sells("rug", {}, { onHand: 1 });
    const [variant = 0] = await variantsOf(shop, product);
    const lines = [
      { variant, quantity: 1 },
      { variant: null, quantity: 1 },
    ];
    const order = await anOrder(shop, { email: ada, lines });
    await who.sends(`${at}/orders/${order.number}/reorder`);
    expect((await who.opens(at)).text).to.include("What we still have of that order");
    for (const wrong of ["0", "99999999999999", "x", "1e3", "1.5", "1e-5", "-99999999999"]) {
      expect((await who.sends(`${at}/orders/${wrong}/reorder`)).status).to.equal(404);
    }
  });

  it("brings what a guest had in the cart along at sign-in", async () => {
    const product = await shop.sells("rug");
    const [variant = 0] = await variantsOf(shop, product);
    const host = `${shop.code}.localhost`;
    await who.sends(`${at}/sign-out`);
    await who.opens(`${host}/shop/products/rug`);
    await who.sends(`${host}/shop/cart/lines`, { variant, quantity: 3 });
    expect(who.cookies.has(`cart_${shop.id}`)).to.equal(true);
    await who.opens(`${at}/sign-in`);
    const page = await who.sends(`${at}/sign-in`, {
      email: ada,
      password: "correct horse battery",
    });
    expect(page.status).to.equal(303);
    expect(who.cookies.has(`cart_${shop.id}`)).to.equal(false);
    const carts = await rowsOf<{ lines: { variant: number; quantity: number }[] }>(
      shop,
      "select lines from carts where customer_id is not null",
    );
    expect(carts[0]?.lines[0]).to.include({ variant, quantity: 3 });
  });
});
