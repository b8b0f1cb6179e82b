import { asPlatform, field, goTo, type StaffContext } from "../../context.ts";
import { faulty, fresh, type ShownForm } from "../../form.ts";
import { dropFactor, factorOf } from "../../models/shared/people/factor.ts";
import { leaveNotice } from "../../notice.ts";
import { tooMany } from "../../staff/door.ts";
import {
  isSecret,
  newSecret,
  qrCode,
  renewCodes,
  setFactor,
  spelled,
  stepOf,
} from "../../staff/second-factor.ts";
import { showRoom } from "../show.ts";
import { knowsPassword, showMe } from "./account.ts";

const wrongCode = "This is not the code that belongs to this picture. Is the phone's clock right?";
const wrongPassword = "This is not your password.";

/** Shows a new secret, for the app to photograph. Nothing is kept until a code shows that it did. */
export async function show(ctx: StaffContext): Promise<void> {
  const { secret } = await asPlatform("read", () => factorOf(ctx.state.staff.id));
  if (secret) return goTo(ctx, "/me");
  await showFactor(ctx, fresh({ secret: newSecret() }));
}

/** Sets the second factor, and shows the recovery codes, once. */
export async function create(ctx: StaffContext): Promise<void> {
  const { id, email } = ctx.state.staff;
  const given = field(ctx, "secret");
  const secret = isSecret(given) ? given : newSecret();
  const wait = await tooMany(ctx, "password", email);
  if (wait) return showFactor(ctx, { ...fresh({ secret }), message: wait }, 429);

  const step = stepOf(secret, field(ctx, "code"));
  const faults = faulty(
    { secret },
    {
      code: step ? null : wrongCode,
      password: (await knowsPassword(ctx)) ? null : wrongPassword,
    },
  );
  if (faults || !step) return showFactor(ctx, faults ?? fresh({ secret }), 422);
  const codes = await setFactor(id, secret, step);
  if (!codes) return goTo(ctx, "/me");
  showCodes(ctx, codes, "From now on you are asked for a code when you sign in.");
}

/** Makes other recovery codes, and shows them, once. */
export async function renew(ctx: StaffContext): Promise<void> {
  if (!(await mayChange(ctx))) return;
  showCodes(
    ctx,
    await renewCodes(ctx.state.staff.id),
    "The codes that you had are worth nothing any more.",
  );
}

/** Asks for the password only, from now on. */
export async function destroy(ctx: StaffContext): Promise<void> {
  if (!(await mayChange(ctx))) return;
  await asPlatform("write", () => dropFactor(ctx.state.staff.id));
  leaveNotice(ctx, { text: "You are asked for your password only from now on." });
  goTo(ctx, "/me");
}

/** Whoever finds an open browser must not do this: false once the account's page said so. */
async function mayChange(ctx: StaffContext): Promise<boolean> {
  const { email, name } = ctx.state.staff;
  const wait = await tooMany(ctx, "password", email);
  if (!wait && (await knowsPassword(ctx))) return true;
  await showMe(ctx, { ...fresh({ name }), message: wait ?? wrongPassword }, wait ? 429 : 422);
  return false;
}

async function showFactor(ctx: StaffContext, form: ShownForm, status = 200): Promise<void> {
  const { secret = "" } = form.values;
  ctx.status = status;
  const values = {
    form,
    picture: await qrCode(secret, ctx.state.staff.email),
    spelled: spelled(secret),
  };
  showRoom(ctx, "staff/factor", { title: "Second step at sign-in", section: "/me" }, values);
}

function showCodes(ctx: StaffContext, codes: string[], text: string): void {
  ctx.status = 200;
  showRoom(ctx, "staff/codes", { title: "Your recovery codes", section: "/me" }, { codes, text });
}
