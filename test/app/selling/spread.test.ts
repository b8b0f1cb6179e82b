import { expect } from "chai";
import fc from "fast-check";
import { portion, spread, sum } from "../../../app/selling/spread.ts";

describe("spread", () => {
  it("gives what is left over to the largest remainders, of equal ones to the first", () => {
    expect(spread(100, [1, 1, 1])).to.deep.equal([34, 33, 33]);
    expect(spread(10, [5, 3, 1])).to.deep.equal([6, 3, 1]);
    expect(spread(1, [1, 2, 2])).to.deep.equal([0, 1, 0]);
  });

  it("knows what to do with nothing", () => {
    expect(spread(0, [])).to.deep.equal([]);
    expect(spread(0, [0, 7])).to.deep.equal([0, 0]);
    expect(spread(5, [0, 7, 0])).to.deep.equal([0, 5, 0]);
    expect(() => spread(1, [0, 0])).to.throw(RangeError, "nothing to spread 1 over");
    expect(() => spread(1, [])).to.throw(RangeError);
  });

  it("refuses what is no amount", () => {
    for (const wrong of [-1, 0.5, Number.NaN, 2 ** 53]) {
      expect(() => spread(wrong, [1])).to.throw(RangeError);
      expect(() => spread(1, [wrong, 1])).to.throw(RangeError);
      expect(() => portion(wrong, 1, 1)).to.throw(RangeError);
    }
    expect(() => portion(1, 1, 0)).to.throw(RangeError);
    expect(() => sum([Number.MAX_SAFE_INTEGER, 1])).to.throw(RangeError);
  });

  it("adds up, and is never a whole unit off", () => {
    const weights = fc.array(fc.nat(10 ** 12), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(fc.nat(10 ** 12), weights, (amount, parts) => {
        fc.pre(sum(parts) > 0);
        const shares = spread(amount, parts);

        expect(sum(shares)).to.equal(amount);
        for (const [place, share] of shares.entries()) {
          const whole = BigInt(sum(parts));
          const off = BigInt(share) * whole - BigInt(amount) * BigInt(parts[place] ?? 0);
          expect(off < whole && -off < whole).to.equal(true);
          if (amount <= sum(parts)) expect(share).to.be.at.most(parts[place] ?? 0);
        }
      }),
    );
  });

  it("rounds halves up, exactly where a float would not", () => {
    expect(portion(1050, 19, 100)).to.equal(200); // 199.5
    expect(portion(1049, 19, 100)).to.equal(199); // 199.31
    expect(portion(Number.MAX_SAFE_INTEGER, 1_000_000, 1_000_000)).to.equal(9007199254740991);
    expect(portion(9007199254740991, 1, 2)).to.equal(4503599627370496);
  });
});
