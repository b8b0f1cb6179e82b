import type { LinePart, WholeOrder } from "../../models/store/orders/order.ts";

type Sold = Pick<
  WholeOrder,
  "lines" | "paid" | "refunded" | "shipping" | "shipping_discount" | "tax_added"
>;

/**
 * What to give back for units of an order, in minor units: their share of what the shopper paid for them, discount and
 * tax taken into account, and with `withShipping` the cost of shipping. Units given back one by one add up to the
 * total of their line. Never more than what is left of the payments.
 */
export function returnedTotal(
  order: Sold,
  parts: readonly LinePart[],
  withShipping: boolean,
): number {
  const goods = parts.reduce((sum, part) => sum + worthOf(order, part), 0);
  const whole = goods + (withShipping ? shippingTotal(order) : 0);
  return Math.min(whole, order.paid - order.refunded);
}

/** What the shopper paid for shipping, with the tax on it. */
export function shippingTotal({ lines, shipping, shipping_discount, tax_added }: Sold): number {
  const ofLines = lines.reduce((sum, line) => sum + line.tax_added, 0);
  return shipping - shipping_discount + tax_added - ofLines;
}

function worthOf({ lines }: Sold, { line: id, quantity }: LinePart): number {
  const line = lines.find((each) => each.id === id);
  if (!line) return 0;
  const worth = (units: number) => worthOfFirst(units, line.total, line.quantity);
  return worth(line.refunded + quantity) - worth(line.refunded);
}

/** Of equal units, the first ones carry what does not divide. */
function worthOfFirst(units: number, total: number, quantity: number): number {
  const first = Math.min(units, quantity);
  return Math.floor(total / quantity) * first + Math.min(first, total % quantity);
}
