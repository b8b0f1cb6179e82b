import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { asProvisioner } from "../../db/admin.ts";
import { findStore, type StoreSummary } from "../../db/stores.ts";
import { inStore } from "../context.ts";
import { storeWithId } from "../directory.ts";
import { drawInvoice } from "../documents/invoice.ts";
import { drawPackingSlip } from "../documents/packing-slip.ts";
import { type ShopOnPaper, shopOnPaper } from "../documents/paper.ts";
import { Conflict, NotFound } from "../errors.ts";
import { cancelOrder } from "../models/store/orders/cancelling.ts";
import { fulfil } from "../models/store/orders/fulfilment.ts";
import { leftToRefund } from "../models/store/orders/line.ts";
import { listOrders, type OrderOnPage, orderOnPage } from "../models/store/orders/listing.ts";
import { type LinePart, orderNumbered, type WholeOrder } from "../models/store/orders/order.ts";
import { markPaid } from "../models/store/orders/payments/payment.ts";
import { requestRefund } from "../models/store/orders/payments/refund.ts";
import { Settings } from "../models/store/settings.ts";
import { formatMoney, toMajorText, toMinor } from "../money.ts";
import { returnedTotal } from "../selling/orders/returned-total.ts";
import { sumRows } from "../selling/orders/sums.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";

interface ShipOptions {
  lines?: string;
  carrier?: string;
  tracking?: string;
  url?: string;
}

interface RefundOptions {
  amount?: string;
  lines?: string;
  shipping?: boolean;
  restock?: boolean;
  reason?: string;
}

const actor = "command line";

/** The newest orders of a store. */
export async function list(code: string, options: { limit: string }): Promise<Outcome> {
  const limit = numberFrom(options.limit, "--limit");
  const store = await storeCalled(code);
  const orders = await inStore(store.id, "read", () => listOrders({ limit }));
  const rows = orders.map((order) => [
    String(order.number),
    order.placed_at.toISOString().slice(0, 10),
    order.email,
    `${toMajorText(order.total, order.currency)} ${order.currency}`,
    order.state,
    inWords(order.payment_state),
    order.fulfilment_state,
  ]);
  const headings = ["number", "placed", "customer", "total", "order", "payment", "shipping"];
  const text = rows.length > 0 ? table(headings, rows) : `${store.name} has no orders yet.`;
  return { text, data: orders };
}

/** One order with all that happened to it. */
export async function show(code: string, number: string): Promise<Outcome> {
  const { order, locale } = await find(code, number);
  return { text: describe(order, locale), data: order };
}

/** Notes that the money for an order is here. */
export async function pay(code: string, number: string): Promise<Outcome> {
  return change(code, number, async ({ id }) => {
    await markPaid(id, actor);
    return "is paid";
  });
}

/** Ships an order, or some of its units. */
export async function ship(code: string, number: string, options: ShipOptions): Promise<Outcome> {
  return change(code, number, async (order) => {
    await fulfil(order.id, {
      lines: options.lines === undefined ? undefined : partsFrom(order, options.lines),
      carrier: options.carrier,
      trackingNumber: options.tracking,
      trackingUrl: options.url,
      actor,
    });
    return "is shipped; the shopper gets a mail";
  });
}

/** Gives money back: of some units, an amount, or all that is left. */
export async function refund(
  code: string,
  number: string,
  { restock = false, reason, ...options }: RefundOptions,
): Promise<Outcome> {
  return change(code, number, async (order) => {
    const wish = wishFrom(order, options);
    const key = `cli ${randomUUID()}`;
    await requestRefund(order.id, { ...wish, key, restock, reason, actor });
    const given = `${toMajorText(wish.amount, order.currency)} ${order.currency}`;
    return `gets ${given} back: the worker carries it out`;
  });
}

/** Calls an order off, and gives back what was paid. */
export async function cancel(
  code: string,
  number: string,
  { reason }: { reason?: string },
): Promise<Outcome> {
  return change(code, number, async ({ id }) => {
    const now = await cancelOrder(id, { actor, reason });
    return now ? "is cancelled" : "was cancelled already";
  });
}

/** Writes an order's invoice to a file. */
export async function invoice(code: string, number: string, file: string): Promise<Outcome> {
  const { order, shop } = await find(code, number);
  if (!order.paid_at) throw new Conflict("There is an invoice once the order is paid.");
  return write(file, await drawInvoice(order, shop), `The invoice of order ${order.number}`);
}

/** Writes the packing slip of what is left to ship, or of a parcel, to a file. */
export async function slip(
  code: string,
  number: string,
  file: string,
  options: { parcel?: string },
): Promise<Outcome> {
  const { order, shop } = await find(code, number);
  const parcel = options.parcel && parcelNumbered(order, numberFrom(options.parcel, "--parcel"));
  const slip = await drawPackingSlip(order, shop, parcel || undefined);
  return write(file, slip, `The packing slip of order ${order.number}`);
}

