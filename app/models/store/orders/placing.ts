import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { Refusal } from "../../../errors.ts";
import { formatMoney } from "../../../money.ts";
import { post } from "../../../outbox.ts";
import { offeredMethods } from "../../../payments/methods.ts";
import type { Address } from "../../../selling/address.ts";
import type { CartOwner, CartRow, ShownCart, ShownCartLine } from "../selling/cart.ts";
import { lockDiscount, useDiscount } from "../selling/discount.ts";
import { Settings, type SettingsRow } from "../settings.ts";
import { closeWhenDone } from "./closing.ts";
import { noteEvent, type PaymentKind } from "./order.ts";
import { type Quote, quoteCart } from "./quote.ts";
import { type LockedVariant, lockVariants, moveStock } from "./stock.ts";

/** How long goods are held for an order whose payment is under way. */
export const holdMinutes = 30;

/** What a shopper sent when ordering. */
export interface OrderWish {
  store: number;
  /** The id of the cart that the form was for; it must be the owner's. */
  cart: number;
  owner: CartOwner;
  /** The account's when signed in; lower case. */
  email: string;
  /** Null when the form asked for none, because nothing is sent. */
  shippingAddress: Address | null;
  billingAddress: Address;
  /** The id of a shipping offer. */
  shipping: string;
  payment: PaymentKind | "";
  discountCode: string;
  /** The total that the shopper saw, in minor units. */
  expected: number;
}

export interface PlacedOrder {
  id: number;
  number: number;
  total: number;
  payment: PaymentKind | "none";
  /** The cart had been ordered before: this is that order. */
  again: boolean;
}

/**
 * The order cannot be placed as it was sent. Says what is wrong for each field of the form, by its name, and for the parts
 * "cart", "total", "address", "shipping", "payment" and "discount" of the page.
 */
export class CheckoutFault extends Refusal {
  readonly fields: Readonly<Record<string, string>>;

  constructor(fields: Record<string, string>) {
    super(422, Object.values(fields).join(" "));
    this.fields = fields;
  }
}

/** All that an order is written from. */
interface Draft {
  wish: OrderWish;
  customer: number;
  settings: SettingsRow;
  cart: CartRow;
  quote: Quote;
  stock: ReadonlyMap<number, LockedVariant>;
}

/**
 * Makes an order of a cart, holds its goods and takes its number, or gives the order that this cart became before. Call
 * inside one write unit of the store, repeated by `retrying`. Locks the cart, the variants in the order of their ids, the
 * discount, and last of all the counter of numbers.
 * @throws CheckoutFault when what the shopper saw is not true any more; nothing is ordered then
 */
export async function placeOrder(wish: OrderWish): Promise<PlacedOrder> {
  const cart = await lockCartOf(wish.owner, wish.cart);
  if (cart?.state === "ordered") return orderOf(cart.id);
  if (!cart || cart.lines.length === 0) {
    throw new CheckoutFault({ cart: "This cart is empty now. Nothing was ordered." });
  }
  const draft = await draftOf(wish, cart);
  await refuseFaults(draft);
  if (draft.quote.discount && !(await useDiscount(draft.quote.discount.id))) {
    throw new CheckoutFault({ discount: "This code has just been used for the last time." });
  }
  return writeOrder(draft);
}

/** Locks a cart that belongs to a visitor, whatever its state; undefined for anybody else's. */
async function lockCartOf(owner: CartOwner, id: number): Promise<CartRow | undefined> {
  const [row] = await sequelize.query<CartRow>(
    `select id, customer_id, state, lines, note, discount_code from carts
     where id = $1 and case when customer_id is null then token_hash = $2 else customer_id = $3 end for update`,
    { bind: [id, owner.token, owner.customer], type: QueryTypes.SELECT },
  );
  return row;
}

