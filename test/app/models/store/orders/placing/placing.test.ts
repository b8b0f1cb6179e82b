import { expect } from "chai";
import { inStore } from "../../../../../../app/context.ts";
import { placeOrder } from "../../../../../../app/models/store/orders/placing/placing.ts";
import { keepStripeKeys } from "../../../../../../app/payments/keys.ts";
import {
  asksOne,
  buyer,
  buyers,
  crowd,
  crowdOfEight,
  home,
  type Outcome,
  orders,
  tries,
} from "../../../../../support/buyers.ts";
import { errandsOf, variantsOf } from "../../../../../support/orders.ts";
import { inShop } from "../../../../../support/rows.ts";
import { openShop, type Shop } from "../../../../../support/shops.ts";

describe("placing an order", () => {
  let shop: Shop;

  beforeEach(async () => {
    shop = await openShop();
  });

  /** Puts one variant on sale, for 10.00; gives its id. */
  async function sells(slug: string, onHand: number, extra: object = {}): Promise<number> {
    const [variant] = await variantsOf(shop, await shop.sells(slug, {}, { onHand, ...extra }));
    if (!variant) throw new Error("no variant");
    return variant;
  }

  const stockOf = (variant: number) =>
    asksOne<{ on_hand: number; reserved: number }>(
      shop,
      "select on_hand, reserved from variants where id = $1",
      [variant],
    );

  const ledgerOf = (variant: number) =>
    asksOne<{ on_hand: number; reserved: number }>(
      shop,
      `select sum(on_hand)::integer as on_hand, sum(reserved)::integer as reserved from stock_movements
       where variant_id = $1`,
      [variant],
    );

  const placed = (outcomes: Outcome[]) => outcomes.flatMap(({ order }) => (order ? [order] : []));
  const errors = (outcomes: Outcome[]) => outcomes.flatMap(({ error }) => (error ? [error] : []));

  it("writes down what was agreed, holds the goods and asks for the mail", async () => {
    const variant = await sells("mug", 5, { sku: "MUG-1", grams: 300 });
    const wish = await buyer(shop, [{ variant, quantity: 2 }]);
    await inShop(shop, "update carts set note = 'Ring twice' where id = $1 returning id", [
      wish.cart,
    ]);

    const order = await orders(wish);

    expect(order).to.include({ number: 1001, total: 2000, payment: "bank", again: false });
    const row = await asksOne<Record<string, unknown>>(
      shop,
      `select o.email, o.state, o.payment_state, o.total, o.currency, o.note, o.expires_at, o.signed_in, o.shipping_name,
         o.shipping_address ->> 'city' as city, l.title, l.sku, l.price, l.quantity, l.reserved, p.amount, p.state as paying,
         k.state as cart, (select array_agg(kind order by id) from order_events) as events
       from orders o join order_lines l on l.order_id = o.id join payments p on p.order_id = o.id join carts k on k.id = o.cart_id`,
    );
    expect(row).to.deep.equal({
      email: wish.email,
      state: "open",
      payment_state: "pending",
      total: 2000,
      currency: "EUR",
      note: "Ring twice",
      expires_at: null,
      signed_in: false,
      shipping_name: "Standard",
      city: "Dublin",
      title: "mug",
      sku: "MUG-1",
      price: 1000,
      quantity: 2,
      reserved: 2,
      amount: 2000,
      paying: "pending",
      cart: "ordered",
      events: ["placed"],
    });
    expect(await stockOf(variant)).to.deep.equal({ on_hand: 5, reserved: 2 });
    expect(await ledgerOf(variant)).to.deep.equal({ on_hand: 5, reserved: 2 });
    const errand = { kind: "mail-confirmation", payload: { order: order.id } };
    expect(await errandsOf(shop)).to.deep.equal([errand]);
  });

  it("sells exactly 100 units to 600 buyers over 8 connections", async function () {
    this.timeout(120_000);
    const variant = await sells("drop", 100);
    const wishes = await buyers(shop, Array(600).fill([{ variant, quantity: 1 }]));

    const outcomes = await crowdOfEight(wishes);

    expect(errors(outcomes)).to.deep.equal([]);
    expect(placed(outcomes)).to.have.length(100);
    expect(outcomes.filter(({ fault }) => fault?.cart === "drop is sold out.")).to.have.length(500);
    expect(await stockOf(variant)).to.deep.equal({ on_hand: 100, reserved: 100 });
    expect(await ledgerOf(variant)).to.deep.equal({ on_hand: 100, reserved: 100 });
    const { orders, units } = await asksOne<{ orders: number; units: number }>(
      shop,
      "select count(distinct order_id)::integer as orders, sum(quantity)::integer as units from order_lines",
    );
    expect({ orders, units }).to.deep.equal({ orders: 100, units: 100 });
  });

  it("does not oversell one thing that is on two lines", async () => {
    const variant = await sells("last", 3);
    const two = [
      { variant, quantity: 2 },
      { variant, quantity: 2 },
    ];
    const one = await buyer(shop, two);

    expect((await tries(one)).fault).to.deep.equal({ cart: "Only 3 of last can be had now." });

    const wishes = await buyers(
      shop,
      Array(6).fill([
        { variant, quantity: 1 },
        { variant, quantity: 1 },
      ]),
    );
    const outcomes = await crowd(wishes, 6);
    expect(placed(outcomes)).to.have.length(1);
    expect(await stockOf(variant)).to.deep.equal({ on_hand: 3, reserved: 2 });
  });

  it("lets one code limited to 10 uses be used 10 times by 60 buyers at once", async function () {
    this.timeout(60_000);
    const variant = await sells("mug", 1000);
    await discount(shop, "TEN", { usage_limit: 10 });
    const wishes = await buyers(shop, Array(60).fill([{ variant, quantity: 1 }]));

    const outcomes = await crowdOfEight(
      wishes.map((wish) => ({ ...wish, discountCode: "ten", expected: 900 })),
    );

    expect(errors(outcomes)).to.deep.equal([]);
    expect(placed(outcomes)).to.have.length(10);
    expect(outcomes.filter(({ fault }) => fault?.discount)).to.have.length(50);
    const books = await asksOne<{ used: number; orders: number; held: number }>(
      shop,
      `select used, (select count(*)::integer from orders where discount_code = 'TEN' and total = 900) as orders,
         (select reserved from variants where id = $1) as held from discounts`,
      [variant],
    );
    expect(books).to.deep.equal({ used: 10, orders: 10, held: 10 });
  });

  it("keeps a code's limit for each customer when one orders many times at once", async () => {
    await discount(shop, "TWICE", { customer_limit: 2 });
    // Something else in each cart: only the code may make them wait for each other.
    const variants = [];
    for (let each = 0; each < 12; each += 1) variants.push(await sells(`mug-${each}`, 5));
    const wishes = await buyers(
      shop,
      variants.map((variant) => [{ variant, quantity: 1 }]),
    );

    const outcomes = await crowd(
      wishes.map((wish, index) => ({
        ...wish,
        email: index < 8 ? "one@example.com" : "two@example.com",
        discountCode: "TWICE",
        expected: 900,
      })),
      12,
    );

    expect(errors(outcomes)).to.deep.equal([]);
    const uses = await inShop(
      shop,
      "select email, count(*)::integer as uses from orders group by email order by email",
    );
    expect(uses).to.deep.equal([
      { email: "one@example.com", uses: 2 },
      { email: "two@example.com", uses: 2 },
    ]);
  });

  it("makes one order with one number of the same submit, sent 20 times at once", async () => {
    const variant = await sells("mug", 100);
    const wishes = await buyers(shop, Array(5).fill([{ variant, quantity: 1 }]));

    for (const [index, wish] of wishes.entries()) {
      const outcomes = await crowd(Array(20).fill(wish), 20);

      expect(errors(outcomes)).to.deep.equal([]);
      const [first] = placed(outcomes);
      expect(placed(outcomes).map(({ id }) => id)).to.deep.equal(Array(20).fill(first?.id));
      expect(placed(outcomes).map(({ number }) => number)).to.deep.equal(
        Array(20).fill(1001 + index),
      );
      expect(placed(outcomes).filter(({ again }) => !again)).to.have.length(1);
    }
    const books = await asksOne(
      shop,
      `select (select count(*)::integer from orders) as orders, (select last_order from counters) as last,
         (select count(*)::integer from payments) as payments, (select count(*)::integer from order_events) as events`,
    );
    expect(books).to.deep.equal({ orders: 5, last: 1005, payments: 5, events: 5 });
    expect(await stockOf(variant)).to.deep.equal({ on_hand: 100, reserved: 5 });
  });

  it("gives 200 orders 200 numbers without a gap, however many fail among them", async function () {
    this.timeout(60_000);
    const variant = await sells("mug", 10_000);
    const wishes = await buyers(shop, Array(260).fill([{ variant, quantity: 1 }]));
    const mixed = wishes.map((wish, index) => {
      if (index >= 240) return { ...wish, shippingAddress: null };
      if (index >= 220) return { ...wish, expected: 1 };
      return index >= 200 ? { ...wish, discountCode: "NOBODY" } : wish;
    });

    const outcomes = await crowdOfEight(mixed.toSorted(() => Math.random() - 0.5));

    expect(errors(outcomes)).to.deep.equal([]);
    const numbers = placed(outcomes)
      .map(({ number }) => number)
      .toSorted((a, b) => a - b);
    expect(numbers).to.deep.equal(Array.from({ length: 200 }, (_, index) => 1001 + index));
    const stored = await inShop<{ number: number }>(shop, "select number from orders order by 1");
    expect(stored.map(({ number }) => number)).to.deep.equal(numbers);
  });

  it("never runs into a deadlock when carts name the same things in opposite orders", async () => {
    const [one, two] = [await sells("one", 1000), await sells("two", 1000)];
    const forth = [
      { variant: one, quantity: 1 },
      { variant: two, quantity: 1 },
    ];
    const back = forth.toReversed();
    const carts = Array.from({ length: 60 }, (_, index) => (index % 2 ? forth : back));

    const outcomes = await crowd(await buyers(shop, carts), 8, 1);

    expect(errors(outcomes)).to.deep.equal([]);
    expect(placed(outcomes)).to.have.length(60);
    expect(await stockOf(one)).to.deep.equal({ on_hand: 1000, reserved: 60 });
  });

  it("refuses a total other than the one that was seen, and charges nothing", async () => {
    const variant = await sells("mug", 5);
    const wish = await buyer(shop, [{ variant, quantity: 1 }]);
    await inShop(shop, "update variants set price = 1250 where id = $1 returning id", [variant]);

    const { fault } = await tries(wish);

    expect(fault?.total).to.equal(
      "The total is €12.50 now, and not €10.00 as before. Please look at it, and order again if that is right.",
    );
    expect(await stockOf(variant)).to.deep.equal({ on_hand: 5, reserved: 0 });
    expect((await orders({ ...wish, expected: 1250 })).total).to.equal(1250);
  });

  it("refuses what went off sale, was sold out, or is not offered, each with its own sentence", async () => {
    const [mug, cup] = [await sells("mug", 1), await sells("cup", 5)];
    const gone = await buyer(shop, [{ variant: cup, quantity: 1 }]);
    await inShop(shop, "update products set status = 'archived' where slug = 'cup' returning id");
    const sold = await buyer(shop, [{ variant: mug, quantity: 1 }]);
    const choosy = await buyer(shop, [{ variant: mug, quantity: 1 }], {
      shipping: "9:nowhere",
      payment: "delivery",
    });
    const nowhere = await buyer(shop, [{ variant: mug, quantity: 1 }], { shippingAddress: null });

    expect((await tries(gone)).fault?.cart).to.equal("cup is no longer sold.");
    expect((await tries(choosy)).fault).to.deep.equal({
      shipping: "Please choose how to send it.",
      payment: "Please choose how to pay.",
    });
    expect((await tries(nowhere)).fault).to.deep.equal({
      address: "Please say where to send it.",
    });
    await orders(await buyer(shop, [{ variant: mug, quantity: 1 }]));
    expect((await tries(sold)).fault?.cart).to.equal("mug is sold out.");
  });

  it("sells what is not counted, and what may be ordered in advance, beyond what is there", async () => {
    const file = await sells("file", 0, { tracked: false, ships: false });
    const later = await sells("later", 1, { backorder: true });
    const wish = await buyer(shop, [
      { variant: file, quantity: 3 },
      { variant: later, quantity: 4 },
    ]);

    await orders(wish);

    expect(await stockOf(file)).to.deep.equal({ on_hand: 0, reserved: 0 });
    expect(await stockOf(later)).to.deep.equal({ on_hand: 1, reserved: 4 });
  });

  it("needs no address to send to and no shipping for what is not sent", async () => {
    const variant = await sells("file", 0, { tracked: false, ships: false });
    const wish = await buyer(shop, [{ variant, quantity: 1 }], {
      shippingAddress: null,
      shipping: "",
    });

    await orders(wish);

    const row = await asksOne(
      shop,
      "select shipping, shipping_name, shipping_address ->> 'city' as city from orders",
    );
    expect(row).to.deep.equal({ shipping: 0, shipping_name: "", city: "Dublin" });
  });

  it("takes an order that costs nothing as paid, without a payment", async () => {
    const variant = await sells("gift", 5);
    await discount(shop, "ALL", { value: 10_000 });
    const wish = await buyer(shop, [{ variant, quantity: 1 }], {
      payment: "",
      discountCode: "ALL",
      expected: 0,
    });

    const order = await orders(wish);

    expect(order).to.include({ total: 0, payment: "none" });
    const row = await asksOne<{ paid_at: Date }>(
      shop,
      `select payment_method, payment_state, paid, discount, paid_at, (select count(*)::integer from payments) as payments
       from orders`,
    );
    expect(row).to.include({
      payment_method: "none",
      payment_state: "paid",
      paid: 0,
      discount: 1000,
      payments: 0,
    });
    expect(row.paid_at).to.be.instanceOf(Date);
  });

  it("completes an order at once that costs nothing and needs no sending", async () => {
    const variant = await sells("file", 0, { tracked: false, ships: false, price: 0 });
    const wish = await buyer(shop, [{ variant, quantity: 1 }], { payment: "", expected: 0 });

    await orders({ ...wish, shippingAddress: null });

    expect(await asksOne(shop, "select number, state, payment_state from orders")).to.deep.equal({
      number: 1001,
      state: "completed",
      payment_state: "paid",
    });
  });

  it("charges shipping by weight and takes the code off the goods", async () => {
    const variant = await sells("brick", 50, { grams: 2_000 });
    await discount(shop, "TEN", {});
    const steps = [
      { from: 0, amount: 500 },
      { from: 5_000, amount: 1_200 },
    ];
    const rate = {
      id: "standard",
      name: "Parcel",
      kind: "weight",
      steps,
      freeAbove: null,
      note: "",
    };
    await inShop(shop, "update shipping_zones set rates = $1 returning id", [
      JSON.stringify([rate]),
    ]);
    const light = await buyer(shop, [{ variant, quantity: 2 }], { expected: 2_500 });
    const heavy = await buyer(shop, [{ variant, quantity: 3 }], {
      discountCode: "ten",
      expected: 3_900,
    });

    expect((await orders(light)).total).to.equal(2_500);
    expect((await orders(heavy)).total).to.equal(3_900);
  });

  it("leaves the account alone that has the address of a guest", async () => {
    const variant = await sells("mug", 5);
    await inShop(
      shop,
      `insert into customers (email, name, password_hash) values ('ada@example.com', 'Ada L', 'hash') returning id`,
    );

    await orders(await buyer(shop, [{ variant, quantity: 1 }], { email: "ada@example.com" }));
    await orders(await buyer(shop, [{ variant, quantity: 1 }], { email: "new@example.com" }));

    const rows = await inShop(
      shop,
      `select c.email, c.name, c.password_hash, o.signed_in from customers c join orders o on o.customer_id = c.id order by c.id`,
    );
    expect(rows).to.deep.equal([
      { email: "ada@example.com", name: "Ada L", password_hash: "hash", signed_in: false },
      { email: "new@example.com", name: home.name, password_hash: null, signed_in: false },
    ]);
  });

  it("makes one customer of one guest who orders five times at once", async () => {
    const variant = await sells("mug", 50);
    const wishes = await buyers(shop, Array(5).fill([{ variant, quantity: 1 }]));

    const outcomes = await crowd(
      wishes.map((wish) => ({ ...wish, email: "same@example.com" })),
      5,
    );

    expect(placed(outcomes)).to.have.length(5);
    const { count } = await asksOne<{ count: number }>(
      shop,
      "select count(*)::integer as count from customers",
    );
    expect(count).to.equal(1);
  });

  it("holds the goods for half an hour while a card is charged", async () => {
    const variant = await sells("mug", 5);
    const before = Date.now();
    const wish = await buyer(shop, [{ variant, quantity: 1 }], { payment: "stripe" });

    expect((await tries(wish)).fault).to.deep.equal({ payment: "Please choose how to pay." });
    const keys = { secretKey: "sk_test_1", webhookSecret: "whsec_1" };
    await inStore(shop.id, "write", () => keepStripeKeys(shop.id, keys));
    const order = await orders(wish);

    const { expires_at } = await asksOne<{ expires_at: Date }>(
      shop,
      "select expires_at from orders",
    );
    expect(expires_at.getTime() - before).to.be.within(29.5 * 60_000, 30.5 * 60_000);
    expect(await errandsOf(shop)).to.deep.equal([
      { kind: "order-expire", payload: { order: order.id } },
    ]);
  });

  it("orders nobody else's cart, of this shop or another, and nothing of an empty one", async () => {
    const variant = await sells("mug", 5);
    const other = await openShop();
    const mine = await buyer(shop, [{ variant, quantity: 1 }]);
    const yours = await buyer(shop, [{ variant, quantity: 1 }]);
    const empty = await buyer(shop, []);
    const fault = { cart: "This cart is empty now. Nothing was ordered." };

    expect((await tries({ ...mine, cart: yours.cart })).fault).to.deep.equal(fault);
    expect((await tries({ ...mine, owner: { customer: null, token: null } })).fault).to.deep.equal(
      fault,
    );
    expect((await tries({ ...mine, owner: { customer: 1, token: null } })).fault).to.deep.equal(
      fault,
    );
    expect((await tries({ ...mine, store: other.id })).fault).to.deep.equal(fault);
    expect((await tries(empty)).fault).to.deep.equal(fault);
  });

  it("leaves nothing behind of an order whose unit of work fails at the end", async () => {
    const variant = await sells("mug", 5);
    const wish = await buyer(shop, [{ variant, quantity: 1 }]);
    const broken = inStore(shop.id, "write", async () => {
      await placeOrder(wish);
      throw new Error("on purpose");
    });

    expect(await broken.catch((error: Error) => error.message)).to.equal("on purpose");
    expect(await stockOf(variant)).to.deep.equal({ on_hand: 5, reserved: 0 });
    expect((await orders(wish)).number).to.equal(1001);
  });
});

/** A code of 10 % unless said otherwise. */
async function discount(shop: Shop, code: string, columns: Record<string, unknown>): Promise<void> {
  const all: Record<string, unknown> = { code, kind: "percent", value: 1_000, ...columns };
  const names = Object.keys(all);
  await inShop(
    shop,
    `insert into discounts (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    Object.values(all),
  );
}
