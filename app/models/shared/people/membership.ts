import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { Role } from "../../../staff/roles.ts";

/** Somebody who works in a shop. */
export interface Member {
  id: number;
  email: string;
  name: string;
  role: Role;
  has_factor: boolean;
  created_at: Date;
}

/** What came of a change: "last-owner" when nobody would own the shop any more, "gone" when they do not work there. */
export type Change = { done: true; before: Role; email: string } | { done: false; why: Refused };
export type Refused = "last-owner" | "gone";

/** Lets somebody work in a shop; nothing happens when they do already. False then. Ask as the platform. */
export async function employ(userId: number, storeId: number, role: Role): Promise<boolean> {
  const rows = await sequelize.query(
    `insert into memberships (user_id, store_id, role) values ($1, $2, $3)
     on conflict do nothing returning user_id`,
    { bind: [userId, storeId, role], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Everybody who works in a shop, its owners first. */
export function membersOf(storeId: number): Promise<Member[]> {
  return sequelize.query<Member>(
    `select u.id, u.email, u.name, m.role, u.totp_secret <> '' as has_factor, m.created_at
     from memberships m join users u on u.id = m.user_id where m.store_id = $1
     order by array_position(array['owner', 'manager', 'fulfilment', 'viewer'], m.role), lower(u.name), u.id`,
    { bind: [storeId], type: QueryTypes.SELECT },
  );
}

/** Whether somebody with this address works in a shop. */
export async function isMember(email: string, storeId: number): Promise<boolean> {
  const rows = await sequelize.query(
    `select m.user_id from memberships m join users u on u.id = m.user_id
     where m.store_id = $2 and u.email = $1`,
    { bind: [email, storeId], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

/** Gives somebody another role in a shop, unless they are its last owner. */
export async function changeRole(userId: number, storeId: number, role: Role): Promise<Change> {
  const change = await lockMember(userId, storeId, role === "owner");
  if (change.done) {
    await sequelize.query("update memberships set role = $3 where user_id = $1 and store_id = $2", {
      bind: [userId, storeId, role],
    });
  }
  return change;
}

/** Ends somebody's work in a shop, unless they are its last owner. */
export async function dismiss(userId: number, storeId: number): Promise<Change> {
  const change = await lockMember(userId, storeId, false);
  if (change.done) {
    await sequelize.query("delete from memberships where user_id = $1 and store_id = $2", {
      bind: [userId, storeId],
    });
  }
  return change;
}

/** Two owners who send each other away wait for one another here: the second finds itself the last. */
async function lockMember(userId: number, storeId: number, staysOwner: boolean): Promise<Change> {
  const rows = await sequelize.query<{ user_id: number; role: Role; email: string }>(
    `select m.user_id, m.role, u.email from memberships m join users u on u.id = m.user_id
     where m.store_id = $1 order by m.user_id for update of m`,
    { bind: [storeId], type: QueryTypes.SELECT },
  );
  const member = rows.find((row) => row.user_id === userId);
  if (!member) return { done: false, why: "gone" };
  const owners = rows.filter((row) => row.role === "owner");
  const isLast = member.role === "owner" && owners.length === 1;
  if (isLast && !staysOwner) return { done: false, why: "last-owner" };
  return { done: true, before: member.role, email: member.email };
}
