import type { DemoTrade } from "../trade.ts";

export const trade: DemoTrade = {
  country: "US",
  taxNumber: "00-0000000",
  zones: [
    {
      name: "United States",
      countries: ["US"],
      rates: [
        rate("standard", "Standard", 600, 7500, "3 to 5 working days"),
        rate("express", "Express", 1800, null, "1 to 2 working days"),
      ],
    },
    {
      name: "Canada",
      countries: ["CA"],
      rates: [rate("standard", "Standard", 1600, null, "5 to 8 working days, duties included")],
    },
    {
      name: "Everywhere else",
      countries: ["*"],
      rates: [rate("standard", "International", 2900, null, "6 to 12 working days")],
    },
  ],
  taxes: [
    { country: "US", name: "Sales tax", ppm: 72_500, included: false },
    { country: "CA", name: "GST", ppm: 50_000, included: false },
  ],
  methods: [
    { kind: "stripe", name: "Card", instructions: "You pay on the secure page of our provider." },
    {
      kind: "bank",
      name: "Wire transfer",
      instructions:
        "Wire the total to Tech Store Inc., First Bank of Nowhere, routing number 000000000, account 0001234567, with your order number in the memo. We hold your items for seven days.",
    },
  ],
  discounts: [
    {
      ...{ code: "WELCOME10", kind: "percent", value: 1000, minimum: 0, begins: 400, ends: null },
      ...{ usageLimit: null, customerLimit: 1, share: 0.16 },
    },
    {
      ...{ code: "DESK25", kind: "amount", value: 2500, minimum: 20_000, begins: 210, ends: 165 },
      ...{ usageLimit: 50, customerLimit: 1, share: 0.35 },
    },
    {
      ...{ code: "SHIPFREE", kind: "shipping", value: 0, minimum: 2500, begins: 90, ends: null },
      ...{ usageLimit: 250, customerLimit: null, share: 0.2 },
    },
  ],
  past: {
    orders: 560,
    clock: -8,
    countries: { US: 82, CA: 9, GB: 4, DE: 3, AU: 2 },
    methods: { stripe: 90, bank: 10 },
    carrier: "Cascade Parcel",
    tracking: "https://cascade-parcel.example/track/",
    returns: 0.07,
    reasons: ["Does not fit the desk", "Changed their mind", "Arrived with a fault"],
  },
};

function rate(id: string, name: string, amount: number, freeAbove: number | null, note: string) {
  return { id, name, kind: "flat" as const, steps: [{ from: 0, amount }], freeAbove, note };
}
