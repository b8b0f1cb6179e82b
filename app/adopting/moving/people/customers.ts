import { readEmail } from "../../../customers/email.ts";
import type { Address } from "../../../selling/address/address.ts";
import type { MergedCustomer } from "../../room/room.ts";
import type { FieldRow } from "../../source/tables.ts";
import type { Tally } from "../../tally.ts";
import { flagOf, listOf, timeOf } from "../../values.ts";
import { isGone } from "../catalogue/categories.ts";
import { cut, type Move, type MovedCustomer } from "../move.ts";
import { addressOf, nameOf } from "./addresses.ts";
import { isUsableHash } from "./secrets.ts";

const mostAddresses = 20;

/** A customer as a row to be. */
export interface CustomerRow extends MergedCustomer {
  addresses: Address[];
  email: string;
  verified_at: string | null;
  note: string;
  tags: string[];
  created_at: string;
}

/** Moves a store's customers with their addresses; those whose mail differs in case only become one. */
export async function moveCustomers(move: Move): Promise<void> {
  for await (const rows of move.old.rows("customers", move.store.id)) {
    const ids = rows.map((row) => row("id"));
    const addresses = await move.old.among("addresses", "customerId", ids);
    const batch: Batch = { fresh: [], merged: [] };
    for (const row of rows) take(move, row, addresses.get(row("id") ?? "") ?? [], batch);
    await move.room.insert("customers", batch.fresh);
    await move.room.mergeCustomers(batch.merged);
    move.progress(rows.length);
  }
}

interface Batch {
  fresh: CustomerRow[];
  merged: MergedCustomer[];
}

function take(move: Move, row: FieldRow, addresses: readonly FieldRow[], batch: Batch): void {
  const customer = customerOf(move, row, addresses);
  const known = move.customersByMail.get(customer.email);
  if (known) batch.merged.push(mergedInto(move, known, customer, row));
  else batch.fresh.push(admit(move, customer, row));
}

function admit(move: Move, customer: CustomerRow, row: FieldRow): CustomerRow {
  const id = move.room.nextId("customers");
  const { email, password_hash: hash } = customer;
  const moved = { id, email, hash, addresses: customer.addresses.length };
  move.customers.set(row("id") ?? "", moved);
  move.customersByMail.set(email, moved);
  return { ...customer, id };
}

function customerOf(move: Move, row: FieldRow, addresses: readonly FieldRow[]): CustomerRow {
  const name = nameOf(row);
  const phone = cut(row("phone"), 40);
  const hash = hashOf(move, row);
  return {
    id: 0,
    email: emailOf(move, row),
    ...{ name, phone },
    password_hash: hash,
    verified_at: hash === null ? null : verifiedAt(move, row),
    addresses: addressesOf(move, row, addresses, { name, phone }),
    note: cut(row("note"), 5000),
    tags: [...new Set(listOf(row("tags")).map((tag) => cut(String(tag), 100)))].filter(Boolean),
    created_at: timeOf(row("createdAt")) ?? new Date().toISOString(),
  };
}

/** One that nobody reads where there is none: the orders need somebody whose they are. */
function emailOf({ tally }: Move, row: FieldRow): string {
  const email = readEmail(row("email") ?? "");
  if (email && email !== row("email"))
    tally.note("customers", "address written in lower case", `${row("email")}`);
  if (email) return email;
  const stand = `customer-${row("id")
    ?.replace(/[^a-z0-9-]/gi, "")
    .toLowerCase()}@adopted.invalid`;
  tally.note(
    "customers",
    "no address to write to: kept under one that nobody reads",
    `${row("id")}: ${row("email")} -> ${stand}`,
  );
  return stand;
}

