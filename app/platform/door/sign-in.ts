import { config } from "../../config.ts";
import { type AnyContext, field, goTo } from "../../context.ts";
import { fresh, type ShownForm } from "../../form.ts";
import { leaveNotice } from "../../notice.ts";
import { enter, forgiveAttempts, leave, provenUser, tooMany } from "../../staff/door.ts";
import { signedIn } from "../../staff/entering.ts";
import { ownPath } from "../../staff/own-path.ts";
import { showDoor } from "../show.ts";
import { goIn } from "../way-in.ts";

const wrong =
  "This e-mail address and password do not belong together. Please check both, or choose a new password.";

/** The form to sign in with; whoever is signed in goes on. */
export async function show(ctx: AnyContext): Promise<void> {
  const next = ownPath(ctx.query.next);
  const staff = await signedIn(ctx);
  if (staff) return goIn(ctx, staff, next);
  showSignIn(ctx, fresh({ email: "", next }));
}

/** Signs somebody in. An address without an account is answered as a wrong password is, and takes as long. */
export async function create(ctx: AnyContext): Promise<void> {
  const email = field(ctx, "email").toLowerCase().slice(0, 254);
  const form = fresh({ email, next: ownPath(field(ctx, "next")) });
  const wait = await tooMany(ctx, "password", email);
  if (wait) return showAgain(ctx, form, wait, 429);

  const user = await provenUser(ctx, email);
  const stage = user && (await enter(ctx, user));
  if (!user || !stage) return showAgain(ctx, form, wrong, 422);
  await forgiveAttempts(ctx, email);
  goTo(ctx, wayOn(stage === "password" ? "/login/code" : "/login", form.values.next));
}

/** Ends the session of this browser. */
export async function destroy(ctx: AnyContext): Promise<void> {
  await leave(ctx);
  leaveNotice(ctx, { text: "You are signed out. See you soon." });
  goTo(ctx, "/login");
}

function wayOn(path: string, next = ""): string {
  return next ? `${path}?next=${encodeURIComponent(next)}` : path;
}

function showAgain(ctx: AnyContext, form: ShownForm, message: string, status: number): void {
  ctx.status = status;
  showSignIn(ctx, { ...form, message });
}

function showSignIn(ctx: AnyContext, form: ShownForm): void {
  showDoor(ctx, "staff/sign-in", "Sign in", { form, signup: config.SIGNUP === "open" });
}
