import type { WeightUnit } from "../../../catalogue/product-draft.ts";
import type { DeskVariant, WholeProduct } from "../../../models/store/desk/catalogue/products.ts";
import type { ShownPicture } from "../../../models/store/picture.ts";
import { toMajorText } from "../../../money.ts";

/** The editor of a product as it is shown and sent: every value as its field has it. */
export interface ProductForm {
  /** 0 for a product that is still to be made. */
  id: number;
  /** The version that was opened. */
  version: number;
  texts: Record<ProductText, string>;
  /** Three places, used or not. */
  options: OptionForm[];
  kinds: KindForm[];
  pictures: PictureForm[];
  categories: number[];
}

export const productTexts = [
  ...(["title", "description", "status", "slug", "vendor", "type", "tags"] as const),
  ...(["seo_title", "seo_description"] as const),
] as const;
export type ProductText = (typeof productTexts)[number];

export interface OptionForm {
  name: string;
  /** What it was called when the form was opened. */
  named: string;
  /** Those that there are, with what they are to be called; "" takes one away. */
  values: { was: string; now: string }[];
  /** Further ones, with commas between. */
  more: string;
}

export const kindTexts = [
  ...(["price", "compare", "cost", "sku", "barcode", "stock", "low_mark"] as const),
  ...(["weight", "weight_unit", "tax_code", "picture"] as const),
] as const;
export type KindText = (typeof kindTexts)[number];

export const kindFlags = ["offered", "tracked", "backorder", "ships", "taxable"] as const;
export type KindFlag = (typeof kindFlags)[number];

/** One kind in which a product comes. */
export interface KindForm {
  /** "v12" for the variant 12, "n0" and so on for new ones: what its fields' names begin with. */
  key: string;
  options: [string, string, string];
  texts: Record<KindText, string>;
  flags: Record<KindFlag, boolean>;
  /** The stock that the form was opened with: what is typed changes it by the difference. */
  had: string;
}

export interface PictureForm {
  id: number;
  alt: string;
  place: string;
  gone: boolean;
  shown: ShownPicture | null;
}

const gramsIn: Record<WeightUnit, number> = { g: 1, kg: 1000, lb: 453.592, oz: 28.3495 };

/** A form for a product that is still to be made. */
export function emptyForm(): ProductForm {
  const texts = Object.fromEntries(productTexts.map((name) => [name, ""])) as ProductForm["texts"];
  return {
    id: 0,
    version: 0,
    texts: { ...texts, status: "draft" },
    options: [1, 2, 3].map(() => ({ name: "", named: "", values: [], more: "" })),
    kinds: [emptyKind("n0")],
    pictures: [],
    categories: [],
  };
}

/** A product as its editor shows it. */
export function formOf(product: WholeProduct, currency: string): ProductForm {
  const { title, description, status, slug, vendor, type, seo_title, seo_description } = product;
  const tags = product.tags.join(", ");
  return {
    id: product.id,
    version: product.version,
    texts: { title, description, status, slug, vendor, type, tags, seo_title, seo_description },
    options: [0, 1, 2].map((place) => optionOf(product, place)),
    kinds: product.variants.map((variant) => kindOf(variant, currency)),
    pictures: product.pictures.map(({ id, alt, shown }, index) => ({
      ...{ id, alt, shown },
      place: String(index + 1),
      gone: false,
    })),
    categories: product.category_ids,
  };
}

