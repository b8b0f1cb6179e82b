import { inStore } from "../context.ts";
import {
  finishRefund,
  type PromisedRefund,
  promisedRefund,
  type RefundOutcome,
} from "../models/store/orders/payments/refund-settling.ts";
import { changing } from "../retry.ts";
import { keysFor } from "./keys.ts";
import { ProviderAway, ProviderRefused } from "./provider.ts";
import { stripeProvider } from "./stripe/checkout.ts";

/**
 * Carries out a refund that was promised: at the provider, or for a bank transfer by noting that the shop's people do it.
 * Done once, however often it is called, also when the process died in between. Call outside of any unit of work.
 * @throws ProviderAway when the provider cannot be reached: the same again may well succeed
 */
export async function settleRefund(storeId: number, refundId: number): Promise<void> {
  const refund = await inStore(storeId, "read", () => promisedRefund(refundId));
  if (!refund) return;
  const outcome = refund.method === "stripe" ? await giveBack(storeId, refund) : byHand;
  await changing(storeId, () => finishRefund(refundId, outcome));
}

const byHand: RefundOutcome = { state: "done", reference: null, message: "" };

async function giveBack(storeId: number, refund: PromisedRefund): Promise<RefundOutcome> {
  const { id, amount, currency, reference } = refund;
  const keys = await keysFor(storeId);
  if (!keys) throw new ProviderAway("There are no keys for a provider at the moment");
  if (!reference) return refused("Nothing was paid at the provider.");
  try {
    const back = { storeId, refund: id, amount, currency, reference };
    return await stripeProvider(keys).giveBack(back);
  } catch (error) {
    if (error instanceof ProviderRefused) return refused(error.message);
    throw error;
  }
}

function refused(message: string): RefundOutcome {
  return { state: "failed", reference: null, message };
}
