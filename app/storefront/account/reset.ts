import { field, goTo, inStore, param, type StoreContext } from "../../context.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { faultOfPassword, hashPassword } from "../../customers/passwords.ts";
import { forgive } from "../../customers/throttle.ts";
import {
  type CustomerRow,
  customerWithEmail,
  findCustomer,
  lockCustomer,
  resetPassword,
} from "../../models/store/customers/customer.ts";
import { endSessions } from "../../models/store/customers/session.ts";
import { leaveNotice } from "../../notice.ts";
import { post } from "../../outbox.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain, showPage, unlisted } from "../page.ts";
import { enter, holder } from "./access.ts";
import { faulty, fresh, type ShownForm, secret, tooMany, trierOf } from "./form.ts";

/** The form for somebody who has forgotten their password. */
export async function ask(ctx: StoreContext, contents: ShopContents): Promise<void> {
  showForgot(ctx, contents, fresh({ email: ctx.state.visitor?.customer?.email ?? "" }));
}

/** Posts the mail with the link, where there is somebody to send it to; the answer is the same where not. */
export async function send(ctx: StoreContext): Promise<void> {
  const values = { email: field(ctx, "email") };
  const email = readEmail(values.email);
  const again = (form: ShownForm, status?: number) =>
    showAgain(ctx, async (_, contents) => showForgot(ctx, contents, form), status);

  if (!email) {
    return again({ ...fresh(values), errors: { email: notAnEmail } });
  }
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return again({ ...fresh(values), message: wait }, 429);

  await inStore(ctx.state.store.id, "write", async () => {
    const customer = await customerWithEmail(email);
    if (customer) await post("mail-reset", { customer: customer.id });
  });
  goTo(ctx, `${ctx.state.links.account("mail-sent")}?about=reset`);
}

/** The page behind the link in the mail: the form for a new password. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  showReset(ctx, contents, await holder(ctx, "reset", findCustomer), fresh());
}

/** Sets the new password, ends every session of the account, and signs in whoever chose it. */
export async function create(ctx: StoreContext): Promise<void> {
  const { id } = ctx.state.store;
  const customer = await inStore(id, "read", () => holder(ctx, "reset", findCustomer));
  const again = (form: ShownForm, status?: number) =>
    showAgain(ctx, async (_, contents) => showReset(ctx, contents, customer, form), status);
  if (!customer) return again(fresh(), 410);
  const password = secret(ctx, "password");
  const faults = faulty({}, { password: faultOfPassword(password, customer.email) });
  if (faults) return again(faults);

  const hash = await hashPassword(password);
  const done = await inStore(id, "write", () => replacePassword(ctx, hash));
  if (!done) return again({ ...fresh(), message: "This link has just been used." });
  await forgive(trierOf(ctx, customer.email));
  await enter(ctx, { ...customer, password_hash: hash });
  leaveNotice(ctx, { text: "Your new password is set, and you are signed in." });
  goTo(ctx, ctx.state.links.account());
}

async function replacePassword(ctx: StoreContext, hash: string): Promise<boolean> {
  const customer = await holder(ctx, "reset", lockCustomer);
  if (!customer) return false;

  await resetPassword(customer.id, hash);
  await endSessions(customer.id);
  return true;
}

function showForgot(ctx: StoreContext, contents: ShopContents, form: ShownForm): void {
  const facts = unlisted("Choose a new password");
  showPage(ctx, contents, "storefront/account/forgot", facts, { form });
}

function showReset(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow | undefined,
  form: ShownForm,
): void {
  const facts = unlisted("Choose a new password");
  if (!customer) ctx.status = 410;
  showPage(ctx, contents, "storefront/account/reset", facts, {
    form,
    address: customer?.email ?? "",
    action: ctx.state.links.account(`reset/${param(ctx, "token")}`),
  });
}
