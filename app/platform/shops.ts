import { config } from "../config.ts";
import { field, goTo, param, type StaffContext } from "../context.ts";
import { NotFound } from "../errors.ts";
import { faulty, fresh, nameIn, type ShownForm } from "../form.ts";
import { CodeTaken } from "../models/shared/opening.ts";
import type { Workplace } from "../models/shared/staff.ts";
import { leaveNotice } from "../notice.ts";
import { tooMany } from "../staff/door.ts";
import { faultsOfShop, openFor } from "../staff/opening.ts";
import { letGo } from "../staff/people.ts";
import { roleWords } from "../staff/roles.ts";
import { showRoom } from "./show.ts";

/** Every shop that somebody works in. */
export async function index(ctx: StaffContext): Promise<void> {
  const { workplaces, is_admin } = ctx.state.staff;
  showRoom(
    ctx,
    "staff/shops",
    { title: "Your shops", section: "/shops" },
    { places: workplaces.map(shown), signup: config.SIGNUP === "open", admin: is_admin },
  );
}

/** The form to open another shop with. @throws NotFound where nobody may */
export async function add(ctx: StaffContext): Promise<void> {
  refuseWhenClosed();
  showNew(ctx, fresh({ shop: "", code: "" }));
}

/** Opens it, and leads to its desk. @throws NotFound where nobody may */
export async function create(ctx: StaffContext): Promise<void> {
  refuseWhenClosed();
  const { id, name, email } = ctx.state.staff;
  const values = {
    shop: nameIn(ctx, "shop", 80),
    code: field(ctx, "code").toLowerCase().slice(0, 60),
  };
  const wanted = { name: values.shop, code: values.code };
  const faults = faulty(values, faultsOfShop(wanted));
  if (faults) return showNew(ctx, faults, 422);
  const wait = await tooMany(ctx, "mail", `shops of ${id}`);
  if (wait) return showNew(ctx, { ...fresh(values), message: wait }, 429);

  try {
    const opened = await openFor({ id, name: name || email, ip: ctx.state.visit.ip }, wanted);
    leaveNotice(ctx, { text: `${values.shop} is open.` });
    goTo(ctx, `/store/${opened.code}/dashboard`);
  } catch (error) {
    if (!(error instanceof CodeTaken)) throw error;
    showNew(ctx, { ...fresh(values), errors: { code: error.message } }, 422);
  }
}

/** Ends the visitor's own work in a shop. @throws NotFound */
export async function leave(ctx: StaffContext): Promise<void> {
  const { staff, visit } = ctx.state;
  const place = staff.workplaces.find(({ code }) => code === param(ctx, "code"));
  if (!place) throw new NotFound();

  const actor = { id: staff.id, name: staff.name || staff.email, ip: visit.ip };
  const change = await letGo(place, staff.id, actor);
  leaveNotice(ctx, change.done ? { text: `You have left ${place.name}.` } : lastOwner);
  goTo(ctx, "/shops");
}

const lastOwner = {
  text: "You are this shop's only owner. Make somebody else an owner first.",
  tone: "bad",
} as const;

function refuseWhenClosed(): void {
  if (config.SIGNUP !== "open") throw new NotFound();
}

function showNew(ctx: StaffContext, form: ShownForm, status = 200): void {
  ctx.status = status;
  showRoom(ctx, "staff/new-shop", { title: "Open a shop", section: "/shops" }, { form });
}

function shown(place: Workplace) {
  const { code, name, state, role } = place;
  const isOpen = state === "open";
  return {
    code,
    name,
    role: roleWords[role].name,
    desk: isOpen ? `/store/${code}/dashboard` : "",
    state: isOpen ? "" : stateWords[state],
    leave: `/shops/${code}/leave`,
  };
}

const stateWords: Record<Workplace["state"], string> = {
  opening: "Opening",
  open: "Open",
  suspended: "Suspended",
  trashed: "Closed",
};
