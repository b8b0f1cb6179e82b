import type { AnyContext } from "../context.ts";

/** A value of the page's address, without the blanks around it; "" where there is none. */
export function asked(ctx: AnyContext, name: string, most = 100): string {
  const value = ctx.query[name];
  return typeof value === "string" ? value.trim().slice(0, most) : "";
}

/** An address with what is asked for, without what is empty. */
export function addressWith(path: string, query: Record<string, string>): string {
  const said = Object.entries(query).filter(([, value]) => value !== "");
  const search = new URLSearchParams(said).toString();
  return search ? `${path}?${search}` : path;
}

/** A number as our addresses have it, from 1; undefined for any other text. */
export function positive(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
