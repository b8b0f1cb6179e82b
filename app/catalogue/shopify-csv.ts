import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { type CsvRow, CsvUnreadable, readCsv } from "./csv-rows.ts";
import type { ProductDraft } from "./product-draft.ts";
import { groupProducts } from "./product-groups.ts";
import { extraColumnsOf, ProductLines } from "./product-lines.ts";
import { readProduct } from "./product-rows.ts";
import { type Problem, ProductSheet, type SheetRow } from "./product-sheet.ts";
import { chooseDelimiter } from "./shopify-columns.ts";

export type { Problem } from "./product-sheet.ts";

/** One product of a file, or what kept it (or the rest of the file) from being read. */
export interface ReadProduct {
  /** Where its first row begins. */
  line: number;
  /**
   * null where nothing can be taken. A draft with errors among its problems lacks the variants of
   * those rows: an import must not take them for deleted.
   */
  draft: ProductDraft | null;
  problems: Problem[];
}

/**
 * Reads Shopify's product CSV, with its old or its new column names, as it streams in. A row that
 * cannot be used is left out and the rest of its product is taken; a product is left out as a whole
 * where its title, options or texts cannot be used or no variant is left. A file that cannot be
 * read (any further) ends with a draft-less result. Amounts are in `currency`, without its sign.
 */
export async function* readProducts(
  input: Readable,
  options: { currency: string },
): AsyncGenerator<ReadProduct> {
  try {
    yield* readSheet(readCsv(input, chooseDelimiter), options.currency);
  } catch (fault) {
    if (!(fault instanceof CsvUnreadable)) throw fault;
    yield fileProblem(fault.line, fault.message);
  }
}

/**
 * Writes Shopify's product CSV (the old column names), one that `readProducts` reads back into the
 * same drafts. Name `extraColumns` to let it stream: without them all drafts are gathered first to
 * learn which further columns there are.
 */
export function writeProducts(
  drafts: AsyncIterable<ProductDraft>,
  options: { currency: string; extraColumns?: Iterable<string> },
): Readable {
  return Readable.from(csvOf(drafts, options), { objectMode: false });
}

async function* readSheet(
  rows: AsyncGenerator<CsvRow>,
  currency: string,
): AsyncGenerator<ReadProduct> {
  const header = await rows.next();
  if (header.done) return yield fileProblem(1, "the file is empty");

  const sheet = new ProductSheet(header.value);
  if (sheet.problems.length > 0) {
    return yield { line: header.value.line, draft: null, problems: sheet.problems };
  }
  let found = false;
  for await (const { line, slug, rows: own, report } of groupProducts(meant(rows, sheet), sheet)) {
    found = true;
    const draft = own.length > 0 ? readProduct({ slug, rows: own, sheet, currency }, report) : null;
    yield { line, draft, problems: report.problems };
  }
  if (!found) yield fileProblem(header.value.line, "there are no products below the header");
}

async function* meant(rows: AsyncGenerator<CsvRow>, sheet: ProductSheet): AsyncGenerator<SheetRow> {
  for await (const row of rows) {
    const sheetRow = sheet.row(row);
    if (sheetRow) yield sheetRow;
  }
}

function fileProblem(line: number, reason: string): ReadProduct {
  return { line, draft: null, problems: [{ line, column: "", reason, severity: "error" }] };
}

async function* csvOf(
  drafts: AsyncIterable<ProductDraft>,
  { currency, extraColumns }: { currency: string; extraColumns?: Iterable<string> },
): AsyncGenerator<string> {
  if (!extraColumns) return yield* csvOfAll(drafts, currency);

  const lines = new ProductLines(currency, extraColumns);
  yield stringify([lines.header()]);
  for await (const draft of drafts) yield stringify(lines.linesOf(draft));
}

async function* csvOfAll(
  drafts: AsyncIterable<ProductDraft>,
  currency: string,
): AsyncGenerator<string> {
  const gathered: ProductDraft[] = [];
  for await (const draft of drafts) gathered.push(draft);

  const lines = new ProductLines(currency, gathered.flatMap(extraColumnsOf));
  yield stringify([lines.header()]);
  for (const draft of gathered) yield stringify(lines.linesOf(draft));
}
