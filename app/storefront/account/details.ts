import { field, goTo, inStore, type StoreContext } from "../../context.ts";
import { cookie, hashOf } from "../../cookies.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { faultOfPassword, hashPassword, isPassword } from "../../customers/passwords.ts";
import { forgive } from "../../customers/throttle.ts";
import {
  askForEmail,
  type CustomerRow,
  keepEmail,
  saveDetails,
  setPassword,
} from "../../models/store/customers/customer.ts";
import { endSessions } from "../../models/store/customers/session.ts";
import { leaveNotice } from "../../notice.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain } from "../page.ts";
import { faultOfLength, faulty, fresh, type ShownForm, secret, tooMany, trierOf } from "./form.ts";
import { showAccount } from "./show-account.ts";

const notThePassword = "This is not your present password.";

/** Name and phone, the address to sign in with, and the password: a form for each. */
export async function show(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  showDetails(ctx, contents, customer, fresh());
}

/** Keeps name and phone. */
export async function update(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const details = { name: field(ctx, "name"), phone: field(ctx, "phone") };
  const faults = faulty(details, {
    name: faultOfLength(details.name, 100),
    phone: faultOfLength(details.phone, 40),
  });
  if (faults) return again(ctx, customer, faults);
  await inStore(ctx.state.store.id, "write", () => saveDetails(customer.id, details));
  done(ctx, "Your details are saved.");
}

/** Asks for another address: it counts once the link that is sent there has been opened. */
export async function updateEmail(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const values = { new_email: field(ctx, "new_email") };
  const email = readEmail(values.new_email);
  const faults = faulty(values, { new_email: faultOfEmail(email, customer) });
  if (faults || !email) return again(ctx, customer, faults ?? fresh(values));
  if (!(await hasProof(ctx, customer, "email_password", values))) return;
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return again(ctx, customer, { ...fresh(values), message: wait }, 429);

  await inStore(ctx.state.store.id, "write", () => askForEmail(customer.id, email));
  done(ctx, `We have sent a message to ${email}. Please open the link in it.`);
}

/** Stays with the address that there is. */
export async function keep(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  await inStore(ctx.state.store.id, "write", () => keepEmail(customer.id));
  done(ctx, `Your address stays ${customer.email}.`);
}

/** Sets another password; whoever is signed in elsewhere has to know it from now on. */
export async function updatePassword(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const password = secret(ctx, "new_password");
  const faults = faulty({}, { new_password: faultOfPassword(password, customer.email) });
  if (faults) return again(ctx, customer, faults);
  if (!(await hasProof(ctx, customer, "current_password", {}))) return;

  const hash = await hashPassword(password);
  const changed = await inStore(ctx.state.store.id, "write", async () => {
    if (!(await setPassword(customer, hash))) return false;
    await endSessions(customer.id, hashOf(cookie(ctx, "session")));
    return true;
  });
  if (!changed)
    return again(ctx, customer, { ...fresh(), errors: { current_password: notThePassword } });
  done(ctx, "Your new password is set. Everywhere else you are signed out.");
}

/** Whether the password was given; where it was not, the page has been shown again. */
async function hasProof(
  ctx: StoreContext,
  customer: CustomerRow,
  name: string,
  values: Record<string, string>,
): Promise<boolean> {
  const wait = await tooMany(ctx, "password", customer.email);
  if (wait) await again(ctx, customer, { ...fresh(values), message: wait }, 429);
  else if (await isPassword(secret(ctx, name), customer.password_hash)) {
    await forgive(trierOf(ctx, customer.email));
    return true;
  } else await again(ctx, customer, { ...fresh(values), errors: { [name]: notThePassword } });
  return false;
}

function faultOfEmail(email: string | null, customer: CustomerRow): string | null {
  if (!email) return notAnEmail;
  return email === customer.email ? "This is your address already." : null;
}

function again(
  ctx: StoreContext,
  customer: CustomerRow,
  form: ShownForm,
  status?: number,
): Promise<void> {
  return showAgain(ctx, async (_, contents) => showDetails(ctx, contents, customer, form), status);
}

function done(ctx: StoreContext, text: string): void {
  leaveNotice(ctx, { text });
  goTo(ctx, ctx.state.links.account("details"));
}

function showDetails(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
  form: ShownForm,
): void {
  showAccount(ctx, contents, "details", "Your details", { customer, form });
}