/** What a form sent. Rows of variants and pictures that are not the product's own are left out. */
export function readForm(sent: URLSearchParams, product: WholeProduct | undefined): ProductForm {
  const text = (name: string) => (sent.get(name) ?? "").replace(/\r\n/g, "\n").trim();
  const texts = Object.fromEntries(productTexts.map((name) => [name, text(name)]));
  const own = new Set(product?.variants.map(({ id }) => `v${id}`));
  const keys = sent.getAll("kind").filter((key) => own.has(key) || /^n\d{1,4}$/.test(key));
  return {
    id: product?.id ?? 0,
    version: Number(text("version")) || 0,
    texts: texts as ProductForm["texts"],
    options: [1, 2, 3].map((place) => readOption(sent, place)),
    kinds: [...new Set(keys)].map((key) => readKind(key, sent)),
    pictures: (product?.pictures ?? []).map(({ id, alt, shown }, index) => ({
      ...{ id, shown },
      alt: sent.has(`p${id}_alt`) ? text(`p${id}_alt`) : alt,
      place: text(`p${id}_place`) || String(index + 1),
      gone: sent.has(`p${id}_gone`),
    })),
    categories: [...new Set(sent.getAll("category").map(Number))].filter(Number.isSafeInteger),
  };
}

/** A kind that nobody has filled in yet. */
export function emptyKind(key: string): KindForm {
  const texts = Object.fromEntries(kindTexts.map((name) => [name, ""])) as KindForm["texts"];
  return {
    key,
    options: ["", "", ""],
    texts: { ...texts, stock: "0", low_mark: "3", weight_unit: "kg" },
    flags: { offered: true, tracked: true, backorder: false, ships: true, taxable: true },
    had: "0",
  };
}

/** A weight as typed, in grams; undefined for what is none. */
export function gramsOf(weight: string, unit: string): number | undefined {
  if (weight === "") return 0;
  const factor = gramsIn[unit as WeightUnit];
  if (!factor || !/^\d{1,6}([.,]\d{1,3})?$/.test(weight)) return undefined;
  return Math.round(Number(weight.replace(",", ".")) * factor);
}

function optionOf({ option_names, variants }: WholeProduct, place: number): OptionForm {
  const values = [...new Set(variants.map(({ options }) => options[place] ?? ""))];
  const name = option_names[place] ?? "";
  const shown = name ? values.filter(Boolean) : [];
  return {
    name,
    named: name,
    values: shown.map((value) => ({ was: value, now: value })),
    more: "",
  };
}

function kindOf(variant: DeskVariant, currency: string): KindForm {
  const money = (amount: number | null) => (amount === null ? "" : toMajorText(amount, currency));
  const { tracked, backorder, ships, taxable, sku, barcode, weight_unit, tax_code } = variant;
  return {
    key: `v${variant.id}`,
    options: variant.options,
    texts: {
      ...{ sku, barcode, weight_unit, tax_code },
      price: money(variant.price),
      compare: money(variant.compare_at_price),
      cost: money(variant.cost),
      stock: String(variant.on_hand),
      low_mark: String(variant.low_mark),
      weight: weightText(variant.grams, weight_unit),
      picture: variant.picture_id === null ? "" : String(variant.picture_id),
    },
    flags: { offered: true, tracked, backorder, ships, taxable },
    had: String(variant.on_hand),
  };
}

function weightText(grams: number, unit: WeightUnit): string {
  return grams === 0 ? "" : String(Number((grams / gramsIn[unit]).toFixed(3)));
}

function readOption(sent: URLSearchParams, place: number): OptionForm {
  const was = sent.getAll(`o${place}_was`);
  const now = sent.getAll(`o${place}_now`);
  return {
    name: sent.get(`o${place}_name`)?.trim() ?? "",
    named: sent.get(`o${place}_named`) ?? "",
    values: was.map((value, index) => ({ was: value, now: now[index]?.trim() ?? value })),
    more: sent.get(`o${place}_more`)?.trim() ?? "",
  };
}

function readKind(key: string, sent: URLSearchParams): KindForm {
  const text = (name: string) => sent.get(`${key}_${name}`)?.trim() ?? "";
  const texts = Object.fromEntries(kindTexts.map((name) => [name, text(name)]));
  const flags = Object.fromEntries(kindFlags.map((name) => [name, sent.has(`${key}_${name}`)]));
  return {
    key,
    options: [text("o1"), text("o2"), text("o3")],
    texts: texts as KindForm["texts"],
    flags: flags as KindForm["flags"],
    had: text("had"),
  };
}
