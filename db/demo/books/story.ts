import {
  type FulfilmentState,
  fulfilmentMoves,
  move,
  type OrderState,
  orderMoves,
  type PaymentState,
  paymentMoves,
} from "../../../app/selling/orders/moves.ts";
import type { LineTotals } from "../../../app/selling/totals.ts";
import type { Goods } from "./goods.ts";
import type { Purchase } from "./till.ts";

/** A line of an order. Ids are 0 until the database has given them, here and below. */
export interface StoryLine {
  id: number;
  goods: Goods;
  quantity: number;
  totals: LineTotals;
  reserved: number;
  fulfilled: number;
  removed: number;
  refunded: number;
}

export interface StoryPart {
  line: StoryLine;
  quantity: number;
}

export interface StoryPayment {
  id: number;
  state: "pending" | "captured" | "cancelled";
  captured: number;
  refunded: number;
  updatedAt: number;
}

export interface StoryParcel {
  id: number;
  at: number;
  parts: StoryPart[];
  carrier: string;
  trackingNumber: string;
  trackingUrl: string;
}

export interface StoryRefund {
  id: number;
  at: number;
  parts: StoryPart[];
  amount: number;
  reason: string;
}

export interface StoryEvent {
  at: number;
  kind: string;
  actor: string;
  detail: object;
  /** Whose id is to be part of the detail. */
  about: { fulfilment?: StoryParcel; refund?: StoryRefund; payment?: StoryPayment };
}

export interface StoryMovement {
  at: number;
  line: StoryLine;
  kind: "reserved" | "released" | "shipped" | "returned";
  source: "order" | "cancelled 1" | StoryParcel | StoryRefund;
  onHand: number;
  reserved: number;
}

/** An order and what became of it: the same moves, movements and lines of its timeline as those of the shop's own verbs. */
export class Story {
  id = 0;
  readonly purchase: Purchase;
  readonly lines: StoryLine[];
  readonly payment: StoryPayment;
  readonly parcels: StoryParcel[] = [];
  readonly refunds: StoryRefund[] = [];
  readonly events: StoryEvent[] = [];
  readonly movements: StoryMovement[] = [];
  state: OrderState = "open";
  paymentState: PaymentState = "pending";
  fulfilmentState: FulfilmentState = "unfulfilled";
  paidAt: number | null = null;
  completedAt: number | null = null;
  cancelledAt: number | null = null;

  constructor(purchase: Purchase) {
    const { placedAt, chosen, totals, method } = purchase;
    this.purchase = purchase;
    this.payment = { id: 0, state: "pending", captured: 0, refunded: 0, updatedAt: placedAt };
    this.lines = chosen.flatMap(({ goods, quantity }, index) => {
      const line = totals.lines[index];
      const none = { id: 0, fulfilled: 0, removed: 0, refunded: 0 };
      return line ? [{ ...none, goods, quantity, totals: line, reserved: quantity }] : [];
    });
    for (const line of this.lines) {
      this.#moveStock(placedAt, line, "reserved", "order", { onHand: 0, reserved: line.quantity });
    }
    this.#note(placedAt, "placed", "customer", { total: totals.total, payment: method });
    if (method !== "stripe") this.#mail(placedAt, "confirmation");
  }

  get isPaid(): boolean {
    return this.payment.captured > 0;
  }

  /** What the card's provider said before it took the money after all. */
  failToPay(at: number): void {
    this.paymentState = move(paymentMoves, this.paymentState, "failed");
    const detail = { message: "Your card was declined." };
    this.#note(at, "payment-failed", "stripe", detail, { payment: this.payment });
  }

  pay(at: number): void {
    const { method, totals } = this.purchase;
    this.paymentState = move(paymentMoves, this.paymentState, "paid");
    this.paidAt = at;
    Object.assign(this.payment, { state: "captured", captured: totals.total, updatedAt: at });
    const byCard = method === "stripe";
    const about = byCard ? { payment: this.payment } : {};
    this.#note(at, "paid", byCard ? "stripe" : "shop", { amount: totals.total }, about);
    if (byCard) this.#mail(at, "confirmation");
    this.#closeWhenDone(at);
  }

  ship(at: number, lines: readonly StoryLine[], label: Omit<StoryParcel, "id" | "at" | "parts">) {
    const parts = lines.map((line) => ({ line, quantity: leftToShip(line) }));
    const parcel = { id: 0, at, parts, ...label };
    this.parcels.push(parcel);
    for (const { line, quantity } of parts) {
      this.#moveStock(at, line, "shipped", parcel, { onHand: -quantity, reserved: -quantity });
      line.fulfilled += quantity;
      line.reserved -= quantity;
    }
    const isAll = this.lines.every((line) => leftToShip(line) === 0);
    this.fulfilmentState = move(
      fulfilmentMoves,
      this.fulfilmentState,
      isAll ? "fulfilled" : "partial",
    );
    const units = parts.reduce((sum, { quantity }) => sum + quantity, 0);
    this.#note(at, "shipped", "shop", { units }, { fulfilment: parcel });
    this.#mail(at, "shipped");
    this.#closeWhenDone(at);
  }

