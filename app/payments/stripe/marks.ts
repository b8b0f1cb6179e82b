import type Stripe from "stripe";
import { isSigned, signatureOf } from "../../signing.ts";

/** What we write on everything at Stripe, so that what comes back says whose it is. */
export interface Mark {
  storeId: number;
  kind: "payment" | "refund";
  id: number;
}

/** A mark as Stripe keeps it. */
export function marked(mark: Mark): Record<string, string> {
  return { store: String(mark.storeId), [mark.kind]: String(mark.id), seal: sealOf(mark) };
}

/** Whose something at Stripe is; null for what another installation with the same account put there. */
export function markOf(metadata: Stripe.Metadata | null, kind: Mark["kind"]): Mark | null {
  const { store = "", [kind]: id = "", seal = "" } = metadata ?? {};
  const mark = { storeId: Number(store), kind, id: Number(id) };
  if (![mark.storeId, mark.id].every((number) => Number.isSafeInteger(number) && number > 0)) {
    return null;
  }
  return isSigned(`stripe ${kind}`, mark.storeId, String(mark.id), seal) ? mark : null;
}

/** What only we can write. */
export function sealOf({ storeId, kind, id }: Mark): string {
  return signatureOf(`stripe ${kind}`, storeId, String(id));
}
