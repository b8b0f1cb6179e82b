import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../../../app/context.ts";
import {
  findDiscount,
  lockDiscount,
  releaseDiscount,
  useDiscount,
  usesBy,
} from "../../../../../app/models/store/selling/discount.ts";
import { sequelize } from "../../../../../db/connection.ts";
import { openShop, type Shop } from "../../../../support/shops.ts";

describe("discounts of a shop", () => {
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  it("are found however their code is typed, and nowhere else", async () => {
    const id = await offer(shop, "WELCOME10");
    const other = await openShop();

    const found = await within(shop, () => findDiscount(" welcome10 "));
    expect(found).to.deep.include({
      id,
      code: "WELCOME10",
      kind: "percent",
      value: 1000,
      minimum: 0,
      starts_at: null,
      usage_limit: null,
      used: 0,
      active: true,
    });
    expect(await within(shop, () => findDiscount(""))).to.equal(undefined);
    expect(await within(other, () => findDiscount("WELCOME10"))).to.equal(undefined);
  });

  it("limited to 10 uses are used 10 times by 60 buyers at once", async () => {
    const id = await offer(shop, "TEN", 10);

    const got = await together(60, () => within(shop, () => useDiscount(id)));

    expect(got.filter(Boolean)).to.have.length(10);
    expect(await used(shop, "TEN")).to.equal(10);
  });

  it("give a use back when the buyer's unit of work fails", async () => {
    const id = await offer(shop, "UNSURE", 5);

    const outcomes = await together(30, (buyer) =>
      within(shop, async () => {
        const mine = await useDiscount(id);
        if (buyer % 2 === 0) throw new Error("changed their mind");
        return mine;
      }).catch(() => false),
    );

    expect(outcomes.filter(Boolean)).to.have.length(5);
    expect(await used(shop, "UNSURE")).to.equal(5);
  });

  it("without a limit are used by everybody, and given back no more often than used", async () => {
    const id = await offer(shop, "ALL");

    const got = await together(20, () => within(shop, () => useDiscount(id)));
    expect(got.every(Boolean)).to.equal(true);
    expect(await used(shop, "ALL")).to.equal(20);

    await together(25, () => within(shop, () => releaseDiscount(id)));
    expect(await used(shop, "ALL")).to.equal(0);
  });

  it("once per customer are used once by one who orders ten times at once", async () => {
    const id = await offer(shop, "ONCE");
    const customer = await within(shop, () => newCustomer("once@example.com"));

    const orders = await together(10, (number) =>
      within(shop, async () => {
        await lockDiscount("once");
        if ((await usesBy(id, customer)) > 0) return false;
        await useDiscount(id);
        await newOrder(2000 + number, customer, id);
        return true;
      }),
    );

    expect(orders.filter(Boolean)).to.have.length(1);
    expect(await within(shop, () => usesBy(id, customer))).to.equal(1);
  });

  it("count a cancelled order no more", async () => {
    const id = await offer(shop, "AGAIN");
    const customer = await within(shop, () => newCustomer("again@example.com"));
    await within(shop, () => newOrder(3001, customer, id));
    await within(shop, () => newOrder(3002, customer, id, "cancelled"));

    expect(await within(shop, () => usesBy(id, customer))).to.equal(1);
    expect(await within(shop, () => usesBy(id, customer + 1))).to.equal(0);
  });
});

function within<T>(shop: Shop, work: () => Promise<T>): Promise<T> {
  return inStore(shop.id, "write", work);
}

function together<T>(count: number, work: (place: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, place) => work(place)));
}

async function offer(shop: Shop, code: string, limit: number | null = null): Promise<number> {
  return within(shop, () =>
    idOf(
      `insert into discounts (code, kind, value, usage_limit) values ($1, 'percent', 1000, $2) returning id`,
      [code, limit],
    ),
  );
}

async function used(shop: Shop, code: string): Promise<number | undefined> {
  return (await within(shop, () => findDiscount(code)))?.used;
}

function newCustomer(email: string): Promise<number> {
  return idOf("insert into customers (email) values ($1) returning id", [email]);
}

function newOrder(
  number: number,
  customer: number,
  discount: number,
  state = "open",
): Promise<number> {
  return idOf(
    `insert into orders (number, customer_id, email, currency, state, shipping_address, billing_address,
       payment_method, discount_id, subtotal, total)
     values ($1, $2, 'shopper@example.com', 'EUR', $4, '{}', '{}', 'bank', $3, 100, 100) returning id`,
    [number, customer, discount, state],
  );
}

async function idOf(statement: string, bind: (string | number | null)[]): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(statement, { bind, type: QueryTypes.SELECT });
  return row?.id ?? 0;
}
