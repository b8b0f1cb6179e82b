import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { Conflict } from "../../../../errors.ts";
import { post } from "../../../../outbox.ts";
import { move, paymentMoves } from "../../../../selling/orders/moves.ts";
import { closeWhenDone } from "../closing.ts";
import { orderToChange } from "../line.ts";
import {
  lockOrder,
  noteEvent,
  type OrderPayment,
  type OrderRow,
  type PaymentKind,
} from "../order.ts";
import { acceptLate } from "./late-payment.ts";

/** What somebody who knows says about a payment. Amounts in minor units of the currency. */
export interface PaymentFact {
  payment: number;
  state: "captured" | "processing" | "failed" | "cancelled";
  amount: number;
  currency: string;
  /** The provider's name for it; null for what it says about a try, and not about the whole. */
  reference: string | null;
  /** Tells this fact from every other: the same one counts once. */
  event: string;
  message?: string;
}

/** "known": nothing new. "refused": not the money that was asked for. "unknown": not about a payment of ours. */
export type Recorded = "recorded" | "known" | "refused" | "unknown";

/**
 * How long goods are held, in milliseconds: until there is a page to pay on; then a little longer than that is open, so that
 * nobody pays for what has been let go; and for as long as a bank may think about a debit.
 */
export const holds = { order: 30 * 60_000, page: 33 * 60_000, bank: 14 * 24 * 3_600_000 };

type LockedPayment = OrderPayment & { order_id: number };

const columns = "id, order_id, method, state, amount, captured, refunded, reference, pay_at, error";

/**
 * Writes down what became of a payment, whoever tells it: a provider's webhook, the shopper's return, our own question.
 * Facts may come twice, at once and in any order: each counts once, and what is captured stays so. An order that was
 * cancelled meanwhile is opened again where its goods are still there; else the money goes back. Inside a write unit.
 */
export async function recordPayment(fact: PaymentFact): Promise<Recorded> {
  const locked = await lockPayment(fact.payment);
  if (!locked) return "unknown";
  const { order, payment } = locked;
  if (fact.reference !== null && fact.reference !== payment.reference) return "unknown";
  if (!isNews(payment, fact)) return "known";
  if (fact.state === "captured") return recordCapture(order, payment, fact);
  return recordOther(order, payment, fact);
}

/**
 * Notes that the money for an order came in, as the shop's people say who saw it: by bank transfer, or on delivery.
 * @throws Conflict for an order that is cancelled, paid already, or paid by card · NotFound
 */
export async function markPaid(orderId: number, actor: string): Promise<void> {
  const order = await orderToChange(orderId);
  if (order.state === "cancelled") throw new Conflict("A cancelled order cannot be paid.");
  if (order.payment_method === "stripe") {
    throw new Conflict("This order is paid by card: it is marked as paid by the provider.");
  }
  const payment = await lockPending(orderId);
  if (!payment) throw new Conflict("This order is paid already.");
  await takeMoney(order, payment, payment.amount);
  await noteEvent(orderId, "paid", { actor, detail: { amount: payment.amount } });
  await closeWhenDone(orderId);
}

/** Adds what is to be paid to an order's payments; lock the order first. */
export async function addPayment(
  orderId: number,
  method: PaymentKind,
  amount: number,
): Promise<LockedPayment> {
  const [payment] = await sequelize.query<LockedPayment>(
    `insert into payments (order_id, method, amount) values ($1, $2, $3) returning ${columns}`,
    { bind: [orderId, method, amount], type: QueryTypes.SELECT },
  );
  if (!payment) throw new Error("Writing a payment gave no row");
  return payment;
}

