import { toMajorText } from "../../../money.ts";
import { spread, sum } from "../../../selling/spread.ts";
import type { TaxSum } from "../../../selling/totals.ts";
import type { FieldRow } from "../../source/tables.ts";
import { amountOf, type Move } from "../move.ts";
import type { Line } from "./lines.ts";

/** What an order comes to, so that its parts add up to its total. Minor units of its currency. */
export interface Sums {
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  taxAdded: number;
  total: number;
  /** For each line, in order. */
  lines: { discount: number; tax: number; taxAdded: number; total: number }[];
}

interface Parts {
  discount: number;
  shipping: number;
  tax: number;
  total: number;
}

/**
 * Brings an order's figures together. Its total and its lines are facts; what they leave open is written as a discount,
 * or as one more line. Adds that line to `lines`.
 */
export function sumsOf(move: Move, row: FieldRow, lines: Line[], currency: string): Sums {
  const parts = settle(partsOf(move, row, currency), sum(lines.map(worth)));
  if (parts.open !== 0) noteOpen(move, row, parts.open, currency);
  if (parts.open > 0) lines.push(notItemised(move, parts.open));
  return addUp(lines, parts);
}

/** Parts that come to the total; `open` is what was more (above zero) or less than the goods and the rest. */
function settle(said: Parts, goods: number): Parts & { taxAdded: number; open: number } {
  const discount = Math.min(said.discount, goods);
  const net = goods - discount + said.shipping;
  const isOnTop = Math.abs(net + said.tax - said.total) <= Math.abs(net - said.total);
  const onTop = isOnTop ? said.tax : 0;
  const open = said.total - net - onTop;
  let missing = Math.max(0, -open);
  const take = (from: number) => {
    const taken = Math.min(from, missing);
    missing -= taken;
    return taken;
  };
  const moreDiscount = take(goods - discount);
  const lessShipping = take(said.shipping);
  const taxAdded = onTop - take(onTop);
  return {
    discount: discount + moreDiscount,
    shipping: said.shipping - lessShipping,
    tax: isOnTop ? taxAdded : said.tax,
    ...{ taxAdded, total: said.total, open },
  };
}

function partsOf(move: Move, row: FieldRow, currency: string): Parts {
  const amount = (field: string) =>
    Math.max(0, amountOf(move, "orders", field, row(field), currency)?.minor ?? 0);
  const said = (field: string) =>
    Math.abs(amountOf(move, "orders", field, row(field), currency)?.minor ?? 0);
  return {
    discount: said("discount"), // some write it below zero
    shipping: amount("shipping"),
    tax: amount("tax"),
    total: amount("total"),
  };
}

function noteOpen({ tally }: Move, row: FieldRow, open: number, currency: string): void {
  const what =
    open > 0
      ? "the lines come to less than the total: one more line has the rest"
      : "the lines come to more than the total: the rest is a discount";
  tally.note("orders", what, `${row("number") ?? row("id")}: ${toMajorText(open, currency)}`);
}

function notItemised(move: Move, price: number): Line {
  move.tally.count("order lines", { added: 1 });
  move.tally.sum("units ordered", { changed: 10n ** 12n });
  const nothing = { variant: null, variantTitle: "", sku: "", slug: "" };
  return { ...nothing, title: "Not itemised", price, quantity: 1 };
}

function addUp(lines: readonly Line[], given: Parts & { taxAdded: number }): Sums {
  const { discount, shipping, tax, taxAdded, total } = given;
  const worths = lines.map(worth);
  const discounts = spread(discount, worths);
  const nets = worths.map((each, place) => each - (discounts[place] ?? 0));
  const taxes = spread(sum(nets) > 0 ? tax : 0, nets); // else it is all on the shipping
  const ofLines = nets.map((net, place) => {
    const own = taxes[place] ?? 0;
    const added = taxAdded > 0 ? own : 0;
    return { discount: discounts[place] ?? 0, tax: own, taxAdded: added, total: net + added };
  });
  return { discount, shipping, tax, taxAdded, total, subtotal: sum(worths), lines: ofLines };
}

/** The tax as an order shows it: its rate is what the amounts say, as it was not kept. */
export function taxesOf({ subtotal, discount, shipping, tax, taxAdded }: Sums): TaxSum[] {
  const included = taxAdded === 0;
  const base = subtotal - discount + shipping - (included ? tax : 0);
  if (tax === 0 || base <= 0) return [];
  const ppm = Math.min(1_000_000, Math.round((tax / base) * 1000) * 1000);
  return [{ name: "Tax", ppm, included, base, amount: tax }];
}

function worth({ price, quantity }: Line): number {
  return price * quantity;
}
