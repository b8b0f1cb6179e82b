import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { TaxRateRow } from "../../../selling/taxes.ts";

export type { TaxRateRow } from "../../../selling/taxes.ts";

/** A tax without its number. */
export type TaxDraft = Omit<TaxRateRow, "id">;

const columns = "id, country, class, name, ppm, included";

/** The taxes of all countries that the shop charges tax for. */
export function taxRates(): Promise<TaxRateRow[]> {
  return sequelize.query<TaxRateRow>(`select ${columns} from tax_rates order by country, class`, {
    type: QueryTypes.SELECT,
  });
}

/** A tax, so that nobody else changes it until the unit of work ends; undefined when there is none with this id. */
export async function lockedTax(id: number): Promise<TaxRateRow | undefined> {
  const [row] = await sequelize.query<TaxRateRow>(
    `select ${columns} from tax_rates where id = $1 for update`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Adds a tax; gives its id, or undefined when its country has one of this class already. */
export async function addTax({ country, class: group, ...tax }: TaxDraft) {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into tax_rates (country, class, name, ppm, included) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    { bind: [country, group, tax.name, tax.ppm, tax.included], type: QueryTypes.SELECT },
  );
  return row?.id;
}

/** Changes a tax; false when another one has its country and class. */
export async function changeTax({ id, country, ...tax }: TaxRateRow): Promise<boolean> {
  const rows = await sequelize.query(
    `update tax_rates set country = $2, class = $3, name = $4, ppm = $5, included = $6
     where id = $1 and not exists (select from tax_rates where country = $2 and class = $3 and id <> $1) returning id`,
    { bind: [id, country, tax.class, tax.name, tax.ppm, tax.included], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

export async function removeTax(id: number): Promise<void> {
  await sequelize.query("delete from tax_rates where id = $1", { bind: [id] });
}

/** Brings a tax back that was removed, as it was; does nothing where it is there, or another one in its place. */
export async function restoreTax(tax: TaxRateRow): Promise<void> {
  await sequelize.query(
    `insert into tax_rates (${columns}) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    { bind: [tax.id, tax.country, tax.class, tax.name, tax.ppm, tax.included] },
  );
}

/** The classes of tax that products have, "standard" among them. */
export async function taxClasses(): Promise<string[]> {
  const rows = await sequelize.query<{ class: string }>(
    `select 'standard' as class union select class from tax_rates order by class`,
    { type: QueryTypes.SELECT },
  );
  return rows.map((row) => row.class);
}
