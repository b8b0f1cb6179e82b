import { expect } from "chai";
import { adoptDatabase } from "../../../app/adopting/adopt.ts";
import type { StoreReport } from "../../../app/adopting/adopt-store.ts";
import { adoptionText } from "../../../app/adopting/report.ts";
import { inStore } from "../../../app/context.ts";
import { cancelOrder } from "../../../app/models/store/orders/cancelling.ts";
import { fulfil } from "../../../app/models/store/orders/fulfilment.ts";
import { asProvisioner, withAdmin } from "../../../db/admin.ts";
import { audit } from "../../../db/audit.ts";
import { dropStore } from "../../../db/provision.ts";
import { accountOf, linkFor, password, rowsOf, signsIn } from "../../support/accounts.ts";
import { asksOne, buyer, orders } from "../../support/buyers.ts";
import { readRooms } from "../../support/rooms.ts";
import { inShop } from "../../support/rows.ts";
import { type OldDatabase, oldPassword, seedDatabase } from "../../support/seed-database.ts";
import { shopper } from "../../support/shopper.ts";
import type { Shop } from "../../support/shops.ts";
import { visit } from "../../support/visit.ts";

const currencies = { wizamart: 2, techstore: 0, fashionhub: 3 };
type Code = keyof typeof currencies;
const codes = Object.keys(currencies) as Code[];

