import { field, goTo, inStore, type StoreContext } from "../../context.ts";
import { cookie, dropCookie, hashOf } from "../../cookies.ts";
import { isPassword } from "../../customers/passwords.ts";
import { forgive } from "../../customers/throttle.ts";
import { type CustomerRow, customerWithEmail } from "../../models/store/customers/customer.ts";
import { endSession } from "../../models/store/customers/session.ts";
import { leaveNotice } from "../../notice.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain, showPage, unlisted } from "../page.ts";
import { enter } from "./access.ts";
import { fresh, type ShownForm, secret, tooMany, trierOf } from "./form.ts";
import { goOn, ownPath } from "./ways.ts";

const wrong =
  "This e-mail address and password do not belong together. Please check both, or choose a new password.";

/** The form to sign in with; whoever is signed in goes on. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const next = ownPath(ctx, ctx.query.next);
  if (ctx.state.visitor?.customer) return goOn(ctx, next);
  showSignIn(ctx, contents, fresh({ email: "", next }));
}

/** Signs somebody in. An address without an account is answered as a wrong password is, and takes as long. */
export async function create(ctx: StoreContext): Promise<void> {
  const email = field(ctx, "email").toLowerCase().slice(0, 254);
  const values = { email, next: ownPath(ctx, field(ctx, "next")) };
  const again = (message: string, status?: number) =>
    showAgain(
      ctx,
      async (_, contents) => showSignIn(ctx, contents, { ...fresh(values), message }),
      status,
    );

  const wait = await tooMany(ctx, "password", email);
  if (wait) return again(wait, 429);
  const customer = await proven(ctx, email);
  if (!customer || !(await enter(ctx, customer))) return again(wrong);

  await forgive(trierOf(ctx, email));
  goOn(ctx, values.next);
}

/** Ends the session of this browser. */
export async function destroy(ctx: StoreContext): Promise<void> {
  const session = cookie(ctx, "session");
  await inStore(ctx.state.store.id, "write", () => endSession(hashOf(session)));
  dropCookie(ctx, "session");
  leaveNotice(ctx, { text: "You are signed out. See you soon." });
  goTo(ctx, ctx.state.links.home());
}

async function proven(ctx: StoreContext, email: string): Promise<CustomerRow | undefined> {
  const customer = await inStore(ctx.state.store.id, "read", () => customerWithEmail(email));
  const right = await isPassword(secret(ctx, "password"), customer?.password_hash ?? null);
  return right ? customer : undefined;
}

function showSignIn(ctx: StoreContext, contents: ShopContents, form: ShownForm): void {
  const facts = unlisted("Sign in");
  showPage(ctx, contents, "storefront/account/sign-in", facts, { form });
}
