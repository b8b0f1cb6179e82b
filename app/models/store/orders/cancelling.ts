import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { Conflict } from "../../../errors.ts";
import { post } from "../../../outbox.ts";
import {
  isSettled,
  move,
  orderMoves,
  type PaymentState,
  paymentMoves,
} from "../../../selling/orders/moves.ts";
import { releaseDiscount } from "../selling/discount.ts";
import { allParts, changeLines, leftToRefund, linesOf, orderToChange, withIds } from "./line.ts";
import { releaseStock } from "./line-stock.ts";
import { noteEvent, type OrderLine, type OrderRow } from "./order.ts";
import { purses, requestRefund } from "./payments/refund.ts";

export interface Cancellation {
  actor?: string | undefined;
  reason?: string | undefined;
  /** False when the goods are lost: they leave the shelf as well. */
  restock?: boolean | undefined;
}

/**
 * Calls an order off before anything of it was shipped: what was held is let go, what was paid is given back, a discount
 * may be used again, and the shopper is told. Gives false when it was cancelled already: then nothing happens.
 * Call inside a store's write unit. @throws Conflict once something was shipped · NotFound
 */
export async function cancelOrder(
  orderId: number,
  { actor = "system", reason = "", restock = true }: Cancellation = {},
): Promise<boolean> {
  const order = await orderToChange(orderId);
  if (order.state === "cancelled") return false;

  const lines = await linesOf(orderId);
  if (lines.some((line) => line.fulfilled > 0)) {
    throw new Conflict("Part of this order is on its way already: give money back instead.");
  }
  await callOff(order, lines, { actor, restock, kind: "cancelled", detail: { reason } });
  await giveAllBack(order, lines, actor, reason);
  await post("mail-cancelled", { order: orderId });
  return true;
}

/** Ends an order whose payment did not come in time; the shopper is not told, as nothing was agreed. */
export async function giveUp(order: OrderRow): Promise<void> {
  const lines = await linesOf(order.id);
  await callOff(order, lines, { actor: "system", restock: true, kind: "expired", detail: {} });
}

interface CallingOff {
  actor: string;
  restock: boolean;
  kind: "cancelled" | "expired";
  detail: object;
}

async function callOff(
  order: OrderRow,
  lines: readonly OrderLine[],
  { actor, restock, kind, detail }: CallingOff,
): Promise<void> {
  const held = allParts(lines, (line) => line.reserved);
  const source = `cancelled ${(await timesCalledOff(order.id)) + 1}`;
  await releaseStock(held, source, { actor, keep: restock });
  await changeLines(held.map(({ line, quantity }) => ({ line: line.id, reserved: -quantity })));
  await sequelize.query(
    `update orders set state = $2, payment_state = $3, cancelled_at = now(), expires_at = null where id = $1`,
    { bind: [order.id, move(orderMoves, order.state, "cancelled"), endOf(order.payment_state)] },
  );
  if (order.discount_id !== null) await releaseDiscount(order.discount_id);
  await noteEvent(order.id, kind, { actor, detail });
}

/** Money that came in is given back by a refund of its own; else there is none to wait for any more. */
function endOf(state: PaymentState): PaymentState {
  return isSettled(state) ? state : move(paymentMoves, state, "voided");
}

// An order that is paid late may be open again and cancelled again: the ledger tells the two apart.
async function timesCalledOff(orderId: number): Promise<number> {
  const [row] = await sequelize.query<{ times: number }>(
    "select count(*) as times from order_events where order_id = $1 and kind in ('cancelled', 'expired')",
    { bind: [orderId], type: QueryTypes.SELECT },
  );
  return row?.times ?? 0;
}

async function giveAllBack(
  order: OrderRow,
  lines: readonly OrderLine[],
  actor: string,
  reason: string,
): Promise<void> {
  const everything = withIds(allParts(lines, leftToRefund));
  for (const [at, { id, captured, refunded }] of (await purses(order.id)).entries()) {
    await requestRefund(order.id, {
      key: `cancelled ${order.id}, payment ${id}, after ${refunded}`,
      amount: captured - refunded,
      lines: at === 0 ? everything : [],
      shipping: true,
      payment: id,
      reason,
      actor,
    });
  }
}
