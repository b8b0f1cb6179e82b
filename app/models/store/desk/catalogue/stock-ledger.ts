import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { Movement } from "../../orders/stock.ts";

/** A change of stock made by hand: units that came, or that a count or a loss takes from the shelf. */
export interface StockChange {
  variant: number;
  kind: "received" | "adjusted";
  /** Added to the units on hand; below zero takes away. */
  units: number;
  note: string;
}

/** A line of a variant's ledger, with what was on hand and held after it. */
export interface LedgerLine {
  id: number;
  kind: Movement["kind"] | "counted";
  on_hand: number;
  reserved: number;
  on_hand_after: number;
  reserved_after: number;
  actor: string;
  note: string;
  at: string;
  /** The order that it belongs to, if any. */
  order_id: number | null;
  order_number: number | null;
}

/** Writes changes made by hand into the ledger, which changes the stock. Lock the variants first. */
export async function changeStock(changes: readonly StockChange[], actor: string): Promise<void> {
  const moves = changes.filter(({ units }) => units !== 0);
  if (moves.length === 0) return;
  await sequelize.query(
    `insert into stock_movements (variant_id, kind, on_hand, actor, note)
     select variant, kind, units, $2, note
     from json_to_recordset($1) as m (variant integer, kind text, units integer, note text)`,
    { bind: [JSON.stringify(moves), actor] },
  );
}

const ledgerPage = 50;

/** The ledger of a variant, the newest line first; `before` is the id below which a further page begins. */
export async function ledgerOf(
  variantId: number,
  before: number | null,
): Promise<{ lines: LedgerLine[]; more: boolean }> {
  const rows = await sequelize.query<LedgerLine>(
    `select m.id, m.kind, m.on_hand, m.reserved, m.actor, m.note, m.at, o.id as order_id, o.number as order_number,
       (v.on_hand - coalesce(sum(m.on_hand) over newer, 0) - n.on_hand)::integer as on_hand_after,
       (v.reserved - coalesce(sum(m.reserved) over newer, 0) - n.reserved)::integer as reserved_after
     from (select * from stock_movements
       where variant_id = $1 and ($2::integer is null or id < $2) order by id desc limit ${ledgerPage + 1}) m
     join variants v on v.id = m.variant_id
     cross join (select coalesce(sum(on_hand), 0) as on_hand, coalesce(sum(reserved), 0) as reserved
       from stock_movements where variant_id = $1 and id >= $2) n
     left join order_lines l on l.id = m.order_line_id left join orders o on o.id = l.order_id
     window newer as (order by m.id desc rows between unbounded preceding and 1 preceding)
     order by m.id desc`,
    { bind: [variantId, before], type: QueryTypes.SELECT },
  );
  return { lines: rows.slice(0, ledgerPage), more: rows.length > ledgerPage };
}

/** A variant as the page about its stock names it. */
export interface StockedVariant {
  id: number;
  product_id: number;
  title: string;
  /** "Small / Red"; "" for a product that comes in one kind. */
  kind: string;
  sku: string;
  tracked: boolean;
  backorder: boolean;
  on_hand: number;
  reserved: number;
}

/** A variant with its stock; undefined when there is none with this id. */
export async function stockedVariant(id: number): Promise<StockedVariant | undefined> {
  const [row] = await sequelize.query<StockedVariant>(
    `select v.id, v.product_id, p.title, v.sku, v.tracked, v.backorder, v.on_hand, v.reserved,
       concat_ws(' / ', nullif(v.option1, ''), nullif(v.option2, ''), nullif(v.option3, '')) as kind
     from variants v join products p on p.id = v.product_id where v.id = $1`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}
