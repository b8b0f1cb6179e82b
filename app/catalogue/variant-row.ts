import { toMinor } from "../money.ts";
import { type VariantDraft, type WeightUnit, weightUnits } from "./product-draft.ts";
import type { Report, SheetRow } from "./product-sheet.ts";
import { columns, describesVariant, type Field } from "./shopify-columns.ts";

/** What the cells of a variant are read against. */
export interface VariantContext {
  report: Report;
  currency: string;
  optionNames: string[];
  /** Whether a variant is tracked where the cell of the tracker says nothing. */
  trackedByDefault: boolean;
  /** The row with the product's own cells, and what its further columns hold. */
  productRow: SheetRow;
  productExtra: Record<string, string>;
}

export const optionFields = [
  { name: "option1Name", value: "option1Value" },
  { name: "option2Name", value: "option2Value" },
  { name: "option3Name", value: "option3Value" },
] as const;

const tellingFields: Field[] = [
  ...optionFields.map(({ value }) => value),
  ...(["sku", "barcode", "price", "compareAtPrice", "cost", "quantity"] as const),
];

const largestNumber = 2 ** 31 - 1;
const longestText = 255;

/** Whether a row describes a variant, and not just one more picture. */
export function isVariantRow(row: SheetRow): boolean {
  return tellingFields.some((field) => row.text(field).trim() !== "");
}

/** Reads a variant; null where a cell cannot be read, with every reason in the report. */
export function readVariant(row: SheetRow, context: VariantContext): VariantDraft | null {
  const cells = new VariantCells(row, context);
  const variant: VariantDraft = {
    options: cells.options(),
    sku: cells.text("sku"),
    barcode: cells.barcode(),
    price: cells.price(),
    compareAtPrice: cells.amount("compareAtPrice"),
    cost: cells.amount("cost"),
    tracked: cells.tracked(),
    backorder: cells.flag("policy", false),
    onHand: cells.onHand(),
    grams: cells.grams(),
    weightUnit: cells.weightUnit(),
    ships: cells.flag("ships", true),
    taxable: cells.flag("taxable", true),
    taxCode: cells.text("taxCode"),
    picture: cells.picture(),
    extra: cells.extra(),
  };
  return cells.readable ? variant : null;
}

/** Whether text is an address from which a picture can be fetched. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\//i.test(text);
}

class VariantCells {
  readable = true;
  readonly #row: SheetRow;
  readonly #context: VariantContext;

  constructor(row: SheetRow, context: VariantContext) {
    this.#row = row;
    this.#context = context;
  }

  options(): [string, string, string] {
    const [first, second, third] = optionFields.map(({ value }, index) =>
      this.#option(value, index),
    );
    return [first ?? "", second ?? "", third ?? ""];
  }

  text(field: Field): string {
    const text = this.#row.text(field);
    if (text.length > longestText) this.#refuse(field, `longer than ${longestText} letters`);
    return text;
  }

  barcode(): string {
    const text = this.text("barcode");
    if (/^\d([.,]\d+)?E\+?\d+$/i.test(text.trim())) {
      this.#notice("barcode", `"${text}" looks like a number that a spreadsheet has shortened`);
    }
    return text;
  }

  price(): number {
    if (this.#row.text("price").trim() === "") this.#refuse("price", "the price is missing");
    return this.amount("price") ?? 0;
  }

  amount(field: Field): number | null {
    const text = this.#row.text(field);
    if (text.trim() === "") return null;
    try {
      return toMinor(text, this.#context.currency);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      this.#refuse(field, error.message);
      return null;
    }
  }

  tracked(): boolean {
    return this.#row.text("tracker").trim() !== "" || this.#context.trackedByDefault;
  }

  flag(field: Field, otherwise: boolean): boolean {
    const text = this.#row.text(field).trim().toLowerCase();
    if (text === "") return otherwise;
    const flag = words.get(text);
    if (flag === undefined) this.#refuse(field, `"${text}" is neither TRUE nor FALSE`);
    return flag ?? otherwise;
  }

  onHand(): number {
    const text = this.#row.text("quantity").trim();
    const count = this.#number("quantity", /^-?\d+(\.0+)?$/, "is not a whole number");
    if (count >= 0) return count;
    this.#notice("quantity", `a stock of ${text} was taken as 0`);
    return 0;
  }

  grams(): number {
    return Math.round(this.#number("grams", /^\d+(\.\d+)?$/, "is not a weight in grams"));
  }

  weightUnit(): WeightUnit {
    const text = this.#row.text("weightUnit").trim().toLowerCase();
    const unit = weightUnits.find((known) => known === text);
    if (text !== "" && !unit)
      this.#notice("weightUnit", `"${text}" is not g, kg, lb or oz: taken as kg`);
    return unit ?? "kg";
  }

  picture(): string | null {
    const source = this.#row.text("variantPicture").trim();
    if (source === "") return null;
    if (isWebAddress(source)) return source;
    this.#notice("variantPicture", `"${source}" is not a web address: the picture was left out`);
    return null;
  }

  extra(): Record<string, string> {
    const { productRow, productExtra } = this.#context;
    const own = [...this.#row.others].filter(
      ([name, value]) =>
        describesVariant(name) || (this.#row !== productRow && productExtra[name] !== value),
    );
    const service = this.#row.text("fulfilment");
    if (service !== "" && service !== "manual") own.push([columns.fulfilment[0], service]);
    return Object.fromEntries(own);
  }

  #option(field: Field, index: number): string {
    const name = this.#context.optionNames[index];
    const value = this.text(field);
    if (name && value === "") this.#refuse(field, `the value of "${name}" is missing`);
    if (name === undefined && !isDefault(value)) {
      this.#refuse(field, `"${value}" is the value of an option that has no name`);
    }
    return name === undefined ? "" : value;
  }

  #number(field: Field, shape: RegExp, complaint: string): number {
    const text = this.#row.text(field).trim();
    if (text === "") return 0;
    const number = shape.test(text) ? Number(text) : Number.NaN;
    if (Math.abs(number) <= largestNumber) return number;

    this.#refuse(field, Number.isNaN(number) ? `"${text}" ${complaint}` : `"${text}" is too large`);
    return 0;
  }

  #refuse(field: Field, reason: string): void {
    this.readable = false;
    this.#context.report.error(this.#row, field, reason);
  }

  #notice(field: Field, reason: string): void {
    this.#context.report.notice(this.#row, field, reason);
  }
}

/** The value that Shopify writes for a product without options, or none. */
export function isDefault(optionValue: string): boolean {
  return optionValue === "" || optionValue.trim().toLowerCase() === "default title";
}

const words = new Map([
  ...["true", "yes", "1", "continue"].map((word) => [word, true] as const),
  ...["false", "no", "0", "deny"].map((word) => [word, false] as const),
]);
