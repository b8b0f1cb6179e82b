import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { Conflict, Refusal } from "../../../../errors.ts";
import { formatMoney } from "../../../../money.ts";
import { post } from "../../../../outbox.ts";
import { move, type PaymentState, paymentMoves } from "../../../../selling/orders/moves.ts";
import { Settings } from "../../settings.ts";
import { closeWhenDone, followFulfilment } from "../closing.ts";
import {
  changeLines,
  chosenParts,
  leftToRefund,
  leftToShip,
  linesOf,
  orderToChange,
  type Part,
  withIds,
} from "../line.ts";
import { releaseStock, returnStock } from "../line-stock.ts";
import { type LinePart, noteEvent, type OrderRow } from "../order.ts";

export interface RefundWish {
  /** The same key twice is one refund. */
  key: string;
  /** In minor units of the order's currency: more than 0, and at most what was captured and not given back. */
  amount: number;
  /** The units that it is for; those that were not shipped need no shipping any more. */
  lines?: readonly LinePart[] | undefined;
  /** Whether units that were shipped are back on the shelf. */
  restock?: boolean | undefined;
  /** Whether the cost of shipping is part of the amount; for the timeline. */
  shipping?: boolean | undefined;
  reason?: string | undefined;
  actor?: string | undefined;
  /** Which payment to give back from, where the order has several; else the one with the most left. */
  payment?: number | undefined;
}

interface Purse {
  id: number;
  captured: number;
  refunded: number;
}

/**
 * Promises money back: the books are changed at once, and the worker carries it out (refund-settle). Gives the refund's
 * id, of the first one when the key was used before. Call inside a store's write unit.
 * @throws Refusal 422 for an amount that is not there, with the exact figure
 * @throws Conflict for more units than were sold, and for a key that was used for something else · NotFound
 */
export async function requestRefund(orderId: number, wish: RefundWish): Promise<number> {
  const order = await orderToChange(orderId);
  const earlier = await refundWithKey(wish.key);
  if (earlier) return sameRefund(earlier, orderId, wish);

  const purse = await purseFor(orderId, wish.payment);
  await refuseUnlessThere(order, purse, wish.amount);
  const wanted = wish.lines ?? [];
  const parts = chosenParts(await linesOf(orderId), wanted, leftToRefund, "give back");

  const id = await insert(orderId, purse.id, wish, parts);
  await takeBack(order, parts, `refund ${id}`, wish);
  await changeRefunded(order, purse.id, wish.amount);
  await noteEvent(orderId, "refund-requested", {
    actor: wish.actor ?? "system",
    detail: { refund: id, amount: wish.amount, ...detailOf(wish) },
  });
  await post("refund-settle", { refund: id });
  await closeWhenDone(orderId);
  return id;
}

/** Notes in the books that `by` more of a payment is given back, or with an amount below zero that it was not after all. */
export async function changeRefunded(order: OrderRow, payment: number, by: number): Promise<void> {
  const refunded = order.refunded + by;
  const state = move(paymentMoves, order.payment_state, stateWith(order.paid, refunded));
  await sequelize.query(
    "update payments set refunded = refunded + $2, updated_at = now() where id = $1",
    { bind: [payment, by] },
  );
  await sequelize.query("update orders set refunded = $2, payment_state = $3 where id = $1", {
    bind: [order.id, refunded, state],
  });
}

function stateWith(paid: number, refunded: number): PaymentState {
  if (refunded === 0) return "paid";
  return refunded >= paid ? "refunded" : "partially_refunded";
}

/** What of an order's payments can still be given back, payment by payment, the largest rest first. */
export function purses(orderId: number): Promise<Purse[]> {
  return sequelize.query<Purse>(
    `select id, captured, refunded from payments where order_id = $1 and captured > refunded
     order by captured - refunded desc, id`,
    { bind: [orderId], type: QueryTypes.SELECT },
  );
}

interface EarlierRefund {
  id: number;
  order_id: number;
  amount: number;
}

async function refundWithKey(key: string): Promise<EarlierRefund | undefined> {
  const [row] = await sequelize.query<EarlierRefund>(
    "select id, order_id, amount from refunds where key = $1",
    { bind: [key], type: QueryTypes.SELECT },
  );
  return row;
}

function sameRefund(earlier: EarlierRefund, orderId: number, { amount }: RefundWish): number {
  if (earlier.order_id === orderId && earlier.amount === amount) return earlier.id;
  throw new Conflict("This refund was made already, for another amount or order.");
}

async function purseFor(orderId: number, payment: number | undefined): Promise<Purse> {
  const all = await purses(orderId);
  const purse = payment === undefined ? all[0] : all.find(({ id }) => id === payment);
  if (!purse) throw new Refusal(422, "There is no money of this order to give back.");
  return purse;
}

async function refuseUnlessThere(
  { currency }: OrderRow,
  { captured, refunded }: Purse,
  amount: number,
): Promise<void> {
  if (Number.isSafeInteger(amount) && amount > 0 && amount <= captured - refunded) return;
  const { locale } = await Settings.current();
  const figures = formatMoney(captured - refunded, currency, locale);
  throw new Refusal(422, `Please give an amount above zero: at most ${figures} can be given back.`);
}

async function insert(
  orderId: number,
  payment: number,
  { key, amount, reason = "" }: RefundWish,
  parts: readonly Part[],
): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into refunds (order_id, payment_id, key, amount, reason, lines) values ($1, $2, $3, $4, $5, $6)
     on conflict (key) do nothing returning id`,
    {
      bind: [orderId, payment, key, amount, reason.trim(), JSON.stringify(withIds(parts))],
      type: QueryTypes.SELECT,
    },
  );
  if (!row) throw new Conflict("This refund was made already, for another order.");
  return row.id;
}

/** Units that were not shipped are taken out of the order; shipped ones go back on the shelf, if they came back. */
async function takeBack(
  order: OrderRow,
  parts: readonly Part[],
  source: string,
  { restock = false, actor = "system" }: RefundWish,
): Promise<void> {
  const unsent = parts.map((part) => portion(part, Math.min(part.quantity, leftToShip(part.line))));
  const sent = parts.map((part, at) => portion(part, part.quantity - (unsent[at]?.quantity ?? 0)));
  await releaseStock(unsent.filter(some), source, { actor, keep: true });
  if (restock) await returnStock(sent.filter(some), source, actor);
  await changeLines(
    unsent.map(({ line, quantity }, at) => ({
      line: line.id,
      reserved: -Math.min(quantity, line.reserved),
      removed: quantity,
      refunded: parts[at]?.quantity ?? 0,
    })),
  );
  await followFulfilment(order);
}

function portion({ line }: Part, quantity: number): Part {
  return { line, quantity };
}

function some({ quantity }: Part): boolean {
  return quantity > 0;
}

function detailOf({ reason = "", restock = false, shipping = false }: RefundWish) {
  return { reason, restock, shipping };
}
