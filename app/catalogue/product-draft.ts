import { createHash } from "node:crypto";

/** A product as a file or a form describes it, before it has an id. */
export interface ProductDraft {
  slug: string;
  title: string;
  /** HTML that went through `sanitiseHtml`. */
  description: string;
  vendor: string;
  type: string;
  /** Trimmed, without commas, no two alike. */
  tags: string[];
  status: ProductStatus;
  seoTitle: string;
  seoDescription: string;
  /** Up to three; [] for a product that comes in one kind only. */
  optionNames: string[];
  /** At least one. */
  variants: VariantDraft[];
  /** In order, no source twice. */
  pictures: PictureDraft[];
  /** Further columns of the product, by name, kept for the export. */
  extra: Record<string, string>;
}

export interface VariantDraft {
  /** One value for each option name, "" beyond. */
  options: [string, string, string];
  sku: string;
  barcode: string;
  /** Minor units, as `compareAtPrice` and `cost`. */
  price: number;
  compareAtPrice: number | null;
  cost: number | null;
  tracked: boolean;
  backorder: boolean;
  onHand: number;
  grams: number;
  weightUnit: WeightUnit;
  ships: boolean;
  taxable: boolean;
  taxCode: string;
  /** The source of one of the product's pictures. */
  picture: string | null;
  /** Further columns of the variant, by name, kept for the export. */
  extra: Record<string, string>;
}

export interface PictureDraft {
  /** Where it can be fetched: an http or https address. */
  source: string;
  alt: string;
}

export const productStatuses = ["draft", "active", "archived"] as const;
export type ProductStatus = (typeof productStatuses)[number];

export const weightUnits = ["g", "kg", "lb", "oz"] as const;
export type WeightUnit = (typeof weightUnits)[number];

const longestSlug = 200;

/** Whether text can stand in an address as it is: small letters, digits, single hyphens. */
export function isSlug(text: string): boolean {
  return text.length <= longestSlug && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/** Makes a slug of any text: "Crème brûlée!" gives "creme-brulee". "" where no Latin letter is left. */
export function slugify(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’]/g, "")
    .toLowerCase()
    .replace(/[ßæœøłđð]/g, (letter) => spelledOut[letter] ?? "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longestSlug)
    .replace(/^-|-$/g, "");
}

/**
 * A slug of any text but "". Where no Latin letter is left it is a digest, so that the same text
 * names the same product next time.
 */
export function slugFor(text: string): string {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return slugify(text) || `product-${digest}`;
}

const spelledOut: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
};
