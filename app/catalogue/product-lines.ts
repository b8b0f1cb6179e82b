import { toMajorText } from "../money.ts";
import { guardFormula } from "./formulas.ts";
import type { PictureDraft, ProductDraft, VariantDraft } from "./product-draft.ts";
import { columns, type Field, fieldNames, fieldOf } from "./shopify-columns.ts";

type Cells = Partial<Record<Field, string>>;

/** Writes drafts as rows of cells, under the names of Shopify's columns and those of `extra`. */
export class ProductLines {
  readonly #currency: string;
  readonly #extra: Set<string>;

  constructor(currency: string, extraColumns: Iterable<string>) {
    this.#currency = currency;
    this.#extra = new Set([...extraColumns].filter(isFurther));
  }

  header(): string[] {
    const names = fieldNames().map((field) => columns[field][0]);
    return [...names, ...this.#extra].map(guardFormula);
  }

  /**
   * One line for each variant, and further ones where there are more pictures than variants.
   * Throws where the product has a further column that was not announced: it would be lost.
   */
  linesOf(product: ProductDraft): string[][] {
    const unknown = extraColumnsOf(product).find((name) => !this.#extra.has(name));
    if (unknown)
      throw new Error(`"${product.slug}" has a column "${unknown}" that was not announced`);

    const count = Math.max(product.variants.length, product.pictures.length, 1);
    return Array.from({ length: count }, (_, index) => this.#line(product, index));
  }

  #line(product: ProductDraft, index: number): string[] {
    const { [index]: variant } = product.variants;
    const { [index]: picture } = product.pictures;
    const cells: Cells = {
      handle: product.slug,
      ...(index === 0 && productCells(product)),
      ...(variant && variantCells(variant, product, this.#currency)),
      ...(picture && pictureCells(picture, index)),
    };
    const extra = { ...(index === 0 && product.extra), ...variant?.extra };
    return [
      ...fieldNames().map((field) => cells[field] ?? ""),
      ...[...this.#extra].map((name) => extra[name] ?? ""),
    ].map(guardFormula);
  }
}

/** The names of the further columns that a draft brings. */
export function extraColumnsOf(product: ProductDraft): string[] {
  return [product, ...product.variants]
    .flatMap(({ extra }) => Object.keys(extra))
    .filter(isFurther);
}

function isFurther(column: string): boolean {
  return column.trim() !== "" && fieldOf(column) === undefined;
}

function productCells(product: ProductDraft): Cells {
  const [option1Name, option2Name, option3Name] = product.optionNames;
  return {
    title: product.title,
    description: product.description,
    vendor: product.vendor,
    type: product.type,
    tags: product.tags.join(", "),
    published: flag(product.status === "active"),
    option1Name: option1Name ?? "Title",
    option2Name: option2Name ?? "",
    option3Name: option3Name ?? "",
    seoTitle: product.seoTitle,
    seoDescription: product.seoDescription,
    status: product.status,
  };
}

function variantCells(variant: VariantDraft, product: ProductDraft, currency: string): Cells {
  const amount = (minor: number | null) => (minor === null ? "" : toMajorText(minor, currency));
  const [option1Value, option2Value, option3Value] = variant.options;
  return {
    option1Value: product.optionNames.length === 0 ? "Default Title" : option1Value,
    option2Value,
    option3Value,
    sku: variant.sku,
    grams: String(variant.grams),
    tracker: variant.tracked ? "shopify" : "",
    quantity: String(variant.onHand),
    policy: variant.backorder ? "continue" : "deny",
    fulfilment: variant.extra[columns.fulfilment[0]] ?? "manual",
    price: amount(variant.price),
    compareAtPrice: amount(variant.compareAtPrice),
    ships: flag(variant.ships),
    taxable: flag(variant.taxable),
    barcode: variant.barcode,
    variantPicture: variant.picture ?? "",
    weightUnit: variant.weightUnit,
    taxCode: variant.taxCode,
    cost: amount(variant.cost),
  };
}

function pictureCells(picture: PictureDraft, index: number): Cells {
  return { picture: picture.source, picturePosition: String(index + 1), pictureAlt: picture.alt };
}

function flag(value: boolean): string {
  return value ? "true" : "false";
}
