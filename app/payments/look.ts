import { inStore } from "../context.ts";
import { log } from "../log.ts";
import { openPages } from "../models/store/orders/payments/paying.ts";
import { type PaymentFact, recordPayment } from "../models/store/orders/payments/payment.ts";
import { changing } from "../retry.ts";
import { keysFor } from "./keys.ts";
import {
  type PaymentProvider,
  ProviderAway,
  type ProviderFact,
  ProviderRefused,
} from "./provider.ts";
import { stripeProvider } from "./stripe/checkout.ts";

/**
 * Asks the provider what became of an order's open payments, and writes it down. What the provider does not answer now
 * comes with its webhook. Call outside of any unit of work.
 */
export async function askProvider(storeId: number, orderId: number): Promise<void> {
  await eachPage(storeId, orderId, (provider, { reference }) =>
    lookAt(provider, storeId, reference),
  );
}

/**
 * Closes the pages of an order that should not be paid any more, because it was cancelled or its time is over, so that
 * nobody pays in vain; a payment that was faster is written down. Call it before the hold of an order is ended, and
 * outside of any unit of work.
 */
export async function closePages(storeId: number, orderId: number): Promise<void> {
  await eachPage(storeId, orderId, async (provider, { reference, over }) => {
    if (!over) return;
    await provider.closePage(reference);
    await lookAt(provider, storeId, reference);
  });
}

/** What a provider's word is for the books. @throws Error for a page on which nothing has happened yet */
export function factToRecord(fact: ProviderFact): PaymentFact {
  const { state, ...rest } = fact;
  if (state === "open") throw new Error("There is nothing to write down of an open page");
  return { ...rest, state };
}

async function lookAt(provider: PaymentProvider, storeId: number, reference: string) {
  const fact = await provider.look(storeId, reference);
  if (fact.state === "open") return;
  await changing(storeId, () => recordPayment(factToRecord(fact)));
}

async function eachPage(
  storeId: number,
  orderId: number,
  work: (provider: PaymentProvider, page: { reference: string; over: boolean }) => Promise<void>,
): Promise<void> {
  const pages = await inStore(storeId, "read", () => openPages(orderId));
  const keys = pages.length > 0 ? await keysFor(storeId) : undefined;
  if (!keys) return;
  try {
    for (const page of pages) await work(stripeProvider(keys), page);
  } catch (error) {
    if (!(error instanceof ProviderAway || error instanceof ProviderRefused)) throw error;
    log.warn({ err: error, store: storeId, order: orderId }, "the provider did not say");
  }
}
