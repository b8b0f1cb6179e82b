import type { CategoryPath, CategoryRow } from "../models/store/category.ts";
import type { ShopContents } from "../shop-frame.ts";

/** The ids of a category and of everything below it. */
export function idsBelow(contents: ShopContents, id: number): number[] {
  const children = contents.categories.filter((row) => row.parent_id === id);
  return [id, ...children.flatMap((child) => idsBelow(contents, child.id))];
}

/** Each of these categories, with itself and whatever is below it. */
export function pathsOf(contents: ShopContents, rows: readonly CategoryRow[]): CategoryPath[] {
  return rows.flatMap(({ id }) =>
    idsBelow(contents, id).map((category) => ({ ancestor: id, category })),
  );
}

/** A category, and how far it is below the one from which the walk began. */
export interface CategoryInTree extends CategoryRow {
  depth: number;
}

/** The categories below one (or all of them), each followed by those below it. */
export function descendants(
  contents: ShopContents,
  root: number | null,
  depth = 0,
): CategoryInTree[] {
  return contents.categories
    .filter((row) => row.parent_id === root)
    .flatMap((row) => [{ ...row, depth }, ...descendants(contents, row.id, depth + 1)]);
}
