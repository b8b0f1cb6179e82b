import { expect } from "chai";
import { inStore } from "../../../../../app/context.ts";
import { closeWhenDone } from "../../../../../app/models/store/orders/closing.ts";
import { fulfil } from "../../../../../app/models/store/orders/fulfilment.ts";
import { wholeOrder } from "../../../../../app/models/store/orders/order.ts";
import { markPaid } from "../../../../../app/models/store/orders/payments/payment.ts";
import { requestRefund } from "../../../../../app/models/store/orders/payments/refund.ts";
import {
  anOrder,
  even,
  type Order,
  type OrderDraft,
  stockOf,
  variantsOf,
} from "../../../../support/orders.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

describe("the end of an order", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  const close = (order: Order) => inStore(shop.id, "write", () => closeWhenDone(order.id));
  const stateAfter = async (draft: OrderDraft) => {
    const order = await anOrder(shop, draft);
    await close(order);
    return (await look(order))?.state;
  };
  const look = (order: Order) => inStore(shop.id, "read", () => wholeOrder(order.id));

  it("comes when it is paid and shipped, in whatever order", async () => {
    const delivery = await anOrder(shop, { paid: false, method: "delivery" });
    await inStore(shop.id, "write", () => fulfil(delivery.id));
    expect((await look(delivery))?.state).to.equal("open");

    await inStore(shop.id, "write", () => markPaid(delivery.id, "owner"));

    expect(await look(delivery)).to.include({ state: "completed", payment_state: "paid" });
  });

  it("does not come before", async () => {
    expect(await stateAfter({})).to.equal("open");
    expect(await stateAfter({ paid: false })).to.equal("open");
    expect(await stateAfter({ paid: false, lines: [{ ships: false }] })).to.equal("open");
  });

  it("comes with the payment where nothing needs shipping, and takes it from stock", async () => {
    const order = await anOrder(shop, { lines: [{ ships: false, quantity: 3 }] });

    await close(order);
    await close(order);

    expect(await look(order)).to.include({ state: "completed", fulfilment_state: "fulfilled" });
    expect(await stockOf(shop, order.variants[0] ?? 0)).to.eql(even({ onHand: 7, reserved: 0 }));
  });

  it("waits for what is on order itself", async () => {
    const product = await shop.sells("tickets", {}, { backorder: true, onHand: 0 });
    const [variant = 0] = await variantsOf(shop, product);

    expect(await stateAfter({ lines: [{ variant, ships: false }] })).to.equal("open");
  });

  it("comes when all that was left is given back", async () => {
    const order = await anOrder(shop);
    const lines = [{ line: order.lines[0] ?? 0, quantity: 2 }];
    const wish = { key: "all of it", amount: 2000, lines };

    await inStore(shop.id, "write", () => requestRefund(order.id, wish));

    expect(await look(order)).to.include({
      state: "completed",
      payment_state: "refunded",
      fulfilment_state: "unfulfilled",
    });
  });
});
