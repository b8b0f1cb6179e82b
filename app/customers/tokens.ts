import { isSigned, signatureOf } from "../signing.ts";

/** What the links in our mails depend on: once any of it changes, those that were sent before are worth nothing. */
export interface LinkHolder {
  id: number;
  email: string;
  /** The address that shall take the place of `email`, once somebody shows that it is theirs; "" for none. */
  new_email: string;
  password_hash: string | null;
  verified_at: Date | null;
}

/** What a link in a mail is for. */
export type LinkPurpose = "verify" | "reset";

const hour = 3_600;
const lifetimes: Record<LinkPurpose, number> = { verify: 7 * 24 * hour, reset: hour };

/** What shows that its holder reads the mail of a customer's new (or unproven) address; good for 7 days, and once. */
export function verifyToken(storeId: number, customer: LinkHolder, now = Date.now()): string {
  return tokenOf("verify", storeId, customer, now);
}

/** What lets its holder choose a new password; good for an hour, and once. */
export function resetToken(storeId: number, customer: LinkHolder, now = Date.now()): string {
  return tokenOf("reset", storeId, customer, now);
}

/** The path of the page that confirms an address, as the routes know it. */
export function verifyLink(storeId: number, customer: LinkHolder): string {
  return `/shop/account/verify/${verifyToken(storeId, customer)}`;
}

/** The path of the page that asks for a new password, as the routes know it. */
export function resetLink(storeId: number, customer: LinkHolder): string {
  return `/shop/account/reset/${resetToken(storeId, customer)}`;
}

/** Where the link that confirms an address is sent: the address that it confirms. */
export function verifiedAddress(customer: LinkHolder): string {
  return customer.new_email || customer.email;
}

/** Whose a token says that it is, before anything about it is checked; undefined when it is none at all. */
export function holderOf(token: string): number | undefined {
  return partsOf(token)?.id;
}

/** Whether a token was made for this customer of this store, as the customer is now, and is still good. */
export function isTokenFor(
  purpose: LinkPurpose,
  storeId: number,
  customer: LinkHolder,
  token: string,
  now = Date.now(),
): boolean {
  const parts = partsOf(token);
  if (parts?.id !== customer.id || parts.expires * 1_000 < now) return false;
  return isSigned(purpose, storeId, stateOf(purpose, customer, parts.expires), parts.signature);
}

/** Whether a customer's address is confirmed, and this token is one that could confirm it before it was. */
export function isDoneBy(storeId: number, customer: LinkHolder, token: string): boolean {
  if (!customer.verified_at) return false;
  return isTokenFor("verify", storeId, { ...customer, verified_at: null }, token);
}

function tokenOf(purpose: LinkPurpose, storeId: number, customer: LinkHolder, now: number): string {
  const expires = Math.floor(now / 1_000) + lifetimes[purpose];
  const signature = signatureOf(purpose, storeId, stateOf(purpose, customer, expires));
  return `${customer.id.toString(36)}-${expires.toString(36)}-${signature}`;
}

function stateOf(purpose: LinkPurpose, customer: LinkHolder, expires: number): string {
  const { id, email, new_email, password_hash, verified_at } = customer;
  const verified = verified_at?.toISOString() ?? null;
  const about = purpose === "verify" ? [new_email, verified] : [password_hash, verified];
  return JSON.stringify([id, email, expires, ...about]);
}

function partsOf(token: string): { id: number; expires: number; signature: string } | undefined {
  const [, id = "", expires = "", signature = ""] =
    /^([0-9a-z]{1,6})-([0-9a-z]{1,8})-([\w-]{22})$/.exec(token) ?? [];
  if (!signature) return undefined;
  const number = Number.parseInt(id, 36);
  if (number > 2_147_483_647) return undefined;
  return { id: number, expires: Number.parseInt(expires, 36), signature };
}
