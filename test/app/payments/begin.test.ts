import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import pg from "pg";
import { config } from "../../../app/config.ts";
import { inStore } from "../../../app/context.ts";
import { wholeOrder } from "../../../app/models/store/orders/order.ts";
import { keepStripeKeys } from "../../../app/payments/keys.ts";
import { offeredMethods } from "../../../app/payments/methods.ts";
import { anOrder, type Order } from "../../support/orders.ts";
import { shopper } from "../../support/shopper.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { openTill, platformKey, type Till, tidy } from "../../support/till.ts";

describe("beginning to pay", () => {
  let till: Till;
  let shop: Shop;

  before(async () => {
    till = await openTill();
    shop = await openShop();
  });
  beforeEach(() => tidy(till));
  after(() => till.close());

  const soon = () => new Date(Date.now() + 30 * 60_000);
  const unpaid = (at = shop) => anOrder(at, { method: "stripe", paid: false, expiresAt: soon() });
  const read = async (order: Order, at = shop) => {
    const whole = await inStore(at.id, "read", () => wholeOrder(order.id));
    if (!whole) throw new Error("no order");
    return whole;
  };
  const pageOf = (order: Order) => `/shop/orders/${order.token}`;

  it("leads to a page of the provider that asks for the order's total", async () => {
    const order = await unpaid();
    const address = await till.begins(shop, order);

    expect(address).to.contain(`http://127.0.0.1:${till.peer.port}/pay/cs_test_`);
    const session = till.session(address);
    expect(session).to.include({
      account: platformKey,
      amount_total: order.total,
      currency: "eur",
      title: `${shop.name} · Order ${order.number}`,
      customer_email: "ada@example.com",
      cancel_url: `http://${shop.code}.localhost${pageOf(order)}`,
      success_url: `http://${shop.code}.localhost${pageOf(order)}/paid`,
    });
    const { payments, expires_at } = await read(order);
    expect(payments[0]).to.include({ state: "pending", reference: session.id, pay_at: address });
    expect(expires_at?.getTime(), "the goods are held for as long").to.be.above(
      session.expires_at * 1000,
    );
  });

  it("goes on with the same page, however often and from however many tabs", async () => {
    const order = await unpaid();
    const first = await Promise.all([1, 2, 3, 4].map(() => till.begins(shop, order)));
    const again = await till.begins(shop, order);

    expect(new Set([...first, again]).size).to.equal(1);
    expect((await read(order)).payments).to.have.length(1);
  });

  it("makes a new page when the last one is over", async () => {
    const order = await unpaid();
    const first = await till.begins(shop, order);
    till.tells.set(platformKey, undefined);
    till.peer.book.expire(till.session(first));
    const second = await till.begins(shop, order);

    expect(second).to.contain("/pay/").and.not.equal(first);
    const { payments } = await read(order);
    expect(payments.map(({ state }) => state)).to.deep.equal(["cancelled", "pending"]);
  });

  it("has nothing to do for an order that is paid, cancelled or paid by bank", async () => {
    const paid = await anOrder(shop, { method: "stripe" });
    const bank = await anOrder(shop, { method: "bank", paid: false });

    expect(await till.begins(shop, paid)).to.equal(pageOf(paid));
    expect(await till.begins(shop, bank)).to.equal(pageOf(bank));
    expect((await read(bank)).payments).to.have.length(1);
  });

  it("notices that the order was paid meanwhile, and asks for no money again", async () => {
    const order = await unpaid();
    till.tells.set(platformKey, undefined);
    await till.does(await till.begins(shop, order), "pay");

    expect(await till.begins(shop, order)).to.equal(pageOf(order));
    expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
  });

  const troubles: [what: string, cause: () => void][] = [
    ["answers with errors", () => Object.assign(till.peer.manners, { failures: 2 })],
    [
      "does its work, but the answers get lost",
      () => Object.assign(till.peer.manners, { lostAnswers: 2 }),
    ],
    [
      "cannot be reached at all",
      () => Object.assign(config, { STRIPE_API_URL: "http://127.0.0.1:9" }),
    ],
    ["does not know our key", () => Object.assign(config, { STRIPE_SECRET_KEY: "sk_live_wrong" })],
  ];
  for (const [what, cause] of troubles) {
    it(`loses nothing when the provider ${what}: the order can be paid later`, async () => {
      const order = await unpaid();
      const { STRIPE_API_URL, STRIPE_SECRET_KEY } = config;
      cause();
      const buyer = shopper();
      const place = `${shop.code}.localhost${pageOf(order)}/pay`;
      const page = await buyer.sends(place).finally(() => {
        Object.assign(config, { STRIPE_API_URL, STRIPE_SECRET_KEY });
      });

      expect(page.status).to.equal(303);
      expect(page.headers.location).to.equal(pageOf(order));
      expect([...buyer.cookies.keys()].join(), "a notice says so").to.contain("notice");
      expect(await read(order)).to.include({ state: "open", payment_state: "pending" });

      await tidy(till);
      await till.pays(shop, order);
      expect(await read(order)).to.include({ payment_state: "paid", paid: order.total });
    });
  }

  it("holds no transaction while the provider takes its time", async () => {
    const order = await unpaid();
    till.peer.manners.answerDelay = 1_500;
    let over = false;
    const begun = till.begins(shop, order).finally(() => {
      over = true;
    });
    await sleep(600);
    const open = await openTransactions();

    expect(over, "the provider is still being asked").to.equal(false);
    expect(open).to.deep.equal([]);
    expect(await begun).to.contain("/pay/");
    const seen = await inStore(shop.id, "read", openTransactions);
    expect(seen, "one that is open would be seen").to.have.length(1);
  });

  it("uses a shop's own account where it has one", async () => {
    const own = await openShop();
    const keys = { secretKey: "sk_test_own", webhookSecret: "whsec_own" };
    await inStore(own.id, "write", () => keepStripeKeys(own.id, keys));
    till.tells.set("sk_test_own", till.webhookOf(own, "whsec_own"));
    const order = await unpaid(own);
    const address = await till.begins(own, order);
    expect(till.session(address).account).to.equal("sk_test_own");

    await till.does(address, "pay");
    await till.peer.deliveries.quiet();
    expect(await read(order, own)).to.include({ payment_state: "paid" });
  });

  it("offers cards only where there are keys", async () => {
    const kinds = async () =>
      (await inStore(shop.id, "read", () => offeredMethods(shop.id))).map(({ kind }) => kind);
    expect(await kinds()).to.deep.equal(["stripe", "bank"]);

    const { STRIPE_SECRET_KEY } = config;
    Object.assign(config, { STRIPE_SECRET_KEY: undefined });
    const without = await kinds().finally(() => Object.assign(config, { STRIPE_SECRET_KEY }));
    expect(without).to.deep.equal(["bank"]);
  });

  const currencies: [currency: string, price: number, asked: number][] = [
    ["JPY", 1980, 1980],
    ["KWD", 12_345, 12_340],
    ["ISK", 990, 99_000],
  ];
  for (const [currency, price, asked] of currencies) {
    it(`asks for ${currency} as the provider counts it, and takes it as ours`, async () => {
      const there = await openShop({ currency });
      const order = await anOrder(there, {
        method: "stripe",
        paid: false,
        expiresAt: soon(),
        lines: [{ price, quantity: 1 }],
      });
      const address = await till.begins(there, order);
      expect(till.session(address).amount_total).to.equal(asked);

      await till.does(address, "pay");
      await till.peer.deliveries.quiet();
      const paid = currency === "KWD" ? 12_340 : price;
      expect(await read(order, there)).to.include({ payment_state: "paid", paid, currency });
    });
  }

  it("lets nobody in who has not the order's own link", async () => {
    const other = await openShop();
    const order = await unpaid();
    for (const place of [`${other.code}.localhost/shop`, `localhost/stores/${other.code}/shop`]) {
      for (const token of [order.token, order.token.replace(/.$/, "~"), `${order.id}`]) {
        expect((await shopper().sends(`${place}/orders/${token}/pay`)).status).to.equal(404);
        expect((await shopper().opens(`${place}/orders/${token}/paid`)).status).to.equal(404);
      }
    }
  });
});

/** Transactions of the application that are open now, whoever they wait for. */
async function openTransactions(): Promise<object[]> {
  const admin = new pg.Client({ connectionString: process.env.DATABASE_ADMIN_URL });
  await admin.connect();
  const { rows } = await admin.query(
    `select state, query from pg_stat_activity
     where datname = current_database() and usename <> current_user and xact_start is not null`,
  );
  await admin.end();
  return rows;
}
