import { QueryTypes } from "sequelize";
import { inStore } from "../../app/context.ts";
import { resetToken, verifyToken } from "../../app/customers/tokens.ts";
import { type CustomerRow, customerWithEmail } from "../../app/models/store/customers/customer.ts";
import { sequelize } from "../../db/connection.ts";
import { type Shopper, shopper } from "./shopper.ts";
import type { Shop } from "./shops.ts";
import type { Page } from "./visit.ts";

export const password = "correct horse battery";

/** Where a shop's account is, on its subdomain. */
export function accountOf(shop: Shop): string {
  return `${shop.code}.localhost/shop/account`;
}

/** The row of whoever has an address in a shop. @throws Error when there is none */
export async function customerOf(shop: Shop, email: string): Promise<CustomerRow> {
  const row = await inStore(shop.id, "read", () => customerWithEmail(email));
  if (!row) throw new Error(`${email} is not known to ${shop.name}`);
  return row;
}

/** The link that a mail would bring, as a path below the account. */
export async function linkFor(
  shop: Shop,
  kind: "verify" | "reset",
  email: string,
  now?: number,
): Promise<string> {
  const make = kind === "verify" ? verifyToken : resetToken;
  return `/${kind}/${make(shop.id, await customerOf(shop, email), now)}`;
}

/** Opens an account through the forms, and confirms its address through the link of the mail: signed in from then on. */
export async function joins(
  shop: Shop,
  email: string,
  { who = shopper(), at = accountOf(shop), name = "Ada Example" } = {},
): Promise<Shopper> {
  await who.opens(`${at}/register`);
  await who.sends(`${at}/register`, { name, email, password });
  const link = at + (await linkFor(shop, "verify", email));
  await who.opens(link);
  await who.sends(link, { password });
  await who.opens(at);
  return who;
}

/** Signs somebody in with a password, right or wrong. */
export async function signsIn(
  shop: Shop,
  email: string,
  { who = shopper(), at = accountOf(shop), secret = password } = {},
): Promise<{ who: Shopper; page: Page }> {
  await who.opens(`${at}/sign-in`);
  const page = await who.sends(`${at}/sign-in`, { email, password: secret });
  if (page.status === 303) await who.opens(at);
  return { who, page };
}

/** Asks a shop's own tables. */
export function rowsOf<T extends object>(
  shop: Shop,
  sql: string,
  bind: unknown[] = [],
): Promise<T[]> {
  return inStore(shop.id, "read", () => sequelize.query<T>(sql, { bind, type: QueryTypes.SELECT }));
}
