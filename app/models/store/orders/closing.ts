import { sequelize } from "../../../../db/connection.ts";
import {
  type FulfilmentState,
  fulfilmentMoves,
  isSettled,
  move,
  orderMoves,
} from "../../../selling/orders/moves.ts";
import {
  allParts,
  changeLines,
  leftToShip,
  linesOf,
  orderToChange,
  type Part,
  whenShipped,
} from "./line.ts";
import { shipStock, whatIsShort } from "./line-stock.ts";
import { noteEvent, type OrderLine, type OrderRow } from "./order.ts";

/**
 * Completes an order that is paid and has nothing left to ship. What needs no shipping is handed over with it.
 * Anything else stays as it is. Call it in the unit that paid, shipped or refunded. @throws NotFound
 */
export async function closeWhenDone(orderId: number): Promise<void> {
  const order = await orderToChange(orderId);
  if (order.state !== "open" || !isSettled(order.payment_state)) return;

  const left = allParts(await linesOf(orderId), leftToShip);
  if (left.some(({ line }) => line.ships)) return;
  if (left.length > 0 && !(await handOver(order, left))) return;

  await complete(order);
}

/** Writes down how much of an order is shipped, as its lines say. */
export async function followFulfilment(order: OrderRow): Promise<void> {
  const state = fulfilmentOf(await linesOf(order.id));
  if (state === "unfulfilled") return;
  await sequelize.query("update orders set fulfilment_state = $2 where id = $1", {
    bind: [order.id, move(fulfilmentMoves, order.fulfilment_state, state)],
  });
}

/** How much of these lines is shipped. Units that were given back before need no shipping. */
function fulfilmentOf(lines: readonly OrderLine[]): FulfilmentState {
  if (lines.every((line) => line.fulfilled === 0)) return "unfulfilled";
  return lines.every((line) => leftToShip(line) === 0) ? "fulfilled" : "partial";
}

/** Gives false, and does nothing, while something is on order itself. */
async function handOver(order: OrderRow, parts: readonly Part[]): Promise<boolean> {
  if (order.payment_state === "refunded") return false;
  if (await whatIsShort(parts)) return false;

  await shipStock(parts, "handed over", "system");
  await changeLines(parts.map(whenShipped));
  await followFulfilment(order);
  return true;
}

async function complete(order: OrderRow): Promise<void> {
  await sequelize.query("update orders set state = $2, completed_at = now() where id = $1", {
    bind: [order.id, move(orderMoves, order.state, "completed")],
  });
  await noteEvent(order.id, "completed");
}
