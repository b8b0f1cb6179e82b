import fc from "fast-check";
import type { Charged, Reduction, TaxRule } from "../../app/selling/totals.ts";

/** A currency with two, no, three and four decimals. */
export const currencies = ["EUR", "JPY", "KWD", "CLF"] as const;

const classes = ["standard", "reduced", "books", "luxury"];

const reduction: fc.Arbitrary<Reduction | null> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constant("percent" as const), value: fc.integer({ min: 0, max: 10_000 }) }),
  fc.record({ kind: fc.constant("amount" as const), value: fc.nat(2_000_000) }),
  fc.constant({ kind: "shipping" as const, value: 0 }),
);

const rule: fc.Arbitrary<TaxRule> = fc.record({
  class: fc.constantFrom(...classes),
  name: fc.constantFrom("VAT", "Sales tax", "GST"),
  ppm: fc.oneof(
    fc.constantFrom(0, 50_000, 77_000, 88_750, 190_000, 230_000, 1_000_000),
    fc.nat(1_000_000),
  ),
  included: fc.boolean(),
});

const line = fc.record({
  price: fc.oneof(fc.nat(9), fc.nat(5000), fc.nat(2_000_000)),
  quantity: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 999 })),
  taxClass: fc.oneof(fc.constant(null), fc.constantFrom(...classes, "P0000000")),
});

/** What an order may be made of: any lines, shipping, taxes included and not, and discount. */
export const anyCharged: fc.Arbitrary<Charged> = fc.record({
  lines: fc.array(line, { maxLength: 12 }),
  shipping: fc.oneof(fc.constant(0), fc.nat(20_000)),
  taxes: fc.uniqueArray(rule, { maxLength: 4, selector: (made) => made.class }),
  reduction,
});
