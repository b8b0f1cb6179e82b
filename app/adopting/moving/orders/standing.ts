import type { FulfilmentState, OrderState, PaymentState } from "../../../selling/orders/moves.ts";
import type { FieldRow } from "../../source/tables.ts";
import { type Move, wordOf } from "../move.ts";

/** Where an order stands, in our words. */
export interface Standing {
  state: OrderState;
  payment: PaymentState;
  fulfilment: FulfilmentState;
}

/** Where an order of the old database stands: by its status, and by those of payment and shipping where there are any. */
export function standingOf(move: Move, row: FieldRow): Standing {
  const station = wordOf(move, "orders", "orders", row("status"), "pending");
  const payment = paymentOf(move, row, station);
  const isShipped = station === "shipped" || isSent(row);
  const isOff = station === "cancelled" || (payment === "refunded" && !isShipped);
  return isOff ? calledOff(payment) : goingOn(payment, isShipped);
}

function calledOff(payment: "pending" | "paid" | "refunded"): Standing {
  const end = payment === "pending" ? "voided" : payment;
  return { state: "cancelled", payment: end, fulfilment: "unfulfilled" };
}

function goingOn(payment: "pending" | "paid" | "refunded", isShipped: boolean): Standing {
  const state = isShipped && payment !== "pending" ? "completed" : "open";
  return { state, payment, fulfilment: isShipped ? "fulfilled" : "unfulfilled" };
}

function isSent(row: FieldRow): boolean {
  return /^(shipped|fulfilled|delivered|complete|completed)$/i.test(
    row("fulfilmentStatus")?.trim() ?? "",
  );
}

/** What its own column says; without one, an order that was sent on has been paid. */
function paymentOf(move: Move, row: FieldRow, station: string): "pending" | "paid" | "refunded" {
  const without = { paid: "paid", shipped: "paid", refunded: "refunded" }[station] ?? "unpaid";
  const said = wordOf(move, "payments", "orders", row("paymentStatus"), without);
  if (station === "refunded" || said === "refunded") return "refunded";
  return said === "paid" ? "paid" : "pending";
}
