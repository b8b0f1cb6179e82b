import { asPlatform, field, goTo, type StaffContext } from "../../context.ts";
import { forgetStore } from "../../directory.ts";
import { Conflict } from "../../errors.ts";
import { notePlatform, type PlatformKind } from "../../models/shared/admin/events.ts";
import * as store from "../../models/shared/admin/moves.ts";
import type { StoreSheet } from "../../models/shared/admin/stores.ts";
import { graceDays } from "../../models/shared/admin/trash.ts";
import type { StoreState } from "../../models/shared/store.ts";
import { leaveNotice } from "../../notice.ts";
import { postForPlatform } from "../../outbox.ts";
import { planNamed, plans } from "../../plans.ts";
import { actorOf } from "../show.ts";
import { readStore, showStore } from "./stores.ts";

/** A change of state, and what is said of it. */
interface Move {
  kind: PlatformKind;
  change: (id: number) => Promise<StoreState | undefined>;
  said: (name: string) => string;
}

/** Closes a shop's door for a while. */
export function suspend(ctx: StaffContext): Promise<void> {
  return move(ctx, {
    kind: "store.suspended",
    change: store.suspendStore,
    said: (name) => `${name} is suspended: its addresses say that it is closed for the moment.`,
  });
}

/** Opens a suspended shop again. */
export function resume(ctx: StaffContext): Promise<void> {
  return move(ctx, {
    kind: "store.resumed",
    change: store.resumeStore,
    said: (name) => `${name} opens again, within seconds.`,
  });
}

/** Throws a shop away; it can be brought back for a while. */
export function trash(ctx: StaffContext): Promise<void> {
  return move(ctx, {
    kind: "store.trashed",
    change: store.trashStore,
    said: (name) => `${name} is in the trash, and can be restored for ${graceDays} days.`,
  });
}

/** Brings a shop back from the trash, with all that it had. */
export function restore(ctx: StaffContext): Promise<void> {
  return move(ctx, {
    kind: "store.restored",
    change: store.restoreStore,
    said: (name) => `${name} is back with all that it had.`,
  });
}

/** Has the worker remove a shop in the trash for good, when its code was typed. */
export async function drop(ctx: StaffContext): Promise<void> {
  const shop = await readStore(ctx);
  if (shop.state !== "trashed")
    throw new Conflict("Only what is in the trash can be removed for good.");
  const typed = field(ctx, "code");
  if (typed !== shop.code) {
    ctx.status = 422;
    const errors = { code: `Please type the shop's code, ${shop.code}, to have it removed.` };
    return showStore(ctx, shop, { errors, typed: { code: typed } });
  }

  await asPlatform("write", async () => {
    await postForPlatform("store-drop", { store: shop.id });
    const detail = about(shop);
    await notePlatform(actorOf(ctx), { kind: "store.dropped", store: shop.id, detail });
  });
  leaveNotice(ctx, { text: `The worker removes ${shop.name} now, with its files.` });
  goTo(ctx, "/admin/stores");
}

/** Changes what a shop may use. */
export async function plan(ctx: StaffContext): Promise<void> {
  const shop = await readStore(ctx);
  const wanted = planNamed(field(ctx, "plan"));
  if (!wanted) throw new Conflict("There is no such plan.");

  await asPlatform("write", async () => {
    const before = await store.changePlan(shop.id, wanted);
    if (before === wanted) return;
    const detail = { ...about(shop), before, after: wanted };
    await notePlatform(actorOf(ctx), { kind: "store.plan", store: shop.id, detail });
  });
  forgetStore(shop);
  leaveNotice(ctx, {
    text: `${shop.name} has the plan ${plans[wanted].name}: it answers on ${plans[wanted].addresses}.`,
    undo: { to: `/admin/stores/${shop.code}/plan`, plan: shop.plan },
  });
  goTo(ctx, `/admin/stores/${shop.code}`);
}

async function move(ctx: StaffContext, { kind, change, said }: Move): Promise<void> {
  const shop = await readStore(ctx);
  await asPlatform("write", async () => {
    const after = await change(shop.id);
    if (!after)
      throw new Conflict(
        "This cannot be done to the shop as it is now. Somebody was here before you?",
      );
    const detail = { ...about(shop), before: shop.state, after };
    await notePlatform(actorOf(ctx), { kind, store: shop.id, detail });
  });
  forgetStore(shop); // from now on this process knows the shop as it is
  leaveNotice(ctx, { text: said(shop.name) });
  goTo(ctx, `/admin/stores/${shop.code}`);
}

/** So that the log can say which shop it was when that is gone. */
function about({ code, name }: StoreSheet) {
  return { code, name };
}
