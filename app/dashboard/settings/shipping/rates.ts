import { randomBytes } from "node:crypto";
import { type DeskContext, field, inStore, param } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { takenAway, writeDown } from "../../../models/store/audit.ts";
import {
  keepRates,
  lockedZones,
  type ShippingZoneRow,
  shippingZones,
} from "../../../models/store/selling/shipping-zone.ts";
import { Settings } from "../../../models/store/settings.ts";
import { leaveNotice } from "../../../notice.ts";
import type { ShippingRate } from "../../../selling/shipping.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, difference, type Errors, idOf } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { changedMeanwhile, editionOf } from "../../edition.ts";
import type { Form } from "../../form.ts";
import { showSettings } from "../frame.ts";
import { bandsFor, exampleOf, type RateWish, readRate, typedOf } from "./rate-form.ts";
import { priceOf } from "./words.ts";
import { zoneIn } from "./zones.ts";

const mostRates = 12;

interface Shown {
  rate: ShippingRate | null;
  typed: Record<string, string>;
  errors: Errors;
}

interface Outcome {
  form: Form;
  wish: RateWish;
}

export async function create(ctx: DeskContext): Promise<void> {
  await showRate(ctx, { rate: null, typed: { kind: "flat" }, errors: {} });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const [zones, { currency }] = await Promise.all([shippingZones(), Settings.current()]);
  const rate = rateIn(zoneIn(zones, idOf(ctx)), param(ctx, "rate"));
  await showRate(ctx, { rate, typed: typedOf(rate, currency), errors: {} });
}

export async function add(ctx: DeskContext): Promise<void> {
  await saveOrShowAgain(ctx, null);
}

export async function update(ctx: DeskContext): Promise<void> {
  await saveOrShowAgain(ctx, param(ctx, "rate"));
}

/** Removes a rate; the notice brings it back. */
export async function remove(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const rate = await changeShop(ctx, async () => {
    const zone = zoneIn(await lockedZones(), id);
    const found = rateIn(zone, param(ctx, "rate"));
    await keepRates(
      id,
      zone.rates.filter((each) => each !== found),
    );
    const subject = subjectOf(id, found.id);
    await writeDown(actorOf(ctx), { kind: "shipping-rate.removed", subject, before: found });
    return found;
  });
  const undo = { to: `/settings/shipping/${id}/rates/${rate.id}/restore` };
  leaveNotice(ctx, { text: `${rate.name} is removed.`, undo });
  goOn(ctx, "/settings/shipping");
}

export async function restore(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const subject = subjectOf(id, param(ctx, "rate"));
  const rate = await changeShop(ctx, async () => {
    const was = await takenAway<ShippingRate>("shipping-rate.removed", subject);
    const zone = zoneIn(await lockedZones(), id);
    if (!was) throw new NotFound();
    const others = zone.rates.filter((each) => each.id !== was.id);
    await keepRates(id, [...others, was]);
    await writeDown(actorOf(ctx), { kind: "shipping-rate.restored", subject, after: was });
    return was;
  });
  leaveNotice(ctx, { text: `${rate.name} is back.` });
  goOn(ctx, "/settings/shipping");
}

async function saveOrShowAgain(ctx: DeskContext, rateId: string | null): Promise<void> {
  const { form, wish } = await changeShop(ctx, () => save(ctx, rateId));
  if (form.isRight) {
    leaveNotice(ctx, { text: `${wish.name} is saved. Checkouts offer it from now on.` });
    return goOn(ctx, "/settings/shipping");
  }
  await inStore(ctx.state.store.id, "read", async () => {
    const zone = zoneIn(await shippingZones(), idOf(ctx));
    const rate = rateId === null ? null : rateIn(zone, rateId);
    await showRate(ctx, { rate, typed: form.typed, errors: form.errors });
  });
  ctx.status = 422;
}

async function save(ctx: DeskContext, rateId: string | null): Promise<Outcome> {
  const { currency } = await Settings.current();
  const zone = zoneIn(await lockedZones(), idOf(ctx));
  const rate = rateId === null ? null : rateIn(zone, rateId);
  const read = readRate(ctx, currency);
  refuseOvertaken(ctx, read.form, zone, rate);
  if (read.form.isRight) await keep(ctx, zone, rate, read.wish);
  return read;
}

function refuseOvertaken(
  ctx: DeskContext,
  form: Form,
  zone: ShippingZoneRow,
  rate: ShippingRate | null,
): void {
  if (rate && field(ctx, "edition") !== editionOf(rate)) form.refuse("edition", changedMeanwhile);
  if (!rate && zone.rates.length >= mostRates) {
    form.refuse("name", `A zone has at most ${mostRates} ways to send things.`);
  }
}

async function keep(
  ctx: DeskContext,
  zone: ShippingZoneRow,
  rate: ShippingRate | null,
  wish: RateWish,
): Promise<void> {
  const saved = { id: rate?.id ?? randomBytes(4).toString("hex"), ...wish };
  const rates = zone.rates.map((each) => (each === rate ? saved : each));
  await keepRates(zone.id, rate ? rates : [...rates, saved]);
  await writeDown(actorOf(ctx), {
    kind: rate ? "shipping-rate.saved" : "shipping-rate.added",
    subject: subjectOf(zone.id, saved.id),
    ...difference(rate ?? {}, saved),
  });
}

async function showRate(ctx: DeskContext, { rate, typed, errors }: Shown): Promise<void> {
  const [zones, settings] = await Promise.all([shippingZones(), Settings.current()]);
  const zone = zoneIn(zones, idOf(ctx));
  const { currency } = settings;
  showSettings(
    ctx,
    "shipping-rate",
    { title: rate ? rate.name : `New rate for ${zone.name}`, tab: "Shipping" },
    {
      zone,
      rate,
      typed,
      errors,
      currency,
      bands: bandsFor(typed),
      example: exampleOf(currency),
      saved: rate && errors.edition ? `${rate.name}: ${priceOf(rate, settings)}` : "",
      edition: rate ? editionOf(rate) : "",
    },
  );
}

function rateIn(zone: ShippingZoneRow, id: string): ShippingRate {
  const rate = zone.rates.find((each) => each.id === id);
  if (!rate) throw new NotFound("This rate is not here any more.");
  return rate;
}

function subjectOf(zone: number, rate: string): string {
  return `shipping rate ${zone}:${rate}`;
}
