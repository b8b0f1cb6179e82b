import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { Conflict, NotFound } from "../../../errors.ts";
import { type LinePart, lockOrder, type OrderLine, type OrderRow } from "./order.ts";

/** Some units of a line, with the line as it is. */
export interface Part {
  line: OrderLine;
  quantity: number;
}

/** By how much the figures of a line change. */
interface LineChange {
  line: number;
  reserved?: number;
  fulfilled?: number;
  removed?: number;
  refunded?: number;
}

/** Locks an order that has to be there. @throws NotFound */
export async function orderToChange(id: number): Promise<OrderRow> {
  const order = await lockOrder(id);
  if (!order) throw new NotFound("There is no such order.");
  return order;
}

/** The lines of an order, in their order. Lock the order before you change them. */
export function linesOf(orderId: number): Promise<OrderLine[]> {
  return sequelize.query<OrderLine>(
    `select id, variant_id, title, variant_title, sku, slug, picture, grams, ships, price, quantity, discount, tax, tax_added,
       tax_name, tax_ppm, total, reserved, fulfilled, removed, refunded
     from order_lines where order_id = $1 order by position, id`,
    { bind: [orderId], type: QueryTypes.SELECT },
  );
}

/** Adds to the figures of lines; the table's CHECKs refuse what cannot be. */
export async function changeLines(changes: readonly LineChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sequelize.query(
    `update order_lines l set reserved = l.reserved + coalesce(c.reserved, 0), fulfilled = l.fulfilled + coalesce(c.fulfilled, 0),
       removed = l.removed + coalesce(c.removed, 0), refunded = l.refunded + coalesce(c.refunded, 0)
     from json_to_recordset($1) as c (line integer, reserved integer, fulfilled integer, removed integer, refunded integer)
     where l.id = c.line`,
    { bind: [JSON.stringify(changes)] },
  );
}

/** Units of a line that are still to be sent. */
export function leftToShip({ quantity, fulfilled, removed }: OrderLine): number {
  return quantity - fulfilled - removed;
}

/** Units of a line that no refund has named yet. */
export function leftToRefund({ quantity, refunded }: OrderLine): number {
  return quantity - refunded;
}

/** Everything of `lines` that is left by that measure. */
export function allParts(lines: readonly OrderLine[], left: (line: OrderLine) => number): Part[] {
  return lines
    .map((line) => ({ line, quantity: left(line) }))
    .filter(({ quantity }) => quantity > 0);
}

/** Parts as they are kept beside an order: by the ids of their lines. */
export function withIds(parts: readonly Part[]): LinePart[] {
  return parts.map(({ line, quantity }) => ({ line: line.id, quantity }));
}

/** How a line's figures change as a part of it leaves the house. */
export function whenShipped({ line, quantity }: Part): LineChange {
  return { line: line.id, fulfilled: quantity, reserved: -Math.min(quantity, line.reserved) };
}

/** How many units are wanted of each thing, where several wishes may be for the same one. */
export function unitsOf(
  wishes: Iterable<readonly [id: number, units: number]>,
): Map<number, number> {
  const wanted = new Map<number, number>();
  for (const [id, units] of wishes) wanted.set(id, (wanted.get(id) ?? 0) + units);
  return wanted;
}

/**
 * The lines that somebody chose, each once. `purpose` completes "Only 2 of “Lamp” are left to …".
 * @throws Conflict where more is wanted than is left · NotFound for a line of another order
 */
export function chosenParts(
  lines: readonly OrderLine[],
  wishes: readonly LinePart[],
  left: (line: OrderLine) => number,
  purpose: string,
): Part[] {
  if (!wishes.every(({ quantity }) => Number.isSafeInteger(quantity) && quantity >= 0)) {
    throw new Conflict("A quantity is a whole number, 0 or more.");
  }
  return [...unitsOf(wishes.map(({ line, quantity }) => [line, quantity]))]
    .filter(([, quantity]) => quantity > 0)
    .map(([id, quantity]) => partOf(lines, id, quantity, left, purpose));
}

function partOf(
  lines: readonly OrderLine[],
  id: number,
  quantity: number,
  left: (line: OrderLine) => number,
  purpose: string,
): Part {
  const line = lines.find((each) => each.id === id);
  if (!line) throw new NotFound("This order has no such line.");
  const most = left(line);
  if (quantity <= most) return { line, quantity };
  const what = most === 0 ? "Nothing" : `Only ${most}`;
  throw new Conflict(`${what} of “${line.title}” ${most > 1 ? "are" : "is"} left to ${purpose}.`);
}
