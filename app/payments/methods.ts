import type { PaymentKind } from "../models/store/orders/order.ts";
import { enabledMethods } from "../models/store/selling/payment-method.ts";
import { keysOf } from "./keys.ts";

/** A way to pay that a shopper can choose. */
export interface OfferedMethod {
  kind: PaymentKind;
  name: string;
  instructions: string;
}

/**
 * The ways to pay that a shop offers, in its order; cards only where there are keys for a provider.
 * Inside the store's unit of work.
 */
export async function offeredMethods(storeId: number): Promise<OfferedMethod[]> {
  const methods = await enabledMethods();
  return methods
    .filter(({ kind, secrets }) => kind !== "stripe" || keysOf(storeId, secrets) !== undefined)
    .map(({ kind, name, instructions }) => ({ kind, name, instructions }));
}
