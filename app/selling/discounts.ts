import { formatMoney } from "../money.ts";
import type { Reduction } from "./totals.ts";

/** A discount code. Amounts in minor units of the shop's currency. */
export interface DiscountRow {
  id: number;
  code: string;
  kind: Reduction["kind"];
  /** Hundredths of a percent, minor units, or nothing for free shipping. */
  value: number;
  /** The worth of the goods from which on it counts. */
  minimum: number;
  starts_at: Date | null;
  /** The first moment at which it counts no more. */
  ends_at: Date | null;
  usage_limit: number | null;
  customer_limit: number | null;
  used: number;
  active: boolean;
}

/** How sums of money are written for the shopper. */
interface Writing {
  currency: string;
  locale: string;
}

/** The code that somebody means by what they typed: "welcome 10 " is WELCOME10. "" for nothing. */
export function codeOf(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/**
 * Says to the shopper why a code cannot be used, or null when it can. `uses.byCustomer` counts the customer's orders with
 * it; `writing` lets the sentence about a minimum name the sum.
 */
export function faultOf(
  discount: DiscountRow | undefined,
  basket: { subtotal: number },
  now: Date,
  uses: { byCustomer: number },
  writing?: Writing,
): string | null {
  if (!discount?.active) {
    return "We do not know this discount code. Please check how it is written.";
  }
  return (
    faultOfDates(discount, now) ??
    faultOfUses(discount, uses.byCustomer) ??
    faultOfMinimum(discount, basket.subtotal, writing)
  );
}

/** What a discount takes off, as `totalsOf` wants to know it. */
export function reductionOf({ kind, value }: Pick<DiscountRow, "kind" | "value">): Reduction {
  return { kind, value };
}

function faultOfDates({ code, starts_at, ends_at }: DiscountRow, now: Date): string | null {
  if (starts_at && now < starts_at) return `The discount code ${code} is not valid yet.`;
  if (ends_at && now >= ends_at) return `The discount code ${code} has expired.`;
  return null;
}

function faultOfUses(
  { code, used, usage_limit, customer_limit }: DiscountRow,
  byCustomer: number,
): string | null {
  if (usage_limit !== null && used >= usage_limit) {
    return `The discount code ${code} has been used up.`;
  }
  if (customer_limit === null || byCustomer < customer_limit) return null;
  return customer_limit === 1
    ? `You have used the discount code ${code} already. Please go on without it.`
    : `You have used the discount code ${code} ${byCustomer} times already. Please go on without it.`;
}

function faultOfMinimum(
  { code, minimum }: DiscountRow,
  subtotal: number,
  writing: Writing | undefined,
): string | null {
  if (subtotal >= minimum) return null;
  if (!writing) return `The discount code ${code} is for larger orders.`;
  const money = (amount: number) => formatMoney(amount, writing.currency, writing.locale);
  return `The discount code ${code} is for orders of at least ${money(minimum)}: ${money(minimum - subtotal)} more to go.`;
}
