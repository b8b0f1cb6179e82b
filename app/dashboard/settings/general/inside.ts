import type { DeskContext } from "../../../context.ts";
import { insideKey } from "../../../inside.ts";
import { canonicalAddress } from "../../../urls.ts";

/** Where whoever runs a closed shop can look at it before it opens, for an hour. */
export function insideLink(ctx: DeskContext): string {
  const { store, visit } = ctx.state;
  return `${canonicalAddress(store, visit, "/shop/inside")}?key=${insideKey(store.id)}`;
}
