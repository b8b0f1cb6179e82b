import type { AnyContext } from "./context.ts";
import { cookie, hashOf } from "./cookies.ts";
import { signatureOf } from "./signing.ts";

/** What every form of a signed-in visitor carries as `_token`; "" for anybody else. Shops and desks have sessions of their own. */
export function formToken(ctx: AnyContext): string {
  const { area, store } = ctx.state;
  if (area !== "storefront") return tokenOf("desk-form", 0, cookie(ctx, "staff"));
  return store ? tokenOf("form", store.id, cookie(ctx, "session")) : "";
}

function tokenOf(purpose: string, storeId: number, session: string): string {
  return session && signatureOf(purpose, storeId, hashOf(session).toString("hex"));
}
