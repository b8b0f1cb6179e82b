import { expect } from "chai";
import { inStore } from "../../../../../app/context.ts";
import { expireOrder } from "../../../../../app/models/store/orders/expiry.ts";
import { wholeOrder } from "../../../../../app/models/store/orders/order.ts";
import { markPaid } from "../../../../../app/models/store/orders/payments/payment.ts";
import { retrying } from "../../../../../app/retry.ts";
import { anOrder, errandsOf, even, type Order, stockOf } from "../../../../support/orders.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

describe("the end of a hold", function () {
  this.timeout(30_000);
  let shop: Shop;
  const past = new Date(Date.now() - 1000);

  before(async () => {
    shop = await openShop();
  });

  const expire = (order: Order) =>
    retrying(() => inStore(shop.id, "write", () => expireOrder(order.id)));
  const look = (order: Order) => inStore(shop.id, "read", () => wholeOrder(order.id));

  it("cancels what was not paid in time, once, and lets its stock go", async () => {
    const order = await anOrder(shop, { paid: false, method: "stripe", expiresAt: past });

    const answers = await Promise.all(Array.from({ length: 8 }, () => expire(order)));

    expect(answers.filter(Boolean)).to.have.length(1);
    const after = await look(order);
    expect(after).to.include({ state: "cancelled", payment_state: "voided", expires_at: null });
    expect(after?.events.map(({ kind }) => kind)).to.eql(["placed", "expired"]);
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 10, reserved: 0 }));
    expect(await errandsOf(shop)).to.eql([]);
  });

  it("waits for whoever got more time", async () => {
    const expiresAt = new Date(Date.now() + 600_000);
    const order = await anOrder(shop, { paid: false, method: "stripe", expiresAt });

    expect(await expire(order)).to.equal(false);

    expect(await look(order)).to.include({ state: "open", payment_state: "pending" });
    expect((await errandsOf(shop)).at(-1)).to.eql({
      kind: "order-expire",
      payload: { order: order.id },
    });
  });

  it("leaves alone what is paid, what waits for a bank, and what is not there", async () => {
    const [paid, bank] = [await anOrder(shop), await anOrder(shop, { paid: false })];

    expect(await expire(paid)).to.equal(false);
    expect(await expire(bank)).to.equal(false);
    expect(await inStore(shop.id, "write", () => expireOrder(999_999))).to.equal(false);

    expect(await look(paid)).to.include({ state: "open", payment_state: "paid" });
    expect(await look(bank)).to.include({ state: "open", payment_state: "pending" });
  });

  it("is either paid or ended when both happen at once", async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await anOrder(shop, { paid: false, expiresAt: past });
      const pay = inStore(shop.id, "write", () => markPaid(order.id, "owner"));
      const [ended, paid] = await Promise.allSettled([expire(order), pay]);

      const wasEnded = ended.status === "fulfilled" && ended.value;
      expect(paid.status).to.equal(wasEnded ? "rejected" : "fulfilled");
      expect(await look(order)).to.include(
        wasEnded ? { state: "cancelled", paid: 0 } : { state: "open", paid: 2000 },
      );
      expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(
        even({ onHand: 10, reserved: wasEnded ? 0 : 2 }),
      );
    }
  });
});
