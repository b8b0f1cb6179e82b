import { randomBytes } from "node:crypto";
import { type DeskContext, field, inStore } from "../../../context.ts";
import type { OrderAtDesk } from "../../../models/store/desk/orders/order-at-desk.ts";
import {
  isRefundKnown,
  refuseIfChanged,
  standingOf,
} from "../../../models/store/desk/orders/standing.ts";
import { leftToRefund } from "../../../models/store/orders/line.ts";
import { requestRefund } from "../../../models/store/orders/payments/refund.ts";
import { formatMoney, toMajorText, toMinor } from "../../../money.ts";
import { leaveNotice } from "../../../notice.ts";
import { returnedTotal, shippingTotal } from "../../../selling/orders/returned-total.ts";
import { refuseActing } from "../../../staff/acting.ts";
import { deskPath, goOn, showDesk } from "../../desk.ts";
import { type OrderRead, readOrder } from "../page/show.ts";
import { lineOf } from "../page/view.ts";
import { changeOrder } from "./change.ts";
import { seenIn } from "./deeds.ts";
import { type ChosenParts, freshParts, readParts } from "./part-form.ts";

/** What somebody wrote about a refund. */
interface RefundForm {
  chosen: ChosenParts;
  shipping: boolean;
  restock: boolean;
  /** As it was typed. */
  amount: string;
  /** In minor units. */
  worth: number;
  reason: string;
  /** The same form sent twice is one refund. */
  key: string;
  errors: Record<string, string>;
  message: string;
}

/** The form for a refund, with nothing chosen yet. */
export async function compose(ctx: DeskContext): Promise<void> {
  const read = await readOrder(ctx);
  showForm(ctx, read, {
    chosen: freshParts(read.order.lines, () => 0),
    shipping: false,
    restock: true,
    amount: "",
    worth: 0,
    reason: "",
    key: newKey(),
    errors: {},
    message: "",
  });
}

/** Gives back what was chosen; with step=reckon it only works out the amount. */
export async function create(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  const read = await inStore(ctx.state.store.id, "read", () => readOrder(ctx));
  const isTry = field(ctx, "step") === "reckon";
  const form = readForm(ctx, read.order, isTry ? "" : field(ctx, "amount"));
  if (isTry) return showForm(ctx, read, proposed(form, read.order));
  if (Object.keys(form.errors).length > 0) return showAgain(ctx, form, 422);

  const refusal = await changeOrder(ctx, "order.refunded", async ({ id }, { name: actor }) => {
    const key = `desk ${id} ${form.key}`;
    if (await isRefundKnown(key)) return false;
    await refuseIfChanged(id, seenIn(ctx));
    const { chosen, shipping, restock, reason, worth: amount } = form;
    const lines = chosen.parts;
    const refund = await requestRefund(id, {
      key,
      amount,
      lines,
      shipping,
      restock,
      reason,
      actor,
    });
    return { refund, amount };
  });
  if (refusal) return showAgain(ctx, { ...form, message: refusal.message }, refusal.status);

  leaveNotice(ctx, { text: `${money(read, form.worth)} ${whatFollows(read.order)}` });
  goOn(ctx, `/orders/${read.order.number}`);
}

/** What was not paid on a provider's page, nobody but the shop can send back. */
function isByHand({ payment_method }: OrderAtDesk): boolean {
  return payment_method !== "stripe";
}

function whatFollows(order: OrderAtDesk): string {
  return isByHand(order)
    ? "count as given back: please send the money to the customer."
    : "are on their way back to the customer.";
}

function readForm(ctx: DeskContext, order: OrderAtDesk, amount: string): RefundForm {
  const chosen = readParts(ctx, order.lines);
  const shipping = field(ctx, "shipping") === "1";
  const { worth, error } = worthOf(order, chosen, shipping, amount);
  return {
    chosen,
    shipping,
    restock: field(ctx, "restock") === "1",
    amount,
    worth,
    reason: field(ctx, "reason").slice(0, 500),
    key: /^[\w-]{16,40}$/.test(field(ctx, "key")) ? field(ctx, "key") : newKey(),
    errors: { ...chosen.errors, ...(error ? { amount: error } : {}) },
    message: "",
  };
}

/** The amount that was typed, or without one what the chosen things are worth. */
function worthOf(order: OrderAtDesk, chosen: ChosenParts, shipping: boolean, amount: string) {
  const proposal = returnedTotal(order, chosen.parts, shipping);
  try {
    const worth = amount === "" ? proposal : toMinor(amount, order.currency);
    return { worth, error: worth > 0 ? "" : "Please choose what to give back, or give an amount." };
  } catch (error) {
    if (error instanceof RangeError) return { worth: 0, error: `${error.message}.` };
    throw error;
  }
}

function proposed(form: RefundForm, { currency }: OrderAtDesk): RefundForm {
  const amount = form.worth > 0 ? toMajorText(form.worth, currency) : "";
  return { ...form, amount, errors: form.chosen.errors };
}

function newKey(): string {
  return randomBytes(15).toString("base64url");
}

async function showAgain(ctx: DeskContext, form: RefundForm, status: number): Promise<void> {
  const read = await inStore(ctx.state.store.id, "read", () => readOrder(ctx));
  ctx.status = status;
  showForm(ctx, read, form);
}

function showForm(ctx: DeskContext, read: OrderRead, form: RefundForm): void {
  const { order } = read;
  const page = { title: `Refund order ${order.number}`, section: "/orders" };
  const rows = order.lines.map((line) => ({
    ...lineOf(ctx, line),
    left: leftToRefund(line),
    typed: form.chosen.typed[line.id] ?? "",
    error: form.chosen.errors[`quantity-${line.id}`] ?? "",
  }));
  const shipping = shippingTotal(order);
  showDesk(ctx, "dashboard/orders/refund", page, {
    number: order.number,
    path: deskPath(ctx, `/orders/${order.number}`),
    seen: standingOf(order.events),
    lines: rows.filter(({ left, typed }) => left > 0 || Number(typed) > 0),
    currency: order.currency,
    shipping: shipping > 0 ? money(read, shipping) : "",
    most: money(read, order.paid - order.refunded),
    isShipped: order.lines.some(({ fulfilled }) => fulfilled > 0),
    isByHand: isByHand(order),
    form,
  });
}

function money({ order, locale }: OrderRead, amount: number): string {
  return formatMoney(amount, order.currency, locale);
}
