import { createHash } from "node:crypto";
import type { Address } from "../selling/address/address.ts";

/** As many as anybody needs, and as the longest that a form takes fit into their column. */
export const mostAddresses = 16;

/** What names an address within its customer's book: another one once anything in it changes. */
export function keyOf(address: Address): string {
  const { name, company, line1, line2, postcode, city, region, country, phone } = address;
  const whole = [name, company, line1, line2, postcode, city, region, country, phone];
  return createHash("sha256").update(JSON.stringify(whole)).digest("hex").slice(0, 16);
}

/** The address with a key; undefined when it is not in the book. */
export function addressNamed(book: readonly Address[], key: string): Address | undefined {
  return book.find((address) => keyOf(address) === key);
}

/** The book with an address at its end, or at a place; one that is in it already is there once. */
export function withAddress(
  book: readonly Address[],
  address: Address,
  place = book.length,
): Address[] {
  return withoutAddress(book, keyOf(address)).toSpliced(place, 0, address);
}

/** The book with an address in the place of another. */
export function withReplaced(book: readonly Address[], key: string, address: Address): Address[] {
  const isNew = keyOf(address) === key || !addressNamed(book, keyOf(address));
  if (!isNew) return withoutAddress(book, key);
  return book.map((each) => (keyOf(each) === key ? address : each));
}

/** The book without an address. */
export function withoutAddress(book: readonly Address[], key: string): Address[] {
  return book.filter((address) => keyOf(address) !== key);
}

/** The book with an address at its beginning, where checkouts look. */
export function withFirst(book: readonly Address[], key: string): Address[] {
  const first = addressNamed(book, key);
  return first ? [first, ...withoutAddress(book, key)] : [...book];
}
