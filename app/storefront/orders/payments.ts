import { goTo, param, type StoreContext } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import { leaveNotice } from "../../notice.ts";
import { openPayment } from "../../payments/begin.ts";
import { keysFor } from "../../payments/keys.ts";
import { askProvider } from "../../payments/look.ts";
import { messageOf, receiveEvent } from "../../payments/webhook.ts";
import { orderOfToken } from "../../selling/orders/link.ts";

const sentences = {
  nothing: "There is nothing to pay on this order at the moment.",
  away: "The payment page cannot be reached at the moment. Your order is safe: please try again in a few minutes.",
};

/** Where Stripe tells this shop what happened, in its own account or in the platform's. */
export async function webhook(ctx: StoreContext): Promise<void> {
  const { id } = ctx.state.store;
  await receiveEvent(await keysFor(id), messageOf(ctx), async (storeId) => storeId === id);
  ctx.body = { received: true };
}

/** The shopper is back from the provider's page. The provider is asked, in case its own word is not here yet. */
export async function returned(ctx: StoreContext): Promise<void> {
  await askProvider(ctx.state.store.id, orderOf(ctx));
  toOrder(ctx);
}

/** Pays an order that is not paid yet: on the page that is open, or on a new one. */
export async function again(ctx: StoreContext): Promise<void> {
  const beginning = await openPayment(ctx, orderOf(ctx));
  if (beginning.address === null) {
    leaveNotice(ctx, { text: sentences[beginning.why], tone: "bad" });
    return toOrder(ctx);
  }
  goTo(ctx, beginning.address);
}

function orderOf(ctx: StoreContext): number {
  const id = orderOfToken(ctx.state.store.id, param(ctx, "token"));
  if (id === undefined) throw new NotFound();
  return id;
}

function toOrder(ctx: StoreContext): void {
  goTo(ctx, ctx.state.links.order(param(ctx, "token")));
}
