import type { StoreContext } from "../../context.ts";
import { type Attempt, waitFor, waitInWords } from "../../customers/throttle.ts";

export { faultOfLength, faulty, fresh, type ShownForm, secret } from "../../form.ts";

/** Counts an attempt of the visitor; what to tell them when it was one too many, and undefined when they may go ahead. */
export async function tooMany(
  ctx: StoreContext,
  attempt: Attempt,
  email: string,
): Promise<string | undefined> {
  const seconds = await waitFor(attempt, trierOf(ctx, email));
  if (seconds === 0) return undefined;

  ctx.set("Retry-After", String(seconds));
  return `That was tried too often. Please try again ${waitInWords(seconds)}.`;
}

/** Who tries, for the throttle. */
export function trierOf(ctx: StoreContext, email: string) {
  return { storeId: ctx.state.store.id, email, ip: ctx.state.visit.ip };
}
