import type Stripe from "stripe";
import type { ProviderFact, RefundFact } from "../provider.ts";
import { fromStripe } from "./amount.ts";

type Session = Stripe.Checkout.Session;

/** What became of a page. */
export function stateOf({
  status,
  payment_status,
  payment_intent,
}: Session): ProviderFact["state"] {
  if (status === "expired") return "cancelled";
  if (status !== "complete") return "open";
  if (payment_status !== "unpaid") return "captured";
  const refused =
    typeof payment_intent === "object" && payment_intent?.status === "requires_payment_method";
  return refused ? "failed" : "processing";
}

/** What a page says about a payment of ours. */
export function factOf(
  session: Session,
  payment: number,
  state: ProviderFact["state"],
  event: string,
): ProviderFact {
  const currency = (session.currency ?? "").toUpperCase();
  const amount = fromStripe(session.amount_total ?? 0, currency);
  return { state, payment, amount, currency, reference: session.id, event, message: "" };
}

/** What Stripe says about a refund of ours. */
export function refundFact(refund: Stripe.Refund, id: number): RefundFact {
  const failed = refund.status === "failed" || refund.status === "canceled";
  return {
    refund: id,
    state: failed ? "failed" : "done",
    reference: refund.id,
    message: failed ? (refund.failure_reason ?? "The provider took it back.") : "",
  };
}
