import type { StoreContext } from "../../context.ts";
import { type Attempt, waitFor, waitInWords } from "../../customers/throttle.ts";

/** A form as it is shown: what was typed, and what is wrong with it. */
export interface ShownForm {
  values: Record<string, string>;
  /** By the name of the field. */
  errors: Record<string, string>;
  /** What is wrong with the whole; "" when nothing is. */
  message: string;
}

/** A form with what is known already. */
export function fresh(values: Record<string, string> = {}): ShownForm {
  return { values, errors: {}, message: "" };
}

/** A form that has faults; undefined when it has none. */
export function faulty(
  values: Record<string, string>,
  errors: Record<string, string | null>,
): ShownForm | undefined {
  const found = Object.entries(errors).filter((entry): entry is [string, string] => !!entry[1]);
  if (found.length === 0) return undefined;
  return { values, errors: Object.fromEntries(found), message: "" };
}

/** What was typed as a password: as it is, blanks included. */
export function secret(ctx: StoreContext, name: string): string {
  return (ctx.state.form?.get(name) ?? "").slice(0, 1_000);
}

/** Counts an attempt of the visitor; what to tell them when it was one too many, and undefined when they may go ahead. */
export async function tooMany(
  ctx: StoreContext,
  attempt: Attempt,
  email: string,
): Promise<string | undefined> {
  const seconds = await waitFor(attempt, trierOf(ctx, email));
  if (seconds === 0) return undefined;

  ctx.set("Retry-After", String(seconds));
  return `That was tried too often. Please try again ${waitInWords(seconds)}.`;
}

/** Who tries, for the throttle. */
export function trierOf(ctx: StoreContext, email: string) {
  return { storeId: ctx.state.store.id, email, ip: ctx.state.visit.ip };
}
