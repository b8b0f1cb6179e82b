import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { Address } from "../../../selling/address/address.ts";
import type { FulfilmentState, OrderState, PaymentState } from "../../../selling/orders/moves.ts";
import type { TaxSum } from "../../../selling/totals.ts";

export type { TaxSum } from "../../../selling/totals.ts";

export type PaymentKind = "bank" | "delivery" | "stripe";

export interface OrderLine {
  id: number;
  variant_id: number | null;
  title: string;
  variant_title: string;
  sku: string;
  slug: string;
  picture: string | null;
  grams: number;
  ships: boolean;
  price: number;
  quantity: number;
  discount: number;
  tax: number;
  tax_added: number;
  tax_name: string;
  tax_ppm: number;
  total: number;
  reserved: number;
  fulfilled: number;
  removed: number;
  refunded: number;
}

export interface OrderPayment {
  id: number;
  method: PaymentKind;
  state: "pending" | "captured" | "failed" | "cancelled";
  amount: number;
  captured: number;
  refunded: number;
  reference: string | null;
  pay_at: string;
  error: string;
}

/** Some units of an order's lines. */
export interface LinePart {
  line: number;
  quantity: number;
}

export interface OrderFulfilment {
  id: number;
  lines: LinePart[];
  carrier: string;
  tracking_number: string;
  tracking_url: string;
  /** ISO 8601. */
  created_at: string;
}

export interface OrderRefund {
  id: number;
  payment_id: number;
  amount: number;
  reason: string;
  lines: LinePart[];
  state: "pending" | "done" | "failed";
  created_at: string;
}

export interface OrderEvent {
  id: number;
  kind: string;
  actor: string;
  detail: Record<string, unknown>;
  at: string;
}

/** The row of an order. Money in minor units of its currency. */
export interface OrderRow {
  id: number;
  number: number;
  customer_id: number;
  signed_in: boolean;
  email: string;
  phone: string;
  currency: string;
  state: OrderState;
  payment_state: PaymentState;
  fulfilment_state: FulfilmentState;
  shipping_address: Address;
  billing_address: Address;
  shipping_name: string;
  payment_method: PaymentKind | "none";
  note: string;
  discount_id: number | null;
  discount_code: string;
  subtotal: number;
  discount: number;
  shipping: number;
  shipping_discount: number;
  tax: number;
  tax_added: number;
  taxes: TaxSum[];
  total: number;
  paid: number;
  refunded: number;
  placed_at: Date;
  expires_at: Date | null;
  paid_at: Date | null;
  completed_at: Date | null;
  cancelled_at: Date | null;
}

/** An order with all that happened to it. */
export interface WholeOrder extends OrderRow {
  lines: OrderLine[];
  payments: OrderPayment[];
  fulfilments: OrderFulfilment[];
  refunds: OrderRefund[];
  events: OrderEvent[];
}

const columns = `o.id, o.number, o.customer_id, o.signed_in, o.email, o.phone, o.currency, o.state, o.payment_state,
  o.fulfilment_state, o.shipping_address, o.billing_address, o.shipping_name, o.payment_method, o.note, o.discount_id,
  o.discount_code, o.subtotal, o.discount, o.shipping, o.shipping_discount, o.tax, o.tax_added, o.taxes, o.total, o.paid,
  o.refunded, o.placed_at, o.expires_at, o.paid_at, o.completed_at, o.cancelled_at`;

const all = (table: string, order: string) =>
  `(select coalesce(json_agg(to_json(t) order by ${order}), '[]') from ${table} t where t.order_id = o.id)`;

/** An order with everything about it; undefined when there is none with this id. */
export async function wholeOrder(id: number): Promise<WholeOrder | undefined> {
  const [row] = await sequelize.query<WholeOrder>(
    `select ${columns}, ${all("order_lines", "t.position, t.id")} as lines, ${all("payments", "t.id")} as payments,
       ${all("fulfilments", "t.id")} as fulfilments, ${all("refunds", "t.id")} as refunds,
       ${all("order_events", "t.id")} as events
     from orders o where o.id = $1`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Locks an order until the unit of work ends, so that what happens to it happens one after the other. */
export async function lockOrder(id: number): Promise<OrderRow | undefined> {
  const [row] = await sequelize.query<OrderRow>(
    `select ${columns} from orders o where o.id = $1 for update`,
    {
      bind: [id],
      type: QueryTypes.SELECT,
    },
  );
  return row;
}

/** The id of the order with a number. */
export async function orderNumbered(number: number): Promise<number | undefined> {
  const [row] = await sequelize.query<{ id: number }>("select id from orders where number = $1", {
    bind: [number],
    type: QueryTypes.SELECT,
  });
  return row?.id;
}

/**
 * Writes a line of an order's timeline. One with a key is written once only: gives false when it was there already.
 */
export async function noteEvent(
  orderId: number,
  kind: string,
  {
    actor = "system",
    detail = {},
    key = null,
  }: { actor?: string; detail?: object; key?: string | null } = {},
): Promise<boolean> {
  const rows = await sequelize.query(
    `insert into order_events (order_id, kind, actor, detail, key) values ($1, $2, $3, $4, $5)
     on conflict (key) do nothing returning id`,
    { bind: [orderId, kind, actor, JSON.stringify(detail), key], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}