async function find(code: string, number: string) {
  const store = await storeCalled(code);
  const entry = await storeWithId(store.id);
  if (!entry) throw new NotFound(`There is no store "${code}".`);
  return inStore(store.id, "read", async () => {
    const settings = await Settings.current();
    const order = await orderOf(store, number);
    const shop: ShopOnPaper = shopOnPaper(entry, settings);
    return { order, shop, locale: settings.locale };
  });
}

async function change(
  code: string,
  number: string,
  verb: (order: WholeOrder) => Promise<string>,
): Promise<Outcome> {
  const store = await storeCalled(code);
  const { words, order } = await inStore(store.id, "write", async () => {
    const before = await orderOf(store, number);
    const words = await verb(before);
    return { words, order: await orderOf(store, number) };
  });
  return { text: `Order ${order.number} ${words} (${statesOf(order)})`, data: order };
}

async function write(file: string, content: Buffer, what: string): Promise<Outcome> {
  await writeFile(file, content);
  return { text: `${what} is in ${file}`, data: { file, bytes: content.length } };
}

function storeCalled(code: string): Promise<StoreSummary> {
  return asProvisioner((client) => findStore(client, code));
}

async function orderOf({ name }: StoreSummary, number: string): Promise<OrderOnPage> {
  const id = await orderNumbered(numberFrom(number, "The order's number"));
  const order = id === undefined ? undefined : await orderOnPage(id);
  if (!order) throw new NotFound(`${name} has no order ${number}: see \`orders list\``);
  return order;
}

function numberFrom(text: string, what: string): number {
  const number = Number(text);
  if (/^\d{1,9}$/.test(text) && number > 0) return number;
  throw new Misuse(`${what} is a whole number above 0`);
}

/** "LAMP=2,VASE=1": units by article number, or by the line's place in the order. */
function partsFrom({ lines }: WholeOrder, text: string): LinePart[] {
  return text.split(",").map((part) => {
    const [, name = "", units = ""] = /^\s*(.+?)\s*=\s*(\d{1,6})\s*$/.exec(part) ?? [];
    if (!name) throw new Misuse("--lines is written like LAMP=2,VASE=1");
    const line = lines.find(({ sku }) => sku === name) ?? lines[Number(name) - 1];
    if (!line) throw new Misuse(`This order has no line ${name}`);
    return { line: line.id, quantity: Number(units) };
  });
}

function wishFrom(order: WholeOrder, { amount, lines: text, shipping = false }: RefundOptions) {
  const whole = amount === undefined && text === undefined;
  const all = order.lines.map((line) => ({ line: line.id, quantity: leftToRefund(line) }));
  const lines = whole ? all : text === undefined ? [] : partsFrom(order, text);
  const proposed = whole ? order.paid - order.refunded : returnedTotal(order, lines, shipping);
  return { lines, shipping, amount: amount === undefined ? proposed : minorOf(amount, order) };
}

function minorOf(text: string, { currency }: WholeOrder): number {
  try {
    return toMinor(text, currency);
  } catch (error) {
    throw new Misuse(`--amount: ${error instanceof Error ? error.message : "is not an amount"}`);
  }
}

function parcelNumbered({ fulfilments }: WholeOrder, place: number): number {
  const parcel = fulfilments[place - 1];
  if (!parcel) throw new Misuse(`This order has ${fulfilments.length} parcels`);
  return parcel.id;
}

function describe(order: OrderOnPage, locale: string): string {
  const money = (amount: number) => formatMoney(amount, order.currency, locale);
  const { name } = order.shipping_address;
  return [
    `Order ${order.number}, ${order.placed_at.toISOString().slice(0, 16).replace("T", " ")}`,
    `  states    ${statesOf(order)}`,
    `  customer  ${[name, order.email].filter(Boolean).join(", ")}`,
    ...order.lines.map(({ quantity, title, sku, price, fulfilled }) => {
      const sent = fulfilled > 0 ? `, ${fulfilled} shipped` : "";
      return `  ${String(quantity).padStart(8)}  ${[title, sku].filter(Boolean).join(", ")}: ${money(price * quantity)}${sent}`;
    }),
    ...sumRows(order, locale).map(({ label, amount }) => `            ${label}: ${money(amount)}`),
    ...order.events.map(({ at, kind, actor: who, detail }) => {
      const about = typeof detail.kind === "string" ? ` ${inWords(detail.kind)}` : "";
      return `  ${at.slice(0, 16).replace("T", " ")}  ${inWords(kind)}${about} (${who})`;
    }),
  ].join("\n");
}

function statesOf({ state, payment_state, fulfilment_state }: WholeOrder): string {
  return [state, inWords(payment_state), fulfilment_state].join(", ");
}

function inWords(state: string): string {
  return state.replace(/[_-]/g, " ");
}
