import { expect } from "chai";
import { rulesFor, type TaxRateRow } from "../../../app/selling/taxes.ts";

const rows: TaxRateRow[] = [
  row("DE", "standard", 190_000),
  row("DE", "books", 70_000),
  row("*", "standard", 100_000),
  row("*", "luxury", 500_000),
];

describe("taxes", () => {
  it("are the country's own where it has any", () => {
    expect(rulesFor(rows, "DE")).to.deep.equal([
      { class: "standard", name: "VAT", ppm: 190_000, included: true },
      { class: "books", name: "VAT", ppm: 70_000, included: true },
    ]);
  });

  it("are those of everywhere else where it has none", () => {
    expect(rulesFor(rows, "FR").map((rule) => rule.ppm)).to.deep.equal([100_000, 500_000]);
  });

  it("are none where nobody wrote any down", () => {
    expect(rulesFor([], "DE")).to.deep.equal([]);
    expect(rulesFor(rows.slice(0, 2), "US")).to.deep.equal([]);
  });
});

function row(country: string, name: string, ppm: number): TaxRateRow {
  return { id: 1, country, class: name, name: "VAT", ppm, included: true };
}
