import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

/** What one day (in UTC) brought: orders that were not cancelled, and their totals less what was given back. */
export interface DaySales {
  /** "2026-03-01" */
  day: string;
  orders: number;
  /** Minor units of the shop's currency. */
  sales: number;
}

export interface SoldProduct {
  title: string;
  slug: string;
  units: number;
  /** Minor units. */
  sales: number;
}

export interface LowVariant {
  product: number;
  title: string;
  variant: string;
  sku: string;
  available: number;
}

/** What became of the carts that were filled in a period. */
export interface CartCounts {
  carts: number;
  ordered: number;
}

/** The days between two moments that brought anything. */
export function salesByDay(from: Date, to: Date): Promise<DaySales[]> {
  return sequelize.query<DaySales>(
    `select to_char(placed_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::integer as orders,
       sum(total - refunded)::bigint as sales
     from orders where placed_at >= $1 and placed_at < $2 and state <> 'cancelled' and currency = (select currency from settings)
     group by 1 order by 1`,
    { bind: [from, to], type: QueryTypes.SELECT },
  );
}

/** What sold best between two moments. */
export function bestSellers(from: Date, to: Date, limit: number): Promise<SoldProduct[]> {
  return sequelize.query<SoldProduct>(
    `select l.title, max(l.slug) as slug, sum(l.quantity - l.refunded)::integer as units, sum(l.total)::bigint as sales
     from orders o join order_lines l on l.order_id = o.id
     where o.placed_at >= $1 and o.placed_at < $2 and o.state <> 'cancelled'
     group by l.title having sum(l.quantity - l.refunded) > 0 order by units desc, sales desc, l.title limit $3`,
    { bind: [from, to, limit], type: QueryTypes.SELECT },
  );
}

/** What is nearly or quite sold out, the emptiest first. */
export function lowStock(limit: number): Promise<LowVariant[]> {
  return sequelize.query<LowVariant>(
    `select p.id as product, p.title, concat_ws(' / ', nullif(v.option1, ''), nullif(v.option2, ''), nullif(v.option3, '')) as variant,
       v.sku, greatest(0, v.on_hand - v.reserved) as available
     from variants v join products p on p.id = v.product_id
     where v.stock <> 'in' and p.status = 'active' order by v.on_hand - v.reserved, p.title, v.id limit $1`,
    { bind: [limit], type: QueryTypes.SELECT },
  );
}

/** The carts that were filled between two moments, and how many of them became orders. */
export async function cartCounts(from: Date, to: Date): Promise<CartCounts> {
  const [row] = await sequelize.query<CartCounts>(
    `select open.carts + done.carts as carts, done.carts as ordered
     from (select count(*)::integer as carts from carts
         where state = 'open' and updated_at >= $1 and updated_at < $2 and lines <> '[]') open,
       (select count(cart_id)::integer as carts from orders where placed_at >= $1 and placed_at < $2) done`,
    { bind: [from, to], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Counting gave no row");
  return row;
}

/** What a shop has set up already. */
export interface SetUp {
  products: boolean;
  shipping: boolean;
  payment: boolean;
  about: boolean;
  pages: boolean;
  orders: boolean;
}

export async function setUp(): Promise<SetUp> {
  const [row] = await sequelize.query<SetUp>(
    `select exists (select from products where status = 'active') as products,
       exists (select from shipping_zones where rates <> '[]' and not (name = 'Everywhere' and countries = '{*}')) as shipping,
       exists (select from payment_methods where enabled and (secrets <> '' or instructions <> '')) as payment,
       exists (select from settings where email <> '' and address <> '') as about,
       exists (select from pages) as pages, exists (select from orders) as orders`,
    { type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Looking at the set-up gave no row");
  return row;
}