/** Null for a guest. Whose password cannot be checked here has an account that only a new one opens. */
function hashOf({ tally, lockedHash }: Move, row: FieldRow): string | null {
  const hash = row("hash");
  if (!hash?.trim()) return null;
  if (isGone(row) || flagOf(row("active")) === false) {
    tally.note("customers", "kept without an account: deleted there", `${row("id")}`);
    return null;
  }
  if (isUsableHash(hash)) return hash;
  tally.note(
    "customers",
    "must choose a new password (by mail): only Argon2 can be checked here",
    `${row("id")}: ${hash.slice(0, 7)}…`,
  );
  return lockedHash;
}

function verifiedAt({ old, mapping, tally }: Move, row: FieldRow): string | null {
  const said = row("verified");
  const at = timeOf(said);
  if (at) return at;
  const isSaid = old.has("customers", "verified");
  const isVerified = isSaid ? flagOf(said) === true : mapping.defaults.verified;
  if (!isSaid && !isVerified)
    tally.note(
      "customers",
      "address not known to be theirs: defaults.verified can say it",
      `${row("id")}`,
    );
  return isVerified ? (timeOf(row("createdAt")) ?? new Date().toISOString()) : null;
}

function addressesOf(
  { tally }: Move,
  row: FieldRow,
  own: readonly FieldRow[],
  known: { name: string; phone: string },
): Address[] {
  const itself = addressOf(row, known);
  if (itself) tally.count("addresses", { added: 1 });
  const others = [...own].sort(defaultFirst).flatMap((each) => {
    const address = isGone(each) ? null : addressOf(each, known);
    if (address) return [address];
    tally.count("addresses", { left: 1 });
    tally.note("addresses", "left out: deleted there, or empty", `${each("id")}`);
    return [];
  });
  return fitting(tally, row, itself ? [itself, ...others] : others, mostAddresses);
}

function defaultFirst(a: FieldRow, b: FieldRow): number {
  return Number(flagOf(b("isDefault")) ?? false) - Number(flagOf(a("isDefault")) ?? false);
}

/** No more than there is room for. */
function fitting(tally: Tally, row: FieldRow, addresses: Address[], room: number): Address[] {
  for (const address of addresses.slice(room)) {
    tally.count("addresses", { left: 1 });
    tally.note(
      "addresses",
      `left out: more than ${mostAddresses}`,
      `${row("id")}: ${address.line1}`,
    );
  }
  return addresses.slice(0, room);
}

/** Two accounts with a password each: nobody can tell whose mail it is until a new one is chosen. */
function mergedInto(
  move: Move,
  known: MovedCustomer,
  customer: CustomerRow,
  row: FieldRow,
): MergedCustomer {
  const hashes = [known.hash, customer.password_hash].flatMap((hash) => hash ?? []);
  const hash = hashes.length > 1 ? move.lockedHash : (hashes[0] ?? null);
  known.hash = hash;
  move.customers.set(row("id") ?? "", known);
  move.tally.count("customers", { left: 1 });
  const what =
    hashes.length > 1
      ? "merged: the same address; must choose a new password"
      : "merged: the same address";
  move.tally.note("customers", what, `${row("id")} ${row("email")}`);
  const { name, phone } = customer;
  const room = mostAddresses - known.addresses;
  const addresses = fitting(move.tally, row, customer.addresses, room);
  known.addresses += addresses.length;
  return { id: known.id, name, phone, addresses, password_hash: hash };
}

/** The guest with an address, made when there is nobody with it yet; `rows` takes the new one. */
export function guestFor(
  move: Move,
  { email, name, phone }: { email: string; name: string; phone: string },
  rows: CustomerRow[],
): MovedCustomer {
  const known = move.customersByMail.get(email);
  if (known) return known;
  const guest = { id: move.room.nextId("customers"), email, hash: null, addresses: 0 };
  move.customersByMail.set(email, guest);
  move.tally.count("customers", { added: 1 });
  rows.push({
    ...{ id: guest.id, email, name, phone, password_hash: null, verified_at: null },
    ...{ addresses: [], note: "", tags: [], created_at: new Date().toISOString() },
  });
  return guest;
}
