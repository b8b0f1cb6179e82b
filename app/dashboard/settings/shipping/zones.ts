import { type DeskContext, field, inStore } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { takenAway, writeDown } from "../../../models/store/audit.ts";
import {
  addZone,
  changeZone,
  lockedZones,
  removeZone,
  restoreZone,
  type ShippingZoneRow,
  shippingZones,
} from "../../../models/store/selling/shipping-zone.ts";
import { Settings } from "../../../models/store/settings.ts";
import { leaveNotice } from "../../../notice.ts";
import { actorOf } from "../../actor.ts";
import { changeShop, difference, type Errors, idOf } from "../../change.ts";
import { goOn } from "../../desk.ts";
import { changedMeanwhile, editionOf } from "../../edition.ts";
import type { Form } from "../../form.ts";
import { showSettings } from "../frame.ts";
import { placesOf, priceOf } from "./words.ts";
import { countryBoxes, readZone, type ZoneWish } from "./zone-form.ts";

interface Shown {
  zone: ShippingZoneRow | null;
  wish: ZoneWish;
  errors: Errors;
}

/** Where the shop sends to, and for how much. */
export async function index(ctx: DeskContext): Promise<void> {
  const [zones, settings] = await Promise.all([shippingZones(), Settings.current()]);
  const shown = zones.map((zone) => ({
    ...zone,
    places: placesOf(zone),
    rates: zone.rates.map((rate) => ({ ...rate, price: priceOf(rate, settings) })),
  }));
  showSettings(ctx, "shipping", { title: "Shipping", tab: "Shipping" }, { zones: shown });
}

export async function create(ctx: DeskContext): Promise<void> {
  await showZone(ctx, { zone: null, wish: { name: "", countries: [] }, errors: {} });
}

export async function edit(ctx: DeskContext): Promise<void> {
  const zone = zoneIn(await shippingZones(), idOf(ctx));
  await showZone(ctx, { zone, wish: zone, errors: {} });
}

/** Adds a zone; its rates come next. */
export async function add(ctx: DeskContext): Promise<void> {
  const outcome = await changeShop(ctx, async () => {
    const { form, wish } = readZone(ctx, await lockedZones());
    if (!form.isRight) return { form, wish, id: 0 };
    const id = await addZone(wish.name, wish.countries);
    const deed = { kind: "shipping-zone.added", subject: `shipping zone ${id}`, after: wish };
    await writeDown(actorOf(ctx), deed);
    return { form, wish, id };
  });
  if (!outcome.form.isRight) return showAgain(ctx, null, outcome);
  leaveNotice(ctx, { text: `${outcome.wish.name} is there. What does sending there cost?` });
  goOn(ctx, `/settings/shipping/${outcome.id}/rates/new`);
}

export async function update(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const outcome = await changeShop(ctx, () => save(ctx, id));
  if (!outcome.form.isRight) return showAgain(ctx, id, outcome);
  leaveNotice(ctx, { text: `${outcome.wish.name} is saved.` });
  goOn(ctx, "/settings/shipping");
}

/** Removes a zone with its rates; the notice brings it back. */
export async function remove(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const zone = await changeShop(ctx, async () => {
    const found = zoneIn(await lockedZones(), id);
    await removeZone(id);
    const deed = { kind: "shipping-zone.removed", subject: `shipping zone ${id}`, before: found };
    await writeDown(actorOf(ctx), deed);
    return found;
  });
  const undo = { to: `/settings/shipping/${id}/restore` };
  leaveNotice(ctx, { text: `${zone.name} is removed. Nothing is sent there now.`, undo });
  goOn(ctx, "/settings/shipping");
}

export async function restore(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const subject = `shipping zone ${id}`;
  const zone = await changeShop(ctx, async () => {
    const was = await takenAway<ShippingZoneRow>("shipping-zone.removed", subject);
    if (!was) throw new NotFound();
    await restoreZone(was);
    await writeDown(actorOf(ctx), { kind: "shipping-zone.restored", subject, after: was });
    return was;
  });
  leaveNotice(ctx, { text: `${zone.name} is back.` });
  goOn(ctx, "/settings/shipping");
}

/** The zone with a number. @throws NotFound */
export function zoneIn(zones: readonly ShippingZoneRow[], id: number): ShippingZoneRow {
  const zone = zones.find((each) => each.id === id);
  if (!zone) throw new NotFound("This zone is not here any more.");
  return zone;
}

/** What a form about a zone is about: its rates have forms of their own. */
function facts({ name, countries }: ZoneWish): ZoneWish {
  return { name, countries };
}

async function save(ctx: DeskContext, id: number): Promise<{ form: Form; wish: ZoneWish }> {
  const zones = await lockedZones();
  const zone = zoneIn(zones, id);
  const read = readZone(
    ctx,
    zones.filter((each) => each !== zone),
  );
  const { form, wish } = read;
  if (field(ctx, "edition") !== editionOf(facts(zone))) form.refuse("edition", changedMeanwhile);
  if (!form.isRight) return read;

  await changeZone(id, wish.name, wish.countries);
  const subject = `shipping zone ${id}`;
  await writeDown(actorOf(ctx), {
    kind: "shipping-zone.saved",
    subject,
    ...difference(facts(zone), wish),
  });
  return read;
}

async function showAgain(
  ctx: DeskContext,
  id: number | null,
  { form, wish }: { form: Form; wish: ZoneWish },
): Promise<void> {
  await inStore(ctx.state.store.id, "read", async () => {
    const zone = id === null ? null : zoneIn(await shippingZones(), id);
    await showZone(ctx, { zone, wish, errors: form.errors });
  });
  ctx.status = 422;
}

async function showZone(ctx: DeskContext, { zone, wish, errors }: Shown): Promise<void> {
  const title = zone ? zone.name : "New zone";
  const saved = zone && errors.edition ? `${zone.name}: ${placesOf(zone)}` : "";
  showSettings(
    ctx,
    "shipping-zone",
    { title, tab: "Shipping" },
    {
      zone,
      typed: wish,
      errors,
      saved,
      everywhere: wish.countries.includes("*"),
      countries: countryBoxes(wish.countries),
      edition: zone ? editionOf(facts(zone)) : "",
    },
  );
}
