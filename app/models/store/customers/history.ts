import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { OrderRow } from "../orders/order.ts";

/** An order in the list of a customer's orders. Money in minor units of its currency. */
export interface PastOrder
  extends Pick<
    OrderRow,
    | "id"
    | "number"
    | "state"
    | "payment_state"
    | "fulfilment_state"
    | "currency"
    | "total"
    | "placed_at"
  > {
  /** How many lines it has, and the titles of the first two. */
  lines: number;
  titles: string[];
}

/** What was bought: how much of what, as far as it is still in the shop. */
interface PastLine {
  variant: number | null;
  quantity: number;
}

/** Orders that a customer ($1) may see: placed in person, or with an address that is known to be theirs. */
export const isSeenBy = `o.customer_id = $1
  and (o.signed_in or exists (select from customers c where c.id = $1 and c.verified_at is not null))`;

/** A customer's orders, the newest first, and how many there are in all. */
export async function ordersOf(
  customerId: number,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ orders: PastOrder[]; count: number }> {
  const [orders, [counted]] = await Promise.all([
    sequelize.query<PastOrder>(
      `select o.id, o.number, o.state, o.payment_state, o.fulfilment_state, o.currency, o.total, o.placed_at, l.*
       from orders o cross join lateral (
         select count(*)::integer as lines, coalesce((array_agg(title order by position, id))[1:2], '{}') as titles
         from order_lines where order_id = o.id) l
       where ${isSeenBy} order by o.placed_at desc, o.id desc limit $2 offset $3`,
      { bind: [customerId, limit, offset], type: QueryTypes.SELECT },
    ),
    sequelize.query<{ count: number }>(
      `select count(*)::integer as count from orders o where ${isSeenBy}`,
      { bind: [customerId], type: QueryTypes.SELECT },
    ),
  ]);
  return { orders, count: counted?.count ?? 0 };
}

/** What a customer bought with one of the orders that they may see; undefined for any other. */
export async function linesOfPast(
  customerId: number,
  number: number,
): Promise<PastLine[] | undefined> {
  const [row] = await sequelize.query<{ lines: PastLine[] }>(
    `select coalesce((select json_agg(json_build_object('variant', variant_id, 'quantity', quantity) order by position, id)
       from order_lines where order_id = o.id), '[]') as lines
     from orders o where ${isSeenBy} and o.number = $2`,
    { bind: [customerId, number], type: QueryTypes.SELECT },
  );
  return row?.lines;
}

/** Name and address of whoever placed an order, to begin an account with; undefined when they were erased. */
export async function buyerOf(
  orderId: number,
): Promise<{ name: string; email: string } | undefined> {
  const [row] = await sequelize.query<{ name: string; email: string }>(
    `select coalesce(o.shipping_address ->> 'name', '') as name, o.email
     from orders o join customers c on c.id = o.customer_id where o.id = $1 and c.erased_at is null`,
    { bind: [orderId], type: QueryTypes.SELECT },
  );
  return row;
}
