import { type AnyContext, field } from "./context.ts";

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
  errors: Record<string, string | null | undefined>,
): ShownForm | undefined {
  const found = Object.entries(errors).filter((entry): entry is [string, string] => !!entry[1]);
  if (found.length === 0) return undefined;
  return { values, errors: Object.fromEntries(found), message: "" };
}

/** What is wrong with a text that has more than `most` characters; null when nothing is. */
export function faultOfLength(text: string, most: number): string | null {
  return text.length > most ? `Please shorten this to ${most} characters.` : null;
}

/** What was typed as a password: as it is, blanks included. */
export function secret(ctx: AnyContext, name: string): string {
  return (ctx.state.form?.get(name) ?? "").slice(0, 1_000);
}

/** A name that somebody typed, on one line and no longer than `most` characters. */
export function nameIn(ctx: AnyContext, name: string, most: number): string {
  return field(ctx, name)
    .replace(/[\p{Cc}\s]+/gu, " ")
    .slice(0, most)
    .trim();
}
