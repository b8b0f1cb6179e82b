import { randomBytes } from "node:crypto";
import { asPlatform } from "../../app/context.ts";
import { hashPassword } from "../../app/customers/passwords.ts";
import { trustNetwork } from "../../app/customers/throttle.ts";
import { employ } from "../../app/models/shared/people/membership.ts";
import { createUser, type User } from "../../app/models/shared/people/user.ts";
import type { Role } from "../../app/staff/roles.ts";
import { withAdmin } from "../../db/admin.ts";
import { type Shopper, shopper } from "./shopper.ts";
import type { Shop } from "./shops.ts";
import type { Page } from "./visit.ts";

export const password = "correct horse battery";

/** An account with a password, which works in a shop where one is named. */
export async function aPerson(shop: Shop | null = null, role: Role = "owner"): Promise<User> {
  const email = `${randomBytes(5).toString("hex")}@example.com`;
  const passwordHash = await hashPassword(password);
  return asPlatform("write", async () => {
    const user = await createUser({ email, name: "Pat Person", passwordHash, verified: true });
    if (!user) throw new Error("no user");
    if (shop) await employ(user.id, shop.id, role);
    return user;
  });
}

/** All tests come from one address of the network; how often it may try is another test's business. */
export function trustThisMachine(): Promise<void> {
  return trustNetwork({ storeId: 0, ip: "127.0.0.1" });
}

/** Types address and password into the sign-in page. */
export async function signsIn(
  who: Shopper,
  email: string,
  { secret = password, next = "" } = {},
): Promise<Page> {
  await trustThisMachine();
  await who.opens(`localhost/login?next=${encodeURIComponent(next)}`);
  return who.sends("localhost/login", { email, password: secret, next });
}

/** A browser in which somebody has signed in. */
export async function signedInAs({ email }: Pick<User, "email">): Promise<Shopper> {
  const who = shopper();
  const page = await signsIn(who, email);
  if (page.status !== 303) throw new Error(`signing in gave ${page.status}`);
  return who;
}

/** The lines of a shop's log, the newest first. */
export function logOf(shop: Pick<Shop, "id">): Promise<Record<string, unknown>[]> {
  return withAdmin(async (client) => {
    const { rows } = await client.query(
      `select actor, kind, subject, before, after from store_${shop.id}.audit_log order by id desc`,
    );
    return rows;
  });
}
