import { createHash, randomBytes } from "node:crypto";
import type { AnyContext } from "./context.ts";

/** What a shop's cookies hold; the store's id is part of the name, as path-mode shops share a host. */
type ShopCookie = "cart" | "session" | "notice" | "inside";

/** Those of the people who run shops, on the platform's host. */
type DeskCookie = "staff" | "desk_notice";

export type CookieKind = ShopCookie | DeskCookie;

const day = 24 * 3_600_000;
const lifetimes: Record<CookieKind, number | undefined> = {
  cart: 60 * day,
  session: 30 * day,
  notice: undefined,
  inside: day / 24,
  staff: 14 * day,
  desk_notice: undefined,
};

const ofShops: readonly CookieKind[] = [
  "cart",
  "session",
  "notice",
  "inside",
] satisfies ShopCookie[];

/** The value of a cookie; "" without one. */
export function cookie(ctx: AnyContext, kind: CookieKind): string {
  return ctx.cookies.get(nameOf(ctx, kind)) ?? "";
}

/** Sets a cookie for this store, or for the desks, on this host only: never read by scripts, never sent along by other sites' forms. */
export function setCookie(ctx: AnyContext, kind: CookieKind, value: string): void {
  ctx.cookies.secure = isSecure(ctx); // Koa does not know of the proxy that ended TLS
  ctx.cookies.set(nameOf(ctx, kind), value, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(ctx),
    overwrite: true,
    ...(value === "" ? { maxAge: 0 } : { maxAge: lifetimes[kind] }),
  });
}

export function dropCookie(ctx: AnyContext, kind: CookieKind): void {
  if (cookie(ctx, kind)) setCookie(ctx, kind, "");
}

/** A secret for a cookie; the database keeps only its hash. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a token: 32 bytes. */
export function hashOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

function nameOf(ctx: AnyContext, kind: CookieKind): string {
  const { store } = ctx.state;
  if (ofShops.includes(kind) && !store) throw new Error(`The cookie "${kind}" belongs to a shop`);
  const name = ofShops.includes(kind) ? `${kind}_${store?.id}` : kind;
  return isSecure(ctx) ? `__Host-${name}` : name;
}

function isSecure(ctx: AnyContext): boolean {
  return ctx.state.visit?.protocol === "https";
}
