import { Readable } from "node:stream";
import { stringify } from "csv-stringify/sync";
import { guardFormula } from "../catalogue/formulas.ts";
import type { DeskContext } from "../context.ts";

/** The columns of a file, by their headings, and what a row has in each. */
export type FileColumns<Row> = Record<string, (row: Row) => string | number>;

/**
 * Answers with a table as a file that spreadsheets open, and run nothing of. `pages` reads it piece by piece, so that no
 * transaction is open while the browser takes it.
 */
export function sendCsv<Row>(
  ctx: DeskContext,
  name: string,
  columns: FileColumns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): void {
  ctx.type = "text/csv; charset=utf-8";
  ctx.attachment(`${ctx.state.store.code}-${name}.csv`);
  ctx.body = Readable.from(linesOf(columns, pages));
}

async function* linesOf<Row>(
  columns: FileColumns<Row>,
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const cells = Object.values(columns);
  yield stringify([Object.keys(columns)], { bom: true });
  for await (const rows of pages) {
    yield stringify(rows.map((row) => cells.map((cell) => guardFormula(String(cell(row))))));
  }
}
