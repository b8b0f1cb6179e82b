import { expect } from "chai";
import { exponent, formatMoney, isCurrency, toMajorText, toMinor } from "../../app/money.ts";

describe("money", () => {
  it("knows how many decimals a currency has", () => {
    expect(exponent("EUR")).to.equal(2);
    expect(exponent("JPY")).to.equal(0);
    expect(exponent("KWD")).to.equal(3);
    expect(exponent("CLF")).to.equal(4);
  });

  it("tells a currency from three other letters", () => {
    expect(["EUR", "JPY", "CLF"].filter(isCurrency)).to.deep.equal(["EUR", "JPY", "CLF"]);
    expect(["EUE", "eur", "", "constructor"].filter(isCurrency)).to.deep.equal([]);
    expect(() => exponent("Euro")).to.throw(RangeError, "not a currency");
  });

  it("keeps to ISO 4217 where Node's own data follow custom", () => {
    expect(exponent("HUF")).to.equal(2);
    expect(formatMoney(120_000, "HUF", "en").replace(/\s/g, " ")).to.equal("HUF 1,200");
    expect(formatMoney(120_050, "HUF", "en").replace(/\s/g, " ")).to.equal("HUF 1,200.5");
  });

  for (const [text, currency, amount] of [
    ["12", "EUR", 1200],
    ["12.5", "EUR", 1250],
    ["12.50", "EUR", 1250],
    [" 0.07 ", "EUR", 7],
    ["0", "EUR", 0],
    ["1099", "JPY", 1099],
    ["1.5", "KWD", 1500],
    ["90071992547409.91", "EUR", 9007199254740991],
  ] as const) {
    it(`reads "${text}" ${currency}`, () => {
      expect(toMinor(text, currency)).to.equal(amount);
    });
  }

  for (const [text, currency, reason] of [
    ["12,50", "EUR", "write it with a point, 12.50"],
    ["1,299.00", "EUR", "write 1299.00"],
    ["12.50 EUR", "EUR", "leave out the currency"],
    ["12,50 EUR", "EUR", "leave out the currency"],
    ["€12", "EUR", "leave out the currency"],
    ["-3", "EUR", "below zero"],
    ["", "EUR", "no amount"],
    ["12.505", "EUR", "EUR has at most 2 decimals"],
    ["12.500", "EUR", "EUR has at most 2 decimals"],
    ["1000.5", "JPY", "JPY has no decimals"],
    ["0.1234", "KWD", "KWD has at most 3 decimals"],
    ["12.", "EUR", "not an amount"],
    ["1e3", "EUR", "leave out the currency"],
    ["１２", "EUR", "not an amount"],
    ["90071992547409.92", "EUR", "too large"],
  ] as const) {
    it(`refuses "${text}" ${currency} and says why`, () => {
      expect(() => toMinor(text, currency)).to.throw(RangeError, reason);
    });
  }

  it("writes an amount back as text", () => {
    expect(toMajorText(1250, "EUR")).to.equal("12.50");
    expect(toMajorText(7, "EUR")).to.equal("0.07");
    expect(toMajorText(0, "EUR")).to.equal("0.00");
    expect(toMajorText(-5, "EUR")).to.equal("-0.05");
    expect(toMajorText(12, "JPY")).to.equal("12");
    expect(toMajorText(1500, "KWD")).to.equal("1.500");
  });

  it("refuses to write what is not in minor units", () => {
    expect(() => toMajorText(12.5, "EUR")).to.throw(RangeError);
    expect(() => toMajorText(Number.NaN, "EUR")).to.throw(RangeError);
  });

  it("reads back what it wrote", () => {
    for (const currency of ["EUR", "JPY", "KWD", "CLF"]) {
      for (const amount of [0, 1, 9, 10, 99, 100, 101, 12_345, 10 ** 12 + 7]) {
        expect(toMinor(toMajorText(amount, currency), currency)).to.equal(amount);
      }
    }
  });

  it("formats in the shopper's locale", () => {
    expect(formatMoney(1250, "EUR", "en-IE")).to.equal("€12.50");
    expect(formatMoney(1250, "EUR", "de-DE").replace(/\s/g, " ")).to.equal("12,50 €");
    expect(formatMoney(1099, "JPY", "en")).to.equal("¥1,099");
    expect(formatMoney(1500, "KWD", "en").replace(/\s/g, " ")).to.equal("KWD 1.500");
  });
});
