import { readEmail } from "../../../customers/email.ts";
import type { Person } from "../../room/room.ts";
import type { FieldRow } from "../../source/tables.ts";
import { flagOf, timeOf } from "../../values.ts";
import { isGone } from "../catalogue/categories.ts";
import { cut, knownWord, type Move } from "../move.ts";
import { nameOf } from "../people/addresses.ts";
import { isUsableHash } from "../people/secrets.ts";

const ranks = ["viewer", "fulfilment", "manager", "owner"];

interface Claim {
  user: string;
  role: string;
}

/** Lets those work in the store who did before, each with the highest role that they had. */
export async function moveStaff(move: Move): Promise<void> {
  const claims = await claimsOf(move);
  const users = await move.old.among(
    "users",
    "id",
    claims.map(({ user }) => user),
  );
  const people = new Map<string, Person>();
  for (const { user, role } of claims) {
    const person = personOf(move, user, users.get(user)?.[0], role);
    if (person) add(move, people, person);
  }
  addOwner(move, people);
  const all = [...people.values()];
  for (const person of all) await move.room.employ(person);
  if (!all.some(({ role }) => role === "owner"))
    move.tally.note("people", "nobody owns the store yet: invite an owner", move.store.code);
}

/** What makes somebody belong to a store: the store's row, a row of their own, or their user's row. */
async function claimsOf(move: Move): Promise<Claim[]> {
  const { old, store, tally } = move;
  const claims: Claim[] = [];
  const owner = store.row("ownerId");
  if (owner !== null) {
    tally.count("people", { added: 1 });
    claims.push({ user: owner, role: "owner" });
  }
  for (const row of await old.all("members", store.id)) {
    const role = old.has("members", "role") ? roleOf(move, row("role")) : "viewer";
    claim(move, claims, row, row("userId") ?? "", role);
  }
  const own = old.has("users", "storeId") ? await old.all("users", store.id) : [];
  for (const row of own) claim(move, claims, row, row("id") ?? "", roleOf(move, row("role")));
  return claims;
}

/** Undefined for whoever is not known to work there: it may be a shopper. */
function roleOf(move: Move, word: string | null): string | undefined {
  return word === null ? undefined : knownWord(move, "roles", word);
}

function claim(
  move: Move,
  claims: Claim[],
  row: FieldRow,
  user: string,
  role: string | undefined,
): void {
  if (flagOf(row("active")) === false) leaveOut(move, "left out: not active there", `user ${user}`);
  else if (role) claims.push({ user, role });
  else {
    const what = "left out: no role of staff that we know (words.roles can say it)";
    leaveOut(move, what, `user ${user}: ${row("role")}`);
  }
}

function personOf(move: Move, id: string, row: FieldRow | undefined, role: string): Person | null {
  const email = readEmail(row?.("email") ?? "");
  if (!row) return leaveOut(move, "left out: there is no such user", `user ${id}`);
  if (isGone(row) || flagOf(row("active")) === false)
    return leaveOut(move, "left out: not active there", `user ${id}`);
  if (!email) return leaveOut(move, "left out: no address to sign in with", `user ${id}`);
  if (flagOf(row("admin")) === true)
    move.tally.note("people", "runs no platform here: `admins create` lets them", email);
  const name = cut(nameOf(row), 200);
  return { email, role, name, hash: hashOf(move, row, email), verifiedAt: verifiedAt(row) };
}

function hashOf({ tally }: Move, row: FieldRow, email: string): string {
  const hash = row("hash")?.trim() ?? "";
  if (isUsableHash(hash)) return hash;
  const what = "must choose a new password (by mail): only Argon2 can be checked here";
  if (hash) tally.note("people", what, email);
  return "";
}

function verifiedAt(row: FieldRow): string | null {
  const said = row("verified");
  if (timeOf(said)) return timeOf(said);
  return flagOf(said) === true ? (timeOf(row("createdAt")) ?? new Date().toISOString()) : null;
}

function leaveOut({ tally }: Move, what: string, which: string): null {
  tally.count("people", { left: 1 });
  tally.note("people", what, which);
  return null;
}

function add({ tally }: Move, people: Map<string, Person>, person: Person): void {
  const known = people.get(person.email);
  if (known) {
    tally.count("people", { left: 1 });
    tally.note("people", "merged: the same address", person.email);
  }
  const isHigher = !known || ranks.indexOf(person.role) > ranks.indexOf(known.role);
  if (isHigher) people.set(person.email, person);
}

/** A store may name its owner's address only. */
function addOwner(move: Move, people: Map<string, Person>): void {
  const email = readEmail(move.store.row("ownerEmail") ?? "");
  if (!email) return;
  const known = people.get(email);
  if (!known) move.tally.count("people", { added: 1 });
  const stranger = { email, name: "", hash: "", verifiedAt: null };
  people.set(email, { ...(known ?? stranger), role: "owner" });
}
