import { type DeskContext, field, inStore } from "../../context.ts";
import { Conflict } from "../../errors.ts";
import { writeDown } from "../../models/store/audit.ts";
import {
  addDiscount,
  CodeTaken,
  changeDiscount,
  type DiscountRules,
  discountAtDesk,
  lockDiscountWith,
  type UsedDiscount,
} from "../../models/store/desk/discounts/discount.ts";
import { Settings, type SettingsRow } from "../../models/store/settings.ts";
import { formatMoney } from "../../money.ts";
import { leaveNotice } from "../../notice.ts";
import { changing } from "../../retry.ts";
import type { DiscountRow } from "../../selling/discounts.ts";
import { actorOf } from "../actor.ts";
import { difference, idOf } from "../change.ts";
import { deskPath, goOn, showDesk } from "../desk.ts";
import { changedMeanwhile, editionOf } from "../edition.ts";
import { counted } from "../orders/words.ts";
import { freshTyped, readDiscount, typedOf } from "./form.ts";
import { discountBadge, forWhich, takesOff, validity } from "./words.ts";

interface Shown {
  typed: Record<string, string>;
  errors?: Record<string, string>;
  message?: string;
  /** Of the discount as it was when the form was made; undefined for a new one. */
  discount?: UsedDiscount | undefined;
}

interface Outcome {
  status: number;
  errors?: Record<string, string>;
  message?: string;
}

/** The form for a new discount. */
export async function compose(ctx: DeskContext): Promise<void> {
  showForm(ctx, await Settings.current(), { typed: freshTyped() });
}

/** The form of one that there is, and what it did so far. */
export async function edit(ctx: DeskContext): Promise<void> {
  const [discount, settings] = await Promise.all([discountAtDesk(idOf(ctx)), Settings.current()]);
  showForm(ctx, settings, { typed: typedOf(discount, settings.currency), discount });
}

/** Adds a discount. */
export async function create(ctx: DeskContext): Promise<void> {
  const { store } = ctx.state;
  const settings = await inStore(store.id, "read", () => Settings.current());
  const { typed, errors, rules } = readDiscount(ctx, settings.currency, 0);
  const refused = rules ? await trying(() => add(ctx, rules)) : { status: 422, errors };
  if (refused) {
    ctx.status = refused.status;
    return showForm(ctx, settings, { ...refused, typed });
  }
  leaveNotice(ctx, { text: `The discount ${rules?.code} is saved.` });
  goOn(ctx, "/discounts");
}

/** Keeps other rules for a discount. */
export async function update(ctx: DeskContext): Promise<void> {
  const { discount, settings } = await readOne(ctx);
  const { typed, errors, rules } = readDiscount(ctx, settings.currency, discount.used);
  const refused = rules ? await trying(() => change(ctx, rules)) : { status: 422, errors };
  if (refused) {
    const now = await readOne(ctx);
    const meanwhile = refused.status === 409 ? ` ${inWords(now.discount, settings)}` : "";
    const message = refused.message ? refused.message + meanwhile : "";
    ctx.status = refused.status;
    return showForm(ctx, settings, { ...refused, message, typed, discount: now.discount });
  }
  leaveNotice(ctx, { text: `The discount ${rules?.code} is saved.` });
  goOn(ctx, `/discounts/${discount.id}`);
}

function readOne(ctx: DeskContext): Promise<{ discount: UsedDiscount; settings: SettingsRow }> {
  return inStore(ctx.state.store.id, "read", async () => ({
    discount: await discountAtDesk(idOf(ctx)),
    settings: await Settings.current(),
  }));
}

/** Undefined when all went well. */
async function trying(work: () => Promise<void>): Promise<Outcome | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof CodeTaken) return { status: 422, errors: { code: error.message } };
    if (error instanceof Conflict) return { status: 409, message: error.message };
    throw error;
  }
}

async function add(ctx: DeskContext, rules: DiscountRules): Promise<void> {
  await changing(ctx.state.store.id, async () => {
    const id = await addDiscount(rules);
    const deed = { kind: "discount.added", subject: `discount ${id}`, after: rules };
    await writeDown(actorOf(ctx), deed);
  });
}

async function change(ctx: DeskContext, rules: DiscountRules): Promise<void> {
  const id = idOf(ctx);
  const edition = field(ctx, "edition");
  await changing(ctx.state.store.id, async () => {
    const before = rulesOf(await lockDiscountWith(id));
    if (editionOf(before) !== edition) throw new Conflict(changedMeanwhile);
    await changeDiscount(id, rules);
    const changes = difference(before, rules);
    await writeDown(actorOf(ctx), {
      kind: "discount.saved",
      subject: `discount ${id}`,
      ...changes,
    });
  });
}

/** Without what is counted: a use meanwhile is no change. */
function rulesOf(discount: DiscountRow): DiscountRules {
  const { code, kind, value, minimum, starts_at, ends_at, usage_limit, customer_limit, active } =
    discount;
  return {
    ...{ code, kind, value, minimum, starts_at, ends_at, usage_limit, customer_limit, active },
  };
}

function inWords(discount: DiscountRow, settings: SettingsRow): string {
  const parts = [
    `${discount.code}: ${takesOff(discount, settings)}`,
    forWhich(discount, settings),
    validity(discount, settings).toLowerCase(),
    discountBadge(discount).label.toLowerCase(),
  ];
  return `Now it is ${parts.filter(Boolean).join(", ")}.`;
}

function showForm(
  ctx: DeskContext,
  settings: SettingsRow,
  { typed, errors = {}, message = "", discount }: Shown,
): void {
  const path = discount ? `/discounts/${discount.id}` : "/discounts";
  const title = discount ? discount.code : "New discount";
  showDesk(
    ctx,
    "dashboard/discounts/edit",
    { title, section: "/discounts" },
    {
      path: deskPath(ctx, path),
      edition: discount ? editionOf(rulesOf(discount)) : "",
      typed,
      errors,
      message,
      currency: settings.currency,
      discount: discount ? factsOf(discount, settings) : null,
    },
  );
}

function factsOf(discount: UsedDiscount, { currency, locale }: SettingsRow) {
  const { active, orders, given, used, usage_limit } = discount;
  return {
    active,
    badge: discountBadge(discount),
    orders: counted(orders, "order"),
    used: usage_limit === null ? String(used) : `${used} of ${usage_limit}`,
    given: formatMoney(given, currency, locale),
    isUsed: orders > 0,
  };
}
