import type { StaffContext } from "../context.ts";
import { addressWith, asked, positive } from "../staff/asked.ts";

/** A whole number of the page's address, from 1; undefined where there is none. */
export function askedNumber(ctx: StaffContext, name: string): number | undefined {
  return positive(asked(ctx, name));
}

/** The way through the pages of a list: "1 to 50 of 120". */
export function pagerOf(
  path: string,
  query: Record<string, string>,
  { page, aPage, total, shown }: { page: number; aPage: number; total: number; shown: number },
) {
  const first = (page - 1) * aPage;
  const to = (number: number) => addressWith(path, { ...query, page: String(number) });
  return {
    text: shown > 0 ? `${first + 1} to ${first + shown} of ${total}` : "",
    previous: page > 1 ? to(page - 1) : "",
    next: first + shown < total ? to(page + 1) : "",
  };
}
