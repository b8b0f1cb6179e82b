import { expect } from "chai";
import { inStore } from "../../../app/context.ts";
import { forgetStore } from "../../../app/directory.ts";
import { cancelOrder } from "../../../app/models/store/orders/cancelling.ts";
import { expireOrder } from "../../../app/models/store/orders/expiry.ts";
import { wholeOrder } from "../../../app/models/store/orders/order.ts";
import { markPaid } from "../../../app/models/store/orders/payments/payment.ts";
import { moveStock } from "../../../app/models/store/orders/stock.ts";
import { settleRefund } from "../../../app/payments/refunds.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { setState } from "../../../db/provision.ts";
import { anOrder, errandsOf, type Order, stockOf } from "../../support/orders.ts";
import { inShop } from "../../support/rows.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { openTill, platformKey, type Till, tidy } from "../../support/till.ts";
import { knock } from "../../support/visit.ts";

describe("what the provider tells", () => {
  let till: Till;
  let shop: Shop;

  before(async () => {
    till = await openTill();
    shop = await openShop();
  });
  beforeEach(() => tidy(till));
  after(() => till.close());

  const unpaid = (at = shop) =>
    anOrder(at, { method: "stripe", paid: false, expiresAt: new Date(Date.now() + 1_800_000) });
  const read = async (order: Order, at = shop) => {
    const whole = await inStore(at.id, "read", () => wholeOrder(order.id));
    if (!whole) throw new Error("no order");
    return whole;
  };
  const kinds = async (order: Order) => (await read(order)).events.map(({ kind }) => kind);
  const confirmations = async (order: Order, at = shop) => {
    const all = await errandsOf(at);
    return all.filter(
      ({ kind, payload }) =>
        kind === "mail-confirmation" && "order" in payload && payload.order === order.id,
    ).length;
  };
  /** Lets the time to pay run out, as the worker sees it. */
  const runsOut = async (order: Order) => {
    await inShop(
      shop,
      "update orders set expires_at = now() - interval '1 second' where id = $1 returning id",
      [order.id],
    );
    expect(await inStore(shop.id, "write", () => expireOrder(order.id))).to.equal(true);
  };

  describe("of a payment", () => {
    it("makes the order paid, and asks for its confirmation", async () => {
      const order = await unpaid();
      await till.pays(shop, order);

      const whole = await read(order);
      expect(whole).to.include({ state: "open", payment_state: "paid", paid: order.total });
      expect(whole.expires_at).to.equal(null);
      expect(whole.paid_at).to.be.instanceOf(Date);
      expect(whole.payments[0]).to.include({ state: "captured", captured: order.total });
      expect(await kinds(order)).to.deep.equal(["placed", "paid"]);
      expect(await confirmations(order)).to.equal(1);
    });

    it("counts once when it comes five times, at once and out of order", async () => {
      const order = await unpaid();
      Object.assign(till.peer.manners, { copies: 5, reordered: true, eventDelay: 150 });
      const address = await till.begins(shop, order);
      await till.does(address, "decline");
      await till.does(address, "pay");
      await till.peer.deliveries.quiet();

      expect(till.peer.deliveries.sent).to.have.length(10);
      expect(till.peer.deliveries.sent[0]?.type).to.equal("checkout.session.completed");
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
      expect((await kinds(order)).filter((kind) => kind === "paid")).to.have.length(1);
      expect(await confirmations(order)).to.equal(1);

      for (const delivery of till.peer.deliveries.sent) {
        expect(await till.sendsAgain(delivery)).to.equal(200);
      }
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
      expect(await confirmations(order)).to.equal(1);
    });

    it("counts once when it comes at the same moment as the shopper", async () => {
      const order = await unpaid();
      Object.assign(till.peer.manners, { copies: 3 });
      const back = await till.does(await till.begins(shop, order), "pay");
      const place = (back.headers.location ?? "").replace("http://", "");
      const returns = await Promise.all([1, 2, 3].map(() => shopper().opens(place)));
      await till.peer.deliveries.quiet();

      for (const page of returns) {
        expect(page.status).to.equal(303);
        expect(page.headers.location).to.equal(`/shop/orders/${order.token}`);
      }
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
      expect(await kinds(order)).to.deep.equal(["placed", "paid"]);
      expect(await confirmations(order)).to.equal(1);
    });

    it("is known from the shopper's return when the event gets lost", async () => {
      const order = await unpaid();
      till.tells.set(platformKey, undefined);
      const back = await till.does(await till.begins(shop, order), "pay");
      await shopper().opens((back.headers.location ?? "").replace("http://", ""));

      expect(await read(order)).to.include({ payment_state: "paid" });
    });

    it("comes after a card was declined, on the same page", async () => {
      const order = await unpaid();
      const address = await till.begins(shop, order);
      const declined = await till.does(address, "decline");
      await till.peer.deliveries.quiet();
      expect(declined.text).to.contain("Your card was declined");
      expect(await read(order)).to.include({ state: "open", payment_state: "failed" });
      expect((await read(order)).payments[0]?.error).to.equal("Your card was declined.");
      expect(await confirmations(order)).to.equal(0);

      expect(await till.begins(shop, order), "the page is still open").to.equal(address);
      await till.does(address, "pay");
      await till.peer.deliveries.quiet();
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
      expect((await read(order)).payments[0]).to.include({ state: "captured", error: "" });
      expect(await kinds(order)).to.deep.equal(["placed", "payment-failed", "paid"]);
    });

    it("is waited for while a bank thinks about a debit", async () => {
      const order = await unpaid();
      till.peer.manners.debitDelay = 300;
      await till.does(await till.begins(shop, order), "debit");
      await till.peer.deliveries.quiet();
      const { payment_state, expires_at } = await read(order);
      expect(payment_state).to.equal("pending");
      expect(expires_at?.getTime(), "for days").to.be.above(Date.now() + 13 * 24 * 3_600_000);
      expect(await till.begins(shop, order), "no second page").to.equal(
        `/shop/orders/${order.token}`,
      );

      await new Promise((resolve) => setTimeout(resolve, 400));
      await till.peer.deliveries.quiet();
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
    });

    it("can be made in another way when a bank refuses a debit", async () => {
      const order = await unpaid();
      Object.assign(till.peer.manners, { debitDelay: 50, debitsFail: true });
      const first = await till.begins(shop, order);
      await till.does(first, "debit");
      await new Promise((resolve) => setTimeout(resolve, 150));
      await till.peer.deliveries.quiet();
      const { payment_state, expires_at } = await read(order);
      expect(payment_state).to.equal("failed");
      const left = (expires_at?.getTime() ?? 0) - Date.now();
      expect(left, "the goods are held for half an hour").to.be.within(1_800_000, 2_000_000);

      const second = await till.begins(shop, order);
      expect(second).to.contain("/pay/").and.not.equal(first);
      await till.does(second, "pay");
      await till.peer.deliveries.quiet();
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
    });

    const wrongs: [what: string, change: object, received: object][] = [
      ["another amount", { amount_total: 1 }, { amount: 1, currency: "EUR" }],
      ["another currency", { currency: "usd" }, { amount: 2000, currency: "USD" }],
    ];
    for (const [what, change, received] of wrongs) {
      it(`is refused when it is of ${what}, and the timeline says so`, async () => {
        const order = await unpaid();
        const address = await till.begins(shop, order);
        Object.assign(till.session(address), change);
        await till.does(address, "pay");
        await till.peer.deliveries.quiet();

        const whole = await read(order);
        expect(whole).to.include({ state: "open", payment_state: "pending", paid: 0 });
        expect(whole.events.at(-1)).to.deep.include({
          kind: "payment-mismatch",
          detail: {
            payment: order.payment,
            expected: { amount: order.total, currency: "EUR" },
            received,
          },
        });
        expect(await confirmations(order)).to.equal(0);
      });
    }
  });

  describe("too late", () => {
    it("opens an expired order again when its goods are still there", async () => {
      const order = await unpaid();
      const address = await till.begins(shop, order);
      await runsOut(order);
      expect(await stockOf(shop, order.variants[0] ?? 0)).to.include({ onHand: 10, reserved: 0 });

      await till.does(address, "pay");
      await till.peer.deliveries.quiet();
      const whole = await read(order);
      expect(whole).to.include({ state: "open", payment_state: "paid", cancelled_at: null });
      expect(whole.lines[0]?.reserved).to.equal(2);
      const { reserved, ledger } = await stockOf(shop, order.variants[0] ?? 0);
      expect({ reserved, ledger: ledger.reserved }).to.deep.equal({ reserved: 2, ledger: 2 });
      expect(await kinds(order)).to.deep.equal(["placed", "expired", "paid", "reopened"]);
      expect(await confirmations(order)).to.equal(1);
    });

    it("gives the money back by itself when the goods are gone", async () => {
      const order = await unpaid();
      const address = await till.begins(shop, order);
      await runsOut(order);
      const [variant = 0] = order.variants;
      const sold = { variant: variant ?? 0, line: null, source: "sold elsewhere", reserved: 0 };
      await inStore(shop.id, "write", () => moveStock([{ ...sold, kind: "adjusted", onHand: -9 }]));

      await till.does(address, "pay");
      await till.peer.deliveries.quiet();
      const whole = await read(order);
      expect(whole).to.include({ state: "cancelled", paid: 2000, refunded: 2000 });
      expect(whole.refunds).to.have.length(1);
      expect(whole.refunds[0]?.reason).to.contain("not everything was left");
      expect(await confirmations(order)).to.equal(0);

      await settleRefund(shop.id, whole.refunds[0]?.id ?? 0);
      const { payment_intent } = till.session(address);
      expect(
        till.peer.book.refundsOf(payment_intent ?? "").map(({ amount }) => amount),
      ).to.deep.equal([2000]);
      expect(await stockOf(shop, variant)).to.include({ onHand: 1, reserved: 0 });
    });

    it("gives the money back when somebody had cancelled the order", async () => {
      const order = await unpaid();
      const address = await till.begins(shop, order);
      await inStore(shop.id, "write", () => cancelOrder(order.id));
      Object.assign(till.peer.manners, { copies: 3 });
      await till.does(address, "pay");
      await till.peer.deliveries.quiet();

      const whole = await read(order);
      expect(whole).to.include({ state: "cancelled", paid: 2000, refunded: 2000 });
      expect(whole.refunds.map(({ amount }) => amount)).to.deep.equal([2000]);
    });
  });

  describe("is not believed", () => {
    const event = async () => {
      const order = await unpaid();
      till.tells.set(platformKey, { ...till.platform, path: "/nowhere" });
      await till.does(await till.begins(shop, order), "pay");
      await till.peer.deliveries.quiet();
      const delivery = till.peer.deliveries.sent.at(-1);
      if (!delivery) throw new Error("nothing was sent");
      return { order, delivery };
    };

    it("with a wrong signature, or none", async () => {
      const { order, delivery } = await event();
      const wrong = { ...till.platform, secret: "whsec_wrong" };
      expect(await till.sendsAgain(delivery, wrong)).to.equal(400);
      expect(await till.sendsAgain(delivery, till.webhookOf(shop, "whsec_wrong"))).to.equal(400);
      for (const address of [
        "localhost/webhooks/stripe",
        `${shop.code}.localhost/shop/webhooks/stripe`,
      ]) {
        const type = { "Content-Type": "application/json" };
        expect((await knock("POST", address, type, delivery.body)).status).to.equal(400);
      }
      expect(await read(order)).to.include({ payment_state: "pending", paid: 0 });

      expect(await till.sendsAgain(delivery), "the right one is").to.equal(200);
      expect(await read(order)).to.include({ payment_state: "paid" });
    });

    it("by another shop than the one it is about, in any routing mode", async () => {
      const other = await openShop();
      const theirs = await unpaid(other);
      const { order, delivery } = await event();
      expect(await till.sendsAgain(delivery, till.webhookOf(other))).to.equal(200);
      const path = { ...till.platform, path: `/stores/${other.code}/shop/webhooks/stripe` };
      expect(await till.sendsAgain(delivery, path)).to.equal(200);

      expect(await read(theirs, other)).to.include({ payment_state: "pending", paid: 0 });
      expect(await read(order)).to.include({ payment_state: "pending", paid: 0 });
    });

    it("when somebody changed whose it is", async () => {
      const other = await openShop();
      const theirs = await unpaid(other);
      const { delivery } = await event();
      const body = delivery.body
        .replace(/"store":"\d+"/, `"store":"${other.id}"`)
        .replace(/"payment":"\d+"/, `"payment":"${theirs.payment}"`);
      expect(await till.sendsAgain({ ...delivery, body })).to.equal(200);

      expect(await read(theirs, other)).to.include({ payment_state: "pending", paid: 0 });
    });

    it("when it is about something else, or about nothing", async () => {
      const { delivery } = await event();
      const bodies = [
        delivery.body.replace("checkout.session.completed", "customer.created"),
        delivery.body.replace(/"metadata":\{[^}]*\}/, '"metadata":{}'),
        delivery.body.replace(/"store":"\d+"/, '"store":"999999"'),
      ];
      for (const body of bodies) {
        expect(await till.sendsAgain({ ...delivery, body })).to.equal(200);
      }
    });
  });

  it("waits for a shop that is closed for a while", async () => {
    const closed = await openShop();
    const order = await unpaid(closed);
    const address = await till.begins(closed, order);
    await asProvisioner((client) => setState(client, closed.id, "suspended"));
    forgetStore(closed);
    await till.does(address, "pay");
    await new Promise((resolve) => setTimeout(resolve, 60));
    await asProvisioner((client) => setState(client, closed.id, "open"));
    forgetStore(closed);
    await till.peer.deliveries.quiet();

    const answers = till.peer.deliveries.sent[0]?.answers ?? [];
    expect(answers[0]).to.equal(503);
    expect(answers.at(-1)).to.equal(200);
    expect(await read(order, closed)).to.include({ payment_state: "paid" });
  });

  it("is not needed for money that the shop's people saw themselves", async () => {
    const order = await anOrder(shop, { method: "bank", paid: false });
    await inStore(shop.id, "write", () => markPaid(order.id, "owner@example.com"));
    const whole = await read(order);
    expect(whole).to.include({ payment_state: "paid", paid: order.total });
    expect(whole.events.at(-1)).to.include({ kind: "paid", actor: "owner@example.com" });

    const refusals: [Order, string][] = [
      [order, "This order is paid already."],
      [await unpaid(), "it is marked as paid by the provider"],
    ];
    for (const [other, why] of refusals) {
      const tried = inStore(shop.id, "write", () => markPaid(other.id, "x"));
      expect(await tried.catch((error: Error) => error)).to.include({ status: 409 });
      expect(String(await tried.catch((error: Error) => error.message))).to.contain(why);
    }
  });
});
