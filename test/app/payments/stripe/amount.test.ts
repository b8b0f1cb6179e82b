import { expect } from "chai";
import fc from "fast-check";
import { chargeable, fromStripe, toStripe } from "../../../../app/payments/stripe/amount.ts";

describe("amounts at Stripe", () => {
  const amounts: [currency: string, ours: number, theirs: number][] = [
    ["EUR", 1250, 1250],
    ["JPY", 1250, 1250],
    ["KWD", 12_340, 12_340],
    ["ISK", 990, 99_000],
    ["UGX", 5000, 500_000],
    ["MGA", 120_000, 1200],
  ];
  for (const [currency, ours, theirs] of amounts) {
    it(`are ${theirs} for ${ours} ${currency}`, () => {
      expect(toStripe(ours, currency)).to.equal(theirs);
      expect(fromStripe(theirs, currency)).to.equal(ours);
    });
  }

  it("are never more than was agreed where Stripe cannot take the last figures", () => {
    expect(chargeable(12_345, "KWD")).to.equal(12_340);
    expect(chargeable(120_050, "MGA")).to.equal(120_000);
    expect(() => toStripe(12_345, "KWD")).to.throw(RangeError);
  });

  it("come back as they went, in any currency", () => {
    const currencies = fc.constantFrom("EUR", "JPY", "KWD", "ISK", "UGX", "MGA", "CLP", "TND");
    fc.assert(
      fc.property(currencies, fc.integer({ min: 1, max: 10 ** 9 }), (currency, wish) => {
        const amount = chargeable(wish, currency);
        expect(amount).to.be.within(wish - 99, wish);
        expect(fromStripe(toStripe(amount, currency), currency)).to.equal(amount);
      }),
    );
  });
});
