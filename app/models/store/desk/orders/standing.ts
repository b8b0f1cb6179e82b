import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { Conflict, NotFound } from "../../../../errors.ts";
import { orderToChange } from "../../orders/line.ts";
import { type OrderEvent, type OrderRow, orderNumbered } from "../../orders/order.ts";

/** What is written into a timeline without changing what can be done with its order. */
const quiet = ["note", "mail", "refunded"];

/** How an order stood when somebody read it: another figure once somebody has changed it. */
export function standingOf(events: readonly Pick<OrderEvent, "id" | "kind">[]): number {
  return Math.max(0, ...events.filter(({ kind }) => !quiet.includes(kind)).map(({ id }) => id));
}

/** Locks the order with a number. @throws NotFound */
export async function lockNumbered(number: number): Promise<OrderRow> {
  const id = await orderNumbered(number);
  if (id === undefined) throw new NotFound("There is no such order.");
  return orderToChange(id);
}

/** Lets nobody decide by what they saw of an order that is another one by now; lock it first. @throws Conflict */
export async function refuseIfChanged(orderId: number, seen: number): Promise<void> {
  const events = await sequelize.query<Pick<OrderEvent, "id" | "kind">>(
    "select id, kind from order_events where order_id = $1",
    { bind: [orderId], type: QueryTypes.SELECT },
  );
  if (standingOf(events) === seen) return;
  throw new Conflict(
    "Somebody changed this order meanwhile. Here it is as it is now, with what you chose: please look at it again.",
  );
}

/** Whether a refund was asked for with this key already. */
export async function isRefundKnown(key: string): Promise<boolean> {
  const rows = await sequelize.query("select id from refunds where key = $1", {
    bind: [key],
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}
