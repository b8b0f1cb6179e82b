import type pg from "pg";
import { asProvisioner } from "../../db/admin.ts";
import { type NewStore, openStore } from "../../db/provision.ts";
import { giveTo } from "../../db/provisioning/owning.ts";
import { deedsOf, type RecordedDeed, record } from "../../db/provisioning/record.ts";
import { readLimits } from "../../db/shares/limits.ts";
import { findStore, listStores, type StoreSummary } from "../../db/stores.ts";
import { readEmail } from "../customers/email.ts";
import { removalDay } from "../models/shared/admin/trash.ts";
import { exponent } from "../money.ts";
import { codeFault } from "../store-code.ts";
import { defaultTheme } from "../themes.ts";
import { publicAddress } from "../urls.ts";
import { commandLineActor } from "./actor.ts";
import { Misuse, type Outcome, table } from "./outcome.ts";
import { limitLines } from "./usage.ts";

interface NewStoreOptions {
  name: string;
  plan: string;
  currency: string;
  locale: string;
  owner?: string;
}

type Checked = Omit<NewStore, "code" | "theme">;

const plans = ["free", "standard", "premium"] as const;
const handedWords = { owns: "owns it", invited: "is invited by mail to own it" };

export async function list(): Promise<Outcome> {
  const stores = await asProvisioner(listStores);
  const rows = stores.map((store) => [
    String(store.id),
    store.code,
    store.name,
    store.plan,
    stateOf(store),
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
  const { store, deeds, agreed } = await asProvisioner(async (client) => {
    const found = await findStore(client, code);
    const limits = (await readLimits(client, found.id)) ?? null;
    return { store: found, deeds: await deedsOf(client, found.id), agreed: limits };
  });
  const lines = [...limitLines({ store, agreed }), ...deeds.map(deedLine)];
  return {
    text: [describe(store), ...lines].join("\n"),
    data: { ...store, exception: agreed, events: deeds },
  };
}

export async function create(code: string, options: NewStoreOptions): Promise<Outcome> {
  const store = { code: code.toLowerCase(), ...checked(code.toLowerCase(), options) };
  const owner = ownerIn(options);
  const begun = performance.now();
  const { id, handed } = await asProvisioner((client) => open(client, store, owner));
  const milliseconds = Math.round(performance.now() - begun);
  const address = publicAddress({ ...store, domains: [] }, "/");
  const opened = `${store.name} is open at ${address}: store ${id}, plan ${store.plan} (${milliseconds} ms)`;
  return {
    text: handed ? `${opened}\n${owner} ${handed}` : opened,
    data: { id, ...store, address, milliseconds, owner },
  };
}

/** The store, its owner and the record: all or nothing. */
async function open(client: pg.Client, store: Checked & { code: string }, owner: string | null) {
  const { code, name, plan } = store;
  const deed = { actor: commandLineActor(), kind: "store.opened" } as const;
  let handed = "";
  const id = await openStore(client, { ...store, theme: defaultTheme(name) }, async (opened) => {
    if (owner) handed = handedWords[await giveTo(client, opened, owner)];
    const detail = { code, name, plan, ...(owner && { owner }) };
    await record(client, opened, { ...deed, detail });
  });
  return { id, handed };
}

function ownerIn({ owner }: NewStoreOptions): string | null {
  if (owner === undefined) return null;
  const email = readEmail(owner);
  if (!email) throw new Misuse("--owner is an e-mail address, such as name@example.com");
  return email;
}

function checked(code: string, { name, plan, currency, locale }: NewStoreOptions): Checked {
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

function describe(store: StoreSummary): string {
  return [
    `${store.name} (${store.code})`,
    `  id       ${store.id}: schema store_${store.id}`,
    `  plan     ${store.plan}`,
    `  state    ${stateOf(store)}`,
    `  domains  ${store.domains.join(", ") || "none"}`,
    ...(store.former_codes.length > 0 ? [`  before   ${store.former_codes.join(", ")}`] : []),
    `  version  ${store.version}`,
    `  since    ${day(store.created_at)}`,
  ].join("\n");
}

/** In words, with the day until which one in the trash can be restored. */
function stateOf({ state, trashed_at, dropping_since }: StoreSummary): string {
  if (dropping_since) return "being removed";
  return trashed_at ? `${state} until ${day(removalDay(trashed_at))}` : state;
}

function deedLine({ at, actor, kind, detail: { before, after } }: RecordedDeed): string {
  const moment = at.toISOString().slice(0, 16).replace("T", " ");
  const change = before && after ? ` ${before} -> ${after}` : "";
  return `  ${moment}  ${kind}${change}, by ${actor}`;
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}
