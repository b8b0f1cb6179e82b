import type { DeskContext } from "../../../context.ts";
import type { OrderAtDesk } from "../../../models/store/desk/orders/order-at-desk.ts";
import { standingOf } from "../../../models/store/desk/orders/standing.ts";
import { allParts, leftToShip } from "../../../models/store/orders/line.ts";
import type { OrderFulfilment, OrderLine } from "../../../models/store/orders/order.ts";
import { addressLines } from "../../../selling/address/countries.ts";
import { orderToken } from "../../../selling/orders/link.ts";
import { isPaid } from "../../../selling/orders/moves.ts";
import { sumRows } from "../../../selling/orders/sums.ts";
import { canonicalAddress } from "../../../urls.ts";
import { deskPath } from "../../desk.ts";
import { dayAndTime, shortDay } from "../../moments.ts";
import { counted, fulfilmentBadge, paymentBadge } from "../words.ts";
import { mailsOf } from "./mails.ts";
import { timelineOf } from "./timeline.ts";

/** An order as its page at the desk shows it, in the shop's locale. */
export function viewOf(ctx: DeskContext, order: OrderAtDesk, locale: string) {
  const { number, erased, buyer } = order;
  const path = deskPath(ctx, `/orders/${number}`);
  return {
    number,
    path,
    placed: dayAndTime(order.placed_at, locale),
    standing: standingOf(order.events),
    badges: [paymentBadge(order), fulfilmentBadge(order)],
    lines: order.lines.map((line) => lineOf(ctx, line)),
    sums: sumRows(order, locale),
    currency: { currency: order.currency, locale },
    parcels: order.fulfilments.map((parcel) => parcelOf(path, order, parcel, locale)),
    timeline: timelineOf(order.events, { currency: order.currency, locale }),
    mails: erased ? [] : mailsOf(order),
    can: whatCanBeDone(order),
    buyer: {
      ...buyer,
      href: deskPath(ctx, `/customers/${buyer.id}`),
      text: buyerText(buyer.orders),
    },
    ...addresses(order, locale),
    email: erased ? "" : order.email,
    phone: erased ? "" : order.shipping_address.phone || order.phone,
    note: erased ? "" : order.note,
    method: order.method?.name ?? "",
    shippingName: order.shipping_name,
    invoice: order.paid_at ? `${path}/invoice.pdf` : "",
    slip: `${path}/packing-slip.pdf`,
    page: pageOf(ctx, order),
  };
}

/** A line of an order, with what became of its units. */
export function lineOf({ state: { links } }: DeskContext, line: OrderLine) {
  return {
    id: line.id,
    title: line.title,
    more: [line.variant_title, line.sku].filter(Boolean).join(" · "),
    picture: line.picture ? links.picture(line.picture, 400) : "",
    quantity: line.quantity,
    price: line.price,
    amount: line.price * line.quantity,
    note: becameOf(line),
  };
}

function becameOf({ quantity, fulfilled, refunded }: OrderLine): string {
  const all = (count: number) => (count === quantity ? "" : `${count} of ${quantity} `);
  const parts = [
    fulfilled > 0 ? `${all(fulfilled)}shipped` : "",
    refunded > 0 ? `${all(refunded)}refunded` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

function whatCanBeDone(order: OrderAtDesk) {
  const { state, payment_state, payment_method, paid, refunded, lines } = order;
  const isOpen = state === "open";
  const isUnpaid = payment_state === "pending" || payment_state === "failed";
  const isReady = isPaid(payment_state) || (isUnpaid && payment_method === "delivery");
  return {
    ship: state !== "cancelled" && isReady && allParts(lines, leftToShip).length > 0,
    pay: isOpen && isUnpaid && payment_method !== "stripe",
    refund: paid > refunded,
    cancel: isOpen && lines.every(({ fulfilled }) => fulfilled === 0),
    restock: lines.some(({ reserved }) => reserved > 0),
    paidBack: paid > refunded,
  };
}

function parcelOf(path: string, order: OrderAtDesk, parcel: OrderFulfilment, locale: string) {
  const { id, carrier, tracking_number, tracking_url, created_at, lines } = parcel;
  const titles = new Map(order.lines.map((line) => [line.id, line.title]));
  return {
    title: `Shipped ${shortDay(created_at, locale)}`,
    tracking: [carrier, tracking_number].filter(Boolean).join(" · "),
    href: /^https?:\/\//.test(tracking_url) ? tracking_url : "",
    contents: lines.map(({ line, quantity }) => `${quantity} × ${titles.get(line) ?? ""}`),
    slip: `${path}/packing-slip.pdf?parcel=${id}`,
  };
}

function buyerText(orders: number): string {
  return orders > 1 ? counted(orders, "order") : "First order";
}

function addresses(order: OrderAtDesk, locale: string) {
  const { erased, lines, shipping_address, billing_address } = order;
  const ships = lines.some((line) => line.ships);
  const delivery = erased || !ships ? [] : addressLines(shipping_address, locale);
  const billing = erased ? [] : addressLines(billing_address, locale);
  return { delivery, billing, isOneAddress: delivery.join("\n") === billing.join("\n") };
}

/** What the customer sees of it. */
function pageOf({ state: { store, visit } }: DeskContext, { id }: OrderAtDesk): string {
  return canonicalAddress(store, visit, `/shop/orders/${orderToken(store.id, id)}`);
}
