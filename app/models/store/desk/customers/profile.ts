import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import { NotFound } from "../../../../errors.ts";
import type { CustomerRow } from "../../customers/customer.ts";
import type { ListedOrder } from "../../orders/listing.ts";
import { type ListPage, type Place, pageOf } from "../page.ts";

/** What the shop's people wrote about a customer. */
export interface Remarks {
  note: string;
  tags: string[];
}

/** A customer as the desk shows them. Money in minor units of the shop's currency. */
export interface Profile
  extends Remarks,
    Pick<
      CustomerRow,
      "id" | "email" | "name" | "phone" | "verified_at" | "addresses" | "created_at" | "erased_at"
    > {
  registered: boolean;
  /** Those that were not cancelled. */
  orders: number;
  /** What they paid, without what was given back. */
  spent: number;
}

/** The customer with an id, erased or not. @throws NotFound */
export async function profileOf(id: number): Promise<Profile> {
  const [row] = await sequelize.query<Profile>(
    `select c.id, c.email, c.name, c.phone, c.verified_at, c.addresses, c.created_at, c.erased_at, c.note, c.tags,
       c.password_hash is not null as registered, s.orders, s.spent
     from customers c cross join lateral (
       select count(*) filter (where o.state <> 'cancelled')::integer as orders,
         coalesce(sum(o.paid - o.refunded), 0)::bigint as spent
       from orders o where o.customer_id = c.id) s
     where c.id = $1`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  if (!row) throw new NotFound("There is no such customer.");
  return row;
}

/** A page of everything that a customer ordered, as a guest too, the newest first. Places are orders' numbers. */
export async function ordersOfCustomer(
  customerId: number,
  place: Place,
  size = 20,
): Promise<ListPage<ListedOrder>> {
  const { before = null, after = null } = place;
  const read = await sequelize.query<ListedOrder>(
    `select o.id, o.number, o.email, o.currency, o.state, o.payment_state, o.fulfilment_state, o.total, o.refunded, o.placed_at,
       coalesce(o.shipping_address ->> 'name', '') as name,
       (select coalesce(sum(quantity), 0)::integer from order_lines where order_id = o.id) as units
     from orders o where o.customer_id = $1 and ($2::integer is null or o.number < $2) and ($3::integer is null or o.number > $3)
     order by o.number ${after === null ? "desc" : "asc"} limit ${size + 1}`,
    { bind: [customerId, before, after], type: QueryTypes.SELECT },
  );
  return pageOf(read, size, place, ({ number }) => number);
}

/** What was written about a customer, locked until the unit ends. @throws NotFound also for one who was erased */
export async function lockRemarks(id: number): Promise<Remarks> {
  const [row] = await sequelize.query<Remarks>(
    "select note, tags from customers where id = $1 and erased_at is null for update",
    { bind: [id], type: QueryTypes.SELECT },
  );
  if (!row) throw new NotFound("There is no such customer.");
  return row;
}

/** Keeps what was written about a customer. */
export async function saveRemarks(id: number, { note, tags }: Remarks): Promise<void> {
  await sequelize.query("update customers set note = $2, tags = $3 where id = $1", {
    bind: [id, note, tags],
  });
}
