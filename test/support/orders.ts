import { randomBytes } from "node:crypto";
import { QueryTypes } from "sequelize";
import { inStore } from "../../app/context.ts";
import type { PaymentKind } from "../../app/models/store/orders/order.ts";
import { moveStock } from "../../app/models/store/orders/stock.ts";
import type { Address } from "../../app/selling/address/address.ts";
import { orderToken } from "../../app/selling/orders/link.ts";
import { sequelize } from "../../db/connection.ts";
import type { Shop } from "./shops.ts";

/** A line of an order to be; what is not said is simple. Money in minor units. */
export interface LineDraft {
  /** The id of a variant; null for one that the shop has no more. */
  variant: number | null;
  quantity: number;
  price: number;
  title: string;
  sku: string;
  ships: boolean;
  discount: number;
  tax: number;
  taxAdded: number;
  taxName: string;
  taxPpm: number;
}

export interface OrderDraft {
  lines?: Partial<LineDraft>[];
  /** Whether the money is here. */
  paid?: boolean;
  method?: PaymentKind | "none";
  email?: string;
  signedIn?: boolean;
  shipping?: number;
  note?: string;
  address?: Partial<Address>;
  /** When an unpaid order lets its stock go. */
  expiresAt?: Date | null;
}

/** An order of a test's own. */
export interface Order {
  id: number;
  number: number;
  /** What opens its page: /shop/orders/{token}. */
  token: string;
  total: number;
  /** Ids of its lines, in order. */
  lines: number[];
  /** Ids of the variants, in the order of the lines. */
  variants: (number | null)[];
  /** The id of its payment; null for one that costs nothing. */
  payment: number | null;
}

const somewhere: Address = {
  name: "Ada Example",
  company: "",
  line1: "1 Long Street",
  line2: "",
  postcode: "D02 X285",
  city: "Dublin",
  region: "",
  country: "IE",
  phone: "",
};

/**
 * Writes an order into a shop, as a checkout would leave it: its stock held, its payment waiting or captured. Without
 * `lines` it is two units of a product made for it.
 */
export async function anOrder(shop: Shop, draft: OrderDraft = {}): Promise<Order> {
  const wishes = draft.lines ?? [{}];
  const lines: LineDraft[] = [];
  for (const wish of wishes) lines.push(await wholeLine(shop, wish));
  return inStore(shop.id, "write", () => insert(shop, draft, lines));
}

/** The ids of a product's variants, in their order. */
export async function variantsOf(shop: Shop, productId: number): Promise<number[]> {
  const rows = await ask<{ id: number }>(
    shop,
    "select id from variants where product_id = $1 order by position, id",
    [productId],
  );
  return rows.map(({ id }) => id);
}

/** What there is of a variant, and what the ledger says there should be. */
export async function stockOf(shop: Shop, variant: number | null) {
  const [row] = await ask<{
    onHand: number;
    reserved: number;
    ledger: { onHand: number; reserved: number };
  }>(
    shop,
    `select v.on_hand as "onHand", v.reserved,
       (select json_build_object('onHand', coalesce(sum(m.on_hand), 0), 'reserved', coalesce(sum(m.reserved), 0))
        from stock_movements m where m.variant_id = v.id) as ledger
     from variants v where v.id = $1`,
    [variant],
  );
  if (!row) throw new Error(`no variant ${variant}`);
  return row;
}

/** What `stockOf` gives where the ledger is right. */
export function even(stock: { onHand: number; reserved: number }) {
  return { ...stock, ledger: stock };
}

/** Errands that wait for the worker, by kind, oldest first. */
export async function errandsOf(shop: Shop): Promise<{ kind: string; payload: object }[]> {
  const { asPlatform } = await import("../../app/context.ts");
  return asPlatform("read", () =>
    sequelize.query<{ kind: string; payload: object }>(
      "select kind, payload from outbox where store_id = $1 order by id",
      { bind: [shop.id], type: QueryTypes.SELECT },
    ),
  );
}

function ask<T extends object>(shop: Shop, sql: string, bind: unknown[]): Promise<T[]> {
  return inStore(shop.id, "read", () => sequelize.query<T>(sql, { bind, type: QueryTypes.SELECT }));
}

async function wholeLine(shop: Shop, wish: Partial<LineDraft>): Promise<LineDraft> {
  const variant = wish.variant === undefined ? await ownVariant(shop) : wish.variant;
  return {
    quantity: 2,
    price: 1000,
    title: "Lamp",
    sku: "LAMP",
    ships: true,
    discount: 0,
    tax: 0,
    taxAdded: 0,
    taxName: "",
    taxPpm: 0,
    ...wish,
    variant,
  };
}

async function ownVariant(shop: Shop): Promise<number | null> {
  const product = await shop.sells(`lamp-${randomBytes(4).toString("hex")}`, { title: "Lamp" });
  return (await variantsOf(shop, product))[0] ?? null;
}

