import { asPlatform, type DeskContext, field, goTo } from "../../context.ts";
import { NotFound } from "../../errors.ts";
import { fresh, type ShownForm } from "../../form.ts";
import { type Invitation, invitationsOf } from "../../models/shared/people/invitation.ts";
import { type Change, type Member, membersOf } from "../../models/shared/people/membership.ts";
import { leaveNotice, type Notice } from "../../notice.ts";
import { plans } from "../../plans.ts";
import { appoint, letGo } from "../../staff/people.ts";
import { type Role, roles, roleWords } from "../../staff/roles.ts";
import { actorOf } from "../actor.ts";
import { idOf } from "../change.ts";
import { goOn, showDesk } from "../desk.ts";
import { shortDay } from "../moments.ts";

const locale = "en-IE";

/** Who works in the shop, and who is invited. */
export async function index(ctx: DeskContext): Promise<void> {
  await showStaff(ctx, fresh({ email: "", role: "viewer" }));
}

/** Gives somebody another role. @throws NotFound */
export async function update(ctx: DeskContext): Promise<void> {
  const role = roleNamed(field(ctx, "role"));
  if (!role) throw new NotFound();

  const id = idOf(ctx);
  const change = await appoint(ctx.state.store, id, role, actorOf(ctx));
  const undo = change.done && { to: `/staff/${id}/role`, role: change.before };
  answer(ctx, change, (email) => ({
    text: `${email} is ${roleWords[role].name} now.`,
    ...(undo && undo.role !== role && { undo }),
  }));
  goOnAs(ctx, role === "owner" || id !== ctx.state.staff.id);
}

/** Ends somebody's work in the shop. @throws NotFound */
export async function destroy(ctx: DeskContext): Promise<void> {
  const id = idOf(ctx);
  const change = await letGo(ctx.state.store, id, actorOf(ctx));
  answer(ctx, change, (email) => ({ text: `${email} no longer works here.` }));
  goOnAs(ctx, !change.done || id !== ctx.state.staff.id);
}

/** Names the view of the shop's people, with an invitation that has faults where there is one. */
export async function showStaff(ctx: DeskContext, form: ShownForm, status = 200): Promise<void> {
  const { store, staff } = ctx.state;
  const [members, invitations] = await asPlatform("read", () =>
    Promise.all([membersOf(store.id), invitationsOf(store.id)]),
  );
  const people = members.length + invitations.filter(({ stale }) => !stale).length;
  ctx.status = status;
  showDesk(
    ctx,
    "dashboard/staff/index",
    { title: "Staff", section: "/staff" },
    {
      form,
      members: members.map((member) => shownMember(member, staff.id)),
      invitations: invitations.map(shownInvitation),
      room: `${people} of ${plans[store.plan].staff} people that the plan ${plans[store.plan].name} has room for.`,
      roles: roles.map((value) => ({
        value,
        label: roleWords[value].name,
        text: roleWords[value].text,
      })),
    },
  );
}

/** The role that a form names. */
export function roleNamed(text: string): Role | undefined {
  return roles.find((role) => role === text);
}

function answer(ctx: DeskContext, change: Change, words: (email: string) => Notice): void {
  if (!change.done && change.why === "gone") throw new NotFound();
  leaveNotice(ctx, change.done ? words(change.email) : lastOwner);
}

const lastOwner: Notice = {
  text: "A shop needs an owner. Make somebody else one first.",
  tone: "bad",
};

/** Whoever took their own rights away has no business on this page any more. */
function goOnAs(ctx: DeskContext, maySeeStaff: boolean): void {
  if (maySeeStaff) goOn(ctx, "/staff");
  else goTo(ctx, "/shops");
}

function shownMember({ id, email, name, role, has_factor, created_at }: Member, own: number) {
  return {
    id,
    email,
    name: name || email,
    role,
    isOwn: id === own,
    hasFactor: has_factor,
    since: shortDay(created_at, locale),
  };
}

function shownInvitation({ id, email, role, expires_at, stale }: Invitation) {
  return { id, email, role: roleWords[role].name, stale, until: shortDay(expires_at, locale) };
}
