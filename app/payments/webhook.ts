import type { AnyContext } from "../context.ts";
import { NotFound } from "../errors.ts";
import { recordPayment } from "../models/store/orders/payments/payment.ts";
import { finishRefund } from "../models/store/orders/payments/refund-settling.ts";
import { changing } from "../retry.ts";
import type { StripeKeys } from "./keys.ts";
import { factToRecord } from "./look.ts";
import type { ProviderEvent } from "./provider.ts";
import { readEvent } from "./stripe/events.ts";

/** What came to a webhook, as it came: the signature is that of every byte. */
export interface Message {
  body: string;
  signature: string;
}

/** What a request to a webhook brought. */
export function messageOf({ request }: AnyContext): Message {
  const body = typeof request.body === "string" ? request.body : "";
  return { body, signature: request.get("Stripe-Signature") };
}

/**
 * Takes an event of Stripe and writes down what it says, once. `isOurs` says whether a store's events are accepted here;
 * other events are none of our business. Call outside of any unit of work.
 * @throws BadRequest for a wrong signature · NotFound where there are no keys
 */
export async function receiveEvent(
  keys: StripeKeys | undefined,
  message: Message,
  isOurs: (storeId: number) => Promise<boolean>,
): Promise<void> {
  if (!keys) throw new NotFound();
  const event = readEvent(keys, message.body, message.signature);
  if (!event || !(await isOurs(event.storeId))) return;
  await changing(event.storeId, () => record(event));
}

async function record({ payment, refund }: ProviderEvent): Promise<void> {
  if (payment && payment.state !== "open") await recordPayment(factToRecord(payment));
  if (refund) await finishRefund(refund.refund, refund);
}
