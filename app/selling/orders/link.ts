import { isSigned, signatureOf } from "../../signing.ts";

/** What lets whoever holds it see one order of one store: for the links in mails and after a purchase. */
export function orderToken(storeId: number, orderId: number): string {
  return `${orderId.toString(36)}-${signatureOf("order", storeId, String(orderId))}`;
}

/** The id of the order that a token is for; undefined when this store never gave it out. */
export function orderOfToken(storeId: number, token: string): number | undefined {
  const [, digits = "", signature = ""] = /^([0-9a-z]{1,7})-([\w-]{22})$/.exec(token) ?? [];
  const id = Number.parseInt(digits, 36);
  if (!Number.isSafeInteger(id) || id > 2_147_483_647) return undefined;
  return isSigned("order", storeId, String(id), signature) ? id : undefined;
}
