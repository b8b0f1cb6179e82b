import type { FieldRow } from "../../source/tables.ts";
import { exactly, flagOf, recordOf } from "../../values.ts";
import { amountOf, cut, type Move } from "../move.ts";
import { isGone } from "./categories.ts";
import { type Part, priceOf, sideAmount, stockOf } from "./figures.ts";

/** A variant with its options. */
interface Described {
  row: FieldRow;
  kind: "products" | "variants";
  /** Names and values, such as { Size: "M" }. */
  options: Record<string, string>;
}

/** A product's variants as rows to be, with the names of their options. */
export interface Variants {
  optionNames: string[];
  /** Whether each has a price that could be read. */
  isPriced: boolean;
  rows: { oldId: string | null; onHand: number; isPriced: boolean; row: VariantRow }[];
}

export interface VariantRow {
  id: number;
  product_id: number;
  position: number;
  option1: string;
  option2: string;
  option3: string;
  sku: string;
  barcode: string;
  price: number;
  compare_at_price: number | null;
  cost: number | null;
  tracked: boolean;
  backorder: boolean;
  on_hand: number;
  grams: number;
  extra: object;
}

const heaviest = 2_000_000_000;

/** The variants of one product: those that it has, or one that is the product itself. */
export function variantsOf(
  move: Move,
  product: FieldRow,
  own: readonly FieldRow[],
  productId: number,
): Variants {
  const kept = own.filter((row) => isKept(move, row));
  if (kept.length === 0) move.tally.count("variants", { added: 1 });
  if (own.length > 0 && kept.length === 0) accountForNothing(move, product);
  const described = kept.length > 0 ? kept.map(ownVariant) : [itself(product)];
  const optionNames = optionNamesOf(described);
  const taken = new Set<string>();
  const rows = described.map((variant, index): Variants["rows"][number] => {
    const values = valuesOf(move, variant, optionNames, taken);
    const part = { kind: variant.kind, row: variant.row, product, position: index + 1 };
    const price = priceOf(move, part);
    const onHand = stockOf(move, part);
    const row = rowOf(move, part, {
      productId,
      values,
      price: price ?? 0,
      isTracked: onHand !== null,
    });
    return {
      oldId: variant.row === product ? null : variant.row("id"),
      onHand: onHand ?? 0,
      isPriced: price !== null,
      row,
    };
  });
  return { optionNames, rows, isPriced: rows.every(({ isPriced }) => isPriced) };
}

function ownVariant(row: FieldRow): Described {
  return { row, kind: "variants", options: optionsOf(row) };
}

function itself(row: FieldRow): Described {
  return { row, kind: "products", options: {} };
}

function isKept(move: Move, row: FieldRow): boolean {
  if (!isGone(row)) return true;
  const { tally } = move;
  tally.count("variants", { left: 1 });
  tally.note("variants", "left out: deleted there", `${row("id")} of product ${row("productId")}`);
  const price = amountOf(move, "variants", "price", row("price"));
  tally.sum("prices", { changed: -(price?.exact ?? 0n) });
  tally.sum("stock", { changed: -(exactly(row("stock")) ?? 0n) });
  return false;
}

/** All its variants were deleted: it sells as itself, and the old sums have no figure of it. */
function accountForNothing(move: Move, product: FieldRow): void {
  const { tally, old } = move;
  const price = amountOf(move, "products", "price", product("price"));
  tally.sum("prices", { changed: price?.exact ?? 0n });
  if (old.has("variants", "stock"))
    tally.sum("stock", { changed: exactly(product("stock")) ?? 0n });
}

function optionsOf(row: FieldRow): Record<string, string> {
  const given = Object.entries(recordOf(row("options")));
  const named: [string, unknown][] =
    given.length > 0
      ? given
      : [
          ["Size", row("size")],
          ["Colour", row("colour")],
          ["Option 1", row("option1")],
          ["Option 2", row("option2")],
          ["Option 3", row("option3")],
        ];
  const said = named.map(
    ([name, value]) => [cut(name, 60), cut(String(value ?? ""), 200)] as const,
  );
  const filled = said.filter(([name, value]) => name && value);
  if (filled.length > 0) return Object.fromEntries(filled);
  const title = cut(row("title"), 200);
  return title ? { Variant: title } : {};
}

function optionNamesOf(variants: readonly Described[]): string[] {
  const names = new Set(variants.flatMap(({ options }) => Object.keys(options)));
  if (names.size === 0 && variants.length > 1) names.add("Variant");
  return [...names].slice(0, 3);
}

/** The values of a variant, no two of a product alike. */
function valuesOf(
  { tally }: Move,
  { row, options }: Described,
  names: readonly string[],
  taken: Set<string>,
): string[] {
  if (Object.keys(options).length > names.length)
    tally.note("variants", "more than three options: the first three are kept", `${row("id")}`);
  const values = names.map((name) => options[name] ?? "");
  if (names.length > 0 && values.join("") === "") values[0] = row("sku") || `No. ${row("id")}`;
  const [first = "", ...others] = values;
  let unique = first;
  for (let number = 2; taken.has([unique, ...others].join("\n")); number += 1)
    unique = `${first} (${number})`;
  taken.add([unique, ...others].join("\n"));
  if (unique !== first)
    tally.note("variants", "option made unique", `${row("id")}: ${first} -> ${unique}`);
  return names.length > 0 ? [unique, ...others] : [];
}

function rowOf(
  move: Move,
  { row, kind, product, position }: Part,
  known: { productId: number; values: string[]; price: number; isTracked: boolean },
): VariantRow {
  const [option1 = "", option2 = "", option3 = ""] = known.values;
  return {
    id: move.room.nextId("variants"),
    product_id: known.productId,
    ...{ position, option1, option2, option3 },
    sku: cut(row("sku") ?? product("sku"), 200),
    barcode: cut(row("barcode"), 200),
    price: known.price,
    compare_at_price: sideAmount(move, { row, kind }, "compareAt"),
    cost: sideAmount(move, { row, kind }, "cost"),
    tracked: known.isTracked,
    backorder: flagOf(row("backorder") ?? product("backorder")) ?? false,
    on_hand: 0,
    grams: gramsOf(row) || gramsOf(product),
    extra: kind === "variants" ? extraOf(row) : {},
  };
}

function gramsOf(row: FieldRow): number {
  const grams = exactly(row("grams"));
  const kilograms = exactly(row("weight"));
  const exact = grams ?? (kilograms === null ? 0n : kilograms * 1000n);
  return Math.min(Math.max(Number(exact / 10n ** 12n), 0), heaviest);
}

/** Columns that we have none for, as texts, so that a file of all products has them. */
export function extraOf(row: FieldRow): Record<string, string> {
  const said = Object.entries(recordOf(row("extra")))
    .filter(([, value]) => value !== null && value !== "")
    .map(([name, value]) => [
      name,
      cut(typeof value === "object" ? JSON.stringify(value) : String(value), 10_000),
    ]);
  return Object.fromEntries(said);
}
