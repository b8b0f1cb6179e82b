import type { ShownProduct, ShownVariant, Stock } from "../models/store/product.ts";

export interface OptionChips {
  name: string;
  values: { label: string; href: string; selected: boolean; stock: Stock }[];
}

/** The variant that an address names; else the first that can be bought; undefined without variants. */
export function chooseVariant(product: ShownProduct, asked: unknown): ShownVariant | undefined {
  const { variants } = product;
  return (
    variants.find((variant) => String(variant.id) === asked) ??
    variants.find((variant) => variant.stock !== "out") ??
    variants[0]
  );
}

/** What the product page says of a variant. */
export function shownVariant(variant: ShownVariant, locale: string) {
  const { price, compare_at_price } = variant;
  const former = compare_at_price !== null && compare_at_price > price ? compare_at_price : null;
  return {
    id: variant.id,
    sku: variant.sku,
    price,
    compare_at_price: former,
    saving: former === null ? null : former - price,
    stock: variant.stock,
    title: variant.options.filter(Boolean).join(" / "),
    weight: weight(variant.grams, locale),
  };
}

/**
 * The choices of each option, each with the address of the variant that it leads to. What does not
 * exist together with the choices before it is not offered.
 */
export function optionChips(
  product: ShownProduct,
  current: ShownVariant | undefined,
  address: string,
): OptionChips[] {
  if (!current) return [];
  return product.option_names.map((name, index) => {
    const reachable = product.variants.filter((variant) => sameBefore(variant, current, index));
    const labels = [...new Set(reachable.map((variant) => variant.options[index] ?? ""))];
    return { name, values: labels.map((label) => chip(reachable, current, index, label, address)) };
  });
}

function chip(
  reachable: ShownVariant[],
  current: ShownVariant,
  index: number,
  label: string,
  address: string,
) {
  const candidates = reachable.filter((variant) => variant.options[index] === label);
  const best = candidates.toSorted((a, b) => closeness(b, current) - closeness(a, current))[0];
  return {
    label,
    href: `${address}?variant=${best?.id ?? ""}`,
    selected: current.options[index] === label,
    stock: best?.stock ?? "out",
  };
}

function sameBefore(variant: ShownVariant, current: ShownVariant, index: number): boolean {
  return variant.options.slice(0, index).every((value, place) => value === current.options[place]);
}

/** How many choices a variant shares with the current one; among equals, one that can be bought. */
function closeness(variant: ShownVariant, current: ShownVariant): number {
  const shared = variant.options.filter((value, place) => value === current.options[place]).length;
  return shared + (variant.stock === "out" ? 0 : 0.5);
}

function weight(grams: number, locale: string): string {
  if (grams === 0) return "";
  const [amount, unit] = grams < 1000 ? [grams, "gram"] : [grams / 1000, "kilogram"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, maximumFractionDigits: 2 }).format(
    amount,
  );
}
