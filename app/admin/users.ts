import { asPlatform, goTo, param, type StaffContext } from "../context.ts";
import { deviceOf } from "../customers/device.ts";
import { Conflict, NotFound } from "../errors.ts";
import { notePlatform, type PlatformKind } from "../models/shared/admin/events.ts";
import {
  AdminUsers,
  type ListedUser,
  type UserSheet,
  usersAPage,
} from "../models/shared/admin/users.ts";
import { leaveNotice } from "../notice.ts";
import { asked, positive } from "../staff/asked.ts";
import { roleWords } from "../staff/roles.ts";
import { askedNumber, pagerOf } from "./lists.ts";
import { actorOf, showAdmin } from "./show.ts";
import { day, moment } from "./words.ts";

const section = "/admin/users";

/** Everybody with an account. */
export async function index(ctx: StaffContext): Promise<void> {
  const words = asked(ctx, "words");
  const page = askedNumber(ctx, "page") ?? 1;
  const rows = await asPlatform("read", () => AdminUsers.list(words, page));
  const total = rows[0]?.total ?? 0;
  showAdmin(
    ctx,
    "admin/users/index",
    { title: "People", section },
    {
      rows: rows.map(listed),
      words,
      pages: pagerOf(section, { words }, { page, aPage: usersAPage, total, shown: rows.length }),
    },
  );
}

/** One of them: where they work, where they are signed in. */
export async function show(ctx: StaffContext): Promise<void> {
  const user = await readUser(ctx);
  showAdmin(
    ctx,
    "admin/users/show",
    { title: user.name || user.email, section },
    {
      user: shown(user),
      isSelf: user.id === ctx.state.staff.id,
    },
  );
}

/** Lets somebody into the platform's rooms. */
export async function promote(ctx: StaffContext): Promise<void> {
  await change(ctx, "user.admin", async (user) => {
    if (!(await AdminUsers.promote(user.id))) throw new Conflict("They are in already.");
    return `${user.email} may do everything here from now on.`;
  });
}

/** Takes somebody out of them; whoever acts for a shop stops at once. */
export async function demote(ctx: StaffContext): Promise<void> {
  await change(ctx, "user.demoted", async (user) => {
    const done = user.is_admin && (await AdminUsers.demote(user.id));
    if (!done) throw new Conflict("Somebody has to look after the platform: this is the last one.");
    return `${user.email} cannot come in here any more.`;
  });
}

/** Ends all of somebody's sessions. */
export async function signOut(ctx: StaffContext): Promise<void> {
  await change(ctx, "user.signed-out", async (user) => {
    await AdminUsers.signOut(user.id);
    return `${user.email} is signed out everywhere.`;
  });
}

async function change(
  ctx: StaffContext,
  kind: PlatformKind,
  work: (user: UserSheet) => Promise<string>,
): Promise<void> {
  const user = await readUser(ctx);
  const text = await asPlatform("write", async () => {
    const said = await work(user);
    const detail = { user: user.id, email: user.email };
    await notePlatform(actorOf(ctx), { kind, detail });
    return said;
  });
  leaveNotice(ctx, { text });
  const isOut = user.id === ctx.state.staff.id && kind !== "user.admin";
  goTo(ctx, isOut ? "/shops" : `${section}/${user.id}`);
}

async function readUser(ctx: StaffContext): Promise<UserSheet> {
  const id = positive(param(ctx, "id"));
  const user = id && (await asPlatform("read", () => AdminUsers.withId(id)));
  if (!user) throw new NotFound();
  return user;
}

function listed({
  id,
  name,
  email,
  is_admin,
  verified_at,
  shops,
  sessions,
  created_at,
}: ListedUser) {
  return {
    href: `${section}/${id}`,
    name: name || email,
    email,
    isAdmin: is_admin,
    isVerified: verified_at !== null,
    shops,
    sessions,
    since: day(created_at),
  };
}

function shown(user: UserSheet) {
  const { id, name, email, is_admin, has_factor, verified_at, created_at } = user;
  return {
    href: `${section}/${id}`,
    name: name || email,
    email,
    isAdmin: is_admin,
    hasFactor: has_factor,
    verified: verified_at ? day(verified_at) : "",
    since: day(created_at),
    workplaces: user.workplaces.map(({ code, name: shop, role }) => ({
      href: `/admin/stores/${code}`,
      name: shop,
      role: roleWords[role].name,
    })),
    sessions: user.sessions.map(({ agent, ip, seen_at }) => ({
      device: deviceOf(agent),
      ip,
      seen: moment(seen_at),
    })),
  };
}
