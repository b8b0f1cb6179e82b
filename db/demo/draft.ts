import type { ProductDraft, VariantDraft } from "../../app/catalogue/product-draft.ts";
import type { DemoProduct } from "./shop.ts";

/** A demo product as every other product comes into a shop. The same each time: stock too. */
export function draftOf(product: DemoProduct): ProductDraft {
  const optionNames = Object.keys(product.options);
  return {
    slug: product.slug,
    title: product.title,
    description: product.description,
    vendor: product.vendor,
    type: product.type,
    tags: product.tags,
    status: "active",
    seoTitle: "",
    seoDescription: "",
    optionNames,
    variants: combinations(Object.values(product.options))
      .filter((values) => !product.variants?.[values.join(" / ")]?.missing)
      .map((values, index) => variantOf(product, values, index)),
    pictures: [],
    extra: {},
  };
}

/**
 * When the product at a place of its shop's list went on sale: ten came in the last ten months, the others before the
 * year of orders begins.
 */
export function launchOf(place: number, now: number): number {
  const days = place < 10 ? 7 + place * 30 : 370 + place;
  return now - days * 86_400_000;
}

function variantOf(product: DemoProduct, values: string[], index: number): VariantDraft {
  const own = product.variants?.[values.join(" / ")];
  const [first = "", second = "", third = ""] = values;
  const picture = product.pictures.find(
    ({ optionValue }) => optionValue && values.includes(optionValue),
  );
  return {
    options: [first, second, third],
    sku: skuOf(product.slug, values),
    barcode: "",
    price: own?.price ?? product.price,
    compareAtPrice: product.compareAtPrice ?? null,
    cost: null,
    tracked: true,
    backorder: false,
    onHand: own?.onHand ?? product.onHand ?? 12 + ((product.slug.length * 7 + index * 11) % 29),
    grams: product.grams,
    weightUnit: "kg",
    ships: true,
    taxable: true,
    taxCode: "",
    picture: picture?.optionValue ?? null,
    extra: {},
  };
}

function skuOf(slug: string, values: string[]): string {
  const initials = slug.split("-").map((word) => word.slice(0, 3));
  const codes = values.map((value) => value.replace(/[^A-Za-z0-9]/g, "").slice(0, 4));
  return [...initials, ...codes].join("-").toUpperCase();
}

function combinations(lists: string[][]): string[][] {
  return lists.reduce<string[][]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}
