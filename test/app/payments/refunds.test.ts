import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { wholeOrder } from "../../../app/models/store/orders/order.ts";
import { requestRefund } from "../../../app/models/store/orders/payments/refund.ts";
import { settleRefund } from "../../../app/payments/refunds.ts";
import { anOrder, errandsOf, type Order } from "../../support/orders.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { openTill, platformKey, type Till, tidy } from "../../support/till.ts";

describe("settling a refund", () => {
  let till: Till;
  let shop: Shop;

  before(async () => {
    till = await openTill();
    shop = await openShop();
  });
  beforeEach(() => tidy(till));
  after(() => till.close());

  const paidOrder = async (at = shop, price = 1000) => {
    const order = await anOrder(at, {
      method: "stripe",
      paid: false,
      expiresAt: new Date(Date.now() + 1_800_000),
      lines: [{ price }],
    });
    await till.pays(at, order);
    return order;
  };
  const wish = (order: Order, amount: number, at = shop) =>
    inStore(at.id, "write", () =>
      requestRefund(order.id, { key: `${order.id} ${amount}`, amount }),
    );
  const read = async (order: Order, at = shop) => {
    const whole = await inStore(at.id, "read", () => wholeOrder(order.id));
    if (!whole) throw new Error("no order");
    return whole;
  };
  const given = async (order: Order, at = shop) => {
    const { payments } = await read(order, at);
    const { payment_intent } = till.session(payments[0]?.reference ?? "");
    return till.peer.book.refundsOf(payment_intent ?? "").map(({ amount }) => amount);
  };
  const mails = async (refund: number) => {
    const all = await errandsOf(shop);
    const about = all.filter(({ payload }) => "refund" in payload && payload.refund === refund);
    return about.filter(({ kind }) => kind === "mail-refunded").length;
  };

  it("gives the money back and tells the shopper", async () => {
    const order = await paidOrder();
    const refund = await wish(order, 700);
    await settleRefund(shop.id, refund);

    expect(await given(order)).to.deep.equal([700]);
    const whole = await read(order);
    expect(whole.refunds[0]).to.include({ state: "done", amount: 700 });
    expect(whole).to.include({ payment_state: "partially_refunded", refunded: 700 });
    expect(whole.events.at(-1)).to.deep.include({
      kind: "refunded",
      detail: { refund, amount: 700 },
    });
    expect(await mails(refund)).to.equal(1);
  });

  it("gives it back once, however often and however many try", async () => {
    const order = await paidOrder();
    const refund = await wish(order, 700);
    await Promise.all([1, 2, 3, 4].map(() => settleRefund(shop.id, refund)));
    await settleRefund(shop.id, refund);

    expect(await given(order)).to.deep.equal([700]);
    expect(await mails(refund)).to.equal(1);
  });

  it("gives it back once when we never heard that it was done", async () => {
    const order = await paidOrder();
    const refund = await wish(order, 700);
    till.peer.manners.lostAnswers = 2;
    const tried = await settleRefund(shop.id, refund).catch((error: Error) => error);
    expect(tried).to.have.property("name", "ProviderAway");
    expect(await given(order), "it was done").to.deep.equal([700]);
    expect((await read(order)).refunds[0]?.state).to.equal("pending");

    await settleRefund(shop.id, refund);
    expect(await given(order)).to.deep.equal([700]);
    expect((await read(order)).refunds[0]?.state).to.equal("done");
    expect(await mails(refund)).to.equal(1);
  });

  it("is tried again when the provider is away", async () => {
    const order = await paidOrder();
    const refund = await wish(order, 2000);
    till.peer.manners.failures = 2;
    expect(await settleRefund(shop.id, refund).catch((error: Error) => error.name)).to.equal(
      "ProviderAway",
    );
    await settleRefund(shop.id, refund);

    expect(await given(order)).to.deep.equal([2000]);
    expect(await read(order)).to.include({ payment_state: "refunded", refunded: 2000 });
  });

  it("puts the books right when the provider refuses", async () => {
    const order = await paidOrder();
    const { payments } = await read(order);
    const { payment_intent } = till.session(payments[0]?.reference ?? "");
    till.peer.book.giveBack({ payment_intent: payment_intent ?? "", amount: "2000" });
    const refund = await wish(order, 2000);
    await settleRefund(shop.id, refund);

    const whole = await read(order);
    expect(whole).to.include({ payment_state: "paid", refunded: 0 });
    expect(whole.payments[0]).to.include({ refunded: 0 });
    expect(whole.refunds[0]?.state).to.equal("failed");
    expect(whole.events.at(-1)).to.deep.include({
      kind: "refund-failed",
      detail: { refund, amount: 2000, message: "The charge has already been refunded." },
    });
    expect(await mails(refund)).to.equal(0);
  });

  it("puts the books right when a card turns out to be closed afterwards", async () => {
    const order = await paidOrder();
    const refund = await wish(order, 700);
    await settleRefund(shop.id, refund);
    const [id] = [...till.peer.book.refunds.keys()].slice(-1);
    till.peer.manners.copies = 3;
    till.peer.book.failRefund(id ?? "", platformKey);
    await till.peer.deliveries.quiet();

    const whole = await read(order);
    expect(whole).to.include({ payment_state: "paid", refunded: 0 });
    expect(whole.refunds[0]?.state).to.equal("failed");
    expect(whole.events.filter(({ kind }) => kind === "refund-failed")).to.have.length(1);
  });

  it("of a bank transfer is the shop's own affair: it is noted", async () => {
    const order = await anOrder(shop, { method: "bank" });
    const refund = await wish(order, 500);
    await settleRefund(shop.id, refund);
    expect((await read(order)).refunds[0]).to.include({ state: "done" });
    expect(await mails(refund)).to.equal(1);
  });

  it("counts as the provider does in other currencies", async () => {
    for (const [currency, price, amount] of [
      ["JPY", 1980, 500],
      ["KWD", 6170, 1230],
    ] as const) {
      const there = await openShop({ currency });
      const order = await paidOrder(there, price);
      await settleRefund(there.id, await wish(order, amount, there));
      expect(await given(order, there)).to.deep.equal([amount]);
    }
  });

  it("is refused for an amount that the provider cannot give, and stays visible", async () => {
    const there = await openShop({ currency: "KWD" });
    const order = await paidOrder(there, 6170);
    await settleRefund(there.id, await wish(order, 1234, there));
    const whole = await read(order, there);
    expect(whole.refunds[0]?.state).to.equal("failed");
    expect(whole).to.include({ refunded: 0, payment_state: "paid" });
    expect(whole.events.at(-1)?.detail).to.include({
      message: "Stripe cannot do KWD 1.234; the nearest is 1.230.",
    });
  });
});
