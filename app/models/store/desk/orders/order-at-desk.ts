import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { NotFound } from "../../../../errors.ts";
import { type OrderOnPage, orderOnPage } from "../../orders/listing.ts";
import { orderNumbered } from "../../orders/order.ts";

/** Who bought, beside an order. */
export interface Buyer {
  id: number;
  name: string;
  note: string;
  tags: string[];
  /** Orders in all, this one too. */
  orders: number;
}

export interface OrderAtDesk extends OrderOnPage {
  buyer: Buyer;
}

/** The order with a number, as the desk shows it. @throws NotFound */
export async function orderAtDesk(number: number): Promise<OrderAtDesk> {
  const id = await orderNumbered(number);
  const order = id === undefined ? undefined : await orderOnPage(id);
  const buyer = order && (await buyerOf(order.customer_id));
  if (!order || !buyer) throw new NotFound("There is no such order.");
  return { ...order, buyer };
}

async function buyerOf(customerId: number): Promise<Buyer | undefined> {
  const [row] = await sequelize.query<Buyer>(
    `select c.id, c.name, c.note, c.tags,
       (select count(*)::integer from orders o where o.customer_id = c.id) as orders
     from customers c where c.id = $1`,
    { bind: [customerId], type: QueryTypes.SELECT },
  );
  return row;
}
