import type { CsvRow } from "./csv-rows.ts";
import { unguardFormula } from "./formulas.ts";
import { columns, type Field, fieldOf } from "./shopify-columns.ts";

/** Something in a file that its owner should know, in words meant for them. */
export interface Problem {
  line: number;
  /** The column as the file names it; "" for the whole row. */
  column: string;
  reason: string;
  /** "error": this was left out. "notice": it was taken, with a change. */
  severity: "error" | "notice";
}

/** One row below the header, its cells by meaning. */
export interface SheetRow {
  line: number;
  /** The text of a field, "" where the file has no such column. */
  text(field: Field): string;
  /** Cells of columns that have no field, by name; empty ones are left out. */
  others: ReadonlyMap<string, string>;
  /** Why the row as a whole cannot be used. */
  fault: string | undefined;
  /** What was odd about the row as a whole. */
  oddity: string | undefined;
}

const longestRow = 1024 * 1024;

/** The header of a file, and with it the meaning of every row below. */
export class ProductSheet {
  readonly #names: string[];
  readonly #places = new Map<Field, number>();
  readonly #others: { name: string; place: number }[] = [];
  readonly problems: Problem[];

  /** Reads the first row. `problems` says what keeps the file from being read, if anything. */
  constructor(header: CsvRow) {
    this.#names = header.cells.map(unguardFormula);
    const repeated = this.#names.filter((name, place) => !this.#place(name, place));
    this.problems = this.#whatIsWrong(repeated).map(([column, reason]) => ({
      line: header.line,
      column,
      reason,
      severity: "error",
    }));
  }

  /** The name that the file gives to a field, or would. */
  nameOf(field: Field): string {
    const place = this.#places.get(field);
    return place === undefined ? columns[field][0] : (this.#names[place] ?? "").trim();
  }

  has(field: Field): boolean {
    return this.#places.has(field);
  }

  /** Reads a row; null for one whose cells are all empty. */
  row({ line, cells, size }: CsvRow): SheetRow | null {
    if (cells.every((cell) => cell.trim() === "")) return null;

    const textAt = (place: number | undefined) => unguardFormula(cells[place ?? -1] ?? "");
    const others = this.#others.map(({ name, place }) => [name, textAt(place)] as const);
    return {
      line,
      text: (field) => textAt(this.#places.get(field)),
      others: new Map(others.filter(([, value]) => value !== "")),
      fault: this.#faultOf(cells, size),
      oddity: this.#oddityOf(cells),
    };
  }

  #place(name: string, place: number): boolean {
    const field = fieldOf(name);
    if (field && this.#places.has(field)) return false;
    if (field) this.#places.set(field, place);
    else if (name.trim() !== "") this.#others.push({ name, place });
    return true;
  }

  #whatIsWrong(repeated: string[]): [column: string, reason: string][] {
    if (this.#places.size === 0) return [["", this.#notProducts()]];

    const missing = (["title", "price"] as const).filter((field) => !this.has(field));
    return [
      ...missing.map((field): [string, string] => [columns[field][0], missingColumn(field)]),
      ...repeated.map((name): [string, string] => [name.trim(), "this column stands there twice"]),
    ];
  }

  #notProducts(): string {
    const seen = this.#names.slice(0, 3).map((name) => `"${name.slice(0, 30)}"`);
    return `this is not a list of products: the first line must name the columns (Handle, Title, Variant Price and so on), but it begins with ${seen.join(", ")}`;
  }

  #faultOf(cells: string[], size: number): string | undefined {
    if (size > longestRow) return "this row is longer than 1 MB";

    const width = this.#names.length;
    if (cells.slice(width).every((cell) => cell.trim() === "")) return undefined;
    return `this row has ${cells.length} cells under ${width} columns: most likely a text with a comma has no quotation marks around it`;
  }

  #oddityOf(cells: string[]): string | undefined {
    const width = this.#names.length;
    if (cells.length >= width) return undefined;
    return `this row has ${cells.length} cells under ${width} columns: the others were taken as empty`;
  }
}

function missingColumn(field: "title" | "price"): string {
  const names = columns[field].map((name) => `"${name}"`).join(" or ");
  return `the column ${names} is missing`;
}

/** Gathers what is wrong with one product's rows. */
export class Report {
  readonly problems: Problem[] = [];
  readonly #sheet: ProductSheet;

  constructor(sheet: ProductSheet) {
    this.#sheet = sheet;
  }

  /** Something of this row is left out. Without a field it is about the row as a whole. */
  error(row: Pick<SheetRow, "line">, field: Field | null, reason: string): void {
    this.#add(row, field, reason, "error");
  }

  /** Something of this row was taken in another way than it is written. */
  notice(row: Pick<SheetRow, "line">, field: Field | null, reason: string): void {
    this.#add(row, field, reason, "notice");
  }

  #add(
    { line }: Pick<SheetRow, "line">,
    field: Field | null,
    reason: string,
    severity: Problem["severity"],
  ): void {
    const column = field ? this.#sheet.nameOf(field) : "";
    this.problems.push({ line, column, reason, severity });
  }
}
