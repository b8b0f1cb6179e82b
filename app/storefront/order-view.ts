import { date } from "../filters.ts";
import type { OrderOnPage } from "../models/store/orders/listing.ts";
import type { OrderFulfilment, OrderLine } from "../models/store/orders/order.ts";
import { addressLines } from "../selling/countries.ts";
import { type SumRow, sumRows } from "../selling/order-sums.ts";
import type { ShopLinks } from "../urls.ts";

/** One of the stations of an order, for the line on top of its page. */
export interface Step {
  label: string;
  /** A day, or what is waited for. */
  note: string;
  state: "done" | "now" | "later" | "stopped";
}

export interface ShownOrderLine {
  title: string;
  variantTitle: string;
  sku: string;
  href: string | null;
  picture: string | null;
  quantity: number;
  /** In minor units: of one, and of all its units together. */
  price: number;
  amount: number;
  /** What became of its units, such as "1 of 2 shipped". */
  note: string;
}

export interface ShownParcel {
  title: string;
  carrier: string;
  number: string;
  /** http(s), or "". */
  href: string;
  contents: string[];
}

/** What an order's page shows; everything in words already. */
export interface ShownOrder {
  number: number;
  heading: string;
  message: string;
  placed: string;
  steps: Step[];
  /** How to pay what is open; null when nothing is. */
  due: { kind: string; title: string; amount: number; instructions: string; hold: string } | null;
  parcels: ShownParcel[];
  lines: ShownOrderLine[];
  sums: SumRow[];
  shippingAddress: string[];
  billingAddress: string[];
  isOneAddress: boolean;
  shippingName: string;
  method: string;
  email: string;
  note: string;
  isPaid: boolean;
}

/** For so long a parcel may be on its way, in milliseconds. */
const onTheWay = 14 * 24 * 3_600_000;

/** An order as its page shows it, in the shop's locale. `now` tells how much time is left to pay. */
export function showOrder(
  order: OrderOnPage,
  { locale, links, now = new Date() }: { locale: string; links: ShopLinks; now?: Date },
): ShownOrder {
  const { number, placed_at } = order;
  return {
    number,
    ...statusOf(order, now),
    placed: date(placed_at, { locale }),
    steps: stepsOf(order, locale),
    due: dueOf(order, now),
    parcels: order.fulfilments.map((each, at) => parcelOf(order, each, at, locale)),
    lines: order.lines.map((line) => lineOf(line, links)),
    sums: sumRows(order, locale),
    ...aboutBuyer(order, locale),
    isPaid: order.paid_at !== null,
  };
}

/** Whoever asked to be forgotten is not shown, even to whoever kept the link. */
function aboutBuyer(order: OrderOnPage, locale: string) {
  const { erased, shipping_address, billing_address, shipping_name, method } = order;
  const shown = !erased;
  const needsShipping = order.lines.some(({ ships }) => ships);
  const shippingAddress = shown && needsShipping ? addressLines(shipping_address, locale) : [];
  const billingAddress = shown ? addressLines(billing_address, locale) : [];
  return {
    shippingAddress,
    billingAddress,
    isOneAddress: shippingAddress.join("\n") === billingAddress.join("\n"),
    shippingName: shipping_name,
    method: method?.name ?? "",
    email: shown ? order.email : "",
    note: shown ? order.note : "",
  };
}

function statusOf(order: OrderOnPage, now: Date): { heading: string; message: string } {
  const { state, payment_state, fulfilment_state } = order;
  if (state === "cancelled") return cancelledStatus(order);
  if (payment_state === "refunded") return { heading: "This order was refunded", message: "" };
  if (fulfilment_state === "fulfilled") return { heading: shippedHeading(order, now), message: "" };
  if (fulfilment_state === "partial") {
    return { heading: "Part of it is on its way", message: "The rest follows as soon as it can." };
  }
  return { heading: thanks(order), message: whatIsNext(order) };
}

function cancelledStatus({ paid, expires_at, events, refunds }: OrderOnPage) {
  const expired = !expires_at && events.some(({ kind }) => kind === "expired");
  if (expired && paid === 0) {
    const message =
      "The payment did not come through in time, so we let the goods go. Nothing was charged.";
    return { heading: "This order has ended", message };
  }
  const isBack = refunds.every(({ state }) => state === "done");
  const back = isBack
    ? "What you paid was given back."
    : "What you paid is on its way back to you.";
  return {
    heading: "This order is cancelled",
    message: paid > 0 ? back : "Nothing is to be paid.",
  };
}

function shippedHeading({ fulfilments }: OrderOnPage, now: Date): string {
  const last = fulfilments.at(-1);
  if (!last) return "Your order is complete";
  const isRecent = now.getTime() - new Date(last.created_at).getTime() < onTheWay;
  return isRecent ? "Your order is on its way" : "Your order was sent";
}

function thanks({ erased, billing_address }: OrderOnPage): string {
  const [first = ""] = erased ? [] : billing_address.name.trim().split(/\s+/);
  return first ? `Thank you, ${first}` : "Thank you for your order";
}