  /** Money back for shipped lines, all that they cost; for none of them, an amount out of goodwill. */
  giveBack(
    at: number,
    wish: { lines: readonly StoryLine[]; amount: number; restock: boolean; reason: string },
  ): void {
    const isAll = wish.lines.length === this.lines.length;
    const parts = wish.lines.map((line) => ({ line, quantity: line.quantity - line.refunded }));
    const amount = parts.length > 0 ? this.#worthOf(parts, isAll) : wish.amount;
    const refund = this.#refund(at, parts, { ...wish, amount, shipping: isAll });
    for (const { line, quantity } of parts) {
      if (!wish.restock) continue;
      this.#moveStock(at, line, "returned", refund, { onHand: quantity, reserved: 0 });
    }
  }

  /** Calls the order off before anything was shipped, and gives back what was paid. */
  cancel(at: number, actor: "customer" | "shop", reason: string): void {
    this.#callOff(at);
    this.#note(at, "cancelled", actor, { reason });
    if (this.isPaid) {
      const parts = this.lines.map((line) => ({ line, quantity: line.quantity }));
      for (const { line, quantity } of parts) line.removed += quantity;
      const { total: amount } = this.purchase.totals;
      this.#refund(at, parts, { amount, reason, restock: false, shipping: true });
    }
    this.#mail(at, "cancelled");
  }

  /** The money did not come in time. */
  expire(at: number): void {
    Object.assign(this.payment, { state: "cancelled", updatedAt: at });
    this.#note(at, "payment-cancelled", "stripe", {}, { payment: this.payment });
    this.#callOff(at);
    this.#note(at, "expired", "system", {});
  }

  #callOff(at: number): void {
    for (const line of this.lines) {
      const units = line.reserved;
      this.#moveStock(at, line, "released", "cancelled 1", { onHand: 0, reserved: -units });
      line.reserved = 0;
    }
    this.state = move(orderMoves, this.state, "cancelled");
    this.cancelledAt = at;
    if (!this.isPaid) this.paymentState = move(paymentMoves, this.paymentState, "voided");
  }

  #refund(
    at: number,
    parts: StoryPart[],
    {
      amount,
      reason,
      ...detail
    }: { amount: number; reason: string; restock: boolean; shipping: boolean },
  ): StoryRefund {
    const refund = { id: 0, at, parts, amount, reason };
    this.refunds.push(refund);
    for (const { line, quantity } of parts) line.refunded += quantity;
    this.payment.refunded += amount;
    this.payment.updatedAt = at;
    const isAll = this.payment.refunded === this.payment.captured;
    this.paymentState = move(
      paymentMoves,
      this.paymentState,
      isAll ? "refunded" : "partially_refunded",
    );
    const whole = { amount, reason, ...detail };
    this.#note(at, "refund-requested", "shop", whole, { refund });
    this.#note(at + 4_000, "refunded", "system", { amount }, { refund });
    this.#mail(at + 4_000, "refunded");
    return refund;
  }

  /** Lines go back whole, so they are worth what was paid for them; all of them, whatever is left. */
  #worthOf(parts: readonly StoryPart[], isAll: boolean): number {
    const left = this.payment.captured - this.payment.refunded;
    const paid = parts.reduce((sum, { line }) => sum + line.totals.total, 0);
    return isAll ? left : Math.min(paid, left);
  }

  #closeWhenDone(at: number): void {
    if (!this.isPaid || this.fulfilmentState !== "fulfilled") return;
    this.state = move(orderMoves, this.state, "completed");
    this.completedAt = at;
    this.#note(at, "completed", "system", {});
  }

  #moveStock(
    at: number,
    line: StoryLine,
    kind: StoryMovement["kind"],
    source: StoryMovement["source"],
    change: Pick<StoryMovement, "onHand" | "reserved">,
  ): void {
    this.movements.push({ at, line, kind, source, ...change });
  }

  #mail(at: number, kind: string): void {
    this.#note(at + 2_000, "mail", "system", { kind, to: this.purchase.person.email });
  }

  #note(at: number, kind: string, actor: string, detail: object, about: StoryEvent["about"] = {}) {
    this.events.push({ at, kind, actor, detail, about });
  }
}

function leftToShip({ quantity, fulfilled, removed }: StoryLine): number {
  return quantity - fulfilled - removed;
}
