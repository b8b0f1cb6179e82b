import { goTo, type StoreContext } from "../../context.ts";

/**
 * A path of this shop, as the routes know it, from what an address says to go to next; "" for anything that leads
 * elsewhere, to another shop on the same host as well.
 */
export function ownPath(ctx: StoreContext, wanted: unknown): string {
  if (typeof wanted !== "string" || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(wanted)) return "";

  const { pathname, search } = new URL(wanted, "http://shop.invalid");
  const base = ctx.state.mode === "path" ? ctx.state.links.home() : "";
  const [path, isBelow] = withoutBase(pathname, base);
  if (path.startsWith("//") || (!isBelow && base && pathname.startsWith("/stores/"))) return "";
  return path + search;
}

/** Leads on to where the visitor wanted to go, or else to the account. */
export function goOn(ctx: StoreContext, next: unknown): void {
  const path = ownPath(ctx, next);
  goTo(ctx, path ? ctx.state.links.at(path) : ctx.state.links.account());
}

/** A path without the part that names the shop, and whether it had one. */
function withoutBase(path: string, base: string): [path: string, isBelow: boolean] {
  if (!base || (path !== base && !path.startsWith(`${base}/`))) return [path, false];
  return [`/shop${path.slice(base.length)}`, true];
}
