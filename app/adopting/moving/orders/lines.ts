import type { FieldRow } from "../../source/tables.ts";
import { exactly, fromUnits } from "../../values.ts";
import { amountOf, cut, type Move, type MovedProduct, type MovedVariant } from "../move.ts";

/** What was ordered, as it was agreed. Money in minor units. */
export interface Line {
  variant: MovedVariant | null;
  title: string;
  variantTitle: string;
  sku: string;
  slug: string;
  price: number;
  quantity: number;
}

/** The lines of an order, accounted for. */
export function linesOf(move: Move, items: readonly FieldRow[], currency: string): Line[] {
  return items.flatMap((item) => {
    const line = lineOf(move, item, currency);
    const units = exactly(item("quantity")) ?? 0n;
    move.tally.sum("units ordered", { changed: fromUnits(line?.quantity ?? 0) - units });
    if (line) return [line];
    move.tally.count("order lines", { left: 1 });
    move.tally.note(
      "order lines",
      "left out: no quantity above zero",
      `${item("id")} of order ${item("orderId")}: ${item("quantity")}`,
    );
    return [];
  });
}

function lineOf(move: Move, item: FieldRow, currency: string): Line | null {
  const units = exactly(item("quantity")) ?? 0n;
  if (units <= 0n) return null;
  const isWhole = units % 10n ** 12n === 0n && units <= fromUnits(1_000_000);
  const quantity = isWhole ? Number(units / 10n ** 12n) : 1;
  const price = priceOf(move, item, { currency, quantity, isWhole });
  const line = { ...goodsOf(move, item), price, quantity };
  return isWhole ? line : { ...line, title: `${item("quantity")} × ${line.title}` };
}

/** What it was, as its row says, and for what that leaves open as the product is. */
function goodsOf(move: Move, item: FieldRow): Omit<Line, "price" | "quantity"> {
  const product = productOf(move, item) ?? {
    variant: null,
    title: "Product no longer there",
    slug: "",
  };
  const variant = move.variants.get(item("variantId") ?? "") ?? product.variant;
  const known = variant ?? { title: "", sku: "" };
  return {
    variant,
    title: cut(item("title"), 500) || product.title,
    variantTitle: cut(item("variantTitle"), 300) || known.title,
    sku: cut(item("sku"), 200) || known.sku,
    slug: product.slug,
  };
}

function productOf({ products, tally }: Move, item: FieldRow): MovedProduct | undefined {
  const key = item("productId");
  const product = products.get(key ?? "");
  if (key && !product) {
    const what = "the product is not there any more: the copy of its title is kept";
    tally.note("order lines", what, `${item("id")}: product ${key}`);
  }
  return product;
}

interface Counted {
  currency: string;
  quantity: number;
  isWhole: boolean;
}

/** The price of a unit: what is said, or what the line's total makes it. */
function priceOf(move: Move, item: FieldRow, { currency, quantity, isWhole }: Counted): number {
  const amount = (field: string) =>
    amountOf(move, "orderItems", field, item(field), currency)?.minor;
  const [unit, total] = [amount("price"), amount("total")];
  if (!isWhole) {
    move.tally.note(
      "order lines",
      "a part of a unit: written as one, at the line's total",
      `${item("id")}: ${item("quantity")}`,
    );
    return Math.max(0, total ?? unit ?? 0);
  }
  return Math.max(0, unit ?? Math.floor((total ?? 0) / quantity));
}
