import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import { isSeenBy } from "./history.ts";

/**
 * Everything that a store knows about a customer, as it is given to them: amounts in minor units, times as ISO 8601.
 * Orders that a guest placed with an address that nobody confirmed are only in it with `everyOrder`, for the shop's people.
 */
export async function exportCustomer(
  customerId: number,
  { everyOrder = false }: { everyOrder?: boolean } = {},
): Promise<object | undefined> {
  const [row] = await sequelize.query<{ everything: object }>(
    `select json_build_object(
       'customer', json_build_object('email', c.email, 'new_email', c.new_email, 'name', c.name, 'phone', c.phone,
         'verified_at', c.verified_at, 'created_at', c.created_at, 'addresses', c.addresses, 'note', c.note, 'tags', c.tags),
       'sessions', ${all("agent, created_at, expires_at", "sessions where customer_id = c.id", "created_at")},
       'carts', ${all("state, lines, note, discount_code, created_at, updated_at", "carts where customer_id = c.id", "id")},
       'orders', ${ordersOf(everyOrder ? "o.customer_id = $1" : isSeenBy)}) as everything
     from customers c where c.id = $1 and c.erased_at is null`,
    { bind: [customerId], type: QueryTypes.SELECT },
  );
  return row?.everything;
}

function all(columns: string, from: string, order: string): string {
  return `(select coalesce(json_agg(to_json(t)), '[]') from (select ${columns} from ${from} order by ${order}) t)`;
}

const ofOrder = (table: string, columns: string) =>
  `${all(columns, `${table} where order_id = o.id`, "id")} as ${table}`;

const ordersOf = (whose: string) =>
  all(
    `number, email, phone, currency, state, payment_state, fulfilment_state, shipping_address, billing_address,
   shipping_name, payment_method, note, discount_code, subtotal, discount, shipping, shipping_discount, tax, tax_added,
   taxes, total, paid, refunded, placed_at, paid_at, completed_at, cancelled_at,
   ${ofOrder("order_lines", "title, variant_title, sku, price, quantity, discount, tax, tax_added, tax_name, total")},
   ${ofOrder("payments", "method, state, amount, captured, refunded, reference, created_at")},
   ${ofOrder("fulfilments", "carrier, tracking_number, tracking_url, created_at")},
   ${ofOrder("refunds", "amount, reason, state, created_at")},
   ${ofOrder("order_events", "kind, detail, at")}`,
    `orders o where ${whose}`,
    "placed_at, o.id",
  );
