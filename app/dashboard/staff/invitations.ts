import { asPlatform, type DeskContext, field } from "../../context.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { NotFound } from "../../errors.ts";
import { faulty, fresh } from "../../form.ts";
import { invitationOf } from "../../models/shared/people/invitation.ts";
import { leaveNotice } from "../../notice.ts";
import { tooMany } from "../../staff/door.ts";
import { inviteTo, withdraw } from "../../staff/people.ts";
import { actorOf } from "../actor.ts";
import { idOf } from "../change.ts";
import { goOn } from "../desk.ts";
import { roleNamed, showStaff } from "./people.ts";

/** Invites somebody by mail. */
export async function create(ctx: DeskContext): Promise<void> {
  const values = { email: field(ctx, "email").slice(0, 254), role: field(ctx, "role") };
  const email = readEmail(values.email);
  const role = roleNamed(values.role);
  const faults = faulty(values, {
    email: email ? null : notAnEmail,
    role: role ? null : "Please choose a role.",
  });
  if (faults || !email || !role) return showStaff(ctx, faults ?? fresh(values), 422);
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return showStaff(ctx, { ...fresh(values), errors: { email: wait } }, 429);

  const fault = await inviteTo(ctx.state.store, { email, role }, actorOf(ctx));
  if (fault) return showStaff(ctx, { ...fresh(values), errors: { email: fault } }, 422);
  leaveNotice(ctx, { text: `An invitation is on its way to ${email}.` });
  goOn(ctx, "/staff");
}

/** Sends an invitation once more; the older link is worth nothing then. @throws NotFound */
export async function resend(ctx: DeskContext): Promise<void> {
  const { store } = ctx.state;
  const found = await asPlatform("write", () => invitationOf(store.id, idOf(ctx)));
  if (!found) throw new NotFound();

  const { email, role } = found;
  const wait = await tooMany(ctx, "mail", email);
  const fault = wait ?? (await inviteTo(store, { email, role }, actorOf(ctx)));
  leaveNotice(
    ctx,
    fault
      ? { text: fault, tone: "bad" }
      : { text: `Another invitation is on its way to ${email}.` },
  );
  goOn(ctx, "/staff");
}

/** Takes an invitation back. @throws NotFound */
export async function destroy(ctx: DeskContext): Promise<void> {
  const gone = await withdraw(ctx.state.store, idOf(ctx), actorOf(ctx));
  if (!gone) throw new NotFound();

  leaveNotice(ctx, { text: `The invitation of ${gone.email} is taken back.` });
  goOn(ctx, "/staff");
}
