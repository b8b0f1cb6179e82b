import { expect } from "chai";
import { inStore } from "../../../../../app/context.ts";
import { fulfil, type Parcel } from "../../../../../app/models/store/orders/fulfilment.ts";
import { wholeOrder } from "../../../../../app/models/store/orders/order.ts";
import { retrying } from "../../../../../app/retry.ts";
import {
  anOrder,
  errandsOf,
  even,
  type Order,
  stockOf,
  variantsOf,
} from "../../../../support/orders.ts";
import { refused } from "../../../../support/refused.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

describe("shipping an order", function () {
  this.timeout(30_000);
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  const ship = (order: Order, parcel?: Parcel) =>
    retrying(() => inStore(shop.id, "write", () => fulfil(order.id, parcel)));
  const look = async (order: Order) => {
    const found = await inStore(shop.id, "read", () => wholeOrder(order.id));
    if (!found) throw new Error("the order is gone");
    return found;
  };

  it("takes everything that is left from stock, tells the shopper and completes the order", async () => {
    const order = await anOrder(shop);

    const id = await ship(order);

    const after = await look(order);
    expect(after).to.include({ state: "completed", fulfilment_state: "fulfilled" });
    expect(after.completed_at).to.be.instanceOf(Date);
    expect(after.events.map(({ kind }) => kind)).to.eql(["placed", "paid", "shipped", "completed"]);
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 8, reserved: 0 }));
    expect((await errandsOf(shop)).at(-1)).to.eql({
      kind: "mail-shipped",
      payload: { order: order.id, fulfilment: id },
    });
  });

  it("goes in two parcels, each with its own tracking", async () => {
    const order = await anOrder(shop, { lines: [{ quantity: 3 }, { quantity: 1 }] });
    const [first = 0, second = 0] = order.lines;

    await ship(order, {
      lines: [{ line: first, quantity: 2 }],
      carrier: " An Post ",
      trackingNumber: "CE123",
      trackingUrl: "https://track.example/CE123",
      actor: "owner@example.com",
    });
    const between = await look(order);
    await ship(order, { carrier: "DPD", trackingNumber: "D9" });
    const after = await look(order);

    expect(between).to.include({ state: "open", fulfilment_state: "partial" });
    expect(between.lines.map(({ fulfilled, reserved }) => ({ fulfilled, reserved }))).to.eql([
      { fulfilled: 2, reserved: 1 },
      { fulfilled: 0, reserved: 1 },
    ]);
    expect(between.events.at(-1)).to.include({ kind: "shipped", actor: "owner@example.com" });
    expect(after).to.include({ state: "completed", fulfilment_state: "fulfilled" });
    expect(
      after.fulfilments.map(({ lines, carrier, tracking_number, tracking_url }) => ({
        lines,
        carrier,
        tracking_number,
        tracking_url,
      })),
    ).to.eql([
      {
        lines: [{ line: first, quantity: 2 }],
        carrier: "An Post",
        tracking_number: "CE123",
        tracking_url: "https://track.example/CE123",
      },
      {
        lines: [
          { line: first, quantity: 1 },
          { line: second, quantity: 1 },
        ],
        carrier: "DPD",
        tracking_number: "D9",
        tracking_url: "",
      },
    ]);
  });

  it("is refused for more than is left, and then nothing has changed", async () => {
    const order = await anOrder(shop);
    const [line = 0] = order.lines;
    const before = await look(order);

    const wishes = [
      { line, quantity: 2 },
      { line, quantity: 1 },
    ];
    const refusal = await refused(ship(order, { lines: wishes }));

    expect(refusal).to.eql({ status: 409, message: "Only 2 of “Lamp” are left to ship." });
    expect(await look(order)).to.eql(before);
    expect((await refused(ship(order, { lines: [{ line, quantity: -1 }] }))).status).to.equal(409);
    expect((await refused(ship(order, { lines: [{ line, quantity: 0 }] }))).status).to.equal(409);
    expect((await refused(ship(order, { lines: [] }))).status).to.equal(409);
  });

  it("does not take lines of another order", async () => {
    const [order, other] = [await anOrder(shop), await anOrder(shop)];

    const wish = { lines: [{ line: other.lines[0] ?? 0, quantity: 1 }] };

    expect((await refused(ship(order, wish))).status).to.equal(404);
    expect((await look(other)).fulfilment_state).to.equal("unfulfilled");
  });

  it("knows no order of another shop", async () => {
    const [order, other] = [await anOrder(shop), await openShop()];

    const elsewhere = inStore(other.id, "write", () => fulfil(order.id + 100_000));

    expect((await refused(elsewhere)).status).to.equal(404);
  });

  it("waits for the money, unless it is paid on delivery", async () => {
    const unpaid = await anOrder(shop, { paid: false });
    const delivery = await anOrder(shop, { paid: false, method: "delivery" });

    expect((await refused(ship(unpaid))).message).to.contain("not paid yet");
    await ship(delivery);

    expect(await look(delivery)).to.include({
      state: "open",
      payment_state: "pending",
      fulfilment_state: "fulfilled",
    });
  });

  it("takes only addresses that a browser may follow for tracking", async () => {
    const order = await anOrder(shop);
    for (const trackingUrl of [
      "javascript:alert(1)",
      "track.example",
      "ftp://x.example/",
      "data:,x",
    ]) {
      const { status } = await refused(ship(order, { trackingUrl }));
      expect(status, trackingUrl).to.equal(422);
    }
  });

  it("ships what is on order only once it is on the shelf", async () => {
    const product = await shop.sells("on-order", {}, { backorder: true, onHand: 1 });
    const [variant = 0] = await variantsOf(shop, product);
    const order = await anOrder(shop, { lines: [{ variant, quantity: 2, title: "Chair" }] });
    const [line = 0] = order.lines;

    expect((await refused(ship(order))).message).to.equal("Of “Chair” there are only 1 here.");
    await ship(order, { lines: [{ line, quantity: 1 }] });

    expect(await stockOf(shop, variant)).to.eql(even({ onHand: 0, reserved: 1 }));
  });

  it("leaves the stock of what is not counted alone, and ships what the shop has no more", async () => {
    const product = await shop.sells("uncounted", {}, { tracked: false, onHand: 0 });
    const [variant = 0] = await variantsOf(shop, product);
    const order = await anOrder(shop, { lines: [{ variant }, { variant: null }] });

    await ship(order);

    expect((await look(order)).state).to.equal("completed");
    expect(await stockOf(shop, variant)).to.eql(even({ onHand: 0, reserved: 0 }));
  });

  it("never sends more than was ordered, however many ship at once", async () => {
    const order = await anOrder(shop, { lines: [{ quantity: 5 }] });
    const [line = 0] = order.lines;

    const tries = Array.from({ length: 12 }, () => ship(order, { lines: [{ line, quantity: 1 }] }));
    const results = await Promise.allSettled(tries);

    expect(results.filter(({ status }) => status === "fulfilled")).to.have.length(5);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).to.have.property("status", 409);
    }
    const after = await look(order);
    expect(after.fulfilments).to.have.length(5);
    expect(after.lines[0]).to.include({ fulfilled: 5, reserved: 0 });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 5, reserved: 0 }));
  });

  it("hands over what needs no shipping with the last parcel, or with the payment", async () => {
    const mixed = await anOrder(shop, { lines: [{ quantity: 1 }, { ships: false, quantity: 1 }] });
    const [line = 0] = mixed.lines;

    await ship(mixed, { lines: [{ line, quantity: 1 }] });

    expect(await look(mixed)).to.include({ state: "completed", fulfilment_state: "fulfilled" });
    expect(await stockOf(shop, mixed.variants[1] ?? 0)).to.eql(even({ onHand: 9, reserved: 0 }));
  });
});
