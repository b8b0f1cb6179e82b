import type { TaxRule } from "./totals.ts";

export interface TaxRateRow {
  id: number;
  /** ISO 3166-1 alpha-2; "*" for all countries without a row of their own. */
  country: string;
  class: string;
  name: string;
  /** Millionths: 230000 is 23 %. */
  ppm: number;
  included: boolean;
}

/** The taxes on what goes to a country: its own when it has any, else those of everywhere else. */
export function rulesFor(rows: readonly TaxRateRow[], country: string): TaxRule[] {
  const own = rows.filter((row) => row.country === country);
  const rules = own.length > 0 ? own : rows.filter((row) => row.country === "*");
  return rules.map(({ class: name, ...row }) => ({
    class: name,
    name: row.name,
    ppm: row.ppm,
    included: row.included,
  }));
}
