import type { StoreContext } from "../context.ts";
import { cookie, hashOf } from "../cookies.ts";
import { findVisitor, type Visitor } from "../models/store/customers/visitor.ts";

/** Somebody without a cart and without an account: most visitors. */
export const nobody: Visitor = Object.freeze({ customer: null, inCart: 0 });

/** Finds out who visits, inside the store's unit of work; no query for a browser without this shop's cookies. */
export async function readVisitor(ctx: StoreContext): Promise<Visitor> {
  const [session, cart] = [cookie(ctx, "session"), cookie(ctx, "cart")];
  const visitor =
    session || cart
      ? await findVisitor(session ? hashOf(session) : null, cart ? hashOf(cart) : null)
      : nobody;
  ctx.state.visitor = visitor;
  return visitor;
}
