import { type AnyContext, asPlatform, field, goTo, param } from "../../context.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { faultOfPassword, hashPassword } from "../../customers/passwords.ts";
import { faulty, fresh, type ShownForm, secret } from "../../form.ts";
import { endStaffSessions } from "../../models/shared/people/session.ts";
import {
  findUser,
  lockUser,
  noteVerified,
  setPassword,
  type User,
  userWithEmail,
} from "../../models/shared/people/user.ts";
import { leaveNotice } from "../../notice.ts";
import { postForPlatform } from "../../outbox.ts";
import { enter, forgiveAttempts, tooMany } from "../../staff/door.ts";
import { userOfLink } from "../../staff/links.ts";
import { showDoor } from "../show.ts";

type LinkContext = AnyContext & { params: Record<string, string> };

/** The form for somebody who has forgotten their password, and afterwards what to do next. */
export async function ask(ctx: AnyContext): Promise<void> {
  showForgot(ctx, fresh({ email: "" }), ctx.query.sent === "1");
}

/** Posts the mail with the link, where there is somebody to send it to; the answer is the same where not. */
export async function send(ctx: AnyContext): Promise<void> {
  const typed = field(ctx, "email").slice(0, 254);
  const email = readEmail(typed);
  const form = fresh({ email: typed });
  if (!email) return showForgotAgain(ctx, { ...form, errors: { email: notAnEmail } }, 422);
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return showForgotAgain(ctx, { ...form, message: wait }, 429);

  await asPlatform("write", async () => {
    const user = await userWithEmail(email);
    if (user) await postForPlatform("mail-staff-reset", { user: user.id });
  });
  goTo(ctx, "/forgot?sent=1");
}

/** The page behind the link in the mail: the form for a new password. */
export async function show(ctx: LinkContext): Promise<void> {
  showReset(
    ctx,
    await asPlatform("read", () => userOfLink("reset", param(ctx, "token"), findUser)),
    fresh(),
  );
}

/** Sets the new password, ends every session of the account, and signs in whoever chose it. */
export async function create(ctx: LinkContext): Promise<void> {
  const user = await asPlatform("read", () => userOfLink("reset", param(ctx, "token"), findUser));
  if (!user) return showReset(ctx, undefined, fresh());
  const password = secret(ctx, "password");
  const faults = faulty({}, { password: faultOfPassword(password, user.email) });
  if (faults) return showReset(ctx, user, faults, 422);

  const hash = await hashPassword(password);
  const done = await asPlatform("write", () => replacePassword(ctx, hash));
  if (!done) return showReset(ctx, undefined, fresh());
  await forgiveAttempts(ctx, user.email);
  const stage = await enter(ctx, { ...user, password_hash: hash });
  leaveNotice(ctx, { text: "Your new password is set." });
  goTo(ctx, stage === "password" ? "/login/code" : "/login");
}

async function replacePassword(ctx: LinkContext, hash: string): Promise<boolean> {
  const user = await userOfLink("reset", param(ctx, "token"), lockUser);
  if (!user) return false;

  await setPassword(user.id, hash);
  await noteVerified(user.id); // whoever has the link reads this mail
  await endStaffSessions(user.id);
  return true;
}

function showForgotAgain(ctx: AnyContext, form: ShownForm, status: number): void {
  ctx.status = status;
  showForgot(ctx, form, false);
}

function showForgot(ctx: AnyContext, form: ShownForm, sent: boolean): void {
  showDoor(ctx, "staff/forgot", "Choose a new password", { form, sent });
}

/** A link that is worth nothing (any more) is told so: 410. */
function showReset(
  ctx: LinkContext,
  user: User | undefined,
  form: ShownForm,
  status = user ? 200 : 410,
): void {
  ctx.status = status;
  const action = `/reset/${param(ctx, "token")}`;
  showDoor(ctx, "staff/reset", "Choose a new password", {
    form,
    action,
    address: user?.email ?? "",
  });
}
