import { type Basket, offersFor, type ShippingZoneRow, zoneOf } from "./shipping.ts";

/** How far a basket is from being sent for nothing. Amounts in minor units. */
export interface FreeShipping {
  /** The worth of goods from which on it costs nothing. */
  from: number;
  /** What is missing until then; 0 when it is reached. */
  missing: number;
}

/** When sending to a country becomes free for more goods, or is so because of them; null when it does not depend on that. */
export function freeShipping(
  zones: readonly ShippingZoneRow[],
  country: string,
  basket: Basket,
): FreeShipping | null {
  const marks = (zoneOf(zones, country)?.rates ?? []).flatMap(({ freeAbove }) => freeAbove ?? []);
  if (marks.length === 0) return null;

  const from = Math.min(...marks);
  const missing = Math.max(0, from - basket.amount);
  const isFree = offersFor(zones, country, basket).some(({ amount }) => amount === 0);
  return isFree === (missing === 0) ? { from, missing } : null;
}
