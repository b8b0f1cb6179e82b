import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { Address } from "../../../../selling/address/address.ts";
import { likeWords } from "../../../like.ts";
import { type ListPage, type Place, pageOf, wayOf } from "../page.ts";
import { Where } from "../where.ts";

export const customerTabs = ["all", "account", "guest"] as const;
export type CustomerTab = (typeof customerTabs)[number];

/** Which customers a list shows; "" where it does not matter. */
export interface CustomerFilter {
  tab: CustomerTab;
  /** Part of an e-mail address or a name. */
  words: string;
  tag: string;
}

/** A customer in a list. Money in minor units of the shop's currency. */
export interface ListedCustomer {
  id: number;
  email: string;
  name: string;
  /** Has a password, and so an account. */
  registered: boolean;
  tags: string[];
  created_at: Date;
  /** Those that were not cancelled. */
  orders: number;
  /** What they paid, without what was given back. */
  spent: number;
  ordered_at: Date | null;
}

const sums = `cross join lateral (
  select count(*) filter (where o.state <> 'cancelled')::integer as orders,
    coalesce(sum(o.paid - o.refunded), 0)::bigint as spent, max(o.placed_at) as ordered_at
  from orders o where o.customer_id = c.id) s`;

const columns = `c.id, c.email, c.name, c.password_hash is not null as registered, c.tags, c.created_at,
  s.orders, s.spent, s.ordered_at`;

/** A page of the customers that a filter lets through, the newest first. Places are customers' ids. */
export async function findCustomers(
  filter: CustomerFilter,
  place: Place,
  size = 50,
): Promise<ListPage<ListedCustomer>> {
  const where = whereOf(filter, place);
  const way = wayOf(place);
  const read = await sequelize.query<ListedCustomer>(
    `select ${columns} from (select * from customers c ${where.sql}
       order by c.created_at ${way}, c.id ${way} limit ${size + 1}) c ${sums}
     order by c.created_at ${way}, c.id ${way}`,
    { bind: where.bind, type: QueryTypes.SELECT },
  );
  return pageOf(read, size, place, ({ id }) => id);
}

/** Whether anybody ever ordered or registered. */
export async function isAnybodyThere(): Promise<boolean> {
  const rows = await sequelize.query("select id from customers where erased_at is null limit 1", {
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}

/** A customer as a line of a file. */
export interface CustomerForFile extends ListedCustomer {
  phone: string;
  verified: boolean;
  addresses: Address[];
}

/** The customers that a filter lets through, for a file: at most `size`, the newest first, below one of them. */
export function readCustomers(
  filter: CustomerFilter,
  before: number | undefined,
  size: number,
): Promise<CustomerForFile[]> {
  const where = whereOf(filter, { before });
  return sequelize.query<CustomerForFile>(
    `select ${columns}, c.phone, c.verified_at is not null as verified, c.addresses from (select * from customers c ${where.sql}
       order by c.created_at desc, c.id desc limit ${size}) c ${sums} order by c.created_at desc, c.id desc`,
    { bind: where.bind, type: QueryTypes.SELECT },
  );
}

function whereOf({ tab, words, tag }: CustomerFilter, { before, after }: Place): Where {
  const where = new Where();
  where.add("c.erased_at is null");
  if (tab === "account") where.add("c.password_hash is not null");
  if (tab === "guest") where.add("c.password_hash is null");
  if (words) where.add("lower(c.email || ' ' || c.name) like ?", likeWords(words));
  if (tag) where.add("c.tags @> array[?::text]", tag);
  const edge = "(select created_at, id from customers where id = ?)";
  if (before !== undefined) where.add(`(c.created_at, c.id) < ${edge}`, before);
  if (after !== undefined) where.add(`(c.created_at, c.id) > ${edge}`, after);
  return where;
}
