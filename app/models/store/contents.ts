import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";

/** What a shop has, in numbers. */
export interface Contents {
  /** Archived ones too. */
  products: number;
  orders: number;
  customers: number;
  /** What was paid and not given back, in minor units of `currency`. */
  revenue: number;
  currency: string;
}

/** Counts what a shop has. Call inside its unit. */
export async function countContents(): Promise<Contents> {
  const [row] = await sequelize.query<Contents>(
    `select (select count(*) from products) as products, (select count(*) from customers) as customers,
       o.orders, o.revenue, s.currency
     from settings s, (select count(*) as orders, coalesce(sum(paid - refunded), 0)::bigint as revenue
       from orders o join settings s on s.currency = o.currency) o`,
    { type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("A shop without settings cannot be counted");
  return row;
}
