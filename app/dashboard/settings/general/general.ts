import { asPlatform, type DeskContext, field, inStore } from "../../../context.ts";
import { forgetStore, storeWithId } from "../../../directory.ts";
import { Store } from "../../../models/shared/store.ts";
import { writeDown } from "../../../models/store/audit.ts";
import { Settings } from "../../../models/store/settings.ts";
import { exponent } from "../../../money.ts";
import { leaveNotice } from "../../../notice.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, difference, type Errors } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { changedMeanwhile, editionOf } from "../../edition.ts";
import type { Form } from "../../form.ts";
import { showSettings } from "../frame.ts";
import { countryChoices, currencyChoices, localeChoices } from "./choices.ts";
import { type General, readGeneral, typedOf } from "./general-form.ts";
import { insideLink } from "./inside.ts";

/** What the shop says about itself, and how it reckons. */
export async function show(ctx: DeskContext): Promise<void> {
  const now = await generalOf(ctx.state.store.name);
  await showForm(ctx, now, typedOf(now), {});
}

/** Saves what was typed; when that cannot be, shows it again and says why. */
export async function update(ctx: DeskContext): Promise<void> {
  const { store } = ctx.state;
  const name = (await storeWithId(store.id))?.name ?? store.name;
  const { form, wish } = await changeShop(ctx, () => save(ctx, name));
  if (!form.isRight) return showAgain(ctx, name, form);

  if (wish.name !== name) {
    await asPlatform("write", () => Store.rename(store.id, wish.name));
    forgetStore(store);
  }
  leaveNotice(ctx, { text: "Your settings are saved. The shop shows them now." });
  goOn(ctx, "/settings");
}

async function save(ctx: DeskContext, name: string): Promise<{ form: Form; wish: General }> {
  const { mail_texts: _, ...settings } = await Settings.locked();
  const now = { ...settings, name };
  const read = readGeneral(ctx, now);
  const { form, wish } = read;
  if (wish.currency !== now.currency && (await Settings.hasSold())) {
    form.refuse("currency", "The currency stays as it is: there are orders in it already.");
  }
  if (field(ctx, "edition") !== editionOf(now)) form.refuse("edition", changedMeanwhile);
  if (!form.isRight) return read;

  const { name: _name, ...own } = wish;
  await Settings.change(own);
  const shift = exponent(wish.currency) - exponent(now.currency);
  if (shift !== 0) await Settings.shiftDecimals(shift);
  const deed = { kind: "settings.saved", subject: "settings", ...difference(now, wish) };
  if (Object.keys(deed.after).length > 0) await writeDown(actorOf(ctx), deed);
  return read;
}

async function showAgain(ctx: DeskContext, name: string, form: Form): Promise<void> {
  await inStore(ctx.state.store.id, "read", async () =>
    showForm(ctx, await generalOf(name), form.typed, form.errors),
  );
  ctx.status = 422;
}

async function generalOf(name: string): Promise<General> {
  const { mail_texts: _, ...settings } = await Settings.current();
  return { ...settings, name };
}

async function showForm(
  ctx: DeskContext,
  now: General,
  typed: Record<string, string>,
  errors: Errors,
): Promise<void> {
  const changes = errors.edition ? changesFor(now, typed) : [];
  showSettings(
    ctx,
    "general",
    { title: "Settings", tab: "General" },
    {
      typed: { ...typedOf(now), ...typed },
      errors,
      changes,
      edition: editionOf(now),
      sold: await Settings.hasSold(),
      inside: now.closed ? insideLink(ctx) : "",
      choices: {
        countries: countryChoices(),
        currencies: currencyChoices(),
        locales: localeChoices(now.locale),
      },
    },
  );
}

/** What is saved otherwise than it was typed, for whoever was overtaken. */
function changesFor(now: General, typed: Record<string, string>) {
  const labels: Record<string, string> = {
    name: "Name",
    tagline: "What you do, in a sentence",
    announcement: "Announcement",
    email: "E-mail",
    address: "Address",
    country: "Country",
    tax_number: "Tax number",
    currency: "Currency",
    locale: "Figures and dates",
    closed: "Closed",
  };
  return Object.entries(typedOf(now))
    .filter(([name, value]) => (typed[name] ?? "") !== value)
    .map(([name, value]) => ({ label: labels[name] ?? name, value: value || "(empty)" }));
}
