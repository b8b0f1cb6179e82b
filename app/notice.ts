import type { AnyContext } from "./context.ts";
import { cookie, dropCookie, setCookie } from "./cookies.ts";
import { isSigned, signatureOf } from "./signing.ts";

/** One sentence for the next page, after a redirect. */
export interface Notice {
  text: string;
  tone?: "good" | "bad";
  /** What a button beside it sends, so that all is as before: `to` is the route's path, the rest are the form's fields. */
  undo?: { to: string; [field: string]: string | number };
}

const most = 1_500;

/** Leaves a notice for the page that the visitor is sent to. It rides in a signed cookie, so that no GET writes. */
export function leaveNotice(ctx: AnyContext, notice: Notice): void {
  const text = Buffer.from(JSON.stringify(notice)).toString("base64url");
  if (text.length > most) return;
  const { kind, storeId } = placeOf(ctx);
  setCookie(ctx, kind, `${text}.${signatureOf(kind, storeId, text)}`);
}

/** The notice that was left for this page, which it takes away; null without one, or one that we did not write. */
export function takeNotice(ctx: AnyContext): Notice | null {
  const { kind, storeId } = placeOf(ctx);
  const [text = "", signature = ""] = cookie(ctx, kind).split(".");
  if (!text) return null;
  dropCookie(ctx, kind);
  if (!isSigned(kind, storeId, text, signature)) return null;
  return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
}

/** A path-mode shop and the desks share a host: what is left on one is not for the other. */
function placeOf({ state: { area, store } }: AnyContext) {
  const inShop = area === "storefront" && store;
  return inShop
    ? ({ kind: "notice", storeId: store.id } as const)
    : ({ kind: "desk_notice", storeId: 0 } as const);
}
