import type { WholeOrder } from "../../../models/store/orders/order.ts";
import type { Errand, Errands } from "../../../outbox.ts";

type MailKind = Extract<
  Errand,
  "mail-confirmation" | "mail-shipped" | "mail-refunded" | "mail-cancelled"
>;

/** A letter about an order that can be sent once more. */
export interface MailAgain {
  /** As a form names it, such as "shipped-7". */
  value: string;
  label: string;
  errand: { [Kind in MailKind]: { kind: Kind; payload: Errands[Kind] } }[MailKind];
}

/** The letters that are still true of an order. */
export function mailsOf(order: WholeOrder): MailAgain[] {
  return [...confirmation(order), ...parcels(order), ...refunds(order), ...cancellation(order)];
}

function confirmation(order: WholeOrder): MailAgain[] {
  const { id, state, payment_state: paid, payment_method: method } = order;
  const isDue = paid === "pending" && (method === "bank" || method === "delivery");
  if (state === "cancelled" || !(paid === "paid" || isDue)) return [];
  const errand = { kind: "mail-confirmation", payload: { order: id } } as const;
  return [{ value: "confirmation", label: "Confirmation of the order", errand }];
}

function parcels({ id: order, fulfilments }: WholeOrder): MailAgain[] {
  return fulfilments.map(({ id }, at) => ({
    value: `shipped-${id}`,
    label: fulfilments.length > 1 ? `Parcel ${at + 1} is on its way` : "The parcel is on its way",
    errand: { kind: "mail-shipped", payload: { order, fulfilment: id } },
  }));
}

function refunds({ id: order, refunds: all }: WholeOrder): MailAgain[] {
  const done = all.filter(({ state }) => state === "done");
  return done.map(({ id }, at) => ({
    value: `refunded-${id}`,
    label: done.length > 1 ? `Refund ${at + 1}` : "Refund",
    errand: { kind: "mail-refunded", payload: { order, refund: id } },
  }));
}

function cancellation({ id, events }: WholeOrder): MailAgain[] {
  if (!events.some(({ kind }) => kind === "cancelled")) return [];
  const errand = { kind: "mail-cancelled", payload: { order: id } } as const;
  return [{ value: "cancelled", label: "Cancellation", errand }];
}
