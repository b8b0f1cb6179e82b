import { expect } from "chai";
import { inStore } from "../../../../../app/context.ts";
import {
  type Cancellation,
  cancelOrder,
} from "../../../../../app/models/store/orders/cancelling.ts";
import { fulfil } from "../../../../../app/models/store/orders/fulfilment.ts";
import { wholeOrder } from "../../../../../app/models/store/orders/order.ts";
import { requestRefund } from "../../../../../app/models/store/orders/payments/refund.ts";
import { retrying } from "../../../../../app/retry.ts";
import { anOrder, errandsOf, even, type Order, stockOf } from "../../../../support/orders.ts";
import { refused } from "../../../../support/refused.ts";
import { inShop } from "../../../../support/rows.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

describe("cancelling an order", function () {
  this.timeout(30_000);
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  const cancel = (order: Order, how?: Cancellation) =>
    retrying(() => inStore(shop.id, "write", () => cancelOrder(order.id, how)));
  const look = async (order: Order) => {
    const found = await inStore(shop.id, "read", () => wholeOrder(order.id));
    if (!found) throw new Error("the order is gone");
    return found;
  };

  it("lets go of the stock of an unpaid order, and nobody waits for money any more", async () => {
    const order = await anOrder(shop, { paid: false, expiresAt: new Date(Date.now() + 60_000) });

    expect(await cancel(order, { actor: "owner", reason: "changed their mind" })).to.equal(true);

    const after = await look(order);
    expect(after).to.include({ state: "cancelled", payment_state: "voided", expires_at: null });
    expect(after.cancelled_at).to.be.instanceOf(Date);
    expect(after.refunds).to.eql([]);
    expect(after.events.at(-1)).to.deep.include({
      kind: "cancelled",
      actor: "owner",
      detail: { reason: "changed their mind" },
    });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 10, reserved: 0 }));
    expect((await errandsOf(shop)).at(-1)).to.eql({
      kind: "mail-cancelled",
      payload: { order: order.id },
    });
  });

  it("gives all money back, and names all units", async () => {
    const order = await anOrder(shop, { lines: [{}, { quantity: 1 }], shipping: 500 });

    await cancel(order);

    const after = await look(order);
    expect(after).to.include({ state: "cancelled", payment_state: "refunded", refunded: 3500 });
    expect(after.refunds).to.have.length(1);
    expect(after.refunds[0]).to.include({ amount: 3500, state: "pending" });
    expect(
      after.lines.map(({ reserved, removed, refunded }) => [reserved, removed, refunded]),
    ).to.eql([
      [0, 2, 2],
      [0, 1, 1],
    ]);
    expect((await errandsOf(shop)).slice(-2).map(({ kind }) => kind)).to.eql([
      "refund-settle",
      "mail-cancelled",
    ]);
  });

  it("gives back only what was not given back before", async () => {
    const order = await anOrder(shop);
    const wish = {
      key: "before",
      amount: 800,
      lines: [{ line: order.lines[0] ?? 0, quantity: 1 }],
    };
    await inStore(shop.id, "write", () => requestRefund(order.id, wish));

    await cancel(order);

    const after = await look(order);
    expect(after.refunds.map(({ amount }) => amount)).to.eql([800, 1200]);
    expect(after).to.include({ refunded: 2000, payment_state: "refunded" });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 10, reserved: 0 }));
  });

  it("happens once, however many ask for it at once", async () => {
    const order = await anOrder(shop);

    const answers = await Promise.all(Array.from({ length: 12 }, () => cancel(order)));

    expect(answers.filter(Boolean)).to.have.length(1);
    const after = await look(order);
    expect(after.refunds).to.have.length(1);
    expect(after.events.filter(({ kind }) => kind === "cancelled")).to.have.length(1);
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 10, reserved: 0 }));
  });

  it("is refused once something was shipped", async () => {
    const order = await anOrder(shop);
    const parcel = { lines: [{ line: order.lines[0] ?? 0, quantity: 1 }] };
    await inStore(shop.id, "write", () => fulfil(order.id, parcel));

    expect(await refused(cancel(order))).to.eql({
      status: 409,
      message: "Part of this order is on its way already: give money back instead.",
    });
    expect(await look(order)).to.include({ state: "open", refunded: 0 });
  });

  it("is either shipped or cancelled when both are asked for at once", async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await anOrder(shop);
      const both = [cancel(order), inStore(shop.id, "write", () => fulfil(order.id))];
      const [cancelled, shipped] = await Promise.allSettled(both);

      expect([cancelled?.status, shipped?.status].sort()).to.eql(["fulfilled", "rejected"]);
      const { state } = await look(order);
      expect(state).to.equal(cancelled?.status === "fulfilled" ? "cancelled" : "completed");
      const stock = state === "cancelled" ? 10 : 8;
      expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(
        even({ onHand: stock, reserved: 0 }),
      );
    }
  });

  it("takes lost goods off the shelf", async () => {
    const order = await anOrder(shop);

    await cancel(order, { restock: false });

    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 8, reserved: 0 }));
  });

  it("lets a discount be used again, once", async () => {
    const order = await anOrder(shop, { paid: false });
    const used = async () => {
      const [row] = await inShop<{ used: number }>(shop, "select used from discounts", []);
      return row?.used;
    };
    await inShop(
      shop,
      `with code as (insert into discounts (code, kind, value, used) values ('TEN', 'percent', 1000, 3) returning id)
       update orders set discount_id = (select id from code) where id = $1`,
      [order.id],
    );

    await cancel(order);
    await cancel(order);

    expect(await used()).to.equal(2);
  });

  it("ends an order that cost nothing", async () => {
    const order = await anOrder(shop, { lines: [{ price: 0 }] });

    await cancel(order);

    expect(await look(order)).to.include({ state: "cancelled", refunded: 0 });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 10, reserved: 0 }));
  });

  it("may follow a second time on an order that was opened again, and lets go again", async () => {
    const order = await anOrder(shop, { paid: false });
    const [variant = 0] = order.variants;
    await cancel(order);
    await inShop(
      shop,
      `with held as (insert into stock_movements (variant_id, order_line_id, kind, source, reserved)
         values ($1, $2, 'reserved', 'late payment', 2)),
       line as (update order_lines set reserved = 2 where id = $2)
       update orders set state = 'open', payment_state = 'pending', cancelled_at = null where id = $3`,
      [variant, order.lines[0], order.id],
    );

    await cancel(order);

    expect(await stockOf(shop, variant)).to.eql(even({ onHand: 10, reserved: 0 }));
  });
});
