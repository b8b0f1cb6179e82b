import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { type OrderRow, type PaymentKind, type WholeOrder, wholeOrder } from "./order.ts";

/** An order in a list. Money in minor units of its currency. */
export interface ListedOrder
  extends Pick<
    OrderRow,
    | "id"
    | "number"
    | "email"
    | "currency"
    | "state"
    | "payment_state"
    | "fulfilment_state"
    | "total"
    | "refunded"
    | "placed_at"
  > {
  /** Whom it goes to. */
  name: string;
  /** Units in all its lines. */
  units: number;
}

/** SQL: what a list says of the order `o`. */
export const listed = `o.id, o.number, o.email, o.currency, o.state, o.payment_state, o.fulfilment_state, o.total,
  o.refunded, o.placed_at, coalesce(o.shipping_address ->> 'name', '') as name,
  (select coalesce(sum(quantity), 0)::integer from order_lines where order_id = o.id) as units`;

/** The orders of a shop, the newest first: at most `limit`, and only those before a number, for the next page. */
export function listOrders({
  limit = 50,
  before = null,
}: {
  limit?: number;
  before?: number | null;
} = {}): Promise<ListedOrder[]> {
  return sequelize.query<ListedOrder>(
    `select ${listed}
     from orders o where $1::integer is null or o.number < $1 order by o.number desc limit $2`,
    { bind: [before, limit], type: QueryTypes.SELECT },
  );
}

/** An order with what its own page says beside it. */
export interface OrderOnPage extends WholeOrder {
  /** How it is paid, in the shop's words; null where the shop has no such way any more. */
  method: { kind: PaymentKind; name: string; instructions: string } | null;
  /** Whoever bought has asked to be forgotten. */
  erased: boolean;
}

/** An order for its own page; undefined when there is none with this id. */
export async function orderOnPage(id: number): Promise<OrderOnPage | undefined> {
  const [order, [beside]] = await Promise.all([
    wholeOrder(id),
    sequelize.query<Pick<OrderOnPage, "method" | "erased">>(
      `select c.erased_at is not null as erased,
         (select json_build_object('kind', m.kind, 'name', m.name, 'instructions', m.instructions)
          from payment_methods m where m.kind = o.payment_method) as method
       from orders o join customers c on c.id = o.customer_id where o.id = $1`,
      { bind: [id], type: QueryTypes.SELECT },
    ),
  ]);
  return order && beside && { ...order, ...beside };
}
