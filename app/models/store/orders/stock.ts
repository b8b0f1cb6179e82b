import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** One line of the ledger of stock: what it changes the units on hand and the units held for orders by. */
export interface Movement {
  variant: number;
  /** The order's line that it is for; null when it has nothing to do with an order. */
  line: number | null;
  kind: "reserved" | "released" | "shipped" | "returned" | "received" | "adjusted";
  /** What tells two movements of one kind apart, such as "refund 7". */
  source: string;
  onHand: number;
  reserved: number;
}

export interface LockedVariant {
  id: number;
  tracked: boolean;
  backorder: boolean;
  on_hand: number;
  reserved: number;
}

/**
 * Locks variants until the unit of work ends, always in the order of their ids, so that two orders of the same things
 * wait for each other and never in a circle. Gives those that there are.
 */
export function lockVariants(ids: readonly number[]): Promise<LockedVariant[]> {
  return sequelize.query<LockedVariant>(
    `select id, tracked, backorder, on_hand, reserved from variants where id = any ($1::integer[])
     order by id for no key update`,
    { bind: [[...new Set(ids)]], type: QueryTypes.SELECT },
  );
}

/** How many more units of a variant can be sold; none of one that is not there any more. */
export function available(variant: LockedVariant | undefined): number {
  if (!variant) return 0;
  if (!variant.tracked || variant.backorder) return Number.POSITIVE_INFINITY;
  return Math.max(0, variant.on_hand - variant.reserved);
}

/**
 * Writes movements into the ledger, and with them the stock of their variants changes. One that is written already (the
 * same line, kind and source) changes nothing. Gives the ids of the lines that moved now. Lock the variants first.
 */
export async function moveStock(
  movements: readonly Movement[],
  actor = "system",
): Promise<number[]> {
  if (movements.length === 0) return [];
  const rows = await sequelize.query<{ order_line_id: number }>(
    `insert into stock_movements (variant_id, order_line_id, kind, source, on_hand, reserved, actor)
     select variant, line, kind, source, "onHand", reserved, $2
     from json_to_recordset($1) as m (variant integer, line integer, kind text, source text, "onHand" integer, reserved integer)
     on conflict (order_line_id, kind, source) do nothing returning order_line_id`,
    { bind: [JSON.stringify(movements), actor], type: QueryTypes.SELECT },
  );
  return rows.map((row) => row.order_line_id);
}