async function insert(shop: Shop, draft: OrderDraft, lines: LineDraft[]): Promise<Order> {
  const { paid = true, email = "ada@example.com" } = draft;
  const sums = sumsOf(lines, draft.shipping ?? 0);
  const method = sums.total === 0 ? "none" : (draft.method ?? "bank");
  const settled = paid || sums.total === 0;
  const [customer] = await rows(
    `insert into customers (email, name) values ($1, 'Ada Example')
     on conflict (email) do update set email = excluded.email returning id`,
    [email],
  );
  const [counter] = await rows(
    "update counters set last_order = last_order + 1 returning last_order as id",
    [],
  );
  const address = JSON.stringify({ ...somewhere, ...draft.address });
  const [order] = await rows(
    `insert into orders (number, customer_id, signed_in, email, currency, payment_state, shipping_address, billing_address,
       shipping_name, payment_method, note, subtotal, discount, shipping, tax, tax_added, taxes, total, paid, paid_at, expires_at)
     values ($1, $2, $3, $4, (select currency from settings), $5, $6, $6, 'Standard', $7, $8, $9, $10, $11, $12, $13, $14,
       $15, $16, case when $5 = 'paid' then now() end, $17) returning id`,
    [
      counter?.id,
      customer?.id,
      draft.signedIn ?? false,
      email,
      settled ? "paid" : "pending",
      address,
      method,
      draft.note ?? "",
      sums.subtotal,
      sums.discount,
      draft.shipping ?? 0,
      sums.tax,
      sums.taxAdded,
      JSON.stringify(sums.taxes),
      sums.total,
      settled ? sums.total : 0,
      draft.expiresAt ?? null,
    ],
  );
  const id = order?.id ?? 0;
  const lineIds = await insertLines(id, lines);
  const payment = sums.total > 0 ? await insertPayment(id, method, sums.total, settled) : null;
  await rows("insert into order_events (order_id, kind) values ($1, 'placed') returning id", [id]);
  if (settled) {
    await rows("insert into order_events (order_id, kind) values ($1, 'paid') returning id", [id]);
  }
  return {
    id,
    number: counter?.id ?? 0,
    token: orderToken(shop.id, id),
    total: sums.total,
    lines: lineIds,
    variants: lines.map(({ variant }) => variant),
    payment,
  };
}

async function insertLines(order: number, lines: LineDraft[]): Promise<number[]> {
  const ids: number[] = [];
  for (const [at, line] of lines.entries()) {
    const gross = line.price * line.quantity;
    const [row] = await rows(
      `insert into order_lines (order_id, position, variant_id, title, sku, ships, price, quantity, discount, tax, tax_added,
         tax_name, tax_ppm, total, reserved)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,
         case when (select tracked from variants where id = $3) then $8 else 0 end) returning id`,
      [
        order,
        at + 1,
        line.variant,
        line.title,
        line.sku,
        line.ships,
        line.price,
        line.quantity,
        line.discount,
        line.tax,
        line.taxAdded,
        line.taxName,
        line.taxPpm,
        gross - line.discount + line.taxAdded,
      ],
    );
    ids.push(row?.id ?? 0);
  }
  await reserve(order, ids);
  return ids;
}

async function reserve(order: number, ids: number[]): Promise<void> {
  const held = await sequelize.query<{ line: number; variant: number; units: number }>(
    `select id as line, variant_id as variant, reserved as units from order_lines
     where id = any ($1::integer[]) and reserved > 0 and variant_id is not null order by variant_id`,
    { bind: [ids], type: QueryTypes.SELECT },
  );
  await moveStock(
    held.map(({ line, variant, units }) => ({
      variant,
      line,
      kind: "reserved" as const,
      source: `order ${order}`,
      onHand: 0,
      reserved: units,
    })),
  );
}

async function insertPayment(
  order: number,
  method: string,
  amount: number,
  captured: boolean,
): Promise<number> {
  const [row] = await rows(
    `insert into payments (order_id, method, state, amount, captured)
     values ($1, $2, $3, $4, $5) returning id`,
    [order, method, captured ? "captured" : "pending", amount, captured ? amount : 0],
  );
  return row?.id ?? 0;
}

function sumsOf(lines: LineDraft[], shipping: number) {
  const sum = (of: (line: LineDraft) => number) => lines.reduce((all, line) => all + of(line), 0);
  const subtotal = sum(({ price, quantity }) => price * quantity);
  const discount = sum((line) => line.discount);
  const tax = sum((line) => line.tax);
  const taxAdded = sum((line) => line.taxAdded);
  const taxed = lines.filter((line) => line.tax > 0);
  const taxes = [...new Set(taxed.map(({ taxName }) => taxName))].map((name) => {
    const own = taxed.filter(({ taxName }) => taxName === name);
    const amount = own.reduce((all, line) => all + line.tax, 0);
    const gross = own.reduce((all, line) => all + line.price * line.quantity - line.discount, 0);
    const included = own.every(({ taxAdded: added }) => added === 0);
    const ppm = own[0]?.taxPpm ?? 0;
    return { name, ppm, included, base: included ? gross - amount : gross, amount };
  });
  return {
    subtotal,
    discount,
    tax,
    taxAdded,
    taxes,
    total: subtotal - discount + shipping + taxAdded,
  };
}

function rows(sql: string, bind: unknown[]): Promise<{ id: number }[]> {
  return sequelize.query<{ id: number }>(sql, { bind, type: QueryTypes.SELECT });
}
