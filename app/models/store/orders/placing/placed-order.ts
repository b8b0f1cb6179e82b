import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { post } from "../../../../outbox.ts";
import { closeCart } from "../../selling/cart.ts";
import { closeWhenDone } from "../closing.ts";
import { noteEvent, type PaymentKind } from "../order.ts";
import { addPayment, holds } from "../payments/payment.ts";
import { moveStock } from "../stock.ts";
import type { Draft } from "./draft.ts";
import type { Quote } from "./quote.ts";

export interface PlacedOrder {
  id: number;
  number: number;
  total: number;
  payment: PaymentKind | "none";
  /** The cart had been ordered before: this is that order. */
  again: boolean;
}

/** The order that a cart became. */
export async function orderOfCart(cart: number): Promise<PlacedOrder> {
  const [row] = await sequelize.query<Omit<PlacedOrder, "again">>(
    "select id, number, total, payment_method as payment from orders where cart_id = $1",
    { bind: [cart], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error(`Cart ${cart} was ordered, but there is no order of it`);
  return { ...row, again: true };
}

/** Writes an order with all that belongs to it, holds its goods and takes its number, last of all. */
export async function writeOrder(draft: Draft): Promise<PlacedOrder> {
  const { total } = draft.quote.totals;
  const payment = total === 0 ? "none" : draft.wish.payment || "none";
  const expiresAt = payment === "stripe" ? new Date(Date.now() + holds.order) : null;
  const id = await insertOrder(draft, payment, expiresAt);
  const lines = await insertLines(id, draft);
  await Promise.all([
    moveStock(lines.map((line) => ({ ...line, kind: "reserved", source: "order", onHand: 0 }))),
    payment === "none" ? undefined : addPayment(id, payment, total),
    closeCart(draft.cart.id),
    noteEvent(id, "placed", { actor: "customer", detail: { total, payment } }),
    total === 0 ? noteEvent(id, "paid", { detail: { amount: 0 } }) : undefined,
    expiresAt ? post("order-expire", { order: id }, expiresAt) : undefined,
    payment === "stripe" ? undefined : post("mail-confirmation", { order: id }),
  ]);
  if (total === 0) await closeWhenDone(id);
  return { id, number: await takeNumber(id), total, payment, again: false };
}

/** Until its number is taken, last of all, an order has that of its cart below zero: nobody else has that. */
async function insertOrder(
  draft: Draft,
  payment: PlacedOrder["payment"],
  expiresAt: Date | null,
): Promise<number> {
  const columns = columnsOf(draft, payment, expiresAt);
  const names = Object.keys(columns);
  const [row] = await sequelize.query<{ id: number }>(
    `insert into orders (${names.join(", ")})
     values (${names.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    { bind: Object.values(columns), type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Writing an order gave no row");
  return row.id;
}

function columnsOf(
  { wish, customer, settings, cart, quote }: Draft,
  payment: PlacedOrder["payment"],
  expiresAt: Date | null,
) {
  const { totals, discount, offer } = quote;
  return {
    number: -cart.id,
    cart_id: cart.id,
    customer_id: customer,
    signed_in: wish.owner.customer !== null,
    email: wish.email,
    phone: wish.shippingAddress?.phone || wish.billingAddress.phone,
    currency: settings.currency,
    shipping_address: JSON.stringify(wish.shippingAddress ?? wish.billingAddress),
    billing_address: JSON.stringify(wish.billingAddress),
    shipping_name: offer?.name ?? "",
    payment_method: payment,
    note: cart.note,
    discount_id: discount?.id ?? null,
    discount_code: discount?.code ?? "",
    expires_at: expiresAt,
    ...moneyColumns(totals),
  };
}

/** An order that costs nothing is paid as it is placed. */
function moneyColumns(totals: Quote["totals"]) {
  return {
    subtotal: totals.subtotal,
    discount: totals.discount,
    shipping: totals.shipping,
    shipping_discount: totals.shippingDiscount,
    tax: totals.tax,
    tax_added: totals.taxAdded,
    taxes: JSON.stringify(totals.taxes),
    total: totals.total,
    payment_state: totals.total === 0 ? "paid" : "pending",
    paid_at: totals.total === 0 ? new Date() : null,
  };
}

/** Writes the lines as they were agreed; gives what is to be held for each whose stock is counted. */
async function insertLines(
  order: number,
  { quote, stock }: Draft,
): Promise<{ variant: number; line: number; reserved: number }[]> {
  const rows = quote.cart.lines.map((line, index) => {
    const reserved = stock.get(line.variant)?.tracked ? line.quantity : 0;
    return { ...line, ...quote.totals.lines[index], reserved, position: index + 1 };
  });
  return sequelize
    .query<{ variant: number; line: number; reserved: number }>(
      `insert into order_lines (order_id, position, variant_id, title, variant_title, sku, slug, picture, grams, ships, price,
         quantity, discount, tax, tax_added, tax_name, tax_ppm, total, reserved)
       select $1, l.position, l.variant, l.title, l."variantTitle", l.sku, l.slug, l."pictureFile", l.grams, l.ships, l.price,
         l.quantity, l.discount, l.tax, l."taxAdded", l."taxName", l."taxPpm", l.total, l.reserved
       from json_to_recordset($2) as l (position integer, variant integer, title text, "variantTitle" text, sku text,
         slug text, "pictureFile" text, grams integer, ships boolean, price bigint, quantity integer, discount bigint,
         tax bigint, "taxAdded" bigint, "taxName" text, "taxPpm" integer, total bigint, reserved integer)
       returning variant_id as variant, id as line, reserved`,
      { bind: [order, JSON.stringify(rows)], type: QueryTypes.SELECT },
    )
    .then((lines) => lines.filter(({ reserved }) => reserved > 0));
}

/** The last statement of the unit: from here to its end, everybody who orders in this shop waits. */
async function takeNumber(order: number): Promise<number> {
  const [row] = await sequelize.query<{ number: number }>(
    `with next as (update counters set last_order = last_order + 1 returning last_order)
     update orders set number = last_order from next where id = $1 returning number`,
    { bind: [order], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("The counter of orders is missing");
  return row.number;
}