/** Locks a payment and its order, the order first; undefined when there is none. */
async function lockPayment(
  id: number,
): Promise<{ order: OrderRow; payment: LockedPayment } | undefined> {
  const [found] = await sequelize.query<{ order_id: number }>(
    "select order_id from payments where id = $1",
    { bind: [id], type: QueryTypes.SELECT },
  );
  const order = found && (await lockOrder(found.order_id));
  if (!order) return undefined;
  const [payment] = await sequelize.query<LockedPayment>(
    `select ${columns} from payments where id = $1 for update`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return payment && { order, payment };
}

/** Money stays, whatever is said later; and what is over can only be overtaken by money. Tries may fail one by one. */
function isNews({ state }: LockedPayment, fact: PaymentFact): boolean {
  if (state === "captured") return false;
  if (state === "cancelled") return fact.state === "captured";
  return state !== fact.state || fact.reference === null;
}

async function recordCapture(
  order: OrderRow,
  payment: LockedPayment,
  fact: PaymentFact,
): Promise<Recorded> {
  const key = `payment ${fact.event}`;
  if (fact.amount !== payment.amount || fact.currency !== order.currency) {
    const expected = { amount: payment.amount, currency: order.currency };
    const received = { amount: fact.amount, currency: fact.currency };
    const detail = { payment: payment.id, expected, received };
    await noteEvent(order.id, "payment-mismatch", { actor: payment.method, detail, key });
    return "refused";
  }
  const detail = { amount: fact.amount, payment: payment.id };
  if (!(await noteEvent(order.id, "paid", { actor: payment.method, detail, key }))) return "known";

  const wanted = order.state !== "cancelled" && order.paid === 0;
  await takeMoney(order, payment, fact.amount);
  if (wanted || (await acceptLate(order, payment, fact.amount))) {
    await post("mail-confirmation", { order: order.id });
    await closeWhenDone(order.id);
  }
  return "recorded";
}

/** The money is here: with the payment, and with its order. */
async function takeMoney(order: OrderRow, payment: LockedPayment, amount: number): Promise<void> {
  await sequelize.query(
    `update payments set state = 'captured', captured = $2, error = '', updated_at = now() where id = $1`,
    { bind: [payment.id, amount] },
  );
  const state =
    order.paid > 0 ? order.payment_state : move(paymentMoves, order.payment_state, "paid");
  await sequelize.query(
    `update orders set paid = paid + $2, payment_state = $3, paid_at = coalesce(paid_at, now()), expires_at = null
     where id = $1`,
    { bind: [order.id, amount, state] },
  );
}

async function recordOther(
  order: OrderRow,
  payment: LockedPayment,
  fact: PaymentFact,
): Promise<Recorded> {
  const { state, message = "", event } = fact;
  const detail = { payment: payment.id, ...(message ? { message } : {}) };
  const key = state === "processing" ? `payment ${payment.id} processing` : `payment ${event}`;
  const line = { actor: payment.method, detail, key };
  if (!(await noteEvent(order.id, `payment-${state}`, line))) return "known";

  const next = state === "processing" ? "pending" : state;
  await sequelize.query(
    "update payments set state = $2, error = $3, updated_at = now() where id = $1",
    { bind: [payment.id, next, message] },
  );
  if (state === "processing") await holdFor(order, holds.bank);
  else await followFailure(order);
  return "recorded";
}

/** Nothing was paid. Whoever waited for a bank's word gets time to pay in another way, and no more. */
async function followFailure(order: OrderRow): Promise<void> {
  if (order.state !== "open" || order.paid > 0) return;
  await sequelize.query("update orders set payment_state = $2 where id = $1", {
    bind: [order.id, move(paymentMoves, order.payment_state, "failed")],
  });
  const left = order.expires_at ? order.expires_at.getTime() - Date.now() : 0;
  if (left > holds.page) await holdFor(order, holds.page);
}

/** Keeps an unpaid order's goods for so many milliseconds from now. */
export async function holdFor(order: OrderRow, milliseconds: number): Promise<void> {
  const until = new Date(Date.now() + milliseconds);
  await sequelize.query("update orders set expires_at = $2 where id = $1", {
    bind: [order.id, until],
  });
  // Whoever looks after an order at its old end finds a later one by themselves.
  const sooner = !order.expires_at || until < order.expires_at;
  if (sooner) await post("order-expire", { order: order.id }, until);
}

/** The payment of an order that may still be made, locked; lock the order first. */
export async function lockPending(orderId: number): Promise<LockedPayment | undefined> {
  const [payment] = await sequelize.query<LockedPayment>(
    `select ${columns} from payments where order_id = $1 and state in ('pending', 'failed')
     order by id desc limit 1 for update`,
    { bind: [orderId], type: QueryTypes.SELECT },
  );
  return payment;
}
