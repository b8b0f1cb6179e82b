import { asPlatform, goTo, type StaffContext } from "../../context.ts";
import { cookie, hashOf } from "../../cookies.ts";
import { faultOfPassword, hashPassword, isPassword } from "../../customers/passwords.ts";
import { faulty, fresh, nameIn, type ShownForm, secret } from "../../form.ts";
import { factorOf } from "../../models/shared/people/factor.ts";
import { endStaffSessions, staffSessionsOf } from "../../models/shared/people/session.ts";
import { findUser, renameUser, setPassword } from "../../models/shared/people/user.ts";
import { leaveNotice } from "../../notice.ts";
import { postForPlatform } from "../../outbox.ts";
import { tooMany } from "../../staff/door.ts";
import { showRoom } from "../show.ts";
import { shownSession } from "./sessions.ts";

/** Everything about the visitor's own account. */
export async function show(ctx: StaffContext): Promise<void> {
  await showMe(ctx, fresh({ name: ctx.state.staff.name }));
}

/** Takes another name. */
export async function rename(ctx: StaffContext): Promise<void> {
  const name = nameIn(ctx, "name", 100);
  const faults = faulty({ name }, { name: name ? null : "Please tell us your name." });
  if (faults) return showMe(ctx, faults, 422);

  await asPlatform("write", () => renameUser(ctx.state.staff.id, name));
  leaveNotice(ctx, { text: "Your name is saved." });
  goTo(ctx, "/me");
}

/** Sets another password, for whoever knows the present one; every other session ends. */
export async function changePassword(ctx: StaffContext): Promise<void> {
  const { id, email, name } = ctx.state.staff;
  const wait = await tooMany(ctx, "password", email);
  if (wait) return showMe(ctx, { ...fresh({ name }), message: wait }, 429);
  const wanted = secret(ctx, "wanted");
  const faults = faulty(
    { name },
    {
      password: (await knowsPassword(ctx)) ? null : "This is not your present password.",
      wanted: faultOfPassword(wanted, email),
    },
  );
  if (faults) return showMe(ctx, faults, 422);

  const hash = await hashPassword(wanted);
  await asPlatform("write", async () => {
    await setPassword(id, hash);
    await endStaffSessions(id, hashOf(cookie(ctx, "staff")));
  });
  leaveNotice(ctx, { text: "Your new password is set, and you are signed out everywhere else." });
  goTo(ctx, "/me");
}

/** Posts the mail once more that asks whether the address is right. */
export async function askAgain(ctx: StaffContext): Promise<void> {
  const { id, email, name } = ctx.state.staff;
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return showMe(ctx, { ...fresh({ name }), message: wait }, 429);

  await asPlatform("write", () => postForPlatform("mail-staff-verify", { user: id }));
  leaveNotice(ctx, { text: `A mail is on its way to ${email}.` });
  goTo(ctx, "/me");
}

/** Whether the form's "password" is the visitor's own. */
export async function knowsPassword(ctx: StaffContext): Promise<boolean> {
  const user = await asPlatform("read", () => findUser(ctx.state.staff.id));
  return isPassword(secret(ctx, "password"), user?.password_hash ?? null);
}

/** Names the view of the account, with a form that has faults where there is one. */
export async function showMe(ctx: StaffContext, form: ShownForm, status = 200): Promise<void> {
  const { id } = ctx.state.staff;
  const current = hashOf(cookie(ctx, "staff"));
  const [user, factor, sessions] = await asPlatform("read", () =>
    Promise.all([findUser(id), factorOf(id), staffSessionsOf(id, current)]),
  );
  ctx.status = status;
  showRoom(
    ctx,
    "staff/me",
    { title: "Your account", section: "/me" },
    {
      form,
      verified: Boolean(user?.verified_at),
      factor: factor.secret ? { left: factor.left } : null,
      sessions: sessions.map(shownSession),
    },
  );
}
