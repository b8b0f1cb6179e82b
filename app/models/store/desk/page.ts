/** Where a page of a list begins: below one entry, or above it; at the top where neither is said. */
export interface Place {
  before?: number | undefined;
  after?: number | undefined;
}

/** In which order a page of a list is read, the newest first: away from where it begins. */
export function wayOf({ after }: Place): "asc" | "desc" {
  return after === undefined ? "desc" : "asc";
}

/** A page of a list, with the entries that the next and the previous one begin at; null where there is none. */
export interface ListPage<Row> {
  rows: Row[];
  next: number | null;
  previous: number | null;
}

/**
 * Makes a page of what was read for it: one row more than it holds, and in the order away from where it begins.
 * `keyOf` gives what a place names a row by.
 */
export function pageOf<Row>(
  read: readonly Row[],
  size: number,
  { before, after }: Place,
  keyOf: (row: Row) => number,
): ListPage<Row> {
  const isMore = read.length > size;
  const upwards = after !== undefined;
  const rows = upwards ? read.slice(0, size).reverse() : read.slice(0, size);
  const [first, last] = [rows[0], rows.at(-1)];
  const isBelow = upwards || isMore;
  const isAbove = upwards ? isMore : before !== undefined;
  return {
    rows,
    next: last && isBelow ? keyOf(last) : null,
    previous: first && isAbove ? keyOf(first) : null,
  };
}
