import { rate } from "../../filters.ts";
import type { WholeOrder } from "../../models/store/orders/order.ts";
import type { TaxSum } from "../totals.ts";

/** A line below the lines of an order. Amounts in minor units; what is taken off is below zero. */
export interface SumRow {
  label: string;
  amount: number;
  /** "note" says what is part of the total already; "after" is what happened to the money later. */
  kind: "part" | "shipping" | "total" | "note" | "after";
}

/** What a total is made of, of an order or of what may become one. */
export type Priced = Pick<
  WholeOrder,
  | "subtotal"
  | "discount"
  | "discount_code"
  | "shipping"
  | "shipping_name"
  | "shipping_discount"
  | "taxes"
  | "total"
>;

type Summed = Priced & Pick<WholeOrder, "refunds" | "refunded">;

/** How an order comes to its total, with its taxes, and what was given back, as people of a locale read it. */
export function sumRows(order: Summed, locale: string): SumRow[] {
  return [...priceRows(order, locale), ...laterRows(order)];
}

/** How a total comes about, with its taxes, as people of a locale read it. */
export function priceRows(priced: Priced, locale: string): SumRow[] {
  const { taxes, total } = priced;
  const label = (tax: TaxSum) => `${tax.name} ${rate(tax.ppm, { locale })}`;
  const added = taxes.filter((tax) => !tax.included);
  const within = taxes.filter((tax) => tax.included);
  return [
    ...partRows(priced),
    ...added.map((tax) => part(label(tax), tax.amount)),
    { label: "Total", amount: total, kind: "total" },
    ...within.map((tax): SumRow => {
      return { label: `Includes ${label(tax)}`, amount: tax.amount, kind: "note" };
    }),
  ];
}

function partRows(priced: Priced): SumRow[] {
  const { shipping_name, discount_code } = priced;
  const discount = discount_code ? `Discount (${discount_code})` : "Discount";
  const shipping = shipping_name ? `Shipping (${shipping_name})` : "Shipping";
  const hasShipping = shipping_name !== "" || priced.shipping > 0;
  return [
    part("Subtotal", priced.subtotal),
    ...(priced.discount > 0 ? [part(discount, -priced.discount)] : []),
    ...(hasShipping ? [{ ...part(shipping, priced.shipping), kind: "shipping" as const }] : []),
    ...(priced.shipping_discount > 0 ? [part("Shipping discount", -priced.shipping_discount)] : []),
  ];
}

function part(label: string, amount: number): SumRow {
  return { label, amount, kind: "part" };
}

function laterRows({ refunds, refunded, total: amount }: Summed): SumRow[] {
  const given = refunds.filter(({ state }) => state !== "failed");
  if (given.length === 0) return [];
  return [
    ...given.map((refund): SumRow => {
      const label = refund.state === "pending" ? "Refund on its way" : "Refunded";
      return { label, amount: -refund.amount, kind: "after" };
    }),
    { label: "Total after refunds", amount: amount - refunded, kind: "after" },
  ];
}
