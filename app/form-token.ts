import type { StoreContext } from "./context.ts";
import { cookie, hashOf } from "./cookies.ts";
import { signatureOf } from "./signing.ts";

/** What every form of a signed-in visitor carries as `_token`; "" for anybody else. */
export function formToken(ctx: StoreContext): string {
  const session = cookie(ctx, "session");
  return session && signatureOf("form", ctx.state.store.id, hashOf(session).toString("hex"));
}