function whatIsNext({ payment_state, payment_method, lines }: OrderOnPage): string {
  const ships = lines.some((line) => line.ships);
  if (payment_state === "paid" || payment_state === "partially_refunded") {
    return ships ? "We are getting it ready and write to you when it leaves." : "";
  }
  if (payment_method === "delivery") {
    return "We are getting it ready. You pay when it arrives.";
  }
  if (payment_method === "bank") {
    return "We keep everything for you, and send it as soon as your transfer is here.";
  }
  return payment_state === "failed"
    ? "The payment did not go through. You can try again below: everything is still kept for you."
    : "Your payment is not through yet. Everything is kept for you meanwhile.";
}

function stepsOf(order: OrderOnPage, locale: string): Step[] {
  const ordered: Step = {
    label: "Ordered",
    note: date(order.placed_at, { locale }),
    state: "done",
  };
  if (order.state === "cancelled") {
    const note = order.cancelled_at ? date(order.cancelled_at, { locale }) : "";
    return [ordered, { label: "Cancelled", note, state: "stopped" }];
  }
  const [paid, shipped] = [paidStep(order, locale), shippedStep(order, locale)];
  if (order.payment_state === "refunded") {
    const sent = order.fulfilment_state === "unfulfilled" ? [] : [shipped];
    return [ordered, ...sent, refundedStep(order, locale)];
  }
  return order.payment_method === "delivery" && !order.paid_at
    ? [ordered, shipped, { ...paid, note: "when it arrives" }]
    : [ordered, paid, shipped];
}

function refundedStep({ refunds }: OrderOnPage, locale: string): Step {
  const last = refunds.findLast(({ state }) => state !== "failed")?.created_at;
  return { label: "Refunded", note: last ? date(last, { locale }) : "", state: "stopped" };
}

function paidStep({ paid_at }: OrderOnPage, locale: string): Step {
  if (paid_at) return { label: "Paid", note: date(paid_at, { locale }), state: "done" };
  return { label: "Paid", note: "we wait for it", state: "now" };
}

function shippedStep(order: OrderOnPage, locale: string): Step {
  const label = order.lines.some(({ ships }) => ships) ? "Shipped" : "Handed over";
  const last = order.fulfilments.at(-1)?.created_at ?? order.completed_at;
  if (order.fulfilment_state === "fulfilled") {
    return { label, note: last ? date(last, { locale }) : "", state: "done" };
  }
  if (order.fulfilment_state === "partial") return { label, note: "in part", state: "now" };
  const isNext = order.paid_at !== null || order.payment_method === "delivery";
  return { label, note: "", state: isNext ? "now" : "later" };
}

function dueOf(order: OrderOnPage, now: Date): ShownOrder["due"] {
  const { state, payment_state, payment_method, method, total, paid, expires_at } = order;
  const open = state === "open" && (payment_state === "pending" || payment_state === "failed");
  if (!open || payment_method === "delivery") return null;
  const minutes = expires_at ? Math.ceil((expires_at.getTime() - now.getTime()) / 60_000) : 0;
  return {
    kind: payment_method,
    title: payment_method === "bank" ? "How to pay" : "Finish your payment",
    amount: total - paid,
    instructions: method?.instructions ?? "",
    hold: minutes > 0 ? inMinutes(minutes) : "",
  };
}

function inMinutes(minutes: number): string {
  if (minutes === 1) return "1 minute";
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
}

function parcelOf(
  order: OrderOnPage,
  { lines, carrier, tracking_number, tracking_url, created_at }: OrderFulfilment,
  at: number,
  locale: string,
): ShownParcel {
  const count = order.fulfilments.length;
  const title = count > 1 ? `Parcel ${at + 1} of ${count}` : "Your parcel";
  const contents = lines.map(({ line: id, quantity }) => {
    const line = order.lines.find((each) => each.id === id);
    return `${quantity} × ${line ? nameOf(line) : ""}`;
  });
  return {
    title: `${title}, ${date(created_at, { locale })}`,
    carrier,
    number: tracking_number,
    href: /^https?:\/\//.test(tracking_url) ? tracking_url : "",
    contents,
  };
}

function lineOf(line: OrderLine, links: ShopLinks): ShownOrderLine {
  return {
    title: line.title,
    variantTitle: line.variant_title,
    sku: line.sku,
    href: line.variant_id !== null && line.slug ? links.product(line.slug) : null,
    picture: line.picture ? links.picture(line.picture, 400) : null,
    quantity: line.quantity,
    price: line.price,
    amount: line.price * line.quantity,
    note: becameOf(line),
  };
}

function becameOf({ quantity, fulfilled, refunded }: OrderLine): string {
  const parts = [
    fulfilled > 0 && fulfilled < quantity ? `${fulfilled} of ${quantity} shipped` : "",
    refunded > 0 && quantity > 1 ? `${refunded} of ${quantity} refunded` : "",
    refunded > 0 && quantity === 1 ? "refunded" : "",
  ];
  return parts.filter(Boolean).join(", ");
}

function nameOf({ title, variant_title }: OrderLine): string {
  return variant_title ? `${title}, ${variant_title}` : title;
}
