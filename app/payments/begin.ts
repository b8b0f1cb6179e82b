import type { StoreContext } from "../context.ts";
import { log } from "../log.ts";
import {
  keepPage,
  type PaymentToMake,
  paymentToMake,
} from "../models/store/orders/payments/paying.ts";
import { recordPayment } from "../models/store/orders/payments/payment.ts";
import { changing } from "../retry.ts";
import { orderToken } from "../selling/orders/link.ts";
import { keysFor } from "./keys.ts";
import { factToRecord } from "./look.ts";
import { type PaymentProvider, ProviderAway, ProviderRefused } from "./provider.ts";
import { chargeable } from "./stripe/amount.ts";
import { stripeProvider } from "./stripe/checkout.ts";

/** Where a shopper is to go: to the provider's page, or nowhere else, because there is nothing to pay, or no answer. */
type Beginning = { address: string; why: "pay" } | { address: null; why: "nothing" | "away" };

/**
 * Begins to pay an order on a provider's page, or goes on with a page that is open. Gives the address to send the shopper
 * to; null when there is none (nothing to pay, or the provider cannot be reached: it can be tried again later). Asks the
 * provider, so call it outside of any unit of work.
 */
export async function beginPayment(ctx: StoreContext, orderId: number): Promise<string | null> {
  return (await openPayment(ctx, orderId)).address;
}

/** Like `beginPayment`, but says why there is no address. */
export async function openPayment(ctx: StoreContext, orderId: number): Promise<Beginning> {
  try {
    // The second time, when the page that was there is found to be over.
    return (await tryOnce(ctx, orderId)) ?? (await tryOnce(ctx, orderId)) ?? nothing;
  } catch (error) {
    if (!(error instanceof ProviderAway || error instanceof ProviderRefused)) throw error;
    log.warn({ err: error, store: ctx.state.store.id, order: orderId }, "no page to pay on");
    return { address: null, why: "away" };
  }
}

const nothing: Beginning = { address: null, why: "nothing" };

/** Undefined when the page of the last payment was over: the next one will be new. */
async function tryOnce(ctx: StoreContext, orderId: number): Promise<Beginning | undefined> {
  const { id: storeId } = ctx.state.store;
  const payment = await changing(storeId, () => paymentToMake(orderId));
  if (!payment) return nothing;
  const keys = await keysFor(storeId);
  if (!keys) throw new ProviderRefused("There are no keys for a provider");
  const provider = stripeProvider(keys);
  if (!payment.reference) return openNew(ctx, provider, payment);

  const fact = await provider.look(storeId, payment.reference);
  if (fact.state === "open") return { address: payment.address, why: "pay" };
  const over = fact.state === "failed" ? { ...fact, state: "cancelled" as const } : fact;
  await changing(storeId, () => recordPayment(factToRecord(over)));
  return over.state === "cancelled" ? undefined : nothing;
}

async function openNew(
  ctx: StoreContext,
  provider: PaymentProvider,
  payment: PaymentToMake,
): Promise<Beginning> {
  const { store } = ctx.state;
  const amount = chargeable(payment.amount, payment.currency);
  const page = await provider.openPage({
    ...payment,
    storeId: store.id,
    payment: payment.id,
    amount,
    title: `${store.name} · Order ${payment.number}`,
    ...returnAddresses(ctx, payment.order),
  });
  const address = await changing(store.id, () => keepPage(payment.id, page, amount));
  return { address, why: "pay" };
}

/** Back to the host that the shopper came from: their cookies are there. */
function returnAddresses(ctx: StoreContext, orderId: number) {
  const { store, visit, links } = ctx.state;
  const order = links.order(orderToken(store.id, orderId));
  const cancelUrl = `${visit.protocol}://${visit.host}${visit.port}${order}`;
  return { cancelUrl, paidUrl: `${cancelUrl}/paid` };
}
