import type { Move } from "../move.ts";
import type { Line } from "./lines.ts";
import type { Order } from "./rows.ts";
import type { Standing } from "./standing.ts";
import { taxesOf } from "./sums.ts";

/** A row of order_lines: what others need to know of it. */
export interface LineRow {
  id: number;
  variant_id: number | null;
  quantity: number;
  reserved: number;
}

/** A line of an order as a row to be. */
export function lineRow(move: Move, order: Order, line: Line, place: number): LineRow {
  const { price, quantity, variant } = line;
  const row = {
    id: move.room.nextId("order_lines"),
    order_id: order.id,
    position: place + 1,
    variant_id: variant ? variant.id : null,
    ...{ title: line.title, variant_title: line.variantTitle, sku: line.sku, slug: line.slug },
    ...{ price, quantity, grams: 0, ships: true },
    ...shareOf(order, place),
    ...unitsOf(order.standing, quantity),
  };
  const isHeld = variant?.tracked && awaitsShipping(order.standing);
  return { ...row, reserved: isHeld ? quantity : 0 };
}

function shareOf({ sums }: Order, place: number): object {
  const { discount, tax, taxAdded, total } = sums.lines[place] ?? nothing;
  const [kind] = tax > 0 ? taxesOf(sums) : [];
  return {
    ...{ discount, tax, total, tax_added: taxAdded },
    ...{ tax_name: kind?.name ?? "", tax_ppm: kind?.ppm ?? 0 },
  };
}

const nothing = { discount: 0, tax: 0, taxAdded: 0, total: 0 };

function unitsOf({ state, payment, fulfilment }: Standing, quantity: number): object {
  const isBack = payment === "refunded";
  return {
    fulfilled: fulfilment === "fulfilled" ? quantity : 0,
    removed: isBack && state === "cancelled" ? quantity : 0,
    refunded: isBack ? quantity : 0,
  };
}

function awaitsShipping({ state, fulfilment }: Standing): boolean {
  return state === "open" && fulfilment === "unfulfilled";
}
