import { goTo, type StoreContext } from "../context.ts";
import { cookie, setCookie } from "../cookies.ts";
import { NotFound, StoreClosed } from "../errors.ts";
import { isInsideKey } from "../inside.ts";
import { readContents, type ShopContents } from "../shop-frame.ts";

/** What people have been sent links to, and keep a right to see. */
const staysOpen = /^\/shop\/(orders|account)(\/|$)/;

/** Whether a visitor stands before the door: the shop is closed, and this one has no key, and no desk in it. */
export function isShut(ctx: StoreContext, { settings }: ShopContents): boolean {
  if (!settings.closed || ctx.state.area !== "storefront") return false;
  return !staysOpen.test(ctx.path) && !isInside(ctx);
}

/** Nobody orders in a closed shop; call inside the store's unit of work. @throws StoreClosed */
export async function refuseWhenShut(ctx: StoreContext): Promise<void> {
  if (isShut(ctx, await readContents(ctx.state.store.id))) {
    throw new StoreClosed("This shop is closed for the moment. Please come back later.");
  }
}

/** Lets somebody in who comes with a key from the shop's desk. @throws NotFound for a key that does not fit */
export async function lookInside(ctx: StoreContext): Promise<void> {
  const key = String(ctx.query.key ?? "");
  if (!isInsideKey(ctx.state.store.id, key)) {
    throw new NotFound("This key does not fit any more. Please take a new one from the desk.");
  }
  setCookie(ctx, "inside", key);
  goTo(ctx, ctx.state.links.home());
}

function isInside(ctx: StoreContext): boolean {
  return isInsideKey(ctx.state.store.id, cookie(ctx, "inside"));
}
