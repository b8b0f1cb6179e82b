import { type DeskContext, field, inStore } from "../../../context.ts";
import { Conflict, Refusal } from "../../../errors.ts";
import { refuseIfChanged } from "../../../models/store/desk/orders/standing.ts";
import { cancelOrder } from "../../../models/store/orders/cancelling.ts";
import { noteEvent, wholeOrder } from "../../../models/store/orders/order.ts";
import { markPaid } from "../../../models/store/orders/payments/payment.ts";
import { leaveNotice } from "../../../notice.ts";
import { post } from "../../../outbox.ts";
import { closePages } from "../../../payments/look.ts";
import { refuseActing } from "../../../staff/acting.ts";
import { goOn } from "../../desk.ts";
import { wholeNumber } from "../../lists.ts";
import { mailsOf } from "../page/mails.ts";
import { numberIn, readOrder, showRefused } from "../page/show.ts";
import { changeOrder } from "./change.ts";

const mostOfNote = 2000;

/** Writes a note into the order's timeline; the customer never sees it. */
export async function addNote(ctx: DeskContext): Promise<void> {
  const text = field(ctx, "note").slice(0, mostOfNote);
  if (!text) return showRefused(ctx, new Refusal(422, "Please write something first."));

  await finish(
    ctx,
    "The note is kept.",
    changeOrder(ctx, "order.noted", async ({ id }, { name }) => {
      await noteEvent(id, "note", { actor: name, detail: { text } });
      return true;
    }),
  );
}

/** Notes that the money is here. */
export async function markAsPaid(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  await finish(
    ctx,
    "The order is marked as paid.",
    changeOrder(ctx, "order.paid", async ({ id }, { name }) => {
      await refuseIfChanged(id, seenIn(ctx));
      await markPaid(id, name);
      return true;
    }),
  );
}

/** Calls the order off, and gives back what was paid. Done twice it is done once. */
export async function cancel(ctx: DeskContext): Promise<void> {
  refuseActing(ctx);
  const restock = field(ctx, "restock") === "1";
  const reason = field(ctx, "reason").slice(0, 500);
  const refusal = await changeOrder(ctx, "order.cancelled", async (order, { name: actor }) => {
    if (order.state === "cancelled") return false;
    await refuseIfChanged(order.id, seenIn(ctx));
    await cancelOrder(order.id, { actor, reason, restock });
    return { reason, restock };
  });
  if (refusal) return showRefused(ctx, refusal);

  const { store } = ctx.state;
  const { order } = await inStore(store.id, "read", () => readOrder(ctx));
  await closePages(store.id, order.id); // so that nobody pays for it any more
  leaveNotice(ctx, { text: `Order ${order.number} is cancelled.` });
  goOn(ctx, `/orders/${order.number}`);
}

/** Sends one of the order's letters once more. */
export async function sendAgain(ctx: DeskContext): Promise<void> {
  const wanted = field(ctx, "mail");
  await finish(
    ctx,
    "The mail is on its way.",
    changeOrder(ctx, "order.mailed", async ({ id }) => {
      const order = await wholeOrder(id);
      const mail = order && mailsOf(order).find(({ value }) => value === wanted);
      if (!mail) throw new Conflict("This mail is not true of the order any more.");
      await post(mail.errand.kind, mail.errand.payload);
      return { mail: wanted };
    }),
  );
}

/** How the order stood that the form was made for. */
export function seenIn(ctx: DeskContext): number {
  return wholeNumber(field(ctx, "seen")) ?? 0;
}

async function finish(
  ctx: DeskContext,
  text: string,
  change: Promise<Refusal | null>,
): Promise<void> {
  const refusal = await change;
  if (refusal) return showRefused(ctx, refusal);
  leaveNotice(ctx, { text });
  goOn(ctx, `/orders/${numberIn(ctx)}`);
}
