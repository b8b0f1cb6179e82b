import { Conflict } from "../../errors.ts";

export type OrderState = "open" | "completed" | "cancelled";
export type PaymentState =
  | "pending"
  | "failed"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "voided";
export type FulfilmentState = "unfulfilled" | "partial" | "fulfilled";

type Moves<State extends string> = Readonly<Record<State, readonly State[]>>;

/** "completed" is paid and shipped; a refund afterwards leaves it so. */
export const orderMoves: Moves<OrderState> = {
  open: ["completed", "cancelled"],
  completed: ["open"], // what was given back for a refund may be sent anew
  cancelled: ["open"], // a payment that came late, with the goods still there
};

export const paymentMoves: Moves<PaymentState> = {
  pending: ["failed", "paid", "voided"],
  failed: ["pending", "paid", "voided"],
  paid: ["partially_refunded", "refunded"],
  partially_refunded: ["paid", "partially_refunded", "refunded"], // back when a refund failed at the provider
  refunded: ["paid", "partially_refunded"],
  voided: ["pending", "paid"], // the provider took the money after the hold had ended
};

export const fulfilmentMoves: Moves<FulfilmentState> = {
  unfulfilled: ["partial", "fulfilled"],
  partial: ["partial", "fulfilled"],
  fulfilled: [],
};

/** Whether the money came in, whatever was given back of it afterwards. */
export function isSettled(state: PaymentState): boolean {
  return isPaid(state) || state === "refunded";
}

/** Whether the money came in, and is not all given back. */
export function isPaid(state: PaymentState): boolean {
  return state === "paid" || state === "partially_refunded";
}

/** Gives the state moved to. @throws Conflict for a move that the table does not have */
export function move<State extends string>(moves: Moves<State>, from: State, to: State): State {
  if (from === to || moves[from].includes(to)) return to;
  throw new Conflict(
    `An order that is ${from.replace("_", " ")} cannot become ${to.replace("_", " ")}.`,
  );
}
