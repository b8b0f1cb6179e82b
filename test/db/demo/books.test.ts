import { randomBytes } from "node:crypto";
import { expect } from "chai";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../app/context.ts";
import { hashPassword } from "../../../app/customers/passwords.ts";
import type { WholeOrder } from "../../../app/models/store/orders/order.ts";
import type { Address } from "../../../app/selling/address/address.ts";
import { readAddress } from "../../../app/selling/address/form.ts";
import { orderToken } from "../../../app/selling/orders/link.ts";
import { asProvisioner } from "../../../db/admin.ts";
import { sequelize } from "../../../db/connection.ts";
import { booksOf } from "../../../db/demo/books/books.ts";
import type { Goods } from "../../../db/demo/books/goods.ts";
import { shopperSignIn } from "../../../db/demo/books/shopper.ts";
import { draftOf, launchOf } from "../../../db/demo/draft.ts";
import { drawPictures } from "../../../db/demo/pictures.ts";
import { demoShops, furnish } from "../../../db/demo/seed.ts";
import type { DemoShop } from "../../../db/demo/shop.ts";
import { signInLine } from "../../../db/demo/sign-in.ts";
import { openStore } from "../../../db/provision.ts";
import { shopper } from "../../support/shopper.ts";
import { visit } from "../../support/visit.ts";

const day = 86_400_000;

