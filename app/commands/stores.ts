import { rm } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { asProvisioner } from "../../db/admin.ts";
import { dropStore, openStore, setState } from "../../db/provision.ts";
import { findStore, listStores, type StoreSummary } from "../../db/stores.ts";
import { asPlatform } from "../context.ts";
import { readEmail } from "../customers/email.ts";
import { storeFolder } from "../files/store-files.ts";
import { graceDays } from "../models/shared/admin/trash.ts";
import { invite } from "../models/shared/people/invitation.ts";
import { employ } from "../models/shared/people/membership.ts";
import { userWithEmail } from "../models/shared/people/user.ts";
import { exponent } from "../money.ts";
import { codeFault } from "../store-code.ts";
import { defaultTheme } from "../themes.ts";
import { publicAddress } from "../urls.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";

interface NewStoreOptions {
  name: string;
  plan: string;
  currency: string;
  locale: string;
  owner?: string;
}

const plans = ["free", "standard", "premium"] as const;

export async function list(): Promise<Outcome> {
  const stores = await asProvisioner(listStores);
  const rows = stores.map((store) => [
    String(store.id),
    store.code,
    store.name,
    store.plan,
    store.state,
    String(store.version),
    store.domains.join(", "),
  ]);
  const headings = ["id", "code", "name", "plan", "state", "version", "domains"];
  const text =
    rows.length > 0
      ? table(headings, rows)
      : "No stores yet: `stores create CODE --name NAME` opens one.";
  return { text, data: stores };
}

export async function show(code: string): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  return { text: describe(store), data: store };
}

export async function create(code: string, options: NewStoreOptions): Promise<Outcome> {
  const store = { code: code.toLowerCase(), ...checked(code.toLowerCase(), options) };
  const owner = ownerIn(options);
  const begun = performance.now();
  const id = await asProvisioner((client) =>
    openStore(client, { ...store, theme: defaultTheme(store.name) }),
  );
  const milliseconds = Math.round(performance.now() - begun);
  const address = publicAddress({ ...store, domains: [] }, "/");
  const opened = `${store.name} is open at ${address}: store ${id}, plan ${store.plan} (${milliseconds} ms)`;
  return {
    text: owner ? `${opened}\n${await handOver(id, owner)}` : opened,
    data: { id, ...store, address, milliseconds, owner },
  };
}

function ownerIn({ owner }: NewStoreOptions): string | null {
  if (owner === undefined) return null;
  const email = readEmail(owner);
  if (!email) throw new Misuse("--owner is an e-mail address, such as name@example.com");
  return email;
}

/** Makes somebody with an account the owner; anybody else is invited by mail. Gives what was done, in words. */
async function handOver(storeId: number, email: string): Promise<string> {
  return asPlatform("write", async () => {
    const user = await userWithEmail(email);
    if (user) await employ(user.id, storeId, "owner");
    else await invite({ storeId, email, role: "owner", by: null });
    return user ? `${email} owns it` : `${email} is invited by mail to own it`;
  });
}

export function suspend(code: string): Promise<Outcome> {
  return change(
    code,
    "suspended",
    "is suspended: its addresses answer 503, its role is locked out of its schema",
  );
}

export function resume(code: string): Promise<Outcome> {
  return change(code, "open", "is open again");
}

/** Throws a store away: out of reach at once, and removed by the worker after the days of grace. */
export function trash(code: string): Promise<Outcome> {
  const days = `for ${graceDays} days \`stores restore\` brings it back, then the worker removes it`;
  return change(code, "trashed", `is in the trash: no address leads to it, ${days}`);
}

/** Brings a store back from the trash as it was. @throws Misuse when it is not there */
export async function restore(code: string): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  if (store.state !== "trashed") throw new Misuse(`${store.name} is not in the trash`);
  const isOpen = store.restores_to === "open";
  const words = isOpen
    ? "is back and open"
    : "is back, suspended as it was: `stores resume` opens it";
  return setTo(store, store.restores_to, words);
}

export async function drop(code: string, { yes }: { yes?: boolean }): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  if (!yes) await confirm(store.code);

  await asProvisioner((client) => dropStore(client, store.id));
  await rm(storeFolder(store.id), { recursive: true, force: true });
  return {
    text: `${store.name} is gone, with its schema, role, domains and files`,
    data: { id: store.id },
  };
}

async function change(
  code: string,
  state: "open" | "suspended" | "trashed",
  words: string,
): Promise<Outcome> {
  const store = await asProvisioner((client) => findStore(client, code));
  if (store.state === "trashed")
    throw new Misuse(`${store.name} is in the trash: \`stores restore ${store.code}\` first`);
  return setTo(store, state, words);
}

async function setTo(
  { id, name }: StoreSummary,
  state: "open" | "suspended" | "trashed",
  words: string,
): Promise<Outcome> {
  await asProvisioner((client) => setState(client, id, state));
  return { text: `${name} ${words}`, data: { id, state } };
}

function checked(code: string, { name, plan, currency, locale }: NewStoreOptions) {
  const fault = codeFault(code);
  if (fault) throw new Misuse(fault);
  const known = plans.find((each) => each === plan);
  if (!known) throw new Misuse(`--plan is one of ${plans.join(", ")}`);
  if (!name.trim() || name.length > 255) throw new Misuse("--name needs 1 to 255 characters");
  try {
    exponent(currency);
    new Intl.NumberFormat(locale);
  } catch {
    throw new Misuse("--currency is a code such as EUR, --locale one such as en-IE");
  }
  return { name: name.trim(), plan: known, currency, locale };
}

async function confirm(code: string): Promise<void> {
  if (!process.stdin.isTTY) throw new Misuse("This cannot be undone: add --yes");
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await prompt.question(
    `This removes the store and all it has. Type its code (${code}) to go on: `,
  );
  prompt.close();
  if (answer.trim() !== code) throw new Misuse("That is not its code: nothing was removed");
}

function describe(store: StoreSummary): string {
  return [
    `${store.name} (${store.code})`,
    `  id       ${store.id}: schema store_${store.id}`,
    `  plan     ${store.plan}`,
    `  state    ${store.state}`,
    `  domains  ${store.domains.join(", ") || "none"}`,
    `  version  ${store.version}`,
    `  since    ${store.created_at.toISOString().slice(0, 10)}`,
  ].join("\n");
}
