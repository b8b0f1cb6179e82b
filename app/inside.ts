import { isSigned, signatureOf } from "./signing.ts";

const hour = 3_600_000;

/** What lets a browser into a closed shop for an hour. */
export function insideKey(storeId: number, now = Date.now()): string {
  const until = (now + hour).toString(36);
  return `${until}.${signatureOf("inside", storeId, until)}`;
}

/** Whether a key is one of this shop's, and still good. */
export function isInsideKey(storeId: number, key: string, now = Date.now()): boolean {
  const [until = "", signature = ""] = key.split(".");
  return isSigned("inside", storeId, until, signature) && Number.parseInt(until, 36) > now;
}
