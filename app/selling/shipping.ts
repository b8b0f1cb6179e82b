/** One way to send things within a zone. Amounts in minor units. */
export interface ShippingRate {
  /** Unlike the others of its zone; without a colon. */
  id: string;
  name: string;
  /** What the steps count: nothing, the worth of the goods in minor units, or their weight in grams. */
  kind: "flat" | "price" | "weight";
  /** Each holds from its figure up to the next one's. No amount: not offered from here on. */
  steps: { from: number; amount: number | null }[];
  /** The worth of the goods from which on it costs nothing. */
  freeAbove: number | null;
  note: string;
}

export interface ShippingZoneRow {
  id: number;
  name: string;
  position: number;
  /** ISO 3166-1 alpha-2; "*" for all countries that no other zone names. */
  countries: string[];
  rates: ShippingRate[];
}

export interface ShippingOffer {
  /** The ids of zone and rate: "3:express". */
  id: string;
  name: string;
  note: string;
  amount: number;
}

/** What is to be sent: its worth after discounts in minor units, and its weight. */
export interface Basket {
  amount: number;
  grams: number;
}

/**
 * The ways to send a basket to a country, with what each costs there; none where the shop does not send to. The first
 * zone that names the country is the one that counts.
 */
export function offersFor(
  zones: readonly ShippingZoneRow[],
  country: string,
  basket: Basket,
): ShippingOffer[] {
  const zone = zoneOf(zones, country);
  if (!zone) return [];
  return zone.rates.flatMap((rate) => {
    const amount = amountOf(rate, basket);
    if (amount === null) return [];
    return [{ id: `${zone.id}:${rate.id}`, name: rate.name, note: rate.note, amount }];
  });
}

/** Whether a shop with these zones sends anything to a country. */
export function sendsTo(zones: readonly ShippingZoneRow[], country: string): boolean {
  return (zoneOf(zones, country)?.rates.length ?? 0) > 0;
}

/** The zone that counts for a country; undefined where the shop does not send to. */
export function zoneOf(
  zones: readonly ShippingZoneRow[],
  country: string,
): ShippingZoneRow | undefined {
  return (
    zones.find(({ countries }) => countries.includes(country)) ??
    zones.find(({ countries }) => countries.includes("*"))
  );
}

function amountOf({ kind, steps, freeAbove }: ShippingRate, basket: Basket): number | null {
  const measure = { flat: 0, price: basket.amount, weight: basket.grams }[kind];
  const reached = steps.filter(({ from }) => from <= measure).sort((a, b) => a.from - b.from);
  const amount = reached.at(-1)?.amount ?? null;
  const isFree = amount !== null && freeAbove !== null && basket.amount >= freeAbove;
  return isFree ? 0 : amount;
}
