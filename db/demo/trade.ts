import type { PaymentKind } from "../../app/models/store/orders/order.ts";

/** How a demo shop sells, and to whom it has sold. Money in minor units of its currency. */
export interface DemoTrade {
  /** ISO 3166-1 alpha-2. */
  country: string;
  taxNumber: string;
  zones: DemoZone[];
  taxes: DemoTax[];
  methods: DemoMethod[];
  discounts: DemoDiscount[];
  past: DemoPast;
}

export interface DemoZone {
  name: string;
  countries: string[];
  rates: DemoRate[];
}

export interface DemoRate {
  id: string;
  name: string;
  kind: "flat" | "price" | "weight";
  steps: { from: number; amount: number }[];
  freeAbove: number | null;
  note: string;
}

export interface DemoTax {
  country: string;
  name: string;
  ppm: number;
  included: boolean;
}

export interface DemoMethod {
  kind: PaymentKind;
  name: string;
  instructions: string;
}

export interface DemoDiscount {
  code: string;
  kind: "percent" | "amount" | "shipping";
  /** Hundredths of a percent for percent, minor units for amount. */
  value: number;
  minimum: number;
  /** Days before today. */
  begins: number;
  /** Days before today; null for one that goes on. */
  ends: number | null;
  usageLimit: number | null;
  customerLimit: number | null;
  /** How many of the orders that might have used it did, from 0 to 1. */
  share: number;
}

/** What the invented year of orders is made from. */
export interface DemoPast {
  orders: number;
  /** Hours that the shop's clocks are ahead of UTC. */
  clock: number;
  /** How many of the orders come from a country, in any unit. */
  countries: Record<string, number>;
  methods: Partial<Record<PaymentKind, number>>;
  carrier: string;
  /** The parcel's number follows. */
  tracking: string;
  /** How many of the parcels come back, at least in part, from 0 to 1. */
  returns: number;
  reasons: string[];
}

const european =
  "AT BE BG HR CY CZ DE DK EE ES FI FR GR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split(" ");

/** The countries of the European Union, except some. */
export function unionWithout(...countries: string[]): string[] {
  return european.filter((country) => !countries.includes(country));
}

/** Each country's standard rate of value added tax, within prices; as of January 2026. */
export const europeanTaxes: DemoTax[] = Object.entries({
  ...{ AT: 20, BE: 21, BG: 20, HR: 25, CY: 19, CZ: 21, DE: 19, DK: 25, EE: 24, ES: 21, FI: 25.5 },
  ...{ FR: 20, GR: 24, HU: 27, IE: 23, IT: 22, LT: 21, LU: 17, LV: 21, MT: 18, NL: 21, PL: 23 },
  ...{ PT: 23, RO: 21, SE: 25, SI: 22, SK: 23 },
}).map(([country, percent]) => ({ country, name: "VAT", ppm: percent * 10_000, included: true }));
