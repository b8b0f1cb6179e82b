import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { post } from "../../../outbox.ts";
import type { Address } from "../../../selling/address/address.ts";

/** The row of somebody who ordered or registered. */
export interface CustomerRow {
  id: number;
  /** In lower case. */
  email: string;
  /** Takes the place of `email` once verified; "" for none. */
  new_email: string;
  name: string;
  phone: string;
  /** Null for a guest, who has no account. */
  password_hash: string | null;
  verified_at: Date | null;
  /** The first is the one to begin a checkout with. */
  addresses: Address[];
  created_at: Date;
  erased_at: Date | null;
}

const columns =
  "id, email, new_email, name, phone, password_hash, verified_at, addresses, created_at, erased_at";

/** The customer with an id; undefined when there is none, or they were erased. */
export async function findCustomer(id: number): Promise<CustomerRow | undefined> {
  return one(`select ${columns} from customers where id = $1 and erased_at is null`, [id]);
}

/** The customer with an address, guest or not. */
export async function customerWithEmail(email: string): Promise<CustomerRow | undefined> {
  return one(`select ${columns} from customers where email = lower($1) and erased_at is null`, [
    email,
  ]);
}

/** The same as `findCustomer`, locked until the unit of work ends. */
export async function lockCustomer(id: number): Promise<CustomerRow | undefined> {
  return one(`select ${columns} from customers where id = $1 and erased_at is null for update`, [
    id,
  ]);
}

/**
 * Opens an account, for a guest with that address too, and posts the mail that lets its owner confirm it. Where there is
 * an account already nothing changes, and its owner is told by mail: whoever asked cannot tell one from the other.
 */
export async function register(account: {
  email: string;
  name: string;
  passwordHash: string;
}): Promise<void> {
  const { email, name, passwordHash } = account;
  const opened = await one(
    `insert into customers as c (email, name, password_hash) values (lower($1), $2, $3)
     on conflict (email) do update
       set password_hash = excluded.password_hash, name = coalesce(nullif(excluded.name, ''), c.name)
       where c.password_hash is null and c.erased_at is null
     returning ${columns}`,
    [email, name, passwordHash],
  );
  if (opened) return post("mail-verify", { customer: opened.id });
  const known = await customerWithEmail(email);
  if (known) await post("mail-known", { customer: known.id });
}

/** Keeps what a customer says about themselves. */
export async function saveDetails(
  id: number,
  { name, phone }: { name: string; phone: string },
): Promise<void> {
  await change("update customers set name = $2, phone = $3 where id = $1", [id, name, phone]);
}

/** Keeps the address that shall take the place of the present one, and posts the mail to it. */
export async function askForEmail(id: number, email: string): Promise<void> {
  await change("update customers set new_email = lower($2) where id = $1", [id, email]);
  await post("mail-verify", { customer: id });
}

/** Gives up a change of address. */
export async function keepEmail(id: number): Promise<void> {
  await change("update customers set new_email = '' where id = $1", [id]);
}

/**
 * Sets a new password in the place of the one that was proven; false when that is not the present one any more, as after
 * a reset. Sessions go on: end them with it (session.ts).
 */
export async function setPassword(
  { id, password_hash }: Pick<CustomerRow, "id" | "password_hash">,
  passwordHash: string,
): Promise<boolean> {
  const changed = await one(
    `update customers set password_hash = $2 where id = $1 and password_hash = $3 returning ${columns}`,
    [id, passwordHash, password_hash],
  );
  return changed !== undefined;
}

/**
 * Sets the password of whoever reads the account's mail. What an unproven account had been filled with goes: it may have
 * been opened by somebody else, who waits for parcels to be sent to an address of theirs.
 */
export async function resetPassword(id: number, passwordHash: string): Promise<void> {
  await change(
    `update customers set password_hash = $2, new_email = '', verified_at = coalesce(verified_at, now()),
       addresses = case when verified_at is null then '[]' else addresses end
     where id = $1`,
    [id, passwordHash],
  );
}

/** Keeps the customer's addresses, all of them, in order. */
export async function saveAddresses(id: number, addresses: readonly Address[]): Promise<void> {
  await change("update customers set addresses = $2 where id = $1", [
    id,
    JSON.stringify(addresses),
  ]);
}

/**
 * Notes that an address is its customer's, and that a new one takes the place of the old. Orders that were placed with it
 * as a guest are theirs from now on. False when somebody else has an account with that address.
 */
export async function confirmEmail({ id, email, new_email }: CustomerRow): Promise<boolean> {
  const address = new_email || email;
  const other = await one(
    `select ${columns} from customers where email = $1 and id <> $2 for update`,
    [address, id],
  );
  if (other?.password_hash) return false;
  if (other) await absorb(id, other.id);
  await change(
    "update customers set email = $2, new_email = '', verified_at = now() where id = $1",
    [id, address],
  );
  return true;
}

/** A guest's orders become the customer's; the guest's row goes. */
async function absorb(id: number, guest: number): Promise<void> {
  await change("update orders set customer_id = $1 where customer_id = $2", [id, guest]);
  await change("delete from customers where id = $1", [guest]);
}

async function one(sql: string, bind: unknown[]): Promise<CustomerRow | undefined> {
  const [row] = await sequelize.query<CustomerRow>(sql, { bind, type: QueryTypes.SELECT });
  return row;
}

async function change(sql: string, bind: unknown[]): Promise<void> {
  await sequelize.query(sql, { bind });
}
