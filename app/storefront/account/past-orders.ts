import type { StoreContext } from "../../context.ts";
import { date } from "../../filters.ts";
import type { PastOrder } from "../../models/store/customers/history.ts";
import type { SettingsRow } from "../../models/store/settings.ts";
import { formatMoney } from "../../money.ts";
import { orderToken } from "../../selling/orders/link.ts";

/** An order as the account lists it. */
export interface ShownPastOrder extends PastOrder {
  href: string;
  /** Where a form puts all of it into the cart again. */
  again: string;
  /** How it stands, in a word or two. */
  status: string;
  placedOn: string;
  placedAt: string;
  price: string;
  /** What was bought, such as "Two titles and 3 more". */
  contents: string;
}

/** Puts an order into words, with the links of a visit. */
export function shownOrder(
  ctx: StoreContext,
  { locale }: SettingsRow,
  order: PastOrder,
): ShownPastOrder {
  const { links, store } = ctx.state;
  return {
    ...order,
    href: links.order(orderToken(store.id, order.id)),
    again: links.account(`orders/${order.number}/reorder`),
    status: statusOf(order),
    placedOn: date(order.placed_at, { locale }),
    placedAt: order.placed_at.toISOString(),
    price: formatMoney(order.total, order.currency, locale),
    contents: contentsOf(order),
  };
}

function statusOf({ state, payment_state: paid, fulfilment_state: sent }: PastOrder): string {
  if (state === "cancelled") return "Cancelled";
  if (paid === "refunded") return "Refunded";
  if (sent === "fulfilled") return "Shipped";
  if (sent === "partial") return "Partly shipped";
  return paid === "pending" || paid === "failed" ? "Waiting for payment" : "Being prepared";
}

function contentsOf({ titles, lines }: PastOrder): string {
  const more = lines - titles.length;
  return more > 0 ? `${titles.join(", ")} and ${more} more` : titles.join(", ");
}
