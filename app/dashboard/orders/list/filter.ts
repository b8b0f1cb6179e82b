import type { AnyContext } from "../../../context.ts";
import { type OrderFilter, orderTabs } from "../../../models/store/desk/orders/listing.ts";
import { asked } from "../../../staff/asked.ts";
import { askedDay, askedOf, type ListQuery } from "../../lists.ts";

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
    from: askedDay(ctx, "from"),
    until: askedDay(ctx, "until"),
  };
}

/** The same as an address has it. */
export function queryOf({ tab, words, ...filter }: OrderFilter): ListQuery {
  return { tab: tab === "all" ? "" : tab, q: words, ...filter };
}
