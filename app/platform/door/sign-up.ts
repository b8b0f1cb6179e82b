import { config } from "../../config.ts";
import { type AnyContext, field, goTo } from "../../context.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { faultOfPassword, hashPassword } from "../../customers/passwords.ts";
import { NotFound } from "../../errors.ts";
import { faulty, fresh, nameIn, type ShownForm, secret } from "../../form.ts";
import { CodeTaken } from "../../models/shared/opening.ts";
import { leaveNotice } from "../../notice.ts";
import { enter, tooMany } from "../../staff/door.ts";
import { signedIn } from "../../staff/entering.ts";
import { AccountKnown, faultsOfShop, signUp } from "../../staff/opening.ts";
import { showDoor } from "../show.ts";

const known =
  "There is an account with this address already. Please sign in, and open the shop from there.";

/** The form to open a shop with; whoever is signed in has a shorter one. @throws NotFound where nobody may */
export async function show(ctx: AnyContext): Promise<void> {
  refuseWhenClosed();
  if (await signedIn(ctx)) return goTo(ctx, "/shops/new");
  showSignUp(ctx, fresh({ name: "", email: "", shop: "", code: "" }));
}

/** Opens an account and a running shop, signs in, and leads to the shop's desk. @throws NotFound where nobody may */
export async function create(ctx: AnyContext): Promise<void> {
  refuseWhenClosed();
  const values = wantedFrom(ctx);
  const email = readEmail(values.email);
  const faults = faulty(values, {
    name: values.name ? null : "Please tell us your name.",
    email: email ? null : notAnEmail,
    password: faultOfPassword(secret(ctx, "password"), email ?? ""),
    ...faultsOfShop({ name: values.shop, code: values.code }),
  });
  if (faults || !email) return showSignUp(ctx, faults ?? fresh(values), 422);
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return showSignUp(ctx, { ...fresh(values), message: wait }, 429);

  await open(ctx, { ...values, email });
}

async function open(ctx: AnyContext, values: ReturnType<typeof wantedFrom>): Promise<void> {
  const { name, email, shop, code } = values;
  const passwordHash = await hashPassword(secret(ctx, "password"));
  try {
    const ip = ctx.state.visit?.ip ?? "";
    const opened = await signUp({ email, name, passwordHash }, { name: shop, code }, ip);
    await enter(ctx, opened.user);
    leaveNotice(ctx, { text: `${shop} is open. Welcome!` });
    goTo(ctx, `/store/${opened.shop.code}/dashboard`);
  } catch (error) {
    const errors = errorsOf(error);
    if (!errors) throw error;
    showSignUp(ctx, { ...fresh(values), errors }, 422);
  }
}

/** What somebody else had already, by the form's fields; undefined for any other error. */
function errorsOf(error: unknown): Record<string, string> | undefined {
  if (error instanceof AccountKnown) return { email: known };
  return error instanceof CodeTaken ? { code: error.message } : undefined;
}

function wantedFrom(ctx: AnyContext) {
  return {
    name: nameIn(ctx, "name", 100),
    email: field(ctx, "email").slice(0, 254),
    shop: nameIn(ctx, "shop", 80),
    code: field(ctx, "code").toLowerCase().slice(0, 60),
  };
}

function refuseWhenClosed(): void {
  if (config.SIGNUP !== "open") throw new NotFound();
}

function showSignUp(ctx: AnyContext, form: ShownForm, status = 200): void {
  ctx.status = status;
  showDoor(ctx, "staff/sign-up", "Open a shop", { form, host: config.SHOPS_DOMAIN });
}
