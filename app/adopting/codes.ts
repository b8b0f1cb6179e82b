import { slugify } from "../catalogue/product-draft.ts";
import { codeFault } from "../store-code.ts";

/** A code as stores here may have it: "Acme_Shop" gives "acme-shop". */
export function codeFrom(old: string): string {
  const plain = slugify(old).slice(0, 50).replace(/-$/, "");
  if (codeFault(plain) === undefined) return plain;
  const begun =
    /^[a-z]/.test(plain) && !plain.startsWith("xn-") ? plain : `shop-${plain}`.replace(/-$/, "");
  if (codeFault(begun) === undefined) return begun;
  const ended = `${begun.slice(0, 44).replace(/-$/, "")}-shop`;
  return codeFault(ended) === undefined ? ended : `shop-${ended.slice(0, 40).replace(/-$/, "")}`;
}

/** The same, or the first like it that is not taken. */
export function freeCode(code: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? "" : `-${number}`;
    const candidate = `${code.slice(0, 50 - ending.length).replace(/-$/, "")}${ending}`;
    if (!taken.has(candidate)) return candidate;
  }
}
