import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import { CsvError, type Parser, parse } from "csv-parse";

/** A row of a CSV file, with the line that it begins on (1 is the first line of the file). */
export interface CsvRow {
  line: number;
  cells: string[];
  /** Its length in characters. */
  size: number;
}

/** From `line` on the file cannot be read. The message is for the person who made the file. */
export class CsvUnreadable extends Error {
  override name = "CsvUnreadable";
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const largestRow = 4 * 1024 * 1024;
const lineFeed = 10;

const tooLong =
  "this row does not end within 4 MB: most likely a quotation mark is opened here and never closed";
const quoteLeftOpen = "a quotation mark is opened in this row and never closed";
const notText = "this is not a text file: save the table as CSV (UTF-8)";
const notUtf8 =
  "this line is not in UTF-8, so its special letters would be lost: save the table as CSV (UTF-8)";

/**
 * Reads the rows of a CSV file in UTF-8 as it streams in, blank lines left out. `chooseDelimiter`
 * is asked once, with the first line. Quotation marks inside a cell and rows of any number of cells
 * are forgiven.
 * @throws CsvUnreadable after the last row that could be read
 */
export async function* readCsv(
  input: Readable,
  chooseDelimiter: (firstLine: string) => string,
): AsyncGenerator<CsvRow> {
  const reader = new CsvReader(chooseDelimiter);
  try {
    for await (const lines of wholeLines(input)) yield* reader.read(lines);
  } catch (fault) {
    if (fault instanceof CsvUnreadable) yield* reader.last();
    throw fault;
  }
  yield* reader.end();
}

/** Drives csv-parse by hand: as a stream it would drop the good rows before a fault. */
class CsvReader {
  readonly #chooseDelimiter: (firstLine: string) => string;
  #parser: Parser | undefined;
  #rows: CsvRow[] = [];
  #line = 1;

  constructor(chooseDelimiter: (firstLine: string) => string) {
    this.#chooseDelimiter = chooseDelimiter;
  }

  *read({ line, bytes }: Lines): Generator<CsvRow> {
    this.#parser ??= this.#begin(line, firstLineOf(bytes));
    this.#parser?.write(bytes);
    yield* this.#kept();
    this.#checkFor(tooLong);
  }

  /** The row that still waits for what follows it. */
  last(): CsvRow[] {
    this.#parser?.end();
    return this.#kept();
  }

  *end(): Generator<CsvRow> {
    yield* this.last();
    this.#checkFor(quoteLeftOpen);
  }

  #begin(line: number, firstLine: string): Parser | undefined {
    if (firstLine === "") return undefined;

    this.#line = line;
    const parser = parse({
      bom: true,
      delimiter: this.#chooseDelimiter(firstLine),
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      raw: true,
      max_record_size: largestRow,
      on_record: (given: string[] | WithRaw) => this.#keep(given),
    });
    parser.on("error", () => {});
    return parser.resume();
  }

  #kept(): CsvRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  /** Counts the lines itself: csv-parse counts a CRLF inside quotes as two. */
  #keep(given: string[] | WithRaw): null {
    // Its types do not know that `raw` wraps the record.
    const { record, raw } = Array.isArray(given) ? { record: given, raw: "" } : given;
    const line = this.#line + blankLinesBefore(raw);
    this.#rows.push({ line, cells: record, size: raw.length });
    this.#line = line + countLines(raw.replace(/^[\r\n]+/, ""));
    return null;
  }

  #checkFor(reason: string): void {
    const error = this.#parser?.errored;
    if (!error) return;
    const raw = error instanceof CsvError && typeof error.raw === "string" ? error.raw : "";
    throw new CsvUnreadable(this.#line + blankLinesBefore(raw), reason);
  }
}

/** Of a line end between rows csv-parse keeps one character, be it CRLF. */
function blankLinesBefore(raw: string): number {
  return /^[\r\n]*/.exec(raw)?.[0].length ?? 0;
}

interface WithRaw {
  record: string[];
  raw: string;
}

interface Lines {
  /** The line that the bytes begin on. */
  line: number;
  bytes: Buffer;
}

/** The bytes in pieces of whole lines, each checked to be text. */
async function* wholeLines(input: Readable): AsyncGenerator<Lines> {
  for await (const lines of cutAtLineFeeds(input)) {
    if (isText(lines.bytes)) yield lines;
    else yield* linesBeforeTheFault(lines);
  }
}

/** Cuts where no letter can be cut: in UTF-8 the byte of a line feed is nothing else. */
async function* cutAtLineFeeds(input: Readable): AsyncGenerator<Lines> {
  let line = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of input) {
    const bytes = Buffer.concat([rest, Buffer.from(chunk)]);
    const end = bytes.lastIndexOf(lineFeed) + 1;
    if (end > 0) yield { line, bytes: bytes.subarray(0, end) };
    line += countLines(bytes.toString("latin1", 0, end));
    rest = bytes.subarray(end);
    if (rest.length > largestRow) throw new CsvUnreadable(line, tooLong);
  }
  if (rest.length > 0) yield { line, bytes: rest };
}

function* linesBeforeTheFault({ line: firstLine, bytes }: Lines): Generator<Lines> {
  let line = firstLine;
  let start = 0;
  while (start < bytes.length) {
    const feed = bytes.indexOf(lineFeed, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    const whole = bytes.subarray(start, end);
    if (!isText(whole)) throw new CsvUnreadable(line, isUtf8(whole) ? notText : notUtf8);
    yield { line, bytes: whole };
    line += countLines(whole.toString("latin1"));
    start = end;
  }
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

function firstLineOf(lines: Buffer): string {
  return /[^\uFEFF\r\n]+/.exec(lines.toString("utf8"))?.[0] ?? "";
}

function countLines(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
