import { date } from "../../filters.ts";
import type { OrderOnPage } from "../../models/store/orders/listing.ts";
import type { OrderFulfilment, OrderLine } from "../../models/store/orders/order.ts";
import { addressLines } from "../../selling/address/countries.ts";
import { type SumRow, sumRows } from "../../selling/orders/sums.ts";
import type { ShopLinks } from "../../urls.ts";
import { type Step, statusOf, stepsOf } from "./status.ts";

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
