import { assetAddress } from "../assets.ts";
import type { AnyContext } from "../context.ts";
import { formToken } from "../form-token.ts";
import { takeNotice } from "../notice.ts";

/** What the layout of every page for people at work needs. `at` makes an address of a path of the same area. */
export function frameOf(ctx: AnyContext, title: string, at = (path: string): string => path) {
  return { title, at, asset: assetAddress, notice: takeNotice(ctx), token: formToken(ctx) };
}
