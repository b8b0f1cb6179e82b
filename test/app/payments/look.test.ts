import { expect } from "chai";
import { config } from "../../../app/config.ts";
import { inStore } from "../../../app/context.ts";
import { cancelOrder } from "../../../app/models/store/orders/cancelling.ts";
import { expireOrder } from "../../../app/models/store/orders/expiry.ts";
import { wholeOrder } from "../../../app/models/store/orders/order.ts";
import { closePages } from "../../../app/payments/look.ts";
import { anOrder, type Order } from "../../support/orders.ts";
import { inShop } from "../../support/rows.ts";
import { openShop, type Shop } from "../../support/shops.ts";
import { openTill, platformKey, type Till, tidy } from "../../support/till.ts";

describe("closing the pages of an order", () => {
  let till: Till;
  let shop: Shop;

  before(async () => {
    till = await openTill();
    shop = await openShop();
  });
  beforeEach(async () => {
    await tidy(till);
    till.tells.set(platformKey, undefined);
  });
  after(() => till.close());

  const begun = async () => {
    const order = await anOrder(shop, {
      method: "stripe",
      paid: false,
      expiresAt: new Date(Date.now() + 1_800_000),
    });
    return { order, address: await till.begins(shop, order) };
  };
  const runsOut = ({ id }: Order) =>
    inShop(shop, "update orders set expires_at = now() where id = $1 returning id", [id]);
  const expires = ({ id }: Order) => inStore(shop.id, "write", () => expireOrder(id));
  const read = async ({ id }: Order) => {
    const whole = await inStore(shop.id, "read", () => wholeOrder(id));
    if (!whole) throw new Error("no order");
    return whole;
  };

  it("keeps anybody from paying once the time is over", async () => {
    const { order, address } = await begun();
    await runsOut(order);
    await closePages(shop.id, order.id);
    expect(till.session(address).status).to.equal("expired");
    expect((await till.does(address, "pay")).status).to.equal(410);
    expect((await read(order)).payments[0]?.state).to.equal("cancelled");

    expect(await expires(order)).to.equal(true);
    expect(await read(order)).to.include({ state: "cancelled", payment_state: "voided" });
  });

  it("learns of a payment that was faster, and the order goes on", async () => {
    const { order, address } = await begun();
    await till.does(address, "pay");
    await runsOut(order);
    await closePages(shop.id, order.id);

    expect(await expires(order)).to.equal(false);
    expect(await read(order)).to.include({ state: "open", payment_state: "paid" });
  });

  it("closes those of a cancelled order", async () => {
    const { order, address } = await begun();
    await inStore(shop.id, "write", () => cancelOrder(order.id));
    await closePages(shop.id, order.id);
    expect(till.session(address).status).to.equal("expired");
  });

  it("leaves a page alone for as long as there is time", async () => {
    const { order, address } = await begun();
    await closePages(shop.id, order.id);
    expect(till.session(address).status).to.equal("open");
  });

  it("does not stand in the way when the provider is away", async () => {
    const { order, address } = await begun();
    await runsOut(order);
    const { STRIPE_API_URL } = config;
    Object.assign(config, { STRIPE_API_URL: "http://127.0.0.1:9" });
    await closePages(shop.id, order.id).finally(() => Object.assign(config, { STRIPE_API_URL }));

    expect(till.session(address).status).to.equal("open");
    expect(await expires(order)).to.equal(true);
  });
});
