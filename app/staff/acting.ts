import type { DeskContext } from "../context.ts";
import { Forbidden } from "../errors.ts";

/**
 * Words in the addresses of what moves money, or decides who gets in or where money goes. Whoever adds such a route gives
 * it one of these words, or calls `refuseActing` in its handler.
 */
const barred =
  /\/(pay|paid|payments?|refunds?|cancel|cancellation|stripe|bank|keys|staff|invitations|owner|password|reset|plan|close|closing|erasure)(\/|$)/;

/** Keeps the platform's people, while they act as a shop's owner, from money and passwords. @throws Forbidden */
export function refuseActing({ state: { staff, store } }: DeskContext): void {
  if (staff.acting?.store !== store.id) return;
  throw new Forbidden(
    "Whoever acts for the shop's owner moves no money, and does not say who gets in: the shop's own people do that.",
  );
}

/** The same for every route whose address says that it is about money or people; those may be looked at. @throws Forbidden */
export function refuseActingOn(ctx: DeskContext): void {
  if (!["GET", "HEAD"].includes(ctx.method) && barred.test(ctx.path)) refuseActing(ctx);
}
