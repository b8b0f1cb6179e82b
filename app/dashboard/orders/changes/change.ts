import type { DeskContext } from "../../../context.ts";
import { NotFound, Refusal } from "../../../errors.ts";
import { type Actor, writeDown } from "../../../models/store/audit.ts";
import { lockNumbered } from "../../../models/store/desk/orders/standing.ts";
import { lockOrder, type OrderRow } from "../../../models/store/orders/order.ts";
import { changing } from "../../../retry.ts";
import { actorOf } from "../../actor.ts";
import { numberIn } from "../page/show.ts";

/** What is done to an order; gives false when there was nothing left to do. Its details go into the shop's log. */
export type OrderWork = (order: OrderRow, actor: Actor) => Promise<object | boolean>;

/**
 * Does something to the order that the page's address names, in a unit of its own, and writes into the shop's log who did
 * it and how the order stood before and after. Gives in words why it could not be done.
 * @throws NotFound
 */
export async function changeOrder(
  ctx: DeskContext,
  kind: string,
  work: OrderWork,
): Promise<Refusal | null> {
  const actor = actorOf(ctx);
  const number = numberIn(ctx);
  try {
    await changing(ctx.state.store.id, async () => {
      const before = await lockNumbered(number);
      const done = await work(before, actor);
      if (done === false) return;
      const after = { ...standing(await lockOrder(before.id)), ...detailsOf(done) };
      await writeDown(actor, { kind, subject: `order ${number}`, before: standing(before), after });
    });
    return null;
  } catch (error) {
    if (error instanceof Refusal && !(error instanceof NotFound)) return error;
    throw error;
  }
}

function standing(order: OrderRow | undefined): object {
  if (!order) return {};
  const { state, payment_state: payment, fulfilment_state: fulfilment, paid, refunded } = order;
  return { state, payment, fulfilment, paid, refunded };
}

function detailsOf(done: object | boolean): object {
  return typeof done === "object" ? done : {};
}
