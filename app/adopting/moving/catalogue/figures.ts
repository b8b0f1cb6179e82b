import { toMajorText } from "../../../money.ts";
import type { FieldRow } from "../../source/tables.ts";
import { exactly, fromMinorUnits, fromUnits } from "../../values.ts";
import { account, amountOf, type Move } from "../move.ts";

/** A variant with the product that answers for what it leaves open; or a product that is its own variant. */
export interface Part {
  kind: "products" | "variants";
  row: FieldRow;
  product: FieldRow;
  position: number;
}

/** The price in minor units, accounted for; null where there is none that can be sold at. */
export function priceOf(move: Move, part: Part): number | null {
  const { row, kind, product } = part;
  const own = amountOf(move, kind, "price", row("price"));
  const amount = own ?? amountOf(move, "products", "price", product("price"));
  const isSound = amount !== null && amount.minor >= 0;
  const minor = isSound ? amount.minor : 0;
  account(move, "prices", own?.exact ?? 0n, minor);
  const about = `${kind} ${row("id")}`;
  if (!isSound)
    move.tally.note(
      "prices",
      "none that can be read, or below zero: a draft at 0",
      `${about}: ${row("price")}`,
    );
  else if (!own) move.tally.note("prices", "a variant without one has its product's", about);
  else if (fromMinorUnits(minor, move.store.currency) !== own.exact)
    noteRounding(move, part, minor);
  return isSound ? minor : null;
}

function noteRounding({ store, tally }: Move, { kind, row }: Part, minor: number): void {
  const { currency } = store;
  const what = `rounded to the decimals of ${currency}`;
  tally.note(
    "prices",
    what,
    `${kind} ${row("id")}: ${row("price")} -> ${toMajorText(minor, currency)}`,
  );
}

/** An amount that nothing is added up of. */
export function sideAmount(
  move: Move,
  { row, kind }: Pick<Part, "row" | "kind">,
  field: "compareAt" | "cost",
): number | null {
  const amount = amountOf(move, kind, field, row(field));
  return amount && amount.minor >= 0 ? amount.minor : null;
}

const most = 1_000_000_000;

/** The units on the shelf, accounted for; null where they are not counted. */
export function stockOf(move: Move, part: Part): number | null {
  const text = unitsSaid(move, part);
  const about = `${part.kind} ${part.row("id")}`;
  if (text === null) {
    move.tally.note("stock", "not counted there, so not counted here", about);
    return null;
  }
  const exact = exactly(text) ?? 0n;
  const units = Math.min(Math.max(Number(exact / 10n ** 12n), 0), most);
  move.tally.sum("stock", { changed: fromUnits(units) - exact });
  if (fromUnits(units) !== exact || exactly(text) === null)
    move.tally.note("stock", "no whole number from 0 on", `${about}: ${text} -> ${units}`);
  return units;
}

/** Where only products are counted, the first variant has all that there is. */
function unitsSaid({ old }: Move, { kind, row, product, position }: Part): string | null {
  if (kind === "products" || old.has("variants", "stock")) return row("stock");
  return position === 1 || product("stock") === null ? product("stock") : "0";
}
