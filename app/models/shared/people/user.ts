import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** Somebody with an account on the platform, as the doors of the house know them. */
export interface User {
  id: number;
  email: string;
  name: string;
  is_admin: boolean;
  /** Null for one with which nobody can sign in. */
  password_hash: string | null;
  verified_at: Date | null;
  /** Whether a second factor is asked for. */
  has_factor: boolean;
}

export interface NewUser {
  email: string;
  name: string;
  passwordHash: string;
  admin?: boolean;
  /** The address is known to be theirs. */
  verified?: boolean;
}

const columns = `id, email, name, is_admin, nullif(password_hash, '') as password_hash, verified_at,
  totp_secret <> '' as has_factor`;

/** Ask for these as the platform. */
export function userWithEmail(email: string): Promise<User | undefined> {
  return findOne("email = $1", email);
}

export function findUser(id: number): Promise<User | undefined> {
  return findOne("id = $1", id);
}

/** The same, and until the unit ends nobody else changes them. */
export function lockUser(id: number): Promise<User | undefined> {
  return findOne("id = $1 for update", id);
}

/** Makes an account; undefined when the address has one already. */
export async function createUser(user: NewUser): Promise<User | undefined> {
  const { email, name, passwordHash, admin = false, verified = false } = user;
  const [row] = await sequelize.query<User>(
    `insert into users (email, name, password_hash, is_admin, verified_at)
     values ($1, $2, $3, $4, case when $5 then now() end) on conflict (email) do nothing returning ${columns}`,
    { bind: [email, name, passwordHash, admin, verified], type: QueryTypes.SELECT },
  );
  return row;
}

export async function renameUser(id: number, name: string): Promise<void> {
  await sequelize.query("update users set name = $2 where id = $1", { bind: [id, name] });
}

/** Sets a new password. */
export async function setPassword(id: number, hash: string): Promise<void> {
  await sequelize.query("update users set password_hash = $2 where id = $1", { bind: [id, hash] });
}

/** Notes that the address is theirs: they have shown that they read its mail. */
export async function noteVerified(id: number): Promise<void> {
  await sequelize.query(
    "update users set verified_at = coalesce(verified_at, now()) where id = $1",
    { bind: [id] },
  );
}

/** Lets somebody into the platform's own rooms. */
export async function makeAdmin(id: number): Promise<void> {
  await sequelize.query("update users set is_admin = true where id = $1", { bind: [id] });
}

async function findOne(condition: string, value: string | number): Promise<User | undefined> {
  const [row] = await sequelize.query<User>(`select ${columns} from users where ${condition}`, {
    bind: [value],
    type: QueryTypes.SELECT,
  });
  return row;
}
