import type { AnyContext } from "../../../context.ts";
import { type OrderFilter, orderTabs } from "../../../models/store/desk/orders/listing.ts";
import { asked, askedOf, type ListQuery } from "../../lists.ts";

const payments = [
  "",
  "pending",
  "failed",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
] as const;
const fulfilments = ["", "unfulfilled", "partial", "fulfilled"] as const;

/** What the address of a list of orders asks for. */
export function readFilter(ctx: AnyContext): OrderFilter {
  return {
    tab: askedOf(ctx, "tab", orderTabs),
    words: asked(ctx, "q"),
    payment: askedOf(ctx, "payment", payments),
    fulfilment: askedOf(ctx, "fulfilment", fulfilments),
    from: dayOf(asked(ctx, "from")),
    until: dayOf(asked(ctx, "until")),
  };
}

/** The same as an address has it. */
export function queryOf({ tab, words, ...filter }: OrderFilter): ListQuery {
  return { tab: tab === "all" ? "" : tab, q: words, ...filter };
}

/** A day that there is, as 2026-03-01; "" for any other text. */
function dayOf(text: string): string {
  const day = /^20\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}
