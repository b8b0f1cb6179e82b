import { randomBytes } from "node:crypto";
import { QueryTypes } from "sequelize";
import { asPlatform } from "../../app/context.ts";
import { hashOf, newToken } from "../../app/cookies.ts";
import type { Role } from "../../app/staff/roles.ts";
import { sequelize } from "../../db/connection.ts";
import { type Shopper, shopper } from "./shopper.ts";
import type { Shop } from "./shops.ts";

/** Somebody at a desk: a browser that is signed in, with a user of its own. */
export interface StaffMember extends Shopper {
  id: number;
  email: string;
  /** The address of a page of the shop's desk: `desk("/products")`. */
  desk(path: string): string;
}

interface StaffOptions {
  role?: Role;
  admin?: boolean;
}

/** Signs somebody in who works in a shop; without a shop, somebody who works in none. */
export async function staffOf(
  shop: Shop | null,
  { role = "owner", admin = false }: StaffOptions = {},
): Promise<StaffMember> {
  const email = `${role}-${randomBytes(4).toString("hex")}@example.com`;
  const token = newToken();
  const id = await asPlatform("write", async () => {
    const user = await makeUser(email, admin);
    if (shop) await employ(user, shop.id, role);
    await sequelize.query(
      "insert into staff_sessions (token_hash, user_id, expires_at) values ($1, $2, now() + interval '1 day')",
      { bind: [hashOf(token), user] },
    );
    return user;
  });
  const browser = shopper({ cookies: new Map([["staff", token]]) });
  return { ...browser, id, email, desk: (path) => `localhost/store/${shop?.code}${path}` };
}

async function makeUser(email: string, admin: boolean): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into users (email, name, password_hash, is_admin, verified_at) values ($1, 'Test Person', '', $2, now()) returning id`,
    { bind: [email, admin], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("no user");
  return row.id;
}

async function employ(user: number, store: number, role: Role): Promise<void> {
  await sequelize.query("insert into memberships (user_id, store_id, role) values ($1, $2, $3)", {
    bind: [user, store, role],
  });
}
