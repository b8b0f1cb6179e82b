import { type AnyContext, field } from "../../../context.ts";
import type { LinePart, OrderLine } from "../../../models/store/orders/order.ts";

/** How many units of each line somebody chose, as they typed it, and as it is understood. */
export interface ChosenParts {
  /** By the line's id. */
  typed: Record<number, string>;
  parts: LinePart[];
  /** A sentence for each field that has no number. */
  errors: Record<string, string>;
}

/** Reads the fields "quantity-{line}" of a form. Nothing typed is nothing chosen. */
export function readParts(ctx: AnyContext, lines: readonly OrderLine[]): ChosenParts {
  const chosen: ChosenParts = { typed: {}, parts: [], errors: {} };
  for (const { id: line } of lines) {
    const name = `quantity-${line}`;
    const text = field(ctx, name);
    chosen.typed[line] = text;
    if (/^\d{0,6}$/.test(text)) chosen.parts.push({ line, quantity: Number(text) });
    else chosen.errors[name] = "Please give a whole number, 0 or more.";
  }
  return chosen;
}

/** The form as it is first shown: so many units of each line. */
export function freshParts(
  lines: readonly OrderLine[],
  unitsOf: (line: OrderLine) => number,
): ChosenParts {
  const parts = lines.map((line) => ({ line: line.id, quantity: unitsOf(line) }));
  const typed = Object.fromEntries(parts.map(({ line, quantity }) => [line, String(quantity)]));
  return { typed, parts, errors: {} };
}
