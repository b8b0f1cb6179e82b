import type { DeskContext } from "../context.ts";
import { param } from "../context.ts";
import { NotFound } from "../errors.ts";
import { changing } from "../retry.ts";
import { forgetContents } from "../shop-frame.ts";
import { positive } from "../staff/asked.ts";

/** Sentences on what is wrong, by the field's name; none when all is well. */
export type Errors = Record<string, string>;

/** Changes what surrounds a shop's pages, in a unit of work of its own; this process shows it at once. */
export async function changeShop<T>(ctx: DeskContext, work: () => Promise<T>): Promise<T> {
  const result = await changing(ctx.state.store.id, work);
  forgetContents(ctx.state.store);
  return result;
}

/** The number of what a route names. @throws NotFound for what can be none */
export function idOf(ctx: DeskContext, name = "id"): number {
  const id = positive(param(ctx, name));
  if (id === undefined) throw new NotFound();
  return id;
}

/** What differs between two states of a thing, before and after, for the log. */
export function difference(before: object, after: object): { before: object; after: object } {
  const old = new Map(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(old.get(name)) !== JSON.stringify(value),
  );
  return {
    before: Object.fromEntries(changed.map(([name]) => [name, old.get(name)])),
    after: Object.fromEntries(changed),
  };
}
