import { createHash } from "node:crypto";
import Stripe from "stripe";
import { config } from "../../config.ts";
import type { StripeKeys } from "../keys.ts";
import {
  type BackRequest,
  type PageRequest,
  type PaymentProvider,
  type PayPage,
  ProviderAway,
  type ProviderFact,
  ProviderRefused,
  type RefundFact,
} from "../provider.ts";
import { toStripe } from "./amount.ts";
import { factOf, refundFact, stateOf } from "./facts.ts";
import { type Mark, marked, markOf, sealOf } from "./marks.ts";

const { errors } = Stripe;
const patience = 8_000;

/** Payments on Stripe's own page (Checkout), with the keys of an account. */
export function stripeProvider(keys: StripeKeys): PaymentProvider {
  const stripe = clientFor(keys.secretKey);
  return {
    openPage: (request) => translated(openPage(stripe, request)),
    look: (storeId, reference) => translated(look(stripe, storeId, reference)),
    closePage: (reference) => translated(closePage(stripe, reference)),
    giveBack: (request) => translated(giveBack(stripe, request)),
  };
}

const clients = new Map<string, Stripe>();

function clientFor(secretKey: string): Stripe {
  const name = `${secretKey} ${config.STRIPE_API_URL ?? ""}`;
  const known = clients.get(name);
  if (known) return known;

  const options = { maxNetworkRetries: 1, timeout: patience, telemetry: false, ...apiAddress() };
  const client = new Stripe(secretKey, options);
  clients.set(name, client);
  return client;
}

function apiAddress(): Pick<Stripe.StripeConfig, "host" | "port" | "protocol"> {
  if (!config.STRIPE_API_URL) return {};
  const { hostname, port, protocol } = new URL(config.STRIPE_API_URL);
  const secure = protocol === "https:";
  return { host: hostname, port: port || (secure ? 443 : 80), protocol: secure ? "https" : "http" };
}

async function openPage(stripe: Stripe, request: PageRequest): Promise<PayPage> {
  const wish = sessionWish(request);
  // The wish is part of the key: Stripe refuses a key that comes again with something else.
  const shape = createHash("sha256").update(JSON.stringify(wish)).digest("hex").slice(0, 16);
  const idempotencyKey = `page-${request.storeId}-${request.payment}-${shape}`;
  const session = await stripe.checkout.sessions.create(wish, { idempotencyKey });
  if (!session.url) throw new ProviderRefused("Stripe made a page without an address");
  return { reference: session.id, address: session.url };
}

function sessionWish(request: PageRequest): Stripe.Checkout.SessionCreateParams {
  const { storeId, payment, order, amount, currency, title } = request;
  const metadata = { ...marked({ storeId, kind: "payment", id: payment }), order: String(order) };
  return {
    mode: "payment",
    client_reference_id: `${storeId}-${order}`,
    customer_email: request.email,
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: currency.toLowerCase(),
          unit_amount: toStripe(amount, currency),
          product_data: { name: title },
        },
      },
    ],
    metadata,
    payment_intent_data: { description: title, metadata },
    success_url: request.paidUrl,
    cancel_url: request.cancelUrl,
    expires_at: Math.floor(request.expiresAt.getTime() / 1000),
  };
}

async function look(stripe: Stripe, storeId: number, reference: string): Promise<ProviderFact> {
  const expand = ["payment_intent"];
  const session = await stripe.checkout.sessions.retrieve(reference, { expand });
  const mark = markOf(session.metadata, "payment");
  if (mark?.storeId !== storeId) throw new ProviderRefused("This page is another shop's");
  const state = stateOf(session);
  return factOf(session, mark.id, state, `look ${reference} ${state}`);
}

/** Without an open page to close there is nothing to do: somebody was faster. */
async function closePage(stripe: Stripe, reference: string): Promise<void> {
  await stripe.checkout.sessions.expire(reference).catch((error: unknown) => {
    if (!(error instanceof errors.StripeInvalidRequestError)) throw error;
  });
}

/** Looks first whether it was done: Stripe forgets keys after a day, and the worker may come back later than that. */
async function giveBack(stripe: Stripe, request: BackRequest): Promise<RefundFact> {
  const { storeId, refund, amount, currency, reference } = request;
  const { payment_intent: found } = await stripe.checkout.sessions.retrieve(reference);
  const intent = typeof found === "string" ? found : found?.id;
  if (!intent) throw new ProviderRefused("Nothing was paid on this page");

  const mark: Mark = { storeId, kind: "refund", id: refund };
  const earlier = await stripe.refunds.list({ payment_intent: intent, limit: 100 });
  const done = earlier.data.find(({ metadata }) => metadata?.seal === sealOf(mark));
  const wish = {
    payment_intent: intent,
    amount: toStripe(amount, currency),
    metadata: marked(mark),
  };
  const idempotencyKey = `refund-${storeId}-${refund}-${intent}`;
  return refundFact(done ?? (await stripe.refunds.create(wish, { idempotencyKey })), refund);
}

async function translated<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof RangeError) throw new ProviderRefused(error.message);
    if (!(error instanceof errors.StripeError)) throw error;
    const final =
      error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError;
    throw final ? new ProviderRefused(error.message) : new ProviderAway(error.message);
  }
}
