import { expect } from "chai";
import { freeShipping } from "../../../app/selling/free-shipping.ts";
import type { ShippingRate, ShippingZoneRow } from "../../../app/selling/shipping.ts";

const rate = (fields: Partial<ShippingRate> = {}): ShippingRate => ({
  id: "standard",
  name: "Standard",
  kind: "flat",
  steps: [{ from: 0, amount: 500 }],
  freeAbove: null,
  note: "",
  ...fields,
});
const zones = (...rates: ShippingRate[]): ShippingZoneRow[] => [
  { id: 1, name: "Ireland", position: 1, countries: ["IE"], rates },
];
const basket = (amount: number) => ({ amount, grams: 0 });

describe("the way to free shipping", () => {
  it("says how much is missing, by the mark that is nearest", () => {
    const both = zones(rate({ freeAbove: 6000 }), rate({ id: "fast", freeAbove: 9000 }));
    expect(freeShipping(both, "IE", basket(4500))).to.deep.equal({ from: 6000, missing: 1500 });
    expect(freeShipping(both, "IE", basket(6000))).to.deep.equal({ from: 6000, missing: 0 });
  });

  it("says nothing where shipping is never free, always free, or not offered", () => {
    expect(freeShipping(zones(rate()), "IE", basket(99_999))).to.equal(null);
    expect(freeShipping(zones(rate({ freeAbove: 6000 })), "FR", basket(1))).to.equal(null);
    const gift = rate({ id: "gift", steps: [{ from: 0, amount: 0 }] });
    expect(freeShipping(zones(gift, rate({ freeAbove: 6000 })), "IE", basket(1))).to.equal(null);
  });

  it("promises nothing for a basket that the rate does not take", () => {
    const light = rate({
      kind: "weight",
      steps: [
        { from: 0, amount: 500 },
        { from: 1000, amount: null },
      ],
      freeAbove: 6000,
    });
    expect(freeShipping(zones(light), "IE", { amount: 7000, grams: 2000 })).to.equal(null);
  });
});
