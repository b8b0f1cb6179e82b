import { CsvUnreadable } from "./csv-rows.ts";
import { isSlug, slugFor, slugify } from "./product-draft.ts";
import { type ProductSheet, Report, type SheetRow } from "./product-sheet.ts";

/** Rows that stand together in a file and name the same product. */
export interface ProductGroup {
  line: number;
  slug: string;
  /** Empty where the rows cannot be used; the report then says why. */
  rows: SheetRow[];
  report: Report;
}

// Room for 2,000 variants and more pictures than a product may have.
const mostRows = 3000;

/**
 * Gathers the rows of each product as they stream by. Rows belong together while their handles make
 * the same slug; a row without a handle goes by its title. A product whose rows come back after
 * another product is not read again: to merge it, the whole file would have to be held.
 */
export async function* groupProducts(
  rows: AsyncIterable<SheetRow>,
  sheet: ProductSheet,
): AsyncGenerator<ProductGroup> {
  const grouping = new Grouping(sheet);
  try {
    for await (const row of rows) {
      const finished = grouping.take(row);
      if (finished) yield finished;
    }
  } catch (fault) {
    throw fault instanceof CsvUnreadable ? grouping.cutShort(fault) : fault;
  }
  if (grouping.open) yield grouping.open;
}

class Grouping {
  open: ProductGroup | null = null;
  readonly #sheet: ProductSheet;
  /** The line on which each product of the file began. */
  readonly #lines = new Map<string, number>();
  #handle = "";

  constructor(sheet: ProductSheet) {
    this.#sheet = sheet;
  }

  /** Adds a row; gives the group before it where the row begins a new one. */
  take(row: SheetRow): ProductGroup | null {
    const handle = row.text("handle").trim();
    const title = row.text("title");
    if (handle === "" && title.trim() === "") return this.#takeNameless(row);
    if (this.open && this.#belongs(handle, title)) return this.#add(this.open, row);
    return this.#begin(row, handle, title);
  }

  /** The product in hand has more rows than can be read, so it is lost too. */
  cutShort({ line, message }: CsvUnreadable): CsvUnreadable {
    if (!this.open || this.open.slug === "") return new CsvUnreadable(line, message);
    const lost = `"${this.open.slug}" (from line ${this.open.line}) and all that follows it was left out`;
    return new CsvUnreadable(line, `${message}; ${lost}`);
  }

  #belongs(handle: string, title: string): boolean {
    if (handle !== "" && handle === this.#handle) return true;
    return slugify(handle || title) === this.open?.slug;
  }

  #add(group: ProductGroup, row: SheetRow): null {
    if (group.rows.length === mostRows) {
      group.report.error(row, null, `more than ${mostRows} rows for one product`);
      group.rows = [];
    }
    if (group.rows.length > 0) group.rows.push(row);
    return null;
  }

  #takeNameless(row: SheetRow): ProductGroup | null {
    const reason = row.fault ?? "the row has neither a handle nor a title";
    const group = this.open ?? this.#newGroup(row, "", []);
    group.report.error(row, "handle", reason);
    return this.open ? null : group;
  }

  #begin(row: SheetRow, handle: string, title: string): ProductGroup | null {
    const finished = this.open;
    const slug = isSlug(handle) ? handle : slugFor(handle || title);
    const earlier = this.#lines.get(slug);
    this.#lines.set(slug, earlier ?? row.line);
    this.#handle = handle;
    this.open = this.#newGroup(row, slug, earlier === undefined ? [row] : []);

    if (earlier !== undefined) this.#reportReturn(row, slug, earlier);
    else if (slug !== handle && this.#sheet.has("handle")) this.#reportSlug(row, handle, slug);
    return finished;
  }

  #newGroup({ line }: SheetRow, slug: string, rows: SheetRow[]): ProductGroup {
    return { line, slug, rows, report: new Report(this.#sheet) };
  }

  #reportReturn(row: SheetRow, slug: string, earlier: number): void {
    const reason = `"${slug}" began in line ${earlier} and other products stand between: sort the file so that its rows follow each other`;
    this.open?.report.error(row, "handle", reason);
  }

  #reportSlug(row: SheetRow, handle: string, slug: string): void {
    const reason =
      handle === ""
        ? `there is no handle: "${slug}" was made of the title`
        : `"${handle}" cannot stand in an address: taken as "${slug}"`;
    this.open?.report.notice(row, "handle", reason);
  }
}
