import { goTo, type StoreContext } from "../../context.ts";
import { dropCookie } from "../../cookies.ts";
import { isPassword } from "../../customers/passwords.ts";
import { NotFound } from "../../errors.ts";
import { type CustomerRow, lockCustomer } from "../../models/store/customers/customer.ts";
import { eraseCustomer, openOrdersOf } from "../../models/store/customers/erasing.ts";
import { exportCustomer } from "../../models/store/customers/exporting.ts";
import { lockOpenCart } from "../../models/store/selling/cart.ts";
import { leaveNotice } from "../../notice.ts";
import { changing } from "../../retry.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { showAgain } from "../page.ts";
import { fresh, type ShownForm, secret, tooMany } from "./form.ts";
import { showAccount } from "./show-account.ts";

/** Everything that the shop knows about the customer, as a file. */
export async function download(
  ctx: StoreContext,
  _: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  const everything = await exportCustomer(customer.id);
  if (!everything) throw new NotFound();

  ctx.type = "application/json";
  ctx.attachment(`${ctx.state.store.code}-account.json`);
  ctx.body = JSON.stringify(everything, null, 2);
}

/** What is kept, what goes, and the form that asks for the password. */
export async function show(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
): Promise<void> {
  showErase(ctx, contents, customer, fresh());
}

/** Erases the account and everything about the person, unless an order is on its way. */
export async function destroy(ctx: StoreContext, customer: CustomerRow): Promise<void> {
  const again = (form: ShownForm, status?: number) =>
    showAgain(ctx, async (_, contents) => showErase(ctx, contents, customer, form), status);

  const wait = await tooMany(ctx, "password", customer.email);
  if (wait) return again({ ...fresh(), message: wait }, 429);
  if (!(await isPassword(secret(ctx, "password"), customer.password_hash))) {
    return again({ ...fresh(), errors: { password: "This is not your password." } });
  }
  const fault = await changing(ctx.state.store.id, () => erase(customer));
  if (fault) return again({ ...fresh(), message: fault });

  dropCookie(ctx, "session");
  leaveNotice(ctx, { text: "Your account is erased. Thank you for having been with us." });
  goTo(ctx, ctx.state.links.home());
}

/** Erases; or gives the reason why not. */
async function erase({ id }: CustomerRow): Promise<string | null> {
  await lockOpenCart({ customer: id, token: null }); // the cart first, as when it is ordered
  const customer = await lockCustomer(id);
  if (!customer) return null;
  if (!customer.verified_at) {
    return "Please confirm your e-mail address first, so that nobody else's orders are erased.";
  }
  const open = await openOrdersOf(id);
  if (open.length > 0) return stillOpen(open);
  await eraseCustomer(id);
  return null;
}

function stillOpen(numbers: number[]): string {
  const [number] = numbers;
  const which = numbers.length === 1 ? `Order ${number} is` : `Orders ${numbers.join(", ")} are`;
  return `${which} not done yet. We can erase your account once nothing is on its way any more.`;
}

function showErase(
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
  form: ShownForm,
): void {
  showAccount(ctx, contents, "erase", "Your data", { customer, form });
}
