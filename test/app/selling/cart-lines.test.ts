import { expect } from "chai";
import fc from "fast-check";
import {
  type CartLine,
  mostLines,
  mostUnits,
  type Offer,
  rewritten,
  together,
} from "../../../app/selling/cart-lines.ts";

const offers = (most: Record<number, number | null>): Map<number, Offer> =>
  new Map(
    Object.entries(most).map(([variant, left]) => [Number(variant), { price: 500, most: left }]),
  );
const line = (variant: number, quantity: number, price = 500): CartLine => ({
  variant,
  quantity,
  price,
});
const typed = (quantities: Record<number, number>, prices: Record<number, number> = {}) => ({
  quantities: new Map(Object.entries(quantities).map(([key, value]) => [Number(key), value])),
  prices: new Map(Object.entries(prices).map(([key, value]) => [Number(key), value])),
});

describe("lines of a cart", () => {
  it("take what is new to the end, at today's price, and add what is there already", () => {
    const { lines, missing } = together(
      [line(1, 2, 450)],
      [
        { variant: 1, quantity: 3 },
        { variant: 2, quantity: 1 },
      ],
      offers({ 1: 10, 2: null }),
    );
    expect(lines).to.deep.equal([line(1, 5, 450), line(2, 1, 500)]);
    expect(missing).to.deep.equal([]);
  });

  it("take a line back to where it was", () => {
    const wish = { variant: 2, quantity: 4, place: 1 };
    const { lines } = together([line(1, 1), line(3, 1)], [wish], offers({ 2: null }));
    expect(lines.map(({ variant }) => variant)).to.deep.equal([1, 2, 3]);
  });

  it("grow up to what is in stock and no further, and say what is missing", () => {
    const wishes = [
      { variant: 1, quantity: 5 },
      { variant: 2, quantity: 1 },
      { variant: 9, quantity: 1 },
    ];
    const { lines, missing } = together([line(1, 1)], wishes, offers({ 1: 4, 2: 0 }));
    expect(lines).to.deep.equal([line(1, 4)]);
    expect(missing).to.deep.equal([
      { variant: 1, quantity: 2 },
      { variant: 2, quantity: 1 },
      { variant: 9, quantity: 1 },
    ]);
  });

  it("leave a line alone that is above the stock already", () => {
    const { lines } = together([line(1, 7)], [{ variant: 1, quantity: 1 }], offers({ 1: 3 }));
    expect(lines).to.deep.equal([line(1, 7)]);
  });

  it("never are more, nor hold more, than a cart takes, and lose nothing of what is asked for", () => {
    const wish = fc.record({
      variant: fc.integer({ min: 1, max: 150 }),
      quantity: fc.integer({ min: 1, max: mostUnits }),
    });
    const property = fc.property(fc.array(wish, { maxLength: 300 }), (wishes) => {
      const stock = offers(Object.fromEntries(wishes.map(({ variant }) => [variant, null])));
      const { lines, missing } = together([], wishes, stock);
      const units = (parts: { quantity: number }[]) =>
        parts.reduce((sum, { quantity }) => sum + quantity, 0);
      expect(lines.length).to.be.at.most(mostLines);
      expect(new Set(lines.map(({ variant }) => variant)).size).to.equal(lines.length);
      for (const { quantity } of lines) expect(quantity).to.be.within(1, mostUnits);
      expect(units(lines) + units(missing)).to.equal(units(wishes));
    });
    fc.assert(property, { numRuns: 100 });
  });

  it("are rewritten: other quantities, prices as seen, lines taken away with their places", () => {
    const lines = [line(1, 1), line(2, 2), line(3, 3, 400)];
    const result = rewritten(
      lines,
      typed({ 1: 4, 2: 0 }, { 3: 500 }),
      offers({ 1: 9, 2: 9, 3: 9 }),
    );
    expect(result.lines).to.deep.equal([line(1, 4), line(3, 3, 500)]);
    expect(result.removed).to.deep.equal([{ ...line(2, 2), place: 1 }]);
    expect(result.cut).to.deep.equal([]);
  });

  it("are cut down to what is left, except where nothing is: then the wish stays", () => {
    const result = rewritten([line(1, 1), line(2, 2)], typed({ 1: 9 }), offers({ 1: 3, 2: 0 }));
    expect(result.lines).to.deep.equal([line(1, 3), line(2, 2)]);
    expect(result.cut).to.deep.equal([line(1, 3)]);
  });
});
