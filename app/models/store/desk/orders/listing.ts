import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { FulfilmentState, PaymentState } from "../../../../selling/orders/moves.ts";
import { likeWords } from "../../../like.ts";
import { type ListedOrder, listed } from "../../orders/listing.ts";
import { type ListPage, type Place, pageOf, wayOf } from "../page.ts";
import { Where } from "../where.ts";

export const orderTabs = ["all", "to-pay", "to-ship", "completed", "cancelled"] as const;
export type OrderTab = (typeof orderTabs)[number];

/** Which orders a list shows; "" where it does not matter. */
export interface OrderFilter {
  tab: OrderTab;
  /** A number, or part of an e-mail address or a name. */
  words: string;
  payment: PaymentState | "";
  fulfilment: FulfilmentState | "";
  /** Days in UTC, as 2026-03-01; both are part of it. */
  from: string;
  until: string;
}

const conditions: Record<OrderTab, string> = {
  all: "true",
  "to-pay": "o.state = 'open' and o.payment_state in ('pending', 'failed')",
  "to-ship": `o.state = 'open' and o.fulfilment_state <> 'fulfilled' and (o.payment_state in ('paid', 'partially_refunded')
    or (o.payment_method = 'delivery' and o.payment_state in ('pending', 'failed')))`,
  completed: "o.state = 'completed'",
  cancelled: "o.state = 'cancelled'",
};

/** As the index orders_by_words has it. */
const wordsOf =
  "lower(o.email || ' ' || (o.shipping_address ->> 'name') || ' ' || (o.billing_address ->> 'name'))";

/** A page of the orders that a filter lets through, the newest first. Places are orders' numbers. */
export async function findOrders(
  filter: OrderFilter,
  place: Place,
  size = 50,
): Promise<ListPage<ListedOrder>> {
  const where = whereOf(filter, place);
  const read = await sequelize.query<ListedOrder>(
    `select ${listed}
     from orders o ${where.sql} order by o.number ${wayOf(place)} limit ${size + 1}`,
    { bind: where.bind, type: QueryTypes.SELECT },
  );
  return pageOf(read, size, place, ({ number }) => number);
}

/** How many orders each tab has, of the whole shop. */
export async function countOrders(): Promise<Record<OrderTab, number>> {
  const of = (condition: string) => `(select count(*)::integer from orders o where ${condition})`;
  const [row] = await sequelize.query<Record<"all" | "open" | OrderTab, number>>(
    // Numbers have no gaps: only what is open or cancelled has to be counted.
    `select coalesce((select max(number) - min(number) + 1 from orders), 0) as "all", ${of("o.state = 'open'")} as open,
       ${of(conditions["to-pay"])} as "to-pay", ${of(conditions["to-ship"])} as "to-ship",
       ${of(conditions.cancelled)} as cancelled`,
    { type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Counting gave no row");
  const { open, ...counts } = row;
  return { ...counts, completed: counts.all - open - counts.cancelled };
}

/** An order as a line of a file. Money in minor units. */
export interface OrderForFile extends ListedOrder {
  phone: string;
  shipping_name: string;
  payment_method: string;
  discount_code: string;
  subtotal: number;
  discount: number;
  shipping: number;
  tax: number;
  paid: number;
  note: string;
  address: Record<string, string>;
  /** What was bought, such as "2 × Lamp; 1 × Bulb". */
  items: string;
}

/** The orders that a filter lets through, for a file: at most `size`, the newest first, below an order's number. */
export function readOrders(
  filter: OrderFilter,
  before: number | undefined,
  size: number,
): Promise<OrderForFile[]> {
  const where = whereOf(filter, { before });
  return sequelize.query<OrderForFile>(
    `select o.id, o.number, o.email, o.phone, o.currency, o.state, o.payment_state, o.fulfilment_state, o.shipping_name,
       o.payment_method, o.discount_code, o.subtotal, o.discount + o.shipping_discount as discount, o.shipping, o.tax, o.total,
       o.paid, o.refunded, o.note, o.placed_at, o.shipping_address as address,
       coalesce(o.shipping_address ->> 'name', '') as name, l.*
     from orders o cross join lateral (
       select coalesce(sum(quantity), 0)::integer as units, coalesce(string_agg(quantity || ' × ' || title ||
         case when variant_title = '' then '' else ' (' || variant_title || ')' end, '; ' order by position, id), '') as items
       from order_lines where order_id = o.id) l
     ${where.sql} order by o.number desc limit ${size}`,
    { bind: where.bind, type: QueryTypes.SELECT },
  );
}

function whereOf({ tab, words, ...filter }: OrderFilter, { before, after }: Place): Where {
  const where = new Where();
  where.add(conditions[tab]);
  addWords(where, words);
  if (filter.payment) where.add("o.payment_state = ?", filter.payment);
  if (filter.fulfilment) where.add("o.fulfilment_state = ?", filter.fulfilment);
  where.addDays("o.placed_at", filter);
  if (before !== undefined) where.add("o.number < ?", before);
  if (after !== undefined) where.add("o.number > ?", after);
  return where;
}

function addWords(where: Where, words: string): void {
  const number = /^#?(\d{1,9})$/.exec(words)?.[1];
  if (number) where.add("o.number = ?", Number(number));
  else if (words) where.add(`${wordsOf} like ?`, likeWords(words));
}
