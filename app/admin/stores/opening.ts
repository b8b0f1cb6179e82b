import { setTimeout as sleep } from "node:timers/promises";
import { asPlatform, field, goTo, type StaffContext } from "../../context.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { forgetStore } from "../../directory.ts";
import { notePlatform } from "../../models/shared/admin/events.ts";
import { CodeTaken, claimStore, type NewShop } from "../../models/shared/opening.ts";
import { invite } from "../../models/shared/people/invitation.ts";
import { isCurrency } from "../../money.ts";
import { leaveNotice } from "../../notice.ts";
import { planNamed, plans } from "../../plans.ts";
import { codeFault, codeFor } from "../../store-code.ts";
import { defaultTheme } from "../../themes.ts";
import { actorOf, showAdmin } from "../show.ts";
import { planChoices } from "./shown.ts";

/** What the form says, as it was typed. */
interface Typed {
  name: string;
  code: string;
  plan: string;
  owner: string;
  currency: string;
  locale: string;
}

type Errors = Partial<Record<keyof Typed, string>>;

const patience = 8;
const pause = 400;
const blank: Typed = {
  name: "",
  code: "",
  plan: "free",
  owner: "",
  currency: "EUR",
  locale: "en-IE",
};

/** The form for a new shop. */
export async function edit(ctx: StaffContext): Promise<void> {
  showForm(ctx, blank, {});
}

/** Opens a shop and invites its owner by mail. */
export async function create(ctx: StaffContext): Promise<void> {
  const typed = typedIn(ctx);
  const errors = faultsOf(typed);
  if (Object.keys(errors).length > 0) return showForm(ctx, typed, errors);

  try {
    const id = await open(ctx, typed);
    if (id === null) return showForm(ctx, typed, { name: notReady });
    forgetStore({ id });
  } catch (error) {
    if (!(error instanceof CodeTaken)) throw error;
    return showForm(ctx, typed, { code: error.message });
  }
  leaveNotice(ctx, { text: `${typed.name} is open. ${typed.owner} gets a mail to come in.` });
  goTo(ctx, `/admin/stores/${codeOf(typed)}`);
}

const notReady =
  "No schema is ready for a shop right now. The worker makes them: please look at Health, or try again in a minute.";

/** Its id; null when no schema became ready in a few seconds. The shop, its invitation and the log: all or nothing. */
async function open(ctx: StaffContext, typed: Typed): Promise<number | null> {
  const shop = shopOf(typed);
  for (let round = 0; round < patience; round += 1) {
    if (round > 0) await sleep(pause);
    const id = await asPlatform("write", () => claim(ctx, shop, typed.owner));
    if (id !== null) return id;
  }
  return null;
}

async function claim(ctx: StaffContext, shop: NewShop, owner: string): Promise<number | null> {
  const id = await claimStore(shop);
  if (id === null) return null;
  const { code, name, plan } = shop;
  await invite({ storeId: id, email: owner, role: "owner", by: null });
  const detail = { code, name, plan, owner };
  await notePlatform(actorOf(ctx), { kind: "store.opened", store: id, detail });
  return id;
}

function shopOf(typed: Typed): NewShop {
  const { name, currency, locale } = typed;
  const plan = planNamed(typed.plan) ?? "free";
  return { code: codeOf(typed), name, plan, currency, locale, theme: defaultTheme(name) };
}

function codeOf({ code, name }: Typed): string {
  return code || codeFor(name);
}

function typedIn(ctx: StaffContext): Typed {
  return {
    name: field(ctx, "name"),
    code: field(ctx, "code").toLowerCase(),
    plan: field(ctx, "plan"),
    owner: field(ctx, "owner").toLowerCase(),
    currency: field(ctx, "currency").toUpperCase(),
    locale: field(ctx, "locale"),
  };
}

function faultsOf(typed: Typed): Errors {
  const faults: Record<keyof Typed, string | false | undefined> = {
    name: (!typed.name || typed.name.length > 255) && "Please give the shop a name.",
    code: typed.name ? codeFault(codeOf(typed)) : undefined,
    plan: !planNamed(typed.plan) && "Please choose a plan.",
    owner: !readEmail(typed.owner) && notAnEmail,
    currency:
      !isCurrency(typed.currency) && "Please give a currency by its three letters, such as EUR.",
    locale: !isLocale(typed.locale) && "Please give a language and a country, such as en-IE.",
  };
  const found = Object.entries(faults).filter(([, fault]) => fault);
  return Object.fromEntries(found) as Errors;
}

function isLocale(text: string): boolean {
  try {
    return (
      /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(text) &&
      Intl.NumberFormat.supportedLocalesOf(text).length > 0
    );
  } catch {
    return false;
  }
}

function showForm(ctx: StaffContext, typed: Typed, errors: Errors): void {
  if (Object.keys(errors).length > 0) ctx.status = 422;
  const plansWithWords = planChoices.map(({ value, label }) => ({
    value,
    label: `${label}: ${plans[value].addresses}`,
  }));
  const frame = { title: "Open a shop", section: "/admin/stores" };
  showAdmin(ctx, "admin/stores/new", frame, { typed, errors, plans: plansWithWords });
}
