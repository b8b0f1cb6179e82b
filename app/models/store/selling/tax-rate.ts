import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { TaxRateRow } from "../../../selling/taxes.ts";

export type { TaxRateRow } from "../../../selling/taxes.ts";

/** The taxes of all countries that the shop charges tax for. */
export function taxRates(): Promise<TaxRateRow[]> {
  return sequelize.query<TaxRateRow>(
    "select id, country, class, name, ppm, included from tax_rates order by country, class",
    { type: QueryTypes.SELECT },
  );
}
