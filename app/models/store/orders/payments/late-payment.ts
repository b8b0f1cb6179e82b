import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { move, orderMoves } from "../../../../selling/orders/moves.ts";
import { useDiscount } from "../../selling/discount.ts";
import { allParts, changeLines, leftToShip, linesOf, type Part, unitsOf } from "../line.ts";
import { variantsOf } from "../line-stock.ts";
import { noteEvent, type OrderPayment, type OrderRow } from "../order.ts";
import { available, type LockedVariant, moveStock } from "../stock.ts";
import { requestRefund } from "./refund.ts";

/**
 * Decides about money that came for an order that no longer waited for it; `order` is as it was before. One that had only
 * run out of time is opened again when all of it can still be had on the same terms: gives true. Else the money goes back
 * by itself. Inside a write unit, with the order locked.
 */
export async function acceptLate(
  order: OrderRow,
  payment: Pick<OrderPayment, "id">,
  amount: number,
): Promise<boolean> {
  const obstacle = order.paid > 0 ? "it was paid already" : await reopen(order, payment.id);
  if (!obstacle) {
    await noteEvent(order.id, "reopened", { detail: { payment: payment.id } });
    return true;
  }
  await requestRefund(order.id, {
    key: `unwanted payment ${payment.id}`,
    amount,
    payment: payment.id,
    reason: `The payment came when ${obstacle}.`,
  });
  return false;
}

/** Opens an expired order again and holds its goods; gives in words why that cannot be, or "". */
async function reopen(order: OrderRow, payment: number): Promise<string> {
  if (!(await hadExpired(order.id))) return "the order had been cancelled";
  const parts = allParts(await linesOf(order.id), leftToShip);
  const variants = await variantsOf(parts);
  if (!isThere(parts, variants)) return "the time to pay was over and not everything was left";
  if (order.discount_id !== null && !(await useDiscount(order.discount_id))) {
    return "the time to pay was over and the discount was used up";
  }
  await hold(parts, variants, `payment ${payment}`);
  await sequelize.query("update orders set state = $2, cancelled_at = null where id = $1", {
    bind: [order.id, move(orderMoves, order.state, "open")],
  });
  return "";
}

/** True when nobody decided against the order: its time to pay was over, that is all. */
async function hadExpired(orderId: number): Promise<boolean> {
  const [last] = await sequelize.query<{ kind: string }>(
    `select kind from order_events where order_id = $1 and kind in ('cancelled', 'expired')
     order by id desc limit 1`,
    { bind: [orderId], type: QueryTypes.SELECT },
  );
  return last?.kind === "expired";
}

function isThere(parts: readonly Part[], variants: ReadonlyMap<number, LockedVariant>): boolean {
  const wanted = unitsOf(parts.map(({ line, quantity }) => [line.variant_id ?? 0, quantity]));
  return [...wanted].every(([id, units]) => units <= available(variants.get(id)));
}

async function hold(
  parts: readonly Part[],
  variants: ReadonlyMap<number, LockedVariant>,
  source: string,
): Promise<void> {
  const counted = parts.flatMap(({ line, quantity }) => {
    const variant = variants.get(line.variant_id ?? 0);
    return variant?.tracked ? [{ variant: variant.id, line: line.id, reserved: quantity }] : [];
  });
  await moveStock(counted.map((part) => ({ ...part, kind: "reserved", source, onHand: 0 })));
  await changeLines(counted);
}
