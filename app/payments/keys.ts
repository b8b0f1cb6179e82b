import { config } from "../config.ts";
import { inStore } from "../context.ts";
import { log } from "../log.ts";
import { keepSecrets, sealedSecrets } from "../models/store/selling/payment-method.ts";
import { decrypt, encrypt } from "../signing.ts";

/** What opens an account at Stripe, and what its webhooks are signed with. */
export interface StripeKeys {
  secretKey: string;
  webhookSecret: string;
}

/** The platform's own account, which serves every shop without one of its own; undefined without keys. */
export function platformKeys(): StripeKeys | undefined {
  const { STRIPE_SECRET_KEY: secretKey, STRIPE_WEBHOOK_SECRET: webhookSecret = "" } = config;
  return secretKey ? { secretKey, webhookSecret } : undefined;
}

/** The keys that count for a store, of its sealed secrets or the platform's; undefined where there are none. */
export function keysOf(storeId: number, sealed: string): StripeKeys | undefined {
  if (!sealed) return platformKeys();
  try {
    return JSON.parse(decrypt(storeId, sealed));
  } catch (error) {
    log.error({ err: error, store: storeId }, "the payment keys of a store cannot be read");
    return undefined;
  }
}

/** The keys that count for a store. Opens a unit of its own. */
export async function keysFor(storeId: number): Promise<StripeKeys | undefined> {
  return keysOf(storeId, await inStore(storeId, "read", () => sealedSecrets("stripe")));
}

/** Gives a store an account of its own, or with null the platform's again. Inside a unit that writes. */
export async function keepStripeKeys(storeId: number, keys: StripeKeys | null): Promise<void> {
  await keepSecrets("stripe", keys ? encrypt(storeId, JSON.stringify(keys)) : "");
}
