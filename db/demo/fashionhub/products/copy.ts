/** A description: two paragraphs, and a list of cloth, fit and care. */
export function copy(first: string, second: string, facts: readonly string[]): string {
  const items = facts.map((fact) => `<li>${fact}</li>`).join("");
  return `<p>${first}</p><p>${second}</p><ul>${items}</ul>`;
}

export const sizes = ["XS", "S", "M", "L", "XL"];
export const waists = ["34", "36", "38", "40", "42", "44"];
export const feet = ["36", "37", "38", "39", "40", "41"];

type Exceptions = Record<string, { price?: number; onHand?: number; missing?: true }>;

/** Marks variants as never made: each a list of option values, joined with " / ". */
export function neverMade(...variants: string[]): Exceptions {
  return Object.fromEntries(variants.map((variant) => [variant, { missing: true as const }]));
}

/** The same price for many variants. */
export function priced(price: number, variants: readonly string[]): Exceptions {
  return Object.fromEntries(variants.map((variant) => [variant, { price }]));
}
