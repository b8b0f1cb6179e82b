import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { post } from "../../../../outbox.ts";
import { lockOrder, noteEvent, type OrderRow, type PaymentKind } from "../order.ts";
import { changeRefunded } from "./refund.ts";

/** A refund that was promised and is to be carried out. Amount in minor units of the currency. */
export interface PromisedRefund {
  id: number;
  amount: number;
  currency: string;
  method: PaymentKind;
  /** The provider's page on which the money came in. */
  reference: string | null;
}

/** How it went. */
export interface RefundOutcome {
  state: "done" | "failed";
  reference: string | null;
  message: string;
}

interface RefundRow {
  id: number;
  order_id: number;
  payment_id: number;
  amount: number;
  state: "pending" | "done" | "failed";
}

/** A refund that is still to be carried out; undefined when it was, or there is none. */
export async function promisedRefund(id: number): Promise<PromisedRefund | undefined> {
  const [row] = await sequelize.query<PromisedRefund>(
    `select r.id, r.amount, o.currency, p.method, p.reference
     from refunds r join payments p on p.id = r.payment_id join orders o on o.id = r.order_id
     where r.id = $1 and r.state = 'pending'`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/**
 * Writes down how a refund went, once: the shopper is told that it is done; one that failed gives its amount back to the
 * books, even when it had seemed done. Inside a write unit.
 */
export async function finishRefund(id: number, outcome: RefundOutcome): Promise<void> {
  const locked = await lockRefund(id);
  if (!locked) return;
  const { order, refund } = locked;
  if (refund.state === outcome.state || refund.state === "failed") return;

  await sequelize.query(
    "update refunds set state = $2, reference = coalesce($3, reference), error = $4 where id = $1",
    { bind: [id, outcome.state, outcome.reference, outcome.message] },
  );
  const detail = { refund: id, amount: refund.amount };
  if (outcome.state === "done") {
    await noteEvent(order.id, "refunded", { detail });
    await post("mail-refunded", { order: order.id, refund: id });
  } else {
    await changeRefunded(order, refund.payment_id, -refund.amount);
    await noteEvent(order.id, "refund-failed", { detail: { ...detail, message: outcome.message } });
  }
}

/** The order is locked first, as everywhere. */
async function lockRefund(id: number): Promise<{ order: OrderRow; refund: RefundRow } | undefined> {
  const [found] = await sequelize.query<{ order_id: number }>(
    "select order_id from refunds where id = $1",
    { bind: [id], type: QueryTypes.SELECT },
  );
  const order = found && (await lockOrder(found.order_id));
  const [refund] = await sequelize.query<RefundRow>(
    "select id, order_id, payment_id, amount, state from refunds where id = $1 for update",
    { bind: [id], type: QueryTypes.SELECT },
  );
  return order && refund && { order, refund };
}
