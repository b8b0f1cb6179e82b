import type { ChoiceOfCategory } from "../../models/store/desk/catalogue/shop-facts.ts";

/** A category as a list for choosing shows it: those below another one are set in. */
export interface CategoryChoice extends ChoiceOfCategory {
  value: string;
  label: string;
  depth: number;
}

/** The tree of categories from the top down, then the collections. */
export function categoryChoices(rows: readonly ChoiceOfCategory[]): CategoryChoice[] {
  const known = new Set(rows.map(({ id }) => id));
  const tops = rows.filter(({ parent_id }) => parent_id === null || !known.has(parent_id));
  const tree = tops
    .filter(({ kind }) => kind === "category")
    .flatMap((row) => branch(row, rows, 0));
  const collections = rows.filter(({ kind }) => kind === "collection");
  return [...tree, ...collections.map((row) => choiceOf(row, 0))];
}

/** Deeper than shops nest, so that a circle in the data ends. */
const deepest = 12;

function branch(
  row: ChoiceOfCategory,
  rows: readonly ChoiceOfCategory[],
  depth: number,
): CategoryChoice[] {
  if (depth > deepest) return [];
  const below = rows.filter(({ parent_id }) => parent_id === row.id);
  return [choiceOf(row, depth), ...below.flatMap((child) => branch(child, rows, depth + 1))];
}

function choiceOf(row: ChoiceOfCategory, depth: number): CategoryChoice {
  const label = row.kind === "collection" ? `${row.name} (collection)` : row.name;
  return { ...row, value: String(row.id), label: `${"– ".repeat(depth)}${label}`, depth };
}
