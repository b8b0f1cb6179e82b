import { expect } from "chai";
import fc from "fast-check";
import type { Move } from "../../../../app/adopting/moving/move.ts";
import { sumsOf, taxesOf } from "../../../../app/adopting/moving/orders/sums.ts";
import { Tally } from "../../../../app/adopting/tally.ts";

const amount = fc.integer({ min: -500, max: 100_000 });
const line = fc.record({
  price: fc.integer({ min: 0, max: 50_000 }),
  quantity: fc.integer({ min: 1, max: 9 }),
});

describe("the sums of an adopted order", () => {
  it("come to its total, whatever it said", () => {
    const said = fc.record({ total: amount, discount: amount, shipping: amount, tax: amount });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), said, (lines, figures) => {
        const all = lines.map((each) => ({ ...goods, ...each }));
        const sums = sumsOf(move, rowOf(figures), all, "EUR");

        expect(sums.total).to.equal(Math.max(0, figures.total));
        expect(sums.subtotal - sums.discount + sums.shipping + sums.taxAdded).to.equal(sums.total);
        expect(sums.taxAdded).to.be.within(0, sums.tax);
        expect(sums.lines).to.have.length(all.length);
        for (const [place, each] of sums.lines.entries()) {
          const worth = (all[place]?.price ?? 0) * (all[place]?.quantity ?? 0);
          expect(each.discount).to.be.within(0, worth);
          expect(each.total).to.equal(worth - each.discount + each.taxAdded);
          expect(each.taxAdded).to.be.within(0, each.tax);
        }
        for (const { ppm, base } of taxesOf(sums))
          expect([ppm >= 0, base > 0]).to.not.include(false);
      }),
      { numRuns: 500 },
    );
  });

  it("tell tax that is in the prices from tax on top", () => {
    const lines = () => [{ ...goods, price: 1190, quantity: 1 }];
    const within = sumsOf(move, rowOf({ total: 1190, tax: 190 }), lines(), "EUR");
    const onTop = sumsOf(move, rowOf({ total: 1416, tax: 226 }), lines(), "EUR");

    expect(within).to.include({ tax: 190, taxAdded: 0 });
    expect(taxesOf(within)).to.deep.equal([
      { name: "Tax", ppm: 190_000, included: true, base: 1000, amount: 190 },
    ]);
    expect(onTop).to.include({ tax: 226, taxAdded: 226 });
  });
});

const goods = { variant: null, title: "Lamp", variantTitle: "", sku: "", slug: "" };

const move = {
  old: { isMinor: () => true },
  store: { currency: "EUR" },
  tally: new Tally(),
} as unknown as Move;

function rowOf(figures: Record<string, number>) {
  return (field: string) => (figures[field] === undefined ? null : String(figures[field]));
}
