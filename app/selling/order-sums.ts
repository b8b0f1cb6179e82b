import { rate } from "../filters.ts";
import type { WholeOrder } from "../models/store/orders/order.ts";

/** A line below the lines of an order. Amounts in minor units; what is taken off is below zero. */
export interface SumRow {
  label: string;
  amount: number;
  /** "note" says what is part of the total already; "after" is what happened to the money later. */
  kind: "part" | "total" | "note" | "after";
}

type Summed = Omit<WholeOrder, "events" | "fulfilments">;

/** How an order comes to its total, with its taxes, and what was given back, as people of a locale read it. */
export function sumRows(order: Summed, locale: string): SumRow[] {
  return [
    ...partRows(order, locale),
    total(order),
    ...noteRows(order, locale),
    ...laterRows(order),
  ];
}

function partRows(order: Summed, locale: string): SumRow[] {
  const { shipping_name, discount_code, taxes } = order;
  const discount = discount_code ? `Discount (${discount_code})` : "Discount";
  const shipping = shipping_name ? `Shipping (${shipping_name})` : "Shipping";
  const hasShipping = shipping_name !== "" || order.shipping > 0;
  return [
    part("Subtotal", order.subtotal),
    ...(order.discount > 0 ? [part(discount, -order.discount)] : []),
    ...(hasShipping ? [part(shipping, order.shipping)] : []),
    ...(order.shipping_discount > 0 ? [part("Shipping discount", -order.shipping_discount)] : []),
    ...taxes
      .filter((tax) => !tax.included)
      .map((tax) => part(`${tax.name} ${rate(tax.ppm, { locale })}`, tax.amount)),
  ];
}

function part(label: string, amount: number): SumRow {
  return { label, amount, kind: "part" };
}

function total({ total: amount }: Summed): SumRow {
  return { label: "Total", amount, kind: "total" };
}

function noteRows({ taxes }: Summed, locale: string): SumRow[] {
  return taxes
    .filter((tax) => tax.included)
    .map(({ name, ppm, amount }) => ({
      label: `Includes ${name} ${rate(ppm, { locale })}`,
      amount,
      kind: "note",
    }));
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
