import { createHash, randomBytes } from "node:crypto";
import type { StoreContext } from "./context.ts";

/** What a shop's cookies hold; the store's id is part of the name, as path-mode shops share a host. */
export type CookieKind = "cart" | "session" | "notice";

const day = 24 * 3_600_000;
const lifetimes: Record<CookieKind, number | undefined> = {
  cart: 60 * day,
  session: 30 * day,
  notice: undefined,
};

/** The value of a shop's cookie; "" without one. */
export function cookie(ctx: StoreContext, kind: CookieKind): string {
  return ctx.cookies.get(nameOf(ctx, kind)) ?? "";
}

/** Sets a cookie for this store on this host only: never read by scripts, never sent along by other sites' forms. */
export function setCookie(ctx: StoreContext, kind: CookieKind, value: string): void {
  ctx.cookies.set(nameOf(ctx, kind), value, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(ctx),
    overwrite: true,
    ...(value === "" ? { maxAge: 0 } : { maxAge: lifetimes[kind] }),
  });
}

export function dropCookie(ctx: StoreContext, kind: CookieKind): void {
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

function nameOf(ctx: StoreContext, kind: CookieKind): string {
  return `${isSecure(ctx) ? "__Host-" : ""}${kind}_${ctx.state.store.id}`;
}

function isSecure(ctx: StoreContext): boolean {
  return ctx.state.visit.protocol === "https";
}
