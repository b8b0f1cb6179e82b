import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** Numbers of a customer's orders that are not done yet: as long as there are any, we need to know who it is for. */
export async function openOrdersOf(customerId: number): Promise<number[]> {
  const rows = await sequelize.query<{ number: number }>(
    "select number from orders where customer_id = $1 and state = 'open' order by number for update",
    { bind: [customerId], type: QueryTypes.SELECT },
  );
  return rows.map((row) => row.number);
}

/**
 * Forgets a person for good. The books keep what was bought, for how much and to which country; names, addresses,
 * sessions, carts and everything that leads back to the person go. Lock the customer first.
 */
export async function eraseCustomer(customerId: number): Promise<void> {
  for (const sql of [...ofOrders, ...ofCustomer])
    await sequelize.query(sql, { bind: [customerId] });
}

const theirs = "(select id from orders where customer_id = $1)";
const nowhere =
  '\'{"name": "", "company": "", "line1": "", "line2": "", "postcode": "", "city": "", "region": "", "phone": ""}\'';
const countryOf = (address: string) =>
  `jsonb_build_object('country', coalesce(${address} ->> 'country', '')) || ${nowhere}`;

/** From the outside in: the carts and the timeline are found through the orders. */
const ofOrders = [
  `delete from carts where customer_id = $1 or id in (select cart_id from orders where customer_id = $1)`,
  `update order_events e set actor = case when actor like '%@%' then 'customer' else actor end, detail = coalesce(
     (select jsonb_object_agg(key, value) from jsonb_each(e.detail)
      where jsonb_typeof(value) in ('number', 'boolean') or key = any ('{kind,state,method,currency}')), '{}')
   where order_id in ${theirs}`,
  `update payments set error = '', pay_at = '' where order_id in ${theirs}`,
  `update refunds set reason = '', error = '' where order_id in ${theirs}`,
  `update fulfilments set tracking_number = '', tracking_url = '' where order_id in ${theirs}`,
  `update orders set email = 'erased-' || $1::integer || '@erased.invalid', phone = '', note = '',
     shipping_address = ${countryOf("shipping_address")}, billing_address = ${countryOf("billing_address")}
   where customer_id = $1`,
];

const ofCustomer = [
  "delete from sessions where customer_id = $1",
  `update customers set email = 'erased-' || $1::integer || '@erased.invalid', new_email = '', name = '', phone = '',
     password_hash = null, verified_at = null, addresses = '[]', note = '', tags = '{}', erased_at = now()
   where id = $1`,
];
