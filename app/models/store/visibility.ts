import { mostUnits } from "../../selling/cart-lines.ts";

/** SQL: whether shoppers may see the product `p`. The one place that says so. */
export const visible = "p.status = 'active' and p.published_at <= now()";

/** What one line of a cart may be worth, in minor units: a hundred of them, taxes added, are still a safe integer. */
const mostWorth = 40_000_000_000_000;

/** SQL: how many units of the variant `v` can be bought; null for any number. */
export const available = `least(
  case when v.tracked and not v.backorder then greatest(0, v.on_hand - v.reserved) end,
  case when v.price > ${Math.floor(mostWorth / mostUnits)} then ${mostWorth} / v.price end)`;
