import type { Address } from "../../../selling/address/address.ts";
import type { FieldRow } from "../../source/tables.ts";
import { timeOf } from "../../values.ts";
import { cut, type Move, type MovedCustomer } from "../move.ts";
import { type LineRow, lineRow } from "./line-row.ts";
import type { Line } from "./lines.ts";
import { methodOf, orderRow } from "./order-row.ts";
import type { Standing } from "./standing.ts";
import type { Sums } from "./sums.ts";

/** An order as it is to be written. */
export interface Order {
  id: number;
  number: number;
  row: FieldRow;
  currency: string;
  lines: Line[];
  sums: Sums;
  customer: MovedCustomer;
  email: string;
  shipping: Address;
  billing: Address;
  standing: Standing;
  placedAt: string;
}

/** The rows of an order, by their tables. */
export interface OrderRows {
  orders: object[];
  lines: LineRow[];
  payments: object[];
  refunds: object[];
  fulfilments: object[];
  events: object[];
  movements: object[];
}

/** Everything that one order leaves in the tables of its shop. */
export function rowsOf(move: Move, order: Order): OrderRows {
  const lines = order.lines.map((line, place) => lineRow(move, order, line, place));
  const payment = paymentRow(move, order);
  const refund = payment && refundRow(move, order, lines, payment.id);
  const parcel = parcelRow(move, order, lines);
  return {
    orders: [orderRow(order)],
    lines,
    payments: payment ? [payment] : [],
    refunds: refund ? [refund] : [],
    fulfilments: parcel ? [parcel] : [],
    events: eventRows(order, parcel?.id),
    movements: lines.flatMap((line) => holding(line, order)),
  };
}

function paymentRow(move: Move, order: Order): { id: number } | undefined {
  const { sums, standing, placedAt, row } = order;
  if (sums.total === 0) return undefined;
  const state = { pending: "pending", voided: "cancelled" }[String(standing.payment)] ?? "captured";
  const method = methodOf(order);
  const captured = state === "captured" ? sums.total : 0;
  return {
    id: move.room.nextId("payments"),
    ...{ order_id: order.id, method, state, amount: sums.total, captured },
    refunded: standing.payment === "refunded" ? sums.total : 0,
    pay_at: "",
    error: "",
    created_at: placedAt,
    updated_at: timeOf(row("paidAt")) ?? placedAt,
  } as { id: number };
}

function refundRow(
  move: Move,
  { id, sums, standing, placedAt, row }: Order,
  lines: readonly LineRow[],
  payment: number,
): object | undefined {
  if (standing.payment !== "refunded") return undefined;
  return {
    id: move.room.nextId("refunds"),
    order_id: id,
    payment_id: payment,
    key: `adopted ${id}`,
    amount: sums.total,
    reason: "Given back on the older platform",
    lines: partsOf(lines),
    state: "done",
    error: "",
    created_at: timeOf(row("updatedAt")) ?? placedAt,
  };
}

function parcelRow(
  move: Move,
  { id, standing, row, placedAt }: Order,
  lines: readonly LineRow[],
): { id: number } | undefined {
  if (standing.fulfilment !== "fulfilled") return undefined;
  return {
    id: move.room.nextId("fulfilments"),
    order_id: id,
    lines: partsOf(lines),
    carrier: cut(row("carrier"), 100),
    tracking_number: cut(row("tracking"), 100),
    tracking_url: "",
    created_at: timeOf(row("shippedAt")) ?? timeOf(row("updatedAt")) ?? placedAt,
  } as { id: number };
}

/** The timeline begins with what the old platform knew of it. */
function eventRows(order: Order, parcel: number | undefined): object[] {
  const { id, row, sums, placedAt, lines } = order;
  const units = lines.reduce((all, { quantity }) => all + quantity, 0);
  const shippedAt = timeOf(row("shippedAt")) ?? timeOf(row("updatedAt")) ?? placedAt;
  const event = (kind: string, actor: string, at: string, detail: object) => {
    return { order_id: id, kind, actor, detail, at };
  };
  const told = [row("status"), row("paymentStatus"), row("fulfilmentStatus"), row("paymentMethod")];
  const was = told.filter(Boolean).join(", ");
  return [
    event("placed", "customer", placedAt, { total: sums.total, payment: methodOf(order) }),
    ...(parcel ? [event("shipped", "shop", shippedAt, { units, fulfilment: parcel })] : []),
    event("adopted", "system", new Date().toISOString(), {
      number: row("number") ?? row("id"),
      state: was,
    }),
  ];
}

/** The old shelf counts what can be sold: what waits to be sent stands beside it, held for its order. */
function holding(line: LineRow, { number, placedAt }: Order): object[] {
  if (line.reserved === 0) return [];
  const movement = { variant_id: line.variant_id, actor: "system", at: placedAt };
  const units = line.reserved;
  const note = `Ordered with number ${number} on the older platform`;
  return [
    {
      ...movement,
      kind: "received",
      source: "adopted",
      on_hand: units,
      reserved: 0,
      note,
      order_line_id: null,
    },
    {
      ...movement,
      kind: "reserved",
      source: "order",
      on_hand: 0,
      reserved: units,
      note: "",
      order_line_id: line.id,
    },
  ];
}

function partsOf(lines: readonly LineRow[]): object[] {
  return lines.map(({ id, quantity }) => ({ line: id, quantity }));
}
