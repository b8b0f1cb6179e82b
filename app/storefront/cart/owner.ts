import type { StoreContext } from "../../context.ts";
import { cookie, hashOf, newToken, setCookie } from "../../cookies.ts";
import { type CartOwner, lockOpenCart } from "../../models/store/selling/cart.ts";

/** Whose cart a visit is about. Ask once the visitor is known (storefront/visitor.ts), as `page` sees to. */
export function ownerOf(ctx: StoreContext): CartOwner {
  const token = cookie(ctx, "cart");
  return {
    customer: ctx.state.visitor?.customer?.id ?? null,
    token: token ? hashOf(token) : null,
  };
}

/**
 * Who is to have what is put into a cart now: a guest who has no open cart gets a cookie for a new one. No token is ever
 * taken over from a browser, so nobody can be made to fill a cart that somebody else knows.
 */
export async function ownerToFill(ctx: StoreContext): Promise<CartOwner> {
  const owner = ownerOf(ctx);
  if (owner.customer !== null || (await lockOpenCart(owner))) return owner;

  const token = newToken();
  setCookie(ctx, "cart", token);
  return { customer: null, token: hashOf(token) };
}
