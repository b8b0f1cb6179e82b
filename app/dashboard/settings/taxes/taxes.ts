import { type DeskContext, field, inStore } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { rate } from "../../../filters.ts";
import { takenAway, writeDown } from "../../../models/store/audit.ts";
import {
  addTax,
  changeTax,
  lockedTax,
  removeTax,
  restoreTax,
  type TaxRateRow,
  taxClasses,
  taxRates,
} from "../../../models/store/selling/tax-rate.ts";
import { Settings } from "../../../models/store/settings.ts";
import { leaveNotice } from "../../../notice.ts";
import { countryName } from "../../../selling/address/countries.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, difference, type Errors, idOf } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { changedMeanwhile, editionOf } from "../../edition.ts";
import type { Form } from "../../form.ts";
import { showSettings } from "../frame.ts";
import { countryChoices } from "../general/choices.ts";
import { readTax, typedOf } from "./tax-form.ts";

const twice = "There is a tax of this class for this country already.";
const everywhere = { value: "*", label: "Everywhere else" };

interface Shown {
  tax: TaxRateRow | null;
  typed: Record<string, string>;
  errors: Errors;
}

/** What is charged where. */
export async function index(ctx: DeskContext): Promise<void> {
  const [taxes, settings] = await Promise.all([taxRates(), Settings.current()]);
  const shown = taxes
    .map((tax) => ({ ...tax, place: placeOf(tax), rate: rate(tax.ppm, settings) }))
    .sort((a, b) => Number(a.country === "*") - Number(b.country === "*") || byName(a, b));
  showSettings(ctx, "taxes", { title: "Taxes", tab: "Taxes" }, { taxes: shown });
}

export async function create(ctx: DeskContext): Promise<void> {
  const { country } = await Settings.current();
  const typed = { country, class: "standard", included: "included" };
  await showTax(ctx, { tax: null, typed, errors: {} });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const tax = await taxWith(idOf(ctx));
  await showTax(ctx, { tax, typed: typedOf(tax), errors: {} });
}

export async function add(ctx: DeskContext): Promise<void> {
  const form = await changeShop(ctx, async () => {
    const { form: read, wish } = readTax(ctx);
    const id = read.isRight ? await addTax(wish) : undefined;
    if (!id) read.refuse("country", twice);
    else {
      await writeDown(actorOf(ctx), { kind: "tax.added", subject: `tax ${id}`, after: wish });
    }
    return read;
  });
  await finish(ctx, form, null);
}

export async function update(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const form = await changeShop(ctx, () => save(ctx, id));
  await finish(ctx, form, id);
}

/** Removes a tax; the notice brings it back. */
export async function remove(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const tax = await changeShop(ctx, async () => {
    const found = await lockedTax(id);
    if (!found) throw new NotFound("This tax is not here any more.");
    await removeTax(id);
    await writeDown(actorOf(ctx), { kind: "tax.removed", subject: `tax ${id}`, before: found });
    return found;
  });
  const text = `${tax.name} in ${placeOf(tax)} is removed.`;
  leaveNotice(ctx, { text, undo: { to: `/settings/taxes/${id}/restore` } });
  goOn(ctx, "/settings/taxes");
}

export async function restore(ctx: DeskContext): Promise<void> {
  const subject = `tax ${idOf(ctx)}`;
  const tax = await changeShop(ctx, async () => {
    const was = await takenAway<TaxRateRow>("tax.removed", subject);
    if (!was) throw new NotFound();
    await restoreTax(was);
    await writeDown(actorOf(ctx), { kind: "tax.restored", subject, after: was });
    return was;
  });
  leaveNotice(ctx, { text: `${tax.name} in ${placeOf(tax)} is back.` });
  goOn(ctx, "/settings/taxes");
}

async function save(ctx: DeskContext, id: number): Promise<Form> {
  const tax = await lockedTax(id);
  if (!tax) throw new NotFound("This tax is not here any more.");
  const { form, wish } = readTax(ctx);
  if (field(ctx, "edition") !== editionOf(tax)) form.refuse("edition", changedMeanwhile);
  if (!form.isRight) return form;
  if (!(await changeTax({ id, ...wish }))) form.refuse("country", twice);
  else {
    const deed = { kind: "tax.saved", subject: `tax ${id}`, ...difference(tax, wish) };
    await writeDown(actorOf(ctx), deed);
  }
  return form;
}

async function finish(ctx: DeskContext, form: Form, id: number | null): Promise<void> {
  if (form.isRight) {
    leaveNotice(ctx, { text: "The tax is saved. Checkouts reckon with it from now on." });
    return goOn(ctx, "/settings/taxes");
  }
  await inStore(ctx.state.store.id, "read", async () => {
    const tax = id === null ? null : await taxWith(id);
    await showTax(ctx, { tax, typed: form.typed, errors: form.errors });
  });
  ctx.status = 422;
}

async function showTax(ctx: DeskContext, { tax, typed, errors }: Shown): Promise<void> {
  const saved = tax && errors.edition ? `${tax.name} ${tax.ppm / 10_000} %, ${placeOf(tax)}` : "";
  showSettings(
    ctx,
    "tax",
    { title: tax ? `${tax.name} in ${placeOf(tax)}` : "New tax", tab: "Taxes" },
    {
      tax,
      typed,
      errors,
      saved,
      classes: await taxClasses(),
      countries: [everywhere, ...countryChoices()],
      edition: tax ? editionOf(tax) : "",
    },
  );
}

async function taxWith(id: number): Promise<TaxRateRow> {
  const tax = (await taxRates()).find((each) => each.id === id);
  if (!tax) throw new NotFound("This tax is not here any more.");
  return tax;
}

function placeOf({ country }: Pick<TaxRateRow, "country">): string {
  return country === "*" ? "everywhere else" : countryName(country, "en");
}

function byName(a: { place: string }, b: { place: string }): number {
  return a.place.localeCompare(b.place, "en");
}
