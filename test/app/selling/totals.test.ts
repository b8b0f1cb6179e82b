import { expect } from "chai";
import fc from "fast-check";
import { QueryTypes } from "sequelize";
import { inStore } from "../../../app/context.ts";
import { exponent, toMajorText, toMinor } from "../../../app/money.ts";
import { portion, sum } from "../../../app/selling/spread.ts";
import { type Charged, type TaxRule, type Totals, totalsOf } from "../../../app/selling/totals.ts";
import { sequelize } from "../../../db/connection.ts";
import { anyCharged, currencies } from "../../support/carts.ts";
import { openShop, type Shop } from "../../support/shops.ts";

const vat: TaxRule = { class: "standard", name: "VAT", ppm: 230_000, included: true };
const salesTax: TaxRule = { class: "standard", name: "Sales tax", ppm: 88_750, included: false };

describe("totals", () => {
  it("adds up lines and shipping", () => {
    const totals = charge({
      lines: [item(1250, 2), item(999)],
      shipping: 490,
    });

    expect(totals).to.include({ subtotal: 3499, shipping: 490, tax: 0, total: 3989 });
    expect(totals.lines.map((line) => line.total)).to.deep.equal([2500, 999]);
    expect(totals.taxes).to.deep.equal([]);
  });

  it("finds the tax that prices contain, shipping's too", () => {
    const totals = charge({ lines: [item(1230)], shipping: 615, taxes: [vat] });

    expect(totals).to.include({ total: 1845, tax: 345, taxAdded: 0, shippingTax: 115 });
    expect(totals.lines[0]).to.include({ tax: 230, taxAdded: 0, taxName: "VAT", taxPpm: 230_000 });
    expect(totals.taxes).to.deep.equal([
      { name: "VAT", ppm: 230_000, included: true, base: 1500, amount: 345 },
    ]);
  });

  it("puts tax on top where prices are without", () => {
    const totals = charge({ lines: [item(10_000)], shipping: 1000, taxes: [salesTax] });

    expect(totals).to.include({ tax: 976, taxAdded: 976, total: 11_976, shippingTax: 89 });
    expect(totals.lines[0]).to.include({ tax: 887, taxAdded: 887, total: 10_887 });
    expect(totals.shippingTaxAdded).to.equal(89);
  });

  it("works each kind of tax out once, not line by line", () => {
    const totals = charge({ lines: Array.from({ length: 10 }, () => item(2)), taxes: [vat] });

    expect(totals.tax).to.equal(4); // 3.74; each line has 0.37, which by itself is nothing
    expect(sum(totals.lines.map((line) => line.tax))).to.equal(4);
  });

  it("keeps kinds of tax apart, and classes of the same one together", () => {
    const totals = charge({
      lines: [item(2000, 1, "standard"), item(1000, 1, "books"), item(500, 1, "toys")],
      taxes: [vat, { ...vat, class: "books", ppm: 90_000 }, { ...vat, class: "toys" }],
    });

    expect(totals.taxes).to.deep.equal([
      { name: "VAT", ppm: 230_000, included: true, base: 2033, amount: 467 },
      { name: "VAT", ppm: 90_000, included: true, base: 917, amount: 83 },
    ]);
  });

  it("taxes what has no rule of its own as standard, and what is not taxable not at all", () => {
    const lines = [item(1000, 1, "P0000000"), item(1000, 1, null)];
    const totals = charge({ lines, taxes: [salesTax, { ...salesTax, class: "food", ppm: 0 }] });

    expect(totals.lines.map((line) => line.taxAdded)).to.deep.equal([89, 0]);
    expect(totals.lines[1]).to.include({ taxName: "", taxPpm: 0 });
  });

  it("names a tax of nought per cent, for the invoice", () => {
    const totals = charge({ lines: [item(1000)], taxes: [{ ...vat, ppm: 0 }] });

    expect(totals.taxes).to.deep.equal([
      { name: "VAT", ppm: 0, included: true, base: 1000, amount: 0 },
    ]);
  });

  it("takes off a percentage, rounded half up, before it taxes", () => {
    const totals = charge({
      lines: [item(333), item(332)],
      taxes: [vat],
      reduction: { kind: "percent", value: 1000 },
    });

    expect(totals).to.include({ subtotal: 665, discount: 67, total: 598, tax: 112 });
    expect(totals.lines.map((line) => line.discount)).to.deep.equal([34, 33]);
  });

  it("takes no more off than the goods cost", () => {
    const reduction = { kind: "amount", value: 5000 } as const;
    const totals = charge({ lines: [item(1200), item(0)], shipping: 300, reduction });

    expect(totals).to.include({ discount: 1200, total: 300 });
    expect(totals.lines.map((line) => line.total)).to.deep.equal([0, 0]);
  });

  it("sends for nothing, and taxes no shipping then", () => {
    const reduction = { kind: "shipping", value: 0 } as const;
    const totals = charge({ lines: [item(1000)], shipping: 490, taxes: [salesTax], reduction });

    expect(totals).to.include({ discount: 0, shipping: 490, shippingDiscount: 490, total: 1089 });
    expect(totals.shippingTax).to.equal(0);
  });

  it("comes to nothing for nothing", () => {
    expect(charge({ taxes: [vat] })).to.include({ subtotal: 0, tax: 0, total: 0 });
    const all = { kind: "percent", value: 10_000 } as const;
    expect(charge({ lines: [item(999, 3)], taxes: [vat], reduction: all }).total).to.equal(0);
  });

  it("refuses figures that cannot be exact", () => {
    expect(() => charge({ lines: [item(-1)] })).to.throw(RangeError);
    expect(() => charge({ lines: [item(9.5)] })).to.throw(RangeError);
    expect(() => charge({ lines: [item(Number.MAX_SAFE_INTEGER, 2)] })).to.throw(RangeError);
    expect(() => charge({ shipping: -5 })).to.throw(RangeError);
  });

  it("adds up for any order", () => {
    fc.assert(
      fc.property(anyCharged, (charged) => {
        const totals = totalsOf(charged);
        const ofLines = (part: keyof Totals["lines"][number]) =>
          sum(totals.lines.map((line) => Number(line[part])));

        expect(totals.total).to.equal(
          totals.subtotal -
            totals.discount +
            totals.shipping -
            totals.shippingDiscount +
            totals.taxAdded,
        );
        expect(ofLines("subtotal")).to.equal(totals.subtotal);
        expect(ofLines("discount")).to.equal(totals.discount);
        expect(ofLines("tax") + totals.shippingTax).to.equal(totals.tax);
        expect(ofLines("taxAdded") + totals.shippingTaxAdded).to.equal(totals.taxAdded);
        expect(sum(totals.taxes.map((tax) => tax.amount))).to.equal(totals.tax);
        expect(
          ofLines("total") + totals.shipping - totals.shippingDiscount + totals.shippingTaxAdded,
        ).to.equal(totals.total);
        for (const line of totals.lines) {
          expect(line.total).to.equal(line.subtotal - line.discount + line.taxAdded);
          expect(line.discount).to.be.within(0, line.subtotal);
          expect(line.taxAdded).to.be.within(0, line.tax);
          expect(line.tax).to.be.at.most(line.subtotal - line.discount);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("charges each tax at its rate, and each line nearly so", () => {
    fc.assert(
      fc.property(anyCharged, (charged) => {
        const totals = totalsOf(charged);
        for (const { base, amount, included, ppm } of totals.taxes) {
          expect(amount).to.equal(
            included ? portion(base + amount, ppm, 1_000_000 + ppm) : portion(base, ppm, 1_000_000),
          );
        }
        for (const line of totals.lines) {
          const net = line.subtotal - line.discount;
          const added = line.taxAdded > 0 || line.tax === 0;
          const exact = (net * line.taxPpm) / (added ? 1_000_000 : 1_000_000 + line.taxPpm);
          if (line.tax > 0) expect(Math.abs(line.tax - exact)).to.be.below(1.5);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("comes to the same in whatever order the lines are, as long as no discount has to favour one", () => {
    fc.assert(
      fc.property(anyCharged, (any) => {
        const charged = { ...any, reduction: null };
        const turned = totalsOf({ ...charged, lines: charged.lines.toReversed() });
        const { subtotal, tax, taxAdded, taxes, total } = totalsOf(charged);

        expect(turned).to.deep.include({ subtotal, tax, taxAdded, taxes, total });
      }),
      { numRuns: 500 },
    );
  });

  for (const currency of currencies) {
    it(`adds up as it is written in ${currency}, with ${exponent(currency)} decimals`, () => {
      fc.assert(
        fc.property(anyCharged, (charged) => {
          const { lines, ...totals } = totalsOf(charged);
          const written = (amount: number) => Number(toMajorText(amount, currency));
          const shown =
            lines.reduce((total, line) => total + written(line.total), 0) +
            written(totals.shipping - totals.shippingDiscount + totals.shippingTaxAdded);

          expect(toMinor(shown.toFixed(exponent(currency)), currency)).to.equal(totals.total);
        }),
        { numRuns: 300 },
      );
    });
  }
});

describe("totals and PostgreSQL", () => {
  const samples = fc.sample(anyCharged, 400);
  let shop: Shop;

  before(async () => {
    shop = await openShop();
  });

  it("spread, take off and tax alike", async () => {
    const rows = await inStore(shop.id, "read", () =>
      sequelize.query<Sums>(sumsInSql, {
        bind: [JSON.stringify(samples)],
        type: QueryTypes.SELECT,
      }),
    );

    expect(rows).to.have.length(samples.length);
    for (const [place, charged] of samples.entries()) {
      const { lines, subtotal, discount, tax, total } = totalsOf(charged);
      const discounts = lines.map((line) => line.discount);
      expect(rows[place]).to.deep.equal({ subtotal, discount, discounts, tax, total });
    }
  });

  it("agree with every rule of the tables of orders", async () => {
    const kept = await inStore(shop.id, "write", async () => {
      await write("insert into customers (email) values ('shopper@example.com')");
      await write(ordersOf, JSON.stringify(samples.map((charged) => totalsOf(charged))));
      await write(linesOf, JSON.stringify(samples.flatMap(linesWithOrder)));
      return sequelize.query<{ orders: number; lines: number }>(
        `select (select count(*)::integer from orders) as orders,
           (select count(*)::integer from order_lines) as lines`,
        { type: QueryTypes.SELECT },
      );
    });

    const lines = samples.flatMap((charged) => charged.lines).length;
    expect(kept).to.deep.equal([{ orders: samples.length, lines }]);
  });
});

interface Sums {
  subtotal: number;
  discount: number;
  discounts: number[];
  tax: number;
  total: number;
}

// The same rules said anew, in exact decimals and for all orders at once.
const sumsInSql = `
  with samples as (
    select place, (s ->> 'shipping')::numeric as shipping, s -> 'lines' as lines, s -> 'taxes' as taxes,
      coalesce(s -> 'reduction' ->> 'kind', '') as kind, coalesce((s -> 'reduction' ->> 'value')::numeric, 0) as value
    from jsonb_array_elements($1::jsonb) with ordinality as all_samples (s, place)),
  lines as (
    select place, line, (l ->> 'price')::numeric * (l ->> 'quantity')::numeric as subtotal, l ->> 'taxClass' as class
    from samples, jsonb_array_elements(lines) with ordinality as all_lines (l, line)),
  orders as (
    select s.*, sums.subtotal, least(sums.subtotal, case kind when 'percent' then round(sums.subtotal * value / 10000)
        when 'amount' then value else 0 end) as discount,
      case kind when 'shipping' then 0 else shipping end as sending
    from samples s, lateral (select coalesce(sum(subtotal), 0) as subtotal from lines where lines.place = s.place) sums),
  shares as (
    select l.*, floor(o.discount * l.subtotal / nullif(o.subtotal, 0)) as share,
      mod(o.discount * l.subtotal, nullif(o.subtotal, 0)) as remainder, o.discount
    from lines l join orders o using (place)),
  ranked as (
    select *, row_number() over (partition by place order by remainder desc, line) as rank,
      discount - sum(share) over (partition by place) as left_over
    from shares),
  discounted as (
    select place, line, class, subtotal, coalesce(share + (rank <= left_over)::integer, 0) as discount from ranked),
  charged as (
    select place, subtotal - discount as net, class from discounted
    union all select place, sending, 'standard' from orders),
  taxed as (
    select c.place, rule ->> 'name' as name, (rule ->> 'ppm')::numeric as ppm, (rule ->> 'included')::boolean as included,
      sum(net) as net
    from charged c join samples s using (place), lateral (
      select rule from jsonb_array_elements(s.taxes) rule
      where c.class is not null and rule ->> 'class' in (c.class, 'standard')
      order by (rule ->> 'class' = c.class) desc limit 1) rules
    group by 1, 2, 3, 4),
  taxes as (
    select place, included, case when included then round(net * ppm / (1000000 + ppm)) else round(net * ppm / 1000000) end as tax
    from taxed)
  select o.subtotal::bigint, o.discount::bigint,
    (select coalesce(json_agg(d.discount::bigint order by line), '[]') from discounted d where d.place = o.place) as discounts,
    coalesce((select sum(tax) from taxes t where t.place = o.place), 0)::bigint as tax,
    (o.subtotal - o.discount + o.sending
      + coalesce((select sum(tax) from taxes t where t.place = o.place and not included), 0))::bigint as total
  from orders o order by place`;

const ordersOf = `
  insert into orders (number, customer_id, email, currency, shipping_address, billing_address, payment_method,
    subtotal, discount, shipping, shipping_discount, tax, tax_added, taxes, total)
  select place, (select id from customers), 'shopper@example.com', 'EUR', '{}', '{}', 'bank', subtotal, discount, shipping,
    "shippingDiscount", tax, "taxAdded", taxes, total
  from rows from (jsonb_to_recordset($1::jsonb) as (subtotal bigint, discount bigint, shipping bigint,
    "shippingDiscount" bigint, tax bigint, "taxAdded" bigint, taxes jsonb, total bigint)) with ordinality
    as t (subtotal, discount, shipping, "shippingDiscount", tax, "taxAdded", taxes, total, place)`;

const linesOf = `
  insert into order_lines (order_id, title, price, quantity, discount, tax, tax_added, tax_name, tax_ppm, total)
  select orders.id, 'Thing', price, quantity, l.discount, l.tax, "taxAdded", "taxName", "taxPpm", l.total
  from jsonb_to_recordset($1::jsonb) as l (number integer, price bigint, quantity integer, discount bigint, tax bigint,
    "taxAdded" bigint, "taxName" text, "taxPpm" integer, total bigint)
  join orders using (number)`;

async function write(statement: string, ...bind: string[]): Promise<void> {
  await sequelize.query(statement, { bind, type: QueryTypes.RAW });
}

function linesWithOrder(charged: Charged, place: number): object[] {
  const { lines } = totalsOf(charged);
  return lines.map((line, index) => ({ ...charged.lines[index], ...line, number: place + 1 }));
}

function item(price: number, quantity = 1, taxClass: string | null = "standard") {
  return { price, quantity, taxClass };
}

function charge(charged: Partial<Charged>): Totals {
  return totalsOf({ lines: [], shipping: 0, taxes: [], reduction: null, ...charged });
}
