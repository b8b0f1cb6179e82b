import type { AnyContext, DeskContext, Next, StaffContext } from "../context.ts";
import { asPlatform, goTo } from "../context.ts";
import { cookie, hashOf, setCookie } from "../cookies.ts";
import { type StoreEntry, storeWithCode } from "../directory.ts";
import { Forbidden, NotFound, StoreClosed, StoreOutdated } from "../errors.ts";
import { prolongStaffSession } from "../models/shared/people/session.ts";
import { findStaff, type Staff } from "../models/shared/staff.ts";
import { linksFor, primaryMode } from "../urls.ts";
import { refuseActingOn } from "./acting.ts";
import { mayDo, type Role } from "./roles.ts";

/** Who is signed in on the platform's host; undefined for nobody, or before the second factor. */
export async function signedIn(ctx: AnyContext): Promise<Staff | undefined> {
  const token = cookie(ctx, "staff");
  const staff = token ? await asPlatform("read", () => findStaff(hashOf(token))) : undefined;
  return staff?.halfway ? undefined : staff;
}

/** Lets people pass who are signed in, and sends the others to sign in first. */
export async function requireStaff(ctx: AnyContext, next: Next): Promise<unknown> {
  const staff = await signedIn(ctx);
  ctx.set("Cache-Control", "private, no-store");
  if (!staff) return askToSignIn(ctx);

  if (ctx.method === "POST") await prolong(ctx);
  ctx.state.staff = staff;
  return next();
}

/** Lets the platform's own people pass. For everybody else there is nothing here. @throws NotFound */
export function requireAdmin(ctx: StaffContext, next: Next): Promise<unknown> {
  if (!ctx.state.staff.is_admin) throw new NotFound();
  return next();
}

/**
 * Opens the desk of the shop that the path names, for those who work there. To everybody else it does not exist.
 * @throws NotFound · StoreClosed · StoreOutdated
 */
export async function enterDesk(ctx: AnyContext, next: Next): Promise<unknown> {
  const { staff, visit, deskCode = "" } = ctx.state;
  const store = staff && (await storeWithCode(deskCode));
  const role = store && roleIn(staff, store);
  if (!store || !role || !visit) throw new NotFound();
  if (store.state === "opening") {
    throw new StoreClosed("This shop is just opening. Please come back in a minute.");
  }
  if (store.state !== "open")
    throw new StoreClosed("This shop is suspended. Please ask the platform's people.");
  if (!store.served) throw new StoreOutdated();

  ctx.state.store = store;
  ctx.state.role = role;
  ctx.state.links = linksFor(store, primaryMode(store), visit);
  return next();
}

/** A route's own guard: what it takes at least. @throws Forbidden */
export function requireRole(needed: Role) {
  return (ctx: DeskContext, next: Next): Promise<unknown> => {
    refuseActingOn(ctx);
    if (mayDo(ctx.state.role, needed)) return next();
    throw new Forbidden("Your role in this shop does not include this. Its owner can change that.");
  };
}

function roleIn(staff: Staff, store: StoreEntry): Role | undefined {
  if (staff.acting?.store === store.id) return "owner";
  return staff.workplaces.find(({ id }) => id === store.id)?.role;
}

/** Only what changes something anyway lets a session last for longer: looking never writes. */
async function prolong(ctx: AnyContext): Promise<void> {
  const token = cookie(ctx, "staff");
  const ip = ctx.state.visit?.ip ?? "";
  const prolonged = await asPlatform("write", () => prolongStaffSession(hashOf(token), ip));
  if (prolonged) setCookie(ctx, "staff", token);
}

function askToSignIn(ctx: AnyContext): void {
  const wanted = ctx.method === "GET" ? ctx.originalUrl : "";
  goTo(ctx, wanted ? `/login?next=${encodeURIComponent(wanted)}` : "/login");
}
