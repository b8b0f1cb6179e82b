import { type AnyContext, asPlatform, goTo, param } from "../../context.ts";
import { faultOfPassword, hashPassword } from "../../customers/passwords.ts";
import { faulty, fresh, nameIn, type ShownForm, secret } from "../../form.ts";
import { type ReadInvitation, readInvitation } from "../../models/shared/people/invitation.ts";
import { userWithEmail } from "../../models/shared/people/user.ts";
import type { Staff } from "../../models/shared/staff.ts";
import { leaveNotice } from "../../notice.ts";
import { enter } from "../../staff/door.ts";
import { signedIn } from "../../staff/entering.ts";
import { join, joinAnew } from "../../staff/joining.ts";
import { invitationOfLink, isInvitationLink } from "../../staff/links.ts";
import { roleWords } from "../../staff/roles.ts";
import { showDoor } from "../show.ts";

type LinkContext = AnyContext & { params: Record<string, string> };

/** Who looks at an invitation: its own account, another's, nobody yet (with an account or without). */
type Guest = "invited" | "other" | "known" | "new";

/** The page behind the link in the mail. */
export async function show(ctx: LinkContext): Promise<void> {
  const invitation = await invitationIn(ctx);
  if (!invitation) return showGone(ctx);
  const staff = await signedIn(ctx);
  const form = fresh({ name: "" });
  showInvitation(ctx, invitation, { form, staff, guest: await guestOf(invitation, staff) });
}

/** Joins the shop, with the account that is signed in or with a new one. */
export async function create(ctx: LinkContext): Promise<void> {
  const invitation = await invitationIn(ctx);
  if (!invitation) return showGone(ctx);
  const staff = await signedIn(ctx);
  const guest = await guestOf(invitation, staff);
  if (guest === "new") return joinAsNew(ctx, invitation);
  if (guest !== "invited" || !staff) return goTo(ctx, ctx.path);

  const joined = await join(invitation, actorFrom(ctx, staff.id, staff.name));
  if (!joined) return showGone(ctx);
  welcome(ctx, invitation);
}

async function joinAsNew(ctx: LinkContext, invitation: ReadInvitation): Promise<void> {
  const values = { name: nameIn(ctx, "name", 100) };
  const password = secret(ctx, "password");
  const faults = faulty(values, {
    name: values.name ? null : "Please tell us your name.",
    password: faultOfPassword(password, invitation.email),
  });
  if (faults) return showInvitation(ctx, invitation, { form: faults, guest: "new" }, 422);

  const account = { name: values.name, passwordHash: await hashPassword(password) };
  const user = await joinAnew(invitation, account, ctx.state.visit?.ip ?? "");
  if (!user) return goTo(ctx, ctx.path); // somebody was quicker: look again
  await enter(ctx, user);
  welcome(ctx, invitation);
}

function welcome(ctx: LinkContext, { shop, code, role }: ReadInvitation): void {
  leaveNotice(ctx, { text: `Welcome to ${shop}. Your role is ${roleWords[role].name}.` });
  goTo(ctx, `/store/${code}/dashboard`);
}

async function invitationIn(ctx: LinkContext): Promise<ReadInvitation | undefined> {
  const token = param(ctx, "token");
  const id = invitationOfLink(token);
  if (id === undefined) return undefined;
  const invitation = await asPlatform("read", () => readInvitation(id));
  return invitation && isInvitationLink(invitation, token) ? invitation : undefined;
}

async function guestOf({ email }: ReadInvitation, staff: Staff | undefined): Promise<Guest> {
  if (staff) return staff.email === email ? "invited" : "other";
  return (await asPlatform("read", () => userWithEmail(email))) ? "known" : "new";
}

function actorFrom(ctx: AnyContext, id: number, name: string) {
  return { id, name, ip: ctx.state.visit?.ip ?? "" };
}

function showInvitation(
  ctx: LinkContext,
  { shop, by, role, email }: ReadInvitation,
  { form, guest, staff }: { form: ShownForm; guest: Guest; staff?: Staff | undefined },
  status = 200,
): void {
  ctx.status = status;
  const action = ctx.path;
  const own = staff?.email ?? "";
  const signIn = `/login?next=${encodeURIComponent(action)}`;
  const values = { form, guest, shop, by, email, own, action, signIn, role: roleWords[role] };
  showDoor(ctx, "staff/invitation", `Work in ${shop}`, values);
}

/** Followed, withdrawn, renewed or too old. */
function showGone(ctx: LinkContext): void {
  ctx.status = 410;
  showDoor(ctx, "staff/invitation-gone", "This invitation is over");
}
