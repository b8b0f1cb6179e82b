import { date } from "../../filters.ts";
import type { OrderOnPage } from "../../models/store/orders/listing.ts";
import { isPaid } from "../../selling/orders/moves.ts";

/** One of the stations of an order, for the line on top of its page. */
export interface Step {
  label: string;
  /** A day, or what is waited for. */
  note: string;
  state: "done" | "now" | "later" | "stopped";
}

/** For so long a parcel may be on its way, in milliseconds. */
const onTheWay = 14 * 24 * 3_600_000;

/** How an order stands, for the head of its page. */
export function statusOf(order: OrderOnPage, now: Date): { heading: string; message: string } {
  const { state, payment_state, fulfilment_state } = order;
  if (state === "cancelled") return cancelledStatus(order);
  if (payment_state === "refunded") return { heading: "This order was refunded", message: "" };
  if (fulfilment_state === "fulfilled") return { heading: shippedHeading(order, now), message: "" };
  if (fulfilment_state === "partial") {
    return { heading: "Part of it is on its way", message: "The rest follows as soon as it can." };
  }
  const heading = isToBePaidByCard(order) ? "Your order is nearly done" : thanks(order);
  return { heading, message: whatIsNext(order) };
}

function isToBePaidByCard({ payment_state, payment_method }: OrderOnPage): boolean {
  return payment_method === "stripe" && !isPaid(payment_state);
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
  if (isPaid(payment_state)) {
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

/** The stations of an order, as far as it goes. */
export function stepsOf(order: OrderOnPage, locale: string): Step[] {
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
    ? [ordered, shipped, { ...paid, ...uponDelivery(shipped) }]
    : [ordered, paid, shipped];
}

/** Two stations of an order are not waited for at once. */
function uponDelivery({ state }: Step): Pick<Step, "note" | "state"> {
  return { note: "when it arrives", state: state === "done" ? "now" : "later" };
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
