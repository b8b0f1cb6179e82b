import { post } from "../../../outbox.ts";
import { isSettled } from "../../../selling/orders/moves.ts";
import { giveUp } from "./cancelling.ts";
import { lockOrder } from "./order.ts";

/**
 * Cancels an order that was not paid in time and lets its stock go; gives true when it did. One that has more time by now
 * is looked at again when that is over. Anything else stays as it is. Call inside a store's write unit.
 */
export async function expireOrder(orderId: number): Promise<boolean> {
  const order = await lockOrder(orderId);
  if (!order?.expires_at || order.state !== "open" || isSettled(order.payment_state)) return false;

  if (order.expires_at.getTime() > Date.now()) {
    await post("order-expire", { order: orderId }, order.expires_at);
    return false;
  }
  await giveUp(order);
  return true;
}
