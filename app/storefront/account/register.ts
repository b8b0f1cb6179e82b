import { field, goTo, type StoreContext } from "../../context.ts";
import { notAnEmail, readEmail } from "../../customers/email.ts";
import { faultOfPassword, hashPassword } from "../../customers/passwords.ts";
import { register } from "../../models/store/customers/customer.ts";
import { buyerOf } from "../../models/store/customers/history.ts";
import { changing } from "../../retry.ts";
import { orderOfToken } from "../../selling/orders/link.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain, showPage, unlisted } from "../page.ts";
import { faultOfLength, faulty, fresh, type ShownForm, secret, tooMany } from "./form.ts";
import { goOn } from "./ways.ts";

/** The form to open an account with; after a purchase (?order=) it knows name and address. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  if (ctx.state.visitor?.customer) return goOn(ctx, "");

  const order = orderOfToken(ctx.state.store.id, String(ctx.query.order ?? ""));
  const buyer = order ? await buyerOf(order) : undefined;
  showRegister(ctx, contents, fresh({ name: buyer?.name ?? "", email: buyer?.email ?? "" }));
}

/** Opens an account. An address that has one already is answered in the same way: only its owner learns of it, by mail. */
export async function create(ctx: StoreContext): Promise<void> {
  const values = { name: field(ctx, "name"), email: field(ctx, "email") };
  const email = readEmail(values.email);
  const password = secret(ctx, "password");
  const again = (form: ShownForm, status?: number) =>
    showAgain(ctx, async (_, contents) => showRegister(ctx, contents, form), status);

  const faults = faulty(values, {
    name: faultOfLength(values.name, 100),
    email: email ? null : notAnEmail,
    password: faultOfPassword(password, email ?? ""),
  });
  if (faults || !email) return again(faults ?? fresh(values));
  const wait = await tooMany(ctx, "mail", email);
  if (wait) return again({ ...fresh(values), message: wait }, 429);

  const account = { email, name: values.name, passwordHash: await hashPassword(password) };
  await changing(ctx.state.store.id, () => register(account));
  goTo(ctx, ctx.state.links.account("mail-sent"));
}

/** What to do next, after a form that sends a mail. */
export async function sent(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const facts = unlisted("Look into your mail");
  const about = ctx.query.about === "reset" ? "reset" : "register";
  showPage(ctx, contents, "storefront/account/mail-sent", facts, { about });
}

function showRegister(ctx: StoreContext, contents: ShopContents, form: ShownForm): void {
  const facts = unlisted("Create an account");
  showPage(ctx, contents, "storefront/account/register", facts, { form });
}