describe("the demo shops' books", () => {
  for (const shop of demoShops) {
    describe(shop.name, () => {
      const code = `t${randomBytes(4).toString("hex")}`;
      let id: number;
      let passwords: { shopper: string; others: string };

      const ask = <Row extends object>(sql: string) =>
        inStore(id, "read", () => sequelize.query<Row>(sql, { type: QueryTypes.SELECT }));
      const finds = async (sql: string) => expect(await ask(sql), sql).to.deep.equal([]);

      before(async function () {
        this.timeout(60_000);
        const hash = await hashPassword(shopperSignIn.password);
        passwords = { shopper: hash, others: await hashPassword(randomBytes(9).toString("hex")) };
        id = await asProvisioner((client) => openStore(client, { ...shop, code }));
        await inStore(id, "write", () => furnish(shop, passwords));
      });

      it("have a year of orders, numbered as they came in, none of them from the future", async () => {
        const [found] = await ask<Record<string, number>>(
          `select count(*) as orders, min(number) as first, max(number) as last, (select last_order from counters) as counted,
             extract(day from now() - min(placed_at))::integer as days from orders`,
        );
        expect(found).to.include({ first: 1001, counted: found?.last });
        expect(found?.orders).to.equal((found?.last ?? 0) - 1000);
        expect(found?.orders).to.be.within(350, 650);
        expect(found?.days).to.be.within(350, 366);
        await finds(
          "select number from (select *, lag(placed_at) over (order by number) as before from orders) o where placed_at < before",
        );
        await finds(
          `select 1 from orders where greatest(placed_at, paid_at, completed_at, cancelled_at) > now()
           union all select 2 from stock_movements where at > now()
           union all select 3 from fulfilments where created_at > now()`,
        );
      });

      it("have a ledger that adds up to the stock, and never went below it", async () => {
        await finds(
          `select v.id from variants v left join stock_movements m on m.variant_id = v.id group by v.id
           having v.on_hand <> coalesce(sum(m.on_hand), 0) or v.reserved <> coalesce(sum(m.reserved), 0)`,
        );
        await finds(
          `select v.id from variants v left join order_lines l on l.variant_id = v.id group by v.id
           having v.reserved <> coalesce(sum(l.reserved), 0)`,
        );
        await finds(
          `select * from (select variant_id, sum(on_hand) over ledger as on_hand, sum(reserved) over ledger as reserved
             from stock_movements window ledger as (partition by variant_id order by at, id)) m
           where reserved < 0 or on_hand < reserved`,
        );
        await finds(
          `select m.id from stock_movements m join order_lines l on l.id = m.order_line_id where m.variant_id <> l.variant_id`,
        );
      });

      it("leave as much to buy as the shop says", async () => {
        const rows = await ask<{ sku: string; left: number }>(
          "select sku, on_hand - reserved as left from variants",
        );
        const left = new Map(rows.map((row) => [row.sku, row.left]));
        for (const { sku, onHand } of shop.products.flatMap((item) => draftOf(item).variants)) {
          expect(left.get(sku), sku).to.equal(onHand);
        }
      });

      it("have lines that add up to their orders", async () => {
        await finds(
          `select o.number from orders o join order_lines l on l.order_id = o.id group by o.id
           having o.subtotal <> sum(l.price * l.quantity) or o.discount <> sum(l.discount)
             or o.tax_added < sum(l.tax_added) or o.tax < sum(l.tax)
             or o.tax <> (select coalesce(sum((t ->> 'amount')::bigint), 0) from jsonb_array_elements(o.taxes) t)`,
        );
        await finds(
          "select 1 from orders o where not exists (select from order_lines where order_id = o.id)",
        );
      });

      it("have payments and refunds that add up", async () => {
        await finds(
          `select o.number from orders o left join payments p on p.order_id = o.id group by o.id
           having count(p.id) <> 1 or sum(p.amount) <> o.total or sum(p.captured) <> o.paid or sum(p.refunded) <> o.refunded
             or o.refunded <> (select coalesce(sum(amount), 0) from refunds r where r.order_id = o.id and r.state = 'done')`,
        );
        await finds(
          `select number from orders where payment_state <> case
             when paid = 0 and state = 'cancelled' then 'voided' when paid = 0 then 'pending'
             when refunded = 0 then 'paid' when refunded = paid then 'refunded' else 'partially_refunded' end`,
        );
        await finds(
          "select number from orders where (paid > 0) <> (paid_at is not null) or paid not in (0, total)",
        );
      });

      it("have states that can be, with parcels and refunds for what the lines say", async () => {
        await finds(
          `select o.number from orders o join order_lines l on l.order_id = o.id group by o.id
           having o.fulfilment_state <> case when sum(l.fulfilled) = 0 then 'unfulfilled'
               when sum(l.quantity - l.fulfilled - l.removed) = 0 then 'fulfilled' else 'partial' end
             or o.state = 'completed' and (o.paid = 0 or sum(l.reserved) > 0 or o.completed_at is null)
             or o.state = 'cancelled' and (sum(l.fulfilled + l.reserved) > 0 or o.cancelled_at is null)
             or o.state = 'open' and (o.fulfilment_state = 'fulfilled' and o.paid > 0)
             or o.state <> 'cancelled' and sum(l.reserved) <> sum(l.quantity - l.fulfilled)
             or sum(l.fulfilled) > 0 and o.paid = 0 and o.payment_method <> 'delivery'`,
        );
        for (const [table, column, more] of [
          ["fulfilments", "fulfilled", ""],
          ["refunds", "refunded", ""],
        ]) {
          await finds(
            `select l.id from order_lines l left join (
               select (p ->> 'line')::integer as line, sum((p ->> 'quantity')::integer) as units, min(t.order_id) as order_id
               from ${table} t, jsonb_array_elements(t.lines) p group by 1) s on s.line = l.id
             where l.${column} <> coalesce(s.units, 0) or s.order_id <> l.order_id${more}`,
          );
        }
      });

      it("tell each order's way from its beginning", async () => {
        await finds(
          `select order_id from (select *, row_number() over (partition by order_id order by at, id) as place from order_events) e
           where (place = 1) <> (kind = 'placed')`,
        );
        await finds(
          `select o.number from orders o where o.state = 'completed'
             and not exists (select from order_events e where e.order_id = o.id and e.kind = 'completed' and e.at = o.completed_at)
           union all select o.number from orders o where o.paid > 0
             and not exists (select from order_events e where e.order_id = o.id and e.kind = 'paid' and e.at = o.paid_at)
           union all select o.number from orders o join fulfilments f on f.order_id = o.id
             where f.created_at < o.placed_at or o.payment_method <> 'delivery' and f.created_at < o.paid_at`,
        );
      });

      it("use discounts as the shopper could", async () => {
        await finds(
          `select d.code from discounts d left join orders o on o.discount_id = d.id and o.state <> 'cancelled' group by d.id
           having d.used <> count(o.id) or d.used = 0`,
        );
        await finds(
          `select o.number from orders o join discounts d on d.id = o.discount_id
           where o.subtotal < d.minimum or o.placed_at < d.starts_at or o.placed_at >= d.ends_at`,
        );
        await finds(
          `select d.code from discounts d join orders o on o.discount_id = d.id group by d.id, o.customer_id
           having count(*) > d.customer_limit`,
        );
      });

      it("leave something to do: to pack, to wait for", async () => {
        const [found] = await ask<Record<string, number>>(
          `select count(*) filter (where paid > 0) as paid, count(*) filter (where payment_method = 'bank' and paid = 0) as waiting
           from orders where state = 'open' and fulfilment_state <> 'fulfilled'`,
        );
        expect(found?.paid).to.be.at.least(1);
        expect(found?.waiting).to.be.at.least(1);
      });

      it("can be seen, an order of each kind", async () => {
        const kinds = await ask<{ id: number; number: number }>(
          `select distinct on (state, payment_state, fulfilment_state, payment_method) id, number from orders`,
        );
        expect(kinds).to.have.length.of.at.least(8);
        for (const { id: order, number } of kinds) {
          const { status, text } = await visit(
            `${code}.localhost/shop/orders/${orderToken(id, order)}`,
          );
          expect(status, String(number)).to.equal(200);
          expect(text).to.contain(String(number));
        }
      });

      it("leave nothing for the worker", async () => {
        const left = await asProvisioner((client) =>
          client.query("select kind from public.outbox where store_id = $1", [id]),
        );
        expect(left.rows).to.deep.equal([]);
      });

      it("are of people with proper addresses, some of whom came back", async () => {
        const rows = await ask<Pick<WholeOrder, "number" | "shipping_address">>(
          "select number, shipping_address from orders",
        );
        for (const { number, shipping_address: address } of rows) {
          expect(
            readAddress((name) => address[name as keyof Address], ""),
            String(number),
          ).to.deep.equal({
            address,
            errors: {},
          });
        }
        const [found] = await ask<Record<string, number>>(
          `select count(*) as people, count(password_hash) as accounts,
             (select count(*) from (select 1 from orders group by customer_id having count(*) > 1) o) as again from customers`,
        );
        expect(found?.accounts).to.be.within(50, (found?.people ?? 0) - 50);
        expect(found?.again).to.be.at.least(30);
        await finds(
          "select 1 from orders o join customers c on c.id = o.customer_id where o.signed_in and c.password_hash is null",
        );
      });

      if (shop.code === shopperSignIn.shop) {
        it("get the pictures of what was sold, as they are drawn", async function () {
          this.timeout(60_000);
          const products = shop.products.slice(10, 12);
          const part = { ...shop, code, categories: [], products };
          await drawPictures([part], new AbortController().signal);
          const lines = await ask<{ slug: string; drawn: boolean }>(
            `select distinct l.slug, l.picture = f.file as drawn from order_lines l join variants v on v.id = l.variant_id
               join products p on p.id = v.product_id join pictures f on f.id = coalesce(v.picture_id, p.cover_id)
             where l.picture is not null`,
          );
          expect(lines).to.have.deep.members(products.map(({ slug }) => ({ slug, drawn: true })));
        });

        it("let the shopper sign in and see their orders", async () => {
          const { email, password } = shopperSignIn;
          const host = `${code}.localhost`;
          const robin = shopper();
          await robin.opens(`${host}/shop/account/sign-in`);
          const signedIn = await robin.sends(`${host}/shop/account/sign-in`, { email, password });
          expect(signedIn.status).to.equal(303);
          const { text } = await robin.opens(`${host}/shop/account/orders`);
          const numbers = await ask<{ number: number }>(
            `select number from orders where email = '${email}' order by number`,
          );
          expect(numbers).to.have.length(7);
          for (const { number } of numbers) expect(text).to.contain(String(number));
          const [row] = await ask<{ count: number }>(
            `select jsonb_array_length(addresses) as count from customers where email = '${email}'`,
          );
          expect(row?.count).to.equal(2);
        });

        it("say whom one can sign in as, where one can", async () => {
          expect(await signInLine({ id, code: shop.code })).to.contain(shopperSignIn.email);
          expect(await signInLine({ id, code: "wizamart" })).to.equal("");
        });
      }
    });
  }

  it("are the same each time on the same day", () => {
    for (const shop of demoShops) {
      const [once, again] = [1, 2].map(() =>
        JSON.stringify(written(shop, Date.UTC(2026, 2, 9, 11))),
      );
      expect(once === again, shop.code).to.equal(true);
    }
  });

  it("are sound on whichever day the shops are opened", function () {
    this.timeout(60_000);
    const days = [
      "2026-01-01T00:01",
      "2028-02-29T23:59",
      "2026-05-10T12:00",
      "2026-11-30T08:00",
      "2027-07-03T18:30",
    ];
    for (const text of days) {
      const now = Date.parse(`${text}Z`);
      for (const shop of demoShops) {
        const { stories, ledger } = booksOf(shop, goodsOf(shop, now), now);
        const unpaid = stories.filter(({ state, isPaid }) => state === "open" && !isPaid);
        const packed = stories.filter(({ state, isPaid }) => state === "open" && isPaid);
        expect(unpaid, `${shop.code} ${text}`).not.to.have.length(0);
        expect(packed, `${shop.code} ${text}`).not.to.have.length(0);
        expect(Math.max(...ledger.map(({ at }) => at)), `${shop.code} ${text}`).to.be.at.most(now);
      }
    }
  });

  it("grow over the year", () => {
    for (const shop of demoShops) {
      const now = Date.UTC(2026, 6, 1);
      const { stories } = booksOf(shop, goodsOf(shop, now), now);
      const early = stories.filter(({ purchase }) => purchase.placedAt < now - 183 * day);
      expect(early.length, shop.code).to.be.below(stories.length * 0.55);
    }
  });
});

/** The goods of a shop as its database would give them. */
function goodsOf(shop: DemoShop, now: number): Goods[] {
  return shop.products
    .flatMap((product, index) => {
      const publishedAt = launchOf(index, now);
      return draftOf(product).variants.map((variant) => ({ product, publishedAt, variant }));
    })
    .map(({ product, publishedAt, variant }, index) => ({
      variant: index + 1,
      slug: product.slug,
      title: product.title,
      variantTitle: variant.options.filter(Boolean).join(" / "),
      sku: variant.sku,
      price: variant.price,
      grams: variant.grams,
      onHand: variant.onHand,
      publishedAt,
    }));
}

function written(shop: DemoShop, now: number): object {
  const { people, stories, ledger } = booksOf(shop, goodsOf(shop, now), now);
  return {
    people,
    orders: stories.map(({ purchase, state, events }) => ({ purchase, state, events })),
    stock: ledger.map(({ at, kind, onHand, reserved }) => ({ at, kind, onHand, reserved })),
  };
}
