import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";

/** A category or collection, for choosing. */
export interface ChoiceOfCategory {
  id: number;
  kind: "category" | "collection";
  parent_id: number | null;
  name: string;
}

/** What pages about products have to know of their shop. */
export interface ShopFacts {
  currency: string;
  locale: string;
  categories: ChoiceOfCategory[];
  /** The tax classes that there are rates for. */
  taxClasses: string[];
}

/** Asks for all of it at once. */
export async function shopFacts(): Promise<ShopFacts> {
  const [row] = await sequelize.query<ShopFacts>(
    `select s.currency, s.locale,
       (select coalesce(json_agg(json_build_object('id', c.id, 'kind', c.kind, 'parent_id', c.parent_id, 'name', c.name)
         order by c.kind, c.position, c.id), '[]') from categories c) as categories,
       array(select distinct class from tax_rates order by class) as "taxClasses"
     from settings s`,
    { type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("This store was never furnished");
  return row;
}
