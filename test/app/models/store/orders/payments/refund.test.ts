import { expect } from "chai";
import { inStore } from "../../../../../../app/context.ts";
import { fulfil } from "../../../../../../app/models/store/orders/fulfilment.ts";
import { wholeOrder } from "../../../../../../app/models/store/orders/order.ts";
import {
  type RefundWish,
  requestRefund,
} from "../../../../../../app/models/store/orders/payments/refund.ts";
import { retrying } from "../../../../../../app/retry.ts";
import { anOrder, errandsOf, even, type Order, stockOf } from "../../../../../support/orders.ts";
import { refused } from "../../../../../support/refused.ts";
import { openShop, type Shop } from "../../../../../support/shops.ts";

describe("giving money back", function () {
  this.timeout(30_000);
  let shop: Shop;
  let keys = 0;

  before(async () => {
    shop = await openShop();
  });

  const refund = (order: Order, wish: Partial<RefundWish> & { amount: number }) => {
    const key = `refund of test ${++keys}`;
    return retrying(() =>
      inStore(shop.id, "write", () => requestRefund(order.id, { key, ...wish })),
    );
  };
  const ship = (order: Order, quantity: number) =>
    inStore(shop.id, "write", () =>
      fulfil(order.id, { lines: [{ line: order.lines[0] ?? 0, quantity }] }),
    );
  const look = async (order: Order) => {
    const found = await inStore(shop.id, "read", () => wholeOrder(order.id));
    if (!found) throw new Error("the order is gone");
    return found;
  };

  it("changes the books at once and leaves the rest to the worker", async () => {
    const order = await anOrder(shop);

    const id = await refund(order, { amount: 500, reason: " scratched ", actor: "owner" });

    const after = await look(order);
    expect(after).to.include({ payment_state: "partially_refunded", refunded: 500, state: "open" });
    expect(after.payments[0]).to.include({ refunded: 500, captured: 2000 });
    expect(after.refunds[0]).to.include({ id, amount: 500, reason: "scratched", state: "pending" });
    expect(after.events.at(-1)).to.include({ kind: "refund-requested", actor: "owner" });
    expect((await errandsOf(shop)).at(-1)).to.eql({
      kind: "refund-settle",
      payload: { refund: id },
    });
  });

  it("takes back some units: those on the way return to the shelf, the others are not shipped", async () => {
    const order = await anOrder(shop, { lines: [{ quantity: 5 }] });
    const [line = 0] = order.lines;
    await ship(order, 3);

    await refund(order, { amount: 4000, lines: [{ line, quantity: 4 }], restock: true });

    const after = await look(order);
    expect(after.lines[0]).to.include({ removed: 2, refunded: 4, fulfilled: 3, reserved: 0 });
    expect(after).to.include({ fulfilment_state: "fulfilled", state: "completed" });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 9, reserved: 0 }));
  });

  it("leaves the shelf alone when the goods stay with the shopper", async () => {
    const order = await anOrder(shop);
    await ship(order, 2);

    await refund(order, { amount: 2000, lines: [{ line: order.lines[0] ?? 0, quantity: 2 }] });

    expect(await look(order)).to.include({ payment_state: "refunded", state: "completed" });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 8, reserved: 0 }));
  });

  it("names the exact figure when it is asked for more than there is", async () => {
    const order = await anOrder(shop);
    await refund(order, { amount: 1 });

    for (const amount of [2000, 0, -5, 0.5, Number.NaN]) {
      const { status, message } = await refused(refund(order, { amount }));
      expect(status, String(amount)).to.equal(422);
      expect(message).to.contain("at most €19.99");
    }
    expect(await look(order)).to.include({ refunded: 1 });
  });

  it("is refused where no money came in, and for units that were not sold", async () => {
    const [unpaid, order] = [await anOrder(shop, { paid: false }), await anOrder(shop)];
    const lines = [{ line: order.lines[0] ?? 0, quantity: 3 }];

    expect((await refused(refund(unpaid, { amount: 1 }))).status).to.equal(422);
    expect((await refused(refund(order, { amount: 1, lines }))).status).to.equal(409);
    const others = [{ line: unpaid.lines[0] ?? 0, quantity: 1 }];
    expect((await refused(refund(order, { amount: 1, lines: others }))).status).to.equal(404);
  });

  it("does the same request once, however often and at how many doors it comes", async () => {
    const order = await anOrder(shop);
    const lines = [{ line: order.lines[0] ?? 0, quantity: 1 }];
    const wish = { key: "the same", amount: 700, lines };

    const ids = await Promise.all(Array.from({ length: 12 }, () => refund(order, wish)));

    expect(new Set(ids).size).to.equal(1);
    const after = await look(order);
    expect(after).to.include({ refunded: 700 });
    expect(after.lines[0]).to.include({ removed: 1, refunded: 1 });
    expect(after.refunds).to.have.length(1);
  });

  it("refuses a key that was used for something else", async () => {
    const [order, other] = [await anOrder(shop), await anOrder(shop)];
    await refund(order, { key: "mine", amount: 100 });

    expect((await refused(refund(order, { key: "mine", amount: 200 }))).status).to.equal(409);
    expect((await refused(refund(other, { key: "mine", amount: 100 }))).status).to.equal(409);
    expect(await look(other)).to.include({ refunded: 0 });
  });

  it("never gives back more than was captured, however many ask at once", async () => {
    const order = await anOrder(shop, { lines: [{ quantity: 1, price: 1000 }] });

    const asked = Array.from({ length: 24 }, () => refund(order, { amount: 300 }));
    const results = await Promise.allSettled(asked);

    expect(results.filter(({ status }) => status === "fulfilled")).to.have.length(3);
    for (const result of results) {
      if (result.status === "rejected") expect(result.reason).to.have.property("status", 422);
    }
    const after = await look(order);
    expect(after).to.include({ refunded: 900, payment_state: "partially_refunded" });
    expect(after.refunds.reduce((sum, { amount }) => sum + amount, 0)).to.equal(900);
  });

  it("puts back on the shelf only what left it", async () => {
    const order = await anOrder(shop, { lines: [{ variant: null, quantity: 2 }] });
    const [line = 0] = order.lines;
    await ship(order, 2);

    await refund(order, { amount: 1000, lines: [{ line, quantity: 2 }], restock: true });

    expect((await look(order)).lines[0]).to.include({ refunded: 2, removed: 0 });
  });
});
