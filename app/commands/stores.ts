import { rm } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { asProvisioner } from "../../db/admin.ts";
import { dropStore, openStore, setState } from "../../db/provision.ts";
import { findStore, listStores, type StoreSummary } from "../../db/stores.ts";
import { storeFolder } from "../files/store-files.ts";
import { exponent } from "../money.ts";
import { codeFault } from "../store-code.ts";
import { defaultTheme } from "../themes.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";

interface NewStoreOptions {
  name: string;
  plan: string;
  currency: string;
  locale: string;
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
  const begun = performance.now();
  const id = await asProvisioner((client) =>
    openStore(client, { ...store, theme: defaultTheme(store.name) }),
  );
  const milliseconds = Math.round(performance.now() - begun);
  return {
    text: `${store.name} is open: store ${id}, code ${store.code}, plan ${store.plan} (${milliseconds} ms)`,
    data: { id, ...store, milliseconds },
  };
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

async function change(code: string, state: "open" | "suspended", words: string): Promise<Outcome> {
  const store = await asProvisioner(async (client) => {
    const found = await findStore(client, code);
    await setState(client, found.id, state);
    return found;
  });
  return { text: `${store.name} ${words}`, data: { id: store.id, state } };
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
