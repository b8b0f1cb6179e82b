import {
  isSlug,
  productStatuses,
  slugFor,
  type WeightUnit,
  weightUnits,
} from "../../../catalogue/product-draft.ts";
import type {
  ProductColumns,
  VariantColumns,
} from "../../../models/store/desk/catalogue/product-writing.ts";
import { toMinor } from "../../../money.ts";
import { asHtml } from "../../../rich-text.ts";
import type { Errors } from "../../change.ts";
import { gramsOf, type KindForm, type KindText, type ProductForm } from "./form.ts";
import { kindName, mostKinds } from "./options.ts";

/** What a form says, ready to be saved. */
export interface Draft {
  columns: ProductColumns;
  variants: DraftVariant[];
  pictures: { id: number; alt: string }[];
  categories: number[];
}

export interface DraftVariant extends VariantColumns {
  /** The form's kind that it comes from. */
  key: string;
  /** By how many units its stock is to change. */
  units: number;
}

const longestText = 255;
const largestNumber = 1_000_000_000;

/** Reads a settled form; the draft can be saved when there are no errors. */
export function draftOf(form: ProductForm, currency: string): { draft: Draft; errors: Errors } {
  const errors: Errors = {};
  const columns = columnsOf(form, errors);
  const offered = form.kinds.filter(({ flags }) => flags.offered);
  refuseCount(form, offered, errors);
  const draft = {
    columns,
    variants: offered.map((kind) => new KindReader(kind, currency, errors).variant()),
    pictures: picturesOf(form),
    categories: form.categories,
  };
  return { draft, errors };
}

function columnsOf({ texts, options }: ProductForm, errors: Errors): ProductColumns {
  const { title, vendor, type, seo_title, seo_description } = texts;
  if (title === "") errors.title = "Please give the product a title.";
  for (const name of ["title", "vendor", "type", "seo_title"] as const)
    if (texts[name].length > longestText)
      errors[name] = `Please keep this to at most ${longestText} letters.`;
  const slug = texts.slug || slugFor(title || "product");
  if (!isSlug(slug))
    errors.slug = "An address has small letters a to z, digits and single hyphens: blue-mug";
  return {
    ...{ slug, title, vendor, type, seo_title, seo_description },
    description: asHtml(texts.description),
    tags: tagsOf(texts.tags),
    status: productStatuses.find((status) => status === texts.status) ?? "draft",
    option_names: options.map(({ name }) => name).filter(Boolean),
  };
}

function tagsOf(text: string): string[] {
  const tags = text.split(",").map((tag) => tag.trim().slice(0, longestText));
  return [...new Map(tags.filter(Boolean).map((tag) => [tag.toLowerCase(), tag])).values()];
}

function refuseCount(form: ProductForm, offered: readonly KindForm[], errors: Errors): void {
  const first = form.kinds[0]?.key ?? "n0";
  if (offered.length === 0)
    errors[`${first}_offered`] = "At least one kind must be offered. To take all away, archive it.";
  if (offered.length > mostKinds)
    errors.o1_more = `These are ${offered.length} kinds; a product can come in ${mostKinds}.`;
}

function picturesOf({ pictures }: ProductForm): Draft["pictures"] {
  const place = (text: string) => Number.parseInt(text, 10) || 0;
  return pictures
    .filter(({ gone }) => !gone)
    .map((picture, index) => ({ ...picture, index }))
    .sort((a, b) => place(a.place) - place(b.place) || a.index - b.index)
    .map(({ id, alt }) => ({ id, alt: alt.slice(0, 500) }));
}

/** Reads the fields of one kind, and says at the field what is wrong with it. */
class KindReader {
  readonly #kind: KindForm;
  readonly #currency: string;
  readonly #errors: Errors;

  constructor(kind: KindForm, currency: string, errors: Errors) {
    this.#kind = kind;
    this.#currency = currency;
    this.#errors = errors;
  }

  variant(): DraftVariant {
    const { key, options, texts, flags, had } = this.#kind;
    const { tracked, backorder, ships, taxable } = flags;
    return {
      ...{ key, options, tracked, backorder, ships, taxable },
      id: key.startsWith("v") ? Number(key.slice(1)) : null,
      sku: this.#text("sku"),
      barcode: this.#text("barcode"),
      tax_code: this.#text("tax_code"),
      price: this.#price(),
      compare_at_price: this.#amount("compare"),
      cost: this.#amount("cost"),
      low_mark: this.#count("low_mark", texts.low_mark || "0"),
      units: this.#count("stock", texts.stock || "0") - (Number(had) || 0),
      grams: this.#grams(),
      weight_unit: this.#unit(),
      picture_id: Number(texts.picture) || null,
    };
  }

  #text(name: KindText): string {
    const text = this.#kind.texts[name];
    if (text.length > longestText)
      this.#refuse(name, `Please keep this to at most ${longestText} letters.`);
    return text;
  }

  #price(): number {
    if (this.#kind.texts.price === "") this.#refuse("price", "Please set a price.");
    return this.#amount("price") ?? 0;
  }

  #amount(name: "price" | "compare" | "cost"): number | null {
    const text = this.#kind.texts[name];
    if (text === "") return null;
    try {
      return toMinor(asTyped(text), this.#currency);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#refuse(name, `This is no price: ${error.message}.`);
      return null;
    }
  }

  #count(name: "stock" | "low_mark", text: string): number {
    if (/^\d{1,9}$/.test(text) && Number(text) <= largestNumber) return Number(text);
    this.#refuse(name, `"${text}" is not a number of units: write it like 12.`);
    return 0;
  }

  #grams(): number {
    const { weight, weight_unit } = this.#kind.texts;
    const grams = gramsOf(weight, this.#unit());
    if (grams === undefined)
      this.#refuse("weight", `"${weight}" is not a weight in ${weight_unit}: write it like 1.5.`);
    return grams ?? 0;
  }

  #unit(): WeightUnit {
    return weightUnits.find((unit) => unit === this.#kind.texts.weight_unit) ?? "kg";
  }

  #refuse(name: string, reason: string): void {
    const kind = kindName(this.#kind);
    this.#errors[`${this.#kind.key}_${name}`] = kind ? `${kind}: ${reason}` : reason;
  }
}

/** "12,50" is how half of the world writes 12.50. */
function asTyped(text: string): string {
  return /^\d+,\d{1,2}$/.test(text) ? text.replace(",", ".") : text;
}
