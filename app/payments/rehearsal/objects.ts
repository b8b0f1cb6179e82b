import { randomBytes } from "node:crypto";

export type Metadata = Record<string, string>;

/** The parts of Stripe's objects that this peer knows. Amounts as Stripe counts them, times in seconds. */
export interface Session {
  id: string;
  object: "checkout.session";
  account: string;
  amount_total: number;
  currency: string;
  title: string;
  customer_email: string;
  client_reference_id: string;
  metadata: Metadata;
  success_url: string;
  cancel_url: string;
  created: number;
  expires_at: number;
  status: "open" | "complete" | "expired";
  payment_status: "unpaid" | "paid";
  payment_intent: string | null;
}

export interface Intent {
  id: string;
  object: "payment_intent";
  amount: number;
  currency: string;
  status: "requires_payment_method" | "processing" | "succeeded";
  metadata: Metadata;
  last_payment_error: { code: string; message: string } | null;
}

export interface Refund {
  id: string;
  object: "refund";
  amount: number;
  currency: string;
  payment_intent: string;
  metadata: Metadata;
  status: "succeeded" | "failed";
  failure_reason: string | null;
}

/** What a page asks for. */
export interface Item {
  title: string;
  amount: number;
  currency: string;
}

/** A page on which nobody has paid yet. */
export function newSession({ title, amount, currency }: Item): Session {
  return {
    id: newId("cs_test"),
    object: "checkout.session",
    account: "",
    amount_total: amount,
    currency,
    title,
    customer_email: "",
    client_reference_id: "",
    metadata: {},
    success_url: "",
    cancel_url: "",
    created: 0,
    expires_at: 0,
    status: "open",
    payment_status: "unpaid",
    payment_intent: null,
  };
}

/** An id in Stripe's manner, such as pi_0f3c... */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(12).toString("hex")}`;
}

/** A try to take money that has not begun. */
export function newIntent(about: Pick<Intent, "amount" | "currency" | "metadata">): Intent {
  return {
    ...about,
    id: newId("pi"),
    object: "payment_intent",
    status: "requires_payment_method",
    last_payment_error: null,
  };
}

/** Money that has gone back. */
export function newRefund(
  about: Pick<Refund, "amount" | "currency" | "payment_intent" | "metadata">,
): Refund {
  return { ...about, id: newId("re"), object: "refund", status: "succeeded", failure_reason: null };
}
