import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { isSettled } from "../../../../selling/orders/moves.ts";
import { lockOrder, type OrderRow } from "../order.ts";
import { addPayment, holdFor, holds, lockPending } from "./payment.ts";

const minute = 60_000;
/** How long a page to pay on is open: the shortest that Stripe allows is 30 minutes after it heard of it. */
const pageMinutes = 31;
/** Whoever comes back again and again does not hold the goods for ever. */
const longestHold = 30 * 24 * 60 * minute;

/** A payment that is to be made on a provider's page. */
export interface PaymentToMake {
  id: number;
  order: number;
  number: number;
  email: string;
  amount: number;
  currency: string;
  /** Its page, where there is one already. */
  reference: string | null;
  address: string;
  /** When a new page is to close. */
  expiresAt: Date;
}

/**
 * The payment with which an order can be paid on a provider's page; a new one where the last one is over. Its goods are
 * held for as long as a new page is open. Null when there is nothing to pay, not there, or no longer. In a write unit.
 */
export async function paymentToMake(orderId: number): Promise<PaymentToMake | null> {
  const order = await lockOrder(orderId);
  if (!order || !isPayable(order)) return null;
  const payment =
    (await lockPending(orderId)) ?? (await addPayment(orderId, "stripe", order.total - order.paid));
  if (!payment.reference) await holdFor(order, holds.page);
  return {
    id: payment.id,
    order: orderId,
    number: order.number,
    email: order.email,
    amount: payment.amount,
    currency: order.currency,
    reference: payment.reference,
    address: payment.pay_at,
    expiresAt: new Date(Date.now() + pageMinutes * minute),
  };
}

/** Whether a shopper can (still) pay an order on a provider's page. */
function isPayable(order: OrderRow): boolean {
  if (order.payment_method !== "stripe" || order.state === "cancelled") return false;
  return !isSettled(order.payment_state) && Date.now() - order.placed_at.getTime() < longestHold;
}

/**
 * Keeps the page that was made for a payment, and what it asks for. When two were made at once the first one counts, so
 * that an order has one page only: gives the address of that.
 */
export async function keepPage(
  payment: number,
  page: { reference: string; address: string },
  amount: number,
): Promise<string> {
  await sequelize.query(
    `update payments set reference = $2, pay_at = $3, amount = $4, updated_at = now()
     where id = $1 and reference is null and state in ('pending', 'failed')`,
    { bind: [payment, page.reference, page.address, amount] },
  );
  const [row] = await sequelize.query<{ pay_at: string }>(
    "select pay_at from payments where id = $1",
    { bind: [payment], type: QueryTypes.SELECT },
  );
  return row?.pay_at ?? "";
}

/** The pages of an order on which money may still come in; `over` when it should not any more. */
export function openPages(orderId: number): Promise<{ reference: string; over: boolean }[]> {
  return sequelize.query(
    `select p.reference, (o.state = 'cancelled' or o.expires_at <= now()) is true as over
     from payments p join orders o on o.id = p.order_id
     where o.id = $1 and p.state in ('pending', 'failed') and p.reference is not null`,
    { bind: [orderId], type: QueryTypes.SELECT },
  );
}
