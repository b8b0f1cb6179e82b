import { type DemoTrade, europeanTaxes, unionWithout } from "../trade.ts";

export const trade: DemoTrade = {
  country: "DE",
  taxNumber: "DE000000000",
  zones: [
    zone("Germany and Austria", ["DE", "AT"], 490, 12_000, "1 to 2"),
    zone("Rest of the EU", unionWithout("DE", "AT"), 890, 12_000, "2 to 5"),
    zone("Switzerland, Norway, United Kingdom", ["CH", "NO", "GB"], 1600, null, "4 to 7"),
  ],
  taxes: europeanTaxes,
  methods: [
    { kind: "stripe", name: "Card", instructions: "You pay on the secure page of our provider." },
    {
      kind: "bank",
      name: "Bank transfer",
      instructions:
        "Please transfer the total within five days to Fashion Hub, IBAN DE00 0000 0000 0000 1234 56, with your order number as the reference. The piece is put aside for you until then.",
    },
    {
      kind: "delivery",
      name: "Pay on delivery",
      instructions: "The courier takes cash and cards at your door.",
    },
  ],
  discounts: [
    {
      ...{ code: "WELCOME10", kind: "percent", value: 1000, minimum: 0, begins: 400, ends: null },
      ...{ usageLimit: null, customerLimit: 1, share: 0.2 },
    },
    {
      ...{
        code: "ATELIER20",
        kind: "percent",
        value: 2000,
        minimum: 15_000,
        begins: 190,
        ends: 150,
      },
      ...{ usageLimit: 60, customerLimit: 1, share: 0.4 },
    },
    {
      ...{ code: "POSTFREI", kind: "shipping", value: 0, minimum: 6000, begins: 45, ends: null },
      ...{ usageLimit: 100, customerLimit: 3, share: 0.2 },
    },
  ],
  past: {
    orders: 500,
    clock: 1,
    countries: { DE: 62, AT: 12, NL: 6, FR: 6, SE: 3, BE: 3, CH: 4, GB: 3, NO: 1 },
    methods: { stripe: 70, bank: 20, delivery: 10 },
    carrier: "Harzer Paketdienst",
    tracking: "https://harzer-paketdienst.example/sendung/",
    returns: 0.16,
    reasons: ["Too small", "Too large", "Colour is not as expected", "Ordered in two sizes"],
  },
};

function zone(
  name: string,
  countries: string[],
  amount: number,
  freeAbove: number | null,
  days: string,
) {
  const note = `${days} working days`;
  const steps = [{ from: 0, amount }];
  const rate = { id: "standard", name: "Delivery", kind: "flat" as const, steps, freeAbove, note };
  return { name, countries, rates: [rate] };
}
