import { sanitiseHtml } from "../rich-text.ts";
import {
  type PictureDraft,
  type ProductDraft,
  type ProductStatus,
  productStatuses,
  type VariantDraft,
} from "./product-draft.ts";
import type { ProductSheet, Report, SheetRow } from "./product-sheet.ts";
import { describesVariant, type Field } from "./shopify-columns.ts";
import {
  isDefault,
  isVariantRow,
  isWebAddress,
  optionFields,
  readVariant,
  type VariantContext,
} from "./variant-row.ts";

/** Rows that belong to one product, the first with the product's own cells. */
export interface ProductRows {
  slug: string;
  rows: SheetRow[];
  sheet: ProductSheet;
  currency: string;
}

const mostVariants = 2000;
const mostPictures = 250;
const mostTags = 250;
const longestText = 255;
const longestDescription = 200_000;

/**
 * Makes one product of its rows. Gives null where the product as a whole cannot be used; a row that
 * cannot be used is left out. Either way the report says why.
 */
export function readProduct(product: ProductRows, report: Report): ProductDraft | null {
  const usable = product.rows.filter((row) => isUsable(row, report));
  const [first] = usable;
  if (!first || isHeadless(product.rows, usable)) return null;

  const reader = new ProductReader({ ...product, rows: usable }, first, report);
  const draft = reader.draft();
  return reader.readable ? draft : null;
}

function isUsable(row: SheetRow, report: Report): boolean {
  if (row.fault) report.error(row, null, row.fault);
  else if (row.oddity) report.notice(row, null, row.oddity);
  return !row.fault;
}

/** Whether the row with the title is one that cannot be used: which the report says already. */
function isHeadless(rows: SheetRow[], usable: SheetRow[]): boolean {
  return rows[0] !== usable[0] && usable.every((row) => row.text("title").trim() === "");
}

class ProductReader {
  readable = true;
  readonly #product: ProductRows;
  readonly #first: SheetRow;
  readonly #report: Report;

  constructor(product: ProductRows, first: SheetRow, report: Report) {
    this.#product = product;
    this.#first = first;
    this.#report = report;
  }

  draft(): ProductDraft {
    const optionNames = this.#optionNames();
    const extra = this.#extra();
    const variants = this.#variants({ optionNames, ...this.#context(extra) });
    return {
      slug: this.#product.slug,
      title: this.#title(),
      description: sanitiseHtml(this.#text("description", longestDescription)),
      vendor: this.#text("vendor"),
      type: this.#text("type"),
      tags: this.#tags(),
      status: this.#status(),
      seoTitle: this.#text("seoTitle"),
      seoDescription: this.#text("seoDescription", longestDescription),
      optionNames,
      variants,
      pictures: this.#pictures(variants),
      extra,
    };
  }

  #title(): string {
    const title = this.#text("title");
    if (title.trim() === "") this.#refuse(this.#first, "title", "the title is missing");
    for (const row of this.#product.rows) {
      const other = row.text("title");
      if (other !== "" && other !== title) {
        this.#report.notice(row, "title", `"${other}" was not used: the product is "${title}"`);
      }
    }
    return title;
  }

