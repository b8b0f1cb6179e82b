import { goTo, type Handler, inStore, param, reading, type StoreContext } from "../../context.ts";
import { cookie, dropCookie, hashOf, newToken, setCookie } from "../../cookies.ts";
import { holderOf, isDoneBy, isTokenFor, type LinkPurpose } from "../../customers/tokens.ts";
import { type CustomerRow, findCustomer } from "../../models/store/customers/customer.ts";
import { endSession, prolongSession, startSession } from "../../models/store/customers/session.ts";
import { mergeCarts } from "../../models/store/selling/cart.ts";
import { changing } from "../../retry.ts";
import type { ShopContents } from "../../shop-frame.ts";
import { keepPrivate, type PageHandler, page } from "../page.ts";
import { readVisitor } from "../visitor.ts";
import { ownPath } from "./ways.ts";

type AccountPage = (
  ctx: StoreContext,
  contents: ShopContents,
  customer: CustomerRow,
) => Promise<void> | void;

/** A page of the account for whoever is signed in. Anybody else is led to the sign-in page, and from there back. */
export function accountPage(handler: AccountPage): Handler {
  return reading(
    page(async (ctx, contents) => {
      const customer = await whoIsSignedIn(ctx);
      if (!customer) return toSignIn(ctx, ctx.path + ctx.search);
      keepPrivate(ctx);
      await handler(ctx, contents, customer);
    }),
  );
}

/** A form of the account. Its handler opens units of work itself, so that no password is hashed inside one. */
export function accountForm(
  handler: (ctx: StoreContext, customer: CustomerRow) => Promise<void>,
): Handler {
  return async (ctx) => {
    const customer = await inStore(ctx.state.store.id, "write", () => stillSignedIn(ctx));
    if (!customer) return toSignIn(ctx, "/shop/account");
    await handler(ctx, customer);
  };
}

/** A page before the door, such as the sign-in: nothing on it is for caches or search engines. */
export function doorPage(handler: PageHandler): Handler {
  return reading(
    page(async (ctx, contents) => {
      keepPrivate(ctx);
      await handler(ctx, contents);
    }),
  );
}

/** The customer who is signed in. Call inside a unit, once `readVisitor` knows the visitor. */
export async function whoIsSignedIn(ctx: StoreContext): Promise<CustomerRow | undefined> {
  const { customer } = ctx.state.visitor ?? (await readVisitor(ctx));
  return customer ? findCustomer(customer.id) : undefined;
}

/** The customer for whom the token of the path is good; call inside a unit. `read` finds them, or locks them as well. */
export async function holder(
  ctx: StoreContext,
  purpose: LinkPurpose,
  read: (id: number) => Promise<CustomerRow | undefined>,
): Promise<CustomerRow | undefined> {
  const token = param(ctx, "token");
  const id = holderOf(token);
  const customer = id ? await read(id) : undefined;
  if (!customer) return undefined;
  return isTokenFor(purpose, ctx.state.store.id, customer, token) ? customer : undefined;
}

/** Whether the link of the path confirmed an address already; call inside a unit. */
export async function isFollowedAgain(ctx: StoreContext): Promise<boolean> {
  const token = param(ctx, "token");
  const id = holderOf(token);
  const customer = id ? await findCustomer(id) : undefined;
  return customer !== undefined && isDoneBy(ctx.state.store.id, customer, token);
}

/**
 * Signs a customer in with a new token, whatever the browser had before; the guest's cart comes along. False when the
 * password is not that of the row any more. Opens a unit of its own.
 */
export async function enter(ctx: StoreContext, customer: CustomerRow): Promise<boolean> {
  const token = newToken();
  const entered = await changing(ctx.state.store.id, () => exchange(ctx, customer, token));
  if (!entered) return false;

  setCookie(ctx, "session", token);
  dropCookie(ctx, "cart");
  return true;
}

async function exchange(ctx: StoreContext, customer: CustomerRow, token: string): Promise<boolean> {
  const started = await startSession(customer, hashOf(token), ctx.get("User-Agent"));
  if (!started) return false;

  const [before, cart] = [cookie(ctx, "session"), cookie(ctx, "cart")];
  if (before) await endSession(hashOf(before));
  if (cart) await mergeCarts(customer.id, hashOf(cart));
  return true;
}

async function stillSignedIn(ctx: StoreContext): Promise<CustomerRow | undefined> {
  const customer = await whoIsSignedIn(ctx);
  const session = cookie(ctx, "session");
  if (customer && (await prolongSession(hashOf(session)))) setCookie(ctx, "session", session);
  return customer;
}

function toSignIn(ctx: StoreContext, wanted: string): void {
  const next = ownPath(ctx, wanted);
  goTo(ctx, `${ctx.state.links.account("sign-in")}?next=${encodeURIComponent(next)}`);
}
