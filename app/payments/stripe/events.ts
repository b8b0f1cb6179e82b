import Stripe from "stripe";
import { BadRequest } from "../../errors.ts";
import type { StripeKeys } from "../keys.ts";
import type { ProviderEvent, ProviderFact } from "../provider.ts";
import { fromStripe } from "./amount.ts";
import { factOf, refundFact, stateOf } from "./facts.ts";
import { markOf } from "./marks.ts";

/**
 * Reads what Stripe sent to a webhook; null for what is not about anything of ours.
 * @throws BadRequest when it was not Stripe that sent it, or not lately
 */
export function readEvent(keys: StripeKeys, body: string, signature: string): ProviderEvent | null {
  const event = checkedEvent(keys, body, signature);
  switch (event.type) {
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
    case "checkout.session.async_payment_failed":
    case "checkout.session.expired":
      return aboutSession(event.data.object, event);
    case "payment_intent.payment_failed":
      return aboutTry(event.data.object, event.id);
    case "refund.updated":
    case "refund.failed":
      return aboutRefund(event.data.object);
    default:
      return null;
  }
}

function checkedEvent(keys: StripeKeys, body: string, signature: string): Stripe.Event {
  if (!keys.webhookSecret) throw new BadRequest("Events cannot be checked here.");
  try {
    return Stripe.webhooks.constructEvent(body, signature, keys.webhookSecret);
  } catch {
    throw new BadRequest("The signature of this event is not right.");
  }
}

function aboutSession(
  session: Stripe.Checkout.Session,
  { id, type }: Stripe.Event,
): ProviderEvent | null {
  const mark = markOf(session.metadata, "payment");
  if (!mark) return null;
  const failed = type === "checkout.session.async_payment_failed";
  const state = failed ? "failed" : stateOf(session);
  return { storeId: mark.storeId, payment: factOf(session, mark.id, state, id) };
}

/** One try of several on a page: the shopper may use another card. */
function aboutTry(intent: Stripe.PaymentIntent, event: string): ProviderEvent | null {
  const mark = markOf(intent.metadata, "payment");
  if (!mark) return null;
  const currency = intent.currency.toUpperCase();
  const payment: ProviderFact = {
    state: "failed",
    payment: mark.id,
    amount: fromStripe(intent.amount, currency),
    currency,
    reference: null,
    event,
    message: intent.last_payment_error?.message ?? "",
  };
  return { storeId: mark.storeId, payment };
}

function aboutRefund(refund: Stripe.Refund): ProviderEvent | null {
  const mark = markOf(refund.metadata, "refund");
  return mark && { storeId: mark.storeId, refund: refundFact(refund, mark.id) };
}
