import type { OrderRow } from "../../models/store/orders/order.ts";
import type { FulfilmentState, PaymentState } from "../../selling/orders/moves.ts";

/** A word or two about how something stands. */
export interface Badge {
  label: string;
  tone: "good" | "warn" | "bad" | "quiet";
}

const payments: Record<PaymentState, Badge> = {
  pending: { label: "To pay", tone: "warn" },
  failed: { label: "Payment failed", tone: "bad" },
  paid: { label: "Paid", tone: "good" },
  partially_refunded: { label: "Partly refunded", tone: "quiet" },
  refunded: { label: "Refunded", tone: "quiet" },
  voided: { label: "Not paid", tone: "quiet" },
};

const fulfilments: Record<FulfilmentState, Badge> = {
  unfulfilled: { label: "To ship", tone: "warn" },
  partial: { label: "Partly shipped", tone: "warn" },
  fulfilled: { label: "Shipped", tone: "good" },
};

export const paymentChoices = choicesOf(payments);
export const fulfilmentChoices = choicesOf(fulfilments);

type Standing = Pick<OrderRow, "state" | "payment_state" | "fulfilment_state">;

/** How the payment of an order stands. */
export function paymentBadge({ payment_state }: Standing): Badge {
  return payments[payment_state];
}

/** How far an order is shipped; what is over needs no shipping. */
export function fulfilmentBadge({ state, fulfilment_state }: Standing): Badge {
  if (state === "cancelled") return { label: "Cancelled", tone: "quiet" };
  if (state === "completed" && fulfilment_state === "unfulfilled") {
    return { label: "Not shipped", tone: "quiet" };
  }
  return fulfilments[fulfilment_state];
}

/** How often something is, in words: "1 item", "2 items". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function choicesOf(badges: Record<string, Badge>) {
  return Object.entries(badges).map(([value, { label }]) => ({ value, label }));
}
