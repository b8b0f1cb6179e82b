import { type DeskContext, field, inStore, param } from "../../../context.ts";
import { NotFound, type Refusal } from "../../../errors.ts";
import { type OrderAtDesk, orderAtDesk } from "../../../models/store/desk/orders/order-at-desk.ts";
import { Settings } from "../../../models/store/settings.ts";
import { showDesk } from "../../desk.ts";
import { wholeNumber } from "../../lists.ts";
import { viewOf } from "./view.ts";

/** An order with everything about it, as the page at its address shows it. */
export interface OrderRead {
  order: OrderAtDesk;
  locale: string;
}

/** The page of one order. */
export async function show(ctx: DeskContext): Promise<void> {
  showOrder(ctx, await readOrder(ctx));
}

/** The same page when something could not be done to the order: it says why, and keeps what was typed. */
export async function showRefused(ctx: DeskContext, { status, message }: Refusal): Promise<void> {
  const read = await inStore(ctx.state.store.id, "read", () => readOrder(ctx));
  ctx.status = status;
  showOrder(ctx, read, message);
}

/** The order that the page's address names. Inside a unit of the shop. @throws NotFound */
export async function readOrder(ctx: DeskContext): Promise<OrderRead> {
  const [order, { locale }] = await Promise.all([orderAtDesk(numberIn(ctx)), Settings.current()]);
  return { order, locale };
}

/** The number of an order in the page's address. @throws NotFound for what can be none */
export function numberIn(ctx: DeskContext): number {
  const number = wholeNumber(param(ctx, "number"));
  if (number === undefined) throw new NotFound("There is no such order.");
  return number;
}

function showOrder(ctx: DeskContext, { order, locale }: OrderRead, problem = ""): void {
  const page = { title: `Order ${order.number}`, section: "/orders" };
  const reason = field(ctx, "reason");
  showDesk(ctx, "dashboard/orders/show", page, {
    order: viewOf(ctx, order, locale),
    problem,
    reason,
  });
}
