import type { StaffContext } from "../context.ts";

/** A value of the page's address, without the blanks around it; "" where there is none. */
export function asked(ctx: StaffContext, name: string): string {
  const value = ctx.query[name];
  return typeof value === "string" ? value.replaceAll("\0", "").trim().slice(0, 100) : "";
}

/** A whole number of the page's address, from 1; undefined where there is none. */
export function askedNumber(ctx: StaffContext, name: string): number | undefined {
  return wholeNumber(asked(ctx, name));
}

/** A number as our addresses have it, from 1; undefined for any other text. */
export function wholeNumber(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** An address with what is asked for, without what is empty. */
export function addressOf(path: string, query: Record<string, string>): string {
  const said = Object.entries(query).filter(([, value]) => value !== "");
  const search = new URLSearchParams(said).toString();
  return search ? `${path}?${search}` : path;
}

/** The way through the pages of a list: "1 to 50 of 120". */
export function pagerOf(
  path: string,
  query: Record<string, string>,
  { page, aPage, total, shown }: { page: number; aPage: number; total: number; shown: number },
) {
  const first = (page - 1) * aPage;
  const to = (number: number) => addressOf(path, { ...query, page: String(number) });
  return {
    text: shown > 0 ? `${first + 1} to ${first + shown} of ${total}` : "",
    previous: page > 1 ? to(page - 1) : "",
    next: first + shown < total ? to(page + 1) : "",
  };
}
