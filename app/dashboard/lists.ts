import type { AnyContext } from "../context.ts";
import type { ListPage, Place } from "../models/store/desk/page.ts";
import { addressWith, asked } from "../staff/asked.ts";
import { deskPath } from "./desk.ts";

/** What a list is asked for, as it stands in its address; "" for what does not matter. */
export type ListQuery = Record<string, string>;

/** The value of the address if it is one of the choices, else the first of them. */
export function askedOf<Choice extends string>(
  ctx: AnyContext,
  name: string,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  const value = asked(ctx, name);
  return choices.find((choice) => choice === value) ?? choices[0];
}

/** A day that there is, of the page's address, as 2026-03-01; "" for any other text. */
export function askedDay(ctx: AnyContext, name: string): string {
  const text = asked(ctx, name);
  const day = /^20\d\d-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) ? text : "";
}

/** Where the page of a list begins, as its address says. */
export function placeOf(ctx: AnyContext): Place {
  const before = wholeNumber(asked(ctx, "before"));
  const after = wholeNumber(asked(ctx, "after"));
  return before !== undefined ? { before } : { after };
}

/** A number as our addresses have it; undefined for any other text. */
export function wholeNumber(text: string): number | undefined {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return number <= 2_147_483_647 ? number : undefined;
}

/** An address of the desk with what is asked for. */
export function listPath(ctx: AnyContext, path: string, query: ListQuery): string {
  return deskPath(ctx, addressWith(path, query));
}

/** The way through the pages of a list; `text` says what is on this one. */
export function pagerOf(
  ctx: AnyContext,
  path: string,
  query: ListQuery,
  { page, text }: { page: ListPage<unknown>; text: string },
) {
  const { previous, next } = page;
  return {
    text,
    previous: previous === null ? "" : listPath(ctx, path, { ...query, after: String(previous) }),
    next: next === null ? "" : listPath(ctx, path, { ...query, before: String(next) }),
  };
}