async function orderOf(cart: number): Promise<PlacedOrder> {
  const [row] = await sequelize.query<Omit<PlacedOrder, "again">>(
    "select id, number, total, payment_method as payment from orders where cart_id = $1",
    { bind: [cart], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error(`Cart ${cart} was ordered, but there is no order of it`);
  return { ...row, again: true };
}

/** The customer comes before the variants: who waits for a new customer's row must hold nothing that others wait for. */
async function draftOf(wish: OrderWish, cart: CartRow): Promise<Draft> {
  const customer = wish.owner.customer ?? (await guestOf(wish));
  const locked = await lockVariants(cart.lines.map((line) => line.variant));
  const { country } = wish.shippingAddress ?? wish.billingAddress;
  const settings = await Settings.current();
  const asked = { ...wish, country, customer, writing: settings };
  const quote = await quoteCart(cart, asked, lockDiscount);
  const stock = new Map(locked.map((variant) => [variant.id, variant]));
  return { wish, customer, settings, cart, quote, stock };
}

/** The customer with the address of a guest: whoever has it already stays as they are. */
async function guestOf(wish: OrderWish): Promise<number> {
  const [made] = await sequelize.query<{ id: number }>(
    `insert into customers (email, name, phone) values ($1, $2, $3)
     on conflict (email) do nothing returning id`,
    {
      bind: [wish.email, wish.billingAddress.name, wish.billingAddress.phone],
      type: QueryTypes.SELECT,
    },
  );
  if (made) return made.id;

  const [known] = await sequelize.query<{ id: number }>(
    "select id from customers where email = $1 for key share",
    { bind: [wish.email], type: QueryTypes.SELECT },
  );
  return known?.id ?? guestOf(wish); // the row went in between: it became part of another
}

async function refuseFaults(draft: Draft): Promise<void> {
  const { wish, quote, settings } = draft;
  const payment = await paymentFault(wish, quote.totals.total);
  const found = {
    cart: cartFault(quote.cart, draft.stock),
    address: wish.shippingAddress || !quote.cart.ships ? null : "Please say where to send it.",
    discount: quote.discountFault,
    shipping: shippingFault(wish, quote),
    payment,
  };
  const faults = Object.entries(found).flatMap(([part, said]) => (said ? [[part, said]] : []));
  if (faults.length > 0) throw new CheckoutFault(Object.fromEntries(faults));

  const { total } = quote.totals;
  if (total !== wish.expected) {
    throw new CheckoutFault({ total: totalFault(wish.expected, total, settings) });
  }
}

function shippingFault(wish: OrderWish, { cart, offer, offers }: Quote): string | null {
  if (!cart.ships || offer?.id === wish.shipping) return null;
  if (offers.length === 0) return "We do not send to this country.";
  return "Please choose how to send it.";
}

async function paymentFault(wish: OrderWish, total: number): Promise<string | null> {
  if (total === 0) return null;
  const methods = await offeredMethods(wish.store);
  if (methods.length === 0) return "This shop cannot take payments at the moment.";
  return methods.some(({ kind }) => kind === wish.payment) ? null : "Please choose how to pay.";
}

function totalFault(expected: number, total: number, { currency, locale }: SettingsRow): string {
  const [before, now] = [expected, total].map((sum) => formatMoney(sum, currency, locale));
  return `The total is ${now} now, and not ${before} as before. Please look at it, and order again if that is right.`;
}

/** Every sentence that keeps a cart from being ordered; the same variant on several lines counts together. */
function cartFault({ lines }: ShownCart, stock: ReadonlyMap<number, LockedVariant>): string | null {
  const wanted = new Map<number, number>();
  for (const { variant, quantity } of lines) {
    wanted.set(variant, (wanted.get(variant) ?? 0) + quantity);
  }
  const sentences = lines.map((line) =>
    lineFault(line, available(stock.get(line.variant)), wanted.get(line.variant) ?? 0),
  );
  return [...new Set(sentences)].filter(Boolean).join(" ") || null;
}

function lineFault(line: ShownCartLine, left: number, wanted: number): string {
  const name = line.variantTitle ? `${line.title} (${line.variantTitle})` : line.title;
  if (line.fault === "gone") return `${name || "Something in this cart"} is no longer sold.`;
  if (wanted <= left) return "";
  return left > 0 ? `Only ${left} of ${name} can be had now.` : `${name} is sold out.`;
}

function available(variant: LockedVariant | undefined): number {
  if (!variant) return 0;
  if (!variant.tracked || variant.backorder) return Number.POSITIVE_INFINITY;
  return Math.max(0, variant.on_hand - variant.reserved);
}

async function writeOrder(draft: Draft): Promise<PlacedOrder> {
  const { total } = draft.quote.totals;
  const payment = total === 0 ? "none" : draft.wish.payment || "none";
  const expiresAt = payment === "stripe" ? new Date(Date.now() + holdMinutes * 60_000) : null;
  const id = await insertOrder(draft, payment, expiresAt);
  const lines = await insertLines(id, draft);
  await Promise.all([
    moveStock(lines.map((line) => ({ ...line, kind: "reserved", source: "order", onHand: 0 }))),
    total > 0 ? insertPayment(id, payment, total) : undefined,
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

async function insertPayment(order: number, method: string, amount: number): Promise<void> {
  await sequelize.query("insert into payments (order_id, method, amount) values ($1, $2, $3)", {
    bind: [order, method, amount],
  });
}

async function closeCart(id: number): Promise<void> {
  await sequelize.query("update carts set state = 'ordered', updated_at = now() where id = $1", {
    bind: [id],
  });
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
