import { formatMoney } from "../../money.ts";
import type { DiscountRow } from "../../selling/discounts.ts";
import { dayAndTime } from "../moments.ts";
import type { Badge } from "../orders/words.ts";

interface Writing {
  currency: string;
  locale: string;
}

/** How a discount stands at a moment. */
export function discountBadge(discount: DiscountRow, now = new Date()): Badge {
  const { active, starts_at, ends_at, usage_limit, used } = discount;
  if (!active) return { label: "Paused", tone: "quiet" };
  if (ends_at && now >= ends_at) return { label: "Over", tone: "quiet" };
  if (usage_limit !== null && used >= usage_limit) return { label: "Used up", tone: "quiet" };
  if (starts_at && now < starts_at) return { label: "Planned", tone: "warn" };
  return { label: "Active", tone: "good" };
}

/** What a discount takes off, such as "10% off" or "€5.00 off". */
export function takesOff({ kind, value }: DiscountRow, { currency, locale }: Writing): string {
  if (kind === "shipping") return "Free shipping";
  if (kind === "amount") return `${formatMoney(value, currency, locale)} off`;
  const options = { style: "percent", maximumFractionDigits: 2 } as const;
  return `${new Intl.NumberFormat(locale, options).format(value / 10_000)} off`;
}

/** For which orders it is, such as "from €50.00"; "" for all. */
export function forWhich({ minimum }: DiscountRow, { currency, locale }: Writing): string {
  return minimum > 0 ? `from ${formatMoney(minimum, currency, locale)}` : "";
}

/** From when until when; "Always" without either. */
export function validity({ starts_at, ends_at }: DiscountRow, { locale }: Writing): string {
  const parts = [
    starts_at ? `from ${dayAndTime(starts_at, locale)}` : "",
    ends_at ? `until ${dayAndTime(ends_at, locale)}` : "",
  ];
  return parts.filter(Boolean).join(" ") || "Always";
}

/** How often it was used, and may be. */
export function usage({ used, usage_limit }: DiscountRow): string {
  return usage_limit === null ? `${used} times` : `${used} of ${usage_limit}`;
}
