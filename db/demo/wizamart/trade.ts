import { type DemoTrade, europeanTaxes, unionWithout } from "../trade.ts";

const collect = {
  id: "collect",
  name: "Collect from the shop",
  kind: "flat" as const,
  steps: [{ from: 0, amount: 0 }],
  freeAbove: null,
  note: "14 Kiln Lane, Kilkenny, from Tuesday to Saturday between 10:00 and 18:00",
};

export const trade: DemoTrade = {
  country: "IE",
  taxNumber: "IE 0000000AA",
  zones: [
    { name: "Ireland", countries: ["IE"], rates: [delivery(550, 6000, "2 to 3"), collect] },
    {
      name: "European Union",
      countries: unionWithout("IE"),
      rates: [delivery(1200, 15_000, "4 to 7")],
    },
    { name: "United Kingdom", countries: ["GB"], rates: [delivery(1400, 18_000, "4 to 6")] },
  ],
  taxes: [...europeanTaxes, { country: "GB", name: "VAT", ppm: 200_000, included: true }],
  methods: [
    { kind: "stripe", name: "Card", instructions: "You pay on the secure page of our provider." },
    {
      kind: "bank",
      name: "Bank transfer",
      instructions:
        "Please transfer the total within seven days to Wizamart Shop, IBAN IE00 TEST 0000 0012 3456 78, and give your order number as the reference. We pack your parcel as soon as the money is here.",
    },
    {
      kind: "delivery",
      name: "Pay on delivery",
      instructions:
        "Pay the courier, or at the counter when you collect. Cash or card, both are fine.",
    },
  ],
  discounts: [
    {
      ...{ code: "WELCOME10", kind: "percent", value: 1000, minimum: 0, begins: 400, ends: null },
      ...{ usageLimit: null, customerLimit: 1, share: 0.18 },
    },
    {
      ...{ code: "HEARTH5", kind: "amount", value: 500, minimum: 5000, begins: 150, ends: 105 },
      ...{ usageLimit: 40, customerLimit: 2, share: 0.3 },
    },
    {
      ...{ code: "FREEPOST", kind: "shipping", value: 0, minimum: 4000, begins: 60, ends: null },
      ...{ usageLimit: 200, customerLimit: null, share: 0.1 },
    },
  ],
  past: {
    orders: 440,
    clock: 0,
    countries: { IE: 72, GB: 9, DE: 6, FR: 5, NL: 4, BE: 2, SE: 2 },
    methods: { stripe: 76, bank: 14, delivery: 10 },
    carrier: "Nore Valley Couriers",
    tracking: "https://nore-valley.example/parcels/",
    returns: 0.06,
    reasons: ["Broke on the way", "Colour is not as expected", "A present that was not needed"],
  },
};

function delivery(amount: number, freeAbove: number, days: string) {
  return {
    id: "standard",
    name: "Delivery",
    kind: "flat" as const,
    steps: [{ from: 0, amount }],
    freeAbove,
    note: `${days} working days`,
  };
}