  #text(field: Field, longest = longestText): string {
    const row = this.#product.rows.find((candidate) => candidate.text(field) !== "");
    if (!row) return "";
    const text = row.text(field);
    if (text.length > longest) this.#refuse(row, field, `longer than ${longest} letters`);
    return text;
  }

  #tags(): string[] {
    const unique = new Map<string, string>();
    for (const tag of this.#text("tags", Number.POSITIVE_INFINITY).split(",")) {
      const key = tag.trim().toLowerCase();
      if (key !== "" && !unique.has(key)) unique.set(key, tag.trim());
    }
    const tags = [...unique.values()].filter((tag) => tag.length <= longestText).slice(0, mostTags);
    if (tags.length < unique.size) {
      const reason = `only ${mostTags} tags of up to ${longestText} letters were taken`;
      this.#report.notice(this.#first, "tags", reason);
    }
    return tags;
  }

  #status(): ProductStatus {
    const text = this.#text("status").trim();
    const status = productStatuses.find((known) => known === text.toLowerCase());
    if (text !== "" && !status) {
      const reason = `"${text}" is not active, draft or archived: taken as draft`;
      this.#report.notice(this.#first, "status", reason);
      return "draft";
    }
    const hidden = /^(false|no|0)$/i.test(this.#text("published").trim());
    return hidden && status !== "archived" ? "draft" : (status ?? "active");
  }

  #optionNames(): string[] {
    const names = optionFields.map(({ name }) => this.#text(name));
    if (this.#isWithoutOptions(names)) return [];

    while (names.at(-1) === "") names.pop();
    this.#checkOptionNames(names);
    for (const row of this.#product.rows) this.#checkOptionsOf(row, names);
    return names;
  }

  #isWithoutOptions(names: string[]): boolean {
    const [name = "", ...others] = names;
    return (
      /^(title)?$/i.test(name.trim()) &&
      others.every((other) => other === "") &&
      this.#product.rows.every((row) => isDefault(row.text("option1Value")))
    );
  }

  #checkOptionNames(names: string[]): void {
    const gap = names.indexOf("");
    if (gap >= 0) this.#refuseOption(gap, "this option has no name, but a later one has");

    const plain = names.map((name) => name.trim().toLowerCase());
    const twice = plain.findIndex((name, index) => plain.indexOf(name) < index);
    if (twice >= 0 && gap < 0) this.#refuseOption(twice, `two options are named "${names[twice]}"`);
  }

  #refuseOption(index: number, reason: string): void {
    this.#refuse(this.#first, optionFields[index]?.name ?? "option1Name", reason);
  }

  #checkOptionsOf(row: SheetRow, names: string[]): void {
    for (const [index, { name }] of optionFields.entries()) {
      const own = row.text(name);
      if (own !== "" && own !== names[index]) {
        this.#report.notice(row, name, `"${own}" was not used: the option is "${names[index]}"`);
      }
    }
    if ([...row.others.keys()].some((column) => /^option *([4-9]|\d\d)/i.test(column))) {
      this.#refuse(row, null, "a product can have at most three options");
    }
  }

  #extra(): Record<string, string> {
    const own = [...this.#first.others].filter(([name]) => !describesVariant(name));
    const later = this.#product.rows
      .filter((row) => !isVariantRow(row))
      .flatMap((row) => [...row.others]);
    return Object.fromEntries([...later.reverse(), ...own]);
  }

  #context(productExtra: Record<string, string>): Omit<VariantContext, "optionNames"> {
    const { sheet, currency } = this.#product;
    const trackedByDefault = !sheet.has("tracker") && sheet.has("quantity");
    const productRow = this.#first;
    return { report: this.#report, currency, trackedByDefault, productRow, productExtra };
  }

  #variants(context: VariantContext): VariantDraft[] {
    const rows = this.#product.rows.filter(isVariantRow);
    if (rows.length === 0) this.#refuse(this.#first, "price", "the price is missing");
    if (rows.length > mostVariants) {
      this.#refuse(this.#first, null, `more than ${mostVariants} variants`);
      return [];
    }
    const variants = this.#distinct(rows, context);
    if (variants.length === 0) this.readable = false;
    return variants;
  }

  #distinct(rows: SheetRow[], context: VariantContext): VariantDraft[] {
    const lines = new Map<string, number>();
    return rows.flatMap((row) => {
      const variant = readVariant(row, context);
      if (!variant) return [];

      const key = JSON.stringify(variant.options);
      const earlier = lines.get(key);
      lines.set(key, earlier ?? row.line);
      if (earlier === undefined) return [variant];

      this.#report.error(row, "option1Value", sameAs(earlier, variant, context.optionNames));
      return [];
    });
  }

  #pictures(variants: VariantDraft[]): PictureDraft[] {
    const pictures = new Map<string, string>();
    for (const { source, alt } of this.#listedPictures()) {
      pictures.set(source, pictures.get(source) || alt);
    }
    for (const { picture } of variants) {
      if (picture && !pictures.has(picture)) pictures.set(picture, "");
    }
    if (pictures.size > mostPictures) {
      this.#refuse(this.#first, "picture", `more than ${mostPictures} pictures`);
    }
    return [...pictures].map(([source, alt]) => ({ source, alt }));
  }

  #listedPictures(): PictureDraft[] {
    return this.#product.rows
      .filter((row) => row.text("picture").trim() !== "" && this.#hasPicture(row))
      .map((row) => ({ row, position: positionOf(row) }))
      .sort((one, other) => one.position - other.position)
      .map(({ row }) => ({ source: row.text("picture").trim(), alt: row.text("pictureAlt") }));
  }

  #hasPicture(row: SheetRow): boolean {
    const source = row.text("picture").trim();
    if (isWebAddress(source)) return true;
    const reason = `"${source}" is not a web address: the picture was left out`;
    this.#report.notice(row, "picture", reason);
    return false;
  }

  #refuse(row: SheetRow, field: Field | null, reason: string): void {
    this.readable = false;
    this.#report.error(row, field, reason);
  }
}

/** Pictures without a position come last, as they stand. */
function positionOf(row: SheetRow): number {
  const position = Number.parseInt(row.text("picturePosition"), 10);
  return Number.isNaN(position) ? Number.MAX_SAFE_INTEGER : position;
}

function sameAs(line: number, variant: VariantDraft, optionNames: string[]): string {
  const options = variant.options.slice(0, optionNames.length).join(" / ");
  return options === ""
    ? `the product already has a variant in line ${line}, and no options to tell them apart`
    : `"${options}" already stands in line ${line}`;
}
