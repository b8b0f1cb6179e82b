import type { FieldRow } from "../../source/tables.ts";
import { listOf } from "../../values.ts";
import { cut, type Move } from "../move.ts";
import { isGone } from "./categories.ts";

/** What stands in a picture's place until somebody brings its file. */
const empty = { file: null, width: 1200, height: 1200, colour: "#dddddd" };

/** The pictures of a product as rows to be: where they were found, each once, without files. */
export function picturesOf(
  move: Move,
  product: FieldRow,
  own: readonly FieldRow[],
  productId: number,
): object[] {
  const named = own
    .filter((row) => !isGone(row))
    .sort((a, b) => Number(a("position") ?? 0) - Number(b("position") ?? 0))
    .map((row) => ({ source: row("url"), alt: row("alt") }));
  const listed = listOf(product("images")).map((each) => ({ source: addressIn(each), alt: null }));
  const found = new Map<string, string>();
  for (const { source, alt } of [{ source: product("image"), alt: null }, ...named, ...listed]) {
    const address = cut(source, 2000);
    if (address) found.set(address, found.get(address) || cut(alt, 500));
  }
  noteFound(move, own, found);
  return [...found].map(([source, alt], index) => ({
    id: move.room.nextId("pictures"),
    product_id: productId,
    position: index + 1,
    ...empty,
    alt,
    source,
  }));
}

/** Rows that say nothing new are left out; addresses of the product's own columns are added. */
function noteFound(
  { tally }: Move,
  own: readonly FieldRow[],
  found: ReadonlyMap<string, string>,
): void {
  const what = "the address is kept, the file was not fetched";
  for (const address of found.keys()) tally.note("pictures", what, address);
  const told = new Set(own.filter((row) => !isGone(row)).map((row) => cut(row("url"), 2000)));
  told.delete("");
  tally.count("pictures", { left: own.length - told.size, added: found.size - told.size });
}

function addressIn(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return null;
  const [address] = ["url", "src", "path"].flatMap((name) => {
    const said = (value as Record<string, unknown>)[name];
    return typeof said === "string" ? [said] : [];
  });
  return address ?? null;
}