describe("adopting a database in the seed's design", function () {
  this.timeout(120_000);
  let old: OldDatabase;
  const shops = new Map<string, Shop>();
  const shop = (code: Code) => shops.get(code) ?? expect.fail(`no ${code}`);

  before(async () => {
    old = await seedDatabase();
  });

  after(async () => {
    for (const { id } of shops.values()) await asProvisioner((client) => dropStore(client, id));
    await old.remove();
  });

  it("rehearses it, and changes nothing", async () => {
    const before = await everything();

    const report = await adoptDatabase(old.url, { dryRun: true });

    expect(await everything()).to.deep.equal(before);
    expect(report.stores.map(({ state }) => state)).to.deep.equal(Array(3).fill("rehearsed"));
    expect(report.stores.flatMap(({ tally }) => tally.differences())).to.deep.equal([]);
    expect(adoptionText(report)).to.include("Nothing was changed.").and.not.include("DIFFER");
  });

  it("adopts it, and all counts and sums agree", async () => {
    const report = await adoptDatabase(old.url, {});

    for (const store of report.stores) {
      expect(store.state, store.why).to.equal("adopted");
      shops.set(store.code, shopOf(store));
    }
    const rows = await old.ask<{ rows: number }>(
      `select (xpath('/row/c/text()', query_to_xml('select count(*) as c from ' || relname, false, true, '')))[1]::text::integer as rows
       from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    expect(rows.reduce((sum, row) => sum + row.rows, 0)).to.be.above(10_000);
  });

  for (const code of codes) {
    it(`has every row and every amount of ${code}`, async () => {
      const [there] = await old.ask<Record<string, string>>(oldFigures, [code]);
      const [here] = await rowsOf<Record<string, string>>(shop(code), newFigures);

      const isFlawed = code === "wizamart";
      const money = isFlawed ? changedByFlaws(there ?? {}) : moneyOf(there ?? {}, currencies[code]);
      expect(here).to.deep.equal({ ...there, ...money });
    });

    it(`has a ledger of stock in ${code} that agrees with the shelf`, async () => {
      const wrong = await rowsOf(
        shop(code),
        `select v.id from variants v left join stock_movements m on m.variant_id = v.id group by v.id
         having (coalesce(sum(m.on_hand), 0), coalesce(sum(m.reserved), 0)) <> (v.on_hand, v.reserved)`,
      );
      const kinds = await rowsOf<{ kind: string }>(
        shop(code),
        "select distinct kind from stock_movements order by 1",
      );
      expect(wrong).to.deep.equal([]);
      expect(kinds.map(({ kind }) => kind)).to.deep.equal(["received", "reserved"]);
    });

    it(`opens ${code}`, async () => {
      const list = await visit(`${code}.localhost/shop/products?page=2`);
      const product = await visit(`${code}.localhost/shop/products/product-7`);
      const page = await visit(`${code}.localhost/shop/pages/about`);

      expect([list.status, product.status, page.status]).to.deep.equal([200, 200, 200]);
      expect(list.text).to.include(" of store ");
      expect(product.text).to.include("About product <strong>7</strong>");
      expect(page.text).to.include("We are store").and.not.include("alert(1)");
    });
  }

  it("answers on the domain that was verified, and only there", async () => {
    const own = await visit("wizamart.com/shop/products");
    const unproven = await visit("mytechstore.net/shop/products");

    expect([own.status, unproven.status]).to.deep.equal([200, 404]);
    expect(own.text).to.include("of store 1");
  });

  it("lets a customer in with the password of old, and shows the orders", async () => {
    const { who, page } = await signsIn(shop("wizamart"), "customer7@example.com", {
      secret: oldPassword,
    });
    const history = await who.opens(`${accountOf(shop("wizamart"))}/orders`);

    expect(page.status).to.equal(303);
    expect(history.text).to.include("5006").and.include("5506");
  });

  it("lets a customer in whose password cannot be checked, once a new one is chosen", async () => {
    const email = "customer5@example.com";
    const refused = await signsIn(shop("techstore"), email, { secret: oldPassword });
    const who = shopper();
    const link = accountOf(shop("techstore")) + (await linkFor(shop("techstore"), "reset", email));
    await who.opens(link);
    const reset = await who.sends(link, { password });
    const history = await who.opens(`${accountOf(shop("techstore"))}/orders`);
    const addresses = await who.opens(`${accountOf(shop("techstore"))}/addresses`);

    expect(refused.page.status).to.equal(422);
    expect(reset.status).to.equal(303);
    expect(history.text).to.include("5004");
    expect(addresses.text).to.include("5 Long Street");
  });

  it("keeps strangers out of accounts that it brought along", async () => {
    const [row] = await rowsOf<{ open: number }>(
      shop("wizamart"),
      `select count(*) as open from customers c join orders o on o.customer_id = c.id
       where c.password_hash is null and (o.signed_in or c.verified_at is not null)`,
    );
    expect(row?.open).to.equal(0);
  });

  it("goes on with the numbers of orders", async () => {
    expect((await ordersOne(shop("techstore"))).number).to.equal(5801);
    expect((await ordersOne(shop("wizamart"))).number).to.equal(5805);
  });

  it("holds what was ordered and not sent, so that it can be shipped or called off", async () => {
    const [row] = await rowsOf<{ lines: number; held: number }>(
      shop("fashionhub"),
      `select count(*) as lines, count(*) filter (where l.reserved = l.quantity) as held
       from order_lines l join orders o on o.id = l.order_id where o.state = 'open'`,
    );
    expect(row?.lines).to.be.above(100);
    expect(row?.held).to.equal(row?.lines);
  });

  it("lets the shop ship an order that came along, and call another one off", async () => {
    const at = shop("fashionhub");
    const [shipped, cancelled] = await rowsOf<{ id: number }>(
      at,
      "select id from orders where state = 'open' and payment_state = 'paid' order by id limit 2",
    );
    const before = await stockIn(at);

    await inStore(at.id, "write", () => fulfil(shipped?.id ?? 0));
    await inStore(at.id, "write", () => cancelOrder(cancelled?.id ?? 0));

    const [done] = await rowsOf(at, "select state, fulfilment_state from orders where id = $1", [
      shipped?.id,
    ]);
    const [off] = await rowsOf(at, "select state, paid > 0 as paid from orders where id = $1", [
      cancelled?.id,
    ]);
    const units = "select sum(quantity)::integer as units from order_lines where order_id = $1";
    const [sent] = await rowsOf<{ units: number }>(at, units, [shipped?.id]);
    const [back] = await rowsOf<{ units: number }>(at, units, [cancelled?.id]);
    expect(done).to.deep.equal({ state: "completed", fulfilment_state: "fulfilled" });
    expect(off).to.deep.equal({ state: "cancelled", paid: true });
    expect(await stockIn(at)).to.deep.equal({
      onHand: before.onHand - (sent?.units ?? 0),
      reserved: before.reserved - (sent?.units ?? 0) - (back?.units ?? 0),
    });
  });

  it("takes over owners with their passwords, and makes nobody an administrator", async () => {
    const people = await withAdmin((client) =>
      client.query(
        `select u.email, u.is_admin, u.password_hash <> '' as known, s.code, m.role from public.users u
           join public.memberships m on m.user_id = u.id join public.stores s on s.id = m.store_id
         where u.email like '%@old.example' order by u.email`,
      ),
    );
    const person = (email: string, code: string, role: string, known: boolean) => {
      return { email: `${email}@old.example`, is_admin: false, known, code, role };
    };
    expect(people.rows).to.deep.equal([
      person("owner1", "wizamart", "owner", true),
      person("owner2", "techstore", "owner", true),
      person("owner3", "fashionhub", "owner", true),
      person("staff", "wizamart", "fulfilment", false),
    ]);
  });

  it("skips what it adopted before", async () => {
    const before = await everything();

    const report = await adoptDatabase(old.url, {});

    expect(report.stores.map(({ state }) => state)).to.deep.equal(Array(3).fill("skipped"));
    expect(await everything()).to.deep.equal(before);
  });

  it("leaves the database as it was to be: nobody can reach another's rows", async () => {
    const findings = await withAdmin(audit);
    expect(findings.filter(({ severity }) => severity === "hole")).to.deep.equal([]);
    expect(await disabledTriggers()).to.deep.equal([]);
  });
});

describe("the report of an adoption", function () {
  this.timeout(60_000);

  it("names what was changed on the way, and what was left out", async () => {
    const old = await seedDatabase({ categories: 7, products: 12, customers: 10, orders: 12 });
    try {
      const text = adoptionText(await adoptDatabase(old.url, { dryRun: true, only: "wizamart" }));
      for (const said of told) expect(text).to.match(said);
    } finally {
      await old.remove();
    }
  });
});

const told = [
  /products: slug made unique \(1\): product-1 -> product-1-2/,
  /slug written as an address can have it \(1\): Öko Lampe! -> oko-lampe/,
  /rounded to the decimals of EUR \(2\): products \d+: 10\.00500 -> 10\.01, products \d+: 19\.99999 -> 20\.00/,
  /below zero: a draft at 0 \(2\)/,
  /what no shop may show was taken out \(1\)/,
  /archived: deleted there \(1\)/,
  /customers: merged: the same address; must choose a new password \(1\)/,
  /kept under one that nobody reads \(2\)/,
  /only Argon2 can be checked here/,
  /a new number, after the highest \(4\)/,
  /unknown word taken as "pending".*\(1\): weird/,
  /the rest is a discount \(1\): 20240501123456: -20\.00/,
  /one more line has the rest \(2\): WM-5001: 12\.35, \d+: 50\.00/,
  /no role of staff that we know \(words\.roles can say it\) \(1\): user \d+: customer/,
  /users who work in no store: 1 rows/,
  /products: 2 of no store that there is: \d+ \(of 99\), \d+ \(of none\)/,
  /newsletter_subscribers: 7 rows/,
  /Kept beside the products, and in their CSV:\n {2}· products\.energy_label/,
];

/** By SQL of its own: what the tool counts is not asked. */
const oldFigures = `
  with s as (select id from stores where code = $1),
    o as (select * from orders where store_id = (select id from s)),
    i as (select i.* from order_items i join o on o.id = i.order_id)
  select (select count(*) from categories where store_id = (select id from s))::text as categories,
    (select count(*) from products where store_id = (select id from s))::text as products,
    (select count(*) from products where store_id = (select id from s))::text as variants,
    (select count(*) from customers where store_id = (select id from s))::text as customers,
    (select count(*) from customer_addresses a join customers c on c.id = a.customer_id where c.store_id = (select id from s))::text as addresses,
    (select count(*) from o)::text as orders, (select count(*) from i)::text as "orderLines",
    (select count(*) from content_pages where store_id = (select id from s))::text as pages,
    (select sum(price) from products where store_id = (select id from s))::text as prices,
    (select sum(stock_quantity) from products where store_id = (select id from s))::text as stock,
    (select sum(total_amount) from o)::text as totals, (select sum(quantity) from i)::text as units,
    (select max(substring(order_number from '^WM-([0-9]+)$')::integer) from o)::text as "highestNumber"`;

const newFigures = `
  select (select count(*) from categories)::text as categories, (select count(*) from products)::text as products,
    (select count(*) from variants)::text as variants, (select count(*) from customers)::text as customers,
    (select sum(jsonb_array_length(addresses)) from customers)::text as addresses,
    (select count(*) from orders)::text as orders, (select count(*) from order_lines)::text as "orderLines",
    (select count(*) from pages)::text as pages, (select sum(price) from variants)::text as prices,
    (select sum(on_hand - reserved) from variants)::text as stock, (select sum(total) from orders)::text as totals,
    (select sum(quantity) from order_lines)::text as units,
    (select max(number) from orders where number <= 5800)::text as "highestNumber"`;

function minor(sum: string | undefined, places: number): string {
  const [whole = "0", fraction = ""] = (sum ?? "0").split(".");
  expect(fraction.slice(places), "no more decimals than the currency has").to.match(/^0*$/);
  return String(BigInt(whole + fraction.padEnd(places, "0").slice(0, places)));
}

function moneyOf(there: Record<string, string>, places: number): Record<string, string> {
  return { prices: minor(there.prices, places), totals: minor(there.totals, places) };
}

function changedByFlaws(there: Record<string, string>): Record<string, string> {
  const exact = (sum: string | undefined) => BigInt((sum ?? "0").replace(".", "")); // five decimals
  return {
    customers: "505", // 504, less one that was there twice, and two guests
    orderLines: "1603", // 1602, less one of no units, and two that say what is not itemised
    pages: "1", // 2, less a draft
    // Rounded up by 0.00501, and -5 became 0.
    prices: String((exact(there.prices) + 501n + 500_000n) / 1000n),
    stock: String(Number(there.stock) + 3),
    totals: String((exact(there.totals) + 500n) / 1000n),
    units: String(Number(there.units) + 2),
  };
}

/** Somebody buys one of the first thing that there is, as the checkout does it. */
async function ordersOne(shop: Shop) {
  const goods = await asksOne<{ id: number; price: number }>(
    shop,
    "select id, price from variants where on_hand - reserved > 0 and price > 0 order by id limit 1",
  );
  const wish = await buyer(shop, [{ variant: goods.id, quantity: 1 }], { expected: goods.price });
  await inShop(
    shop,
    "update carts set lines = jsonb_set(lines, '{0,price}', to_jsonb($2::bigint)) where id = $1 returning id",
    [wish.cart, goods.price],
  );
  return orders(wish);
}

async function stockIn(shop: Shop): Promise<{ onHand: number; reserved: number }> {
  const [row] = await rowsOf<{ onHand: number; reserved: number }>(
    shop,
    'select sum(on_hand)::integer as "onHand", sum(reserved)::integer as reserved from variants',
  );
  return row ?? { onHand: 0, reserved: 0 };
}

function shopOf({ storeId, code, name }: StoreReport): Shop {
  return { id: storeId ?? 0, code, name, sells: () => expect.fail("it sells what it has") };
}

/** Whatever an adoption could change. */
function everything(): Promise<object> {
  return withAdmin(async (client) => {
    const ask = async (sql: string, values: unknown[] = []) =>
      (await client.query(sql, values)).rows;
    const [shared] = await ask(
      `select (select count(*) from public.users) as users, (select count(*) from public.memberships) as memberships,
         (select count(*) from public.store_domains) as domains, (select count(*) from public.adoptions) as adoptions,
         (select max(changed_at) from public.adoptions) as changed, (select last_value from public.stores_id_seq) as last_id,
         (select count(*) from public.platform_events) as events, (select count(*) from public.outbox) as errands`,
    );
    return { shared, rooms: await readRooms(ask) };
  });
}

function disabledTriggers(): Promise<object[]> {
  return withAdmin(async (client) => {
    const { rows } = await client.query(
      "select tgrelid::regclass::text as on, tgname from pg_trigger where tgenabled <> 'O' and not tgisinternal",
    );
    return rows;
  });
}
