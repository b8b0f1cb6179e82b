import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { ProductStatus } from "../../../../catalogue/product-draft.ts";
import { type ShownPicture, shownPicture } from "../../picture.ts";
import type { Stock } from "../../product.ts";

/** Which products the desk's list shows; what is left out lets all through. */
export interface DeskFilter {
  status?: ProductStatus | undefined;
  stock?: Stock | undefined;
  /** In this category or collection. */
  category?: number | undefined;
  /** Words of its texts or SKUs that must all occur; each may be only the beginning of one. */
  words?: string | undefined;
}

export const productOrders = ["changed", "newest", "title"] as const;
export type ProductOrder = (typeof productOrders)[number];

/** A place in the list: what comes after a product, or before it. `key` is what the list is sorted by there. */
export interface Place {
  side: "after" | "before";
  key: string;
  id: number;
}

/** A product in the desk's list. Prices in minor units. */
export interface DeskProduct {
  id: number;
  title: string;
  status: ProductStatus;
  /** On sale, but not before this; null for at once. */
  waits_until: string | null;
  price_min: number;
  price_max: number;
  stock: Stock;
  /** Units on hand of the variants that are counted; null where none is. */
  on_hand: number | null;
  variant_count: number;
  cover: ShownPicture | null;
  key: string;
}

export interface DeskPage {
  products: DeskProduct[];
  /** How many there are in all, counted up to `mostCounted`. */
  total: number;
  /** Whether there are more beyond, in the direction in which the list was read. */
  more: boolean;
}

export const pageSize = 50;
/** Counting further would mean to walk through all of a large catalogue. */
export const mostCounted = 1_000;

const keys: Record<ProductOrder, { key: string; type: string; down: boolean }> = {
  changed: { key: "p.updated_at", type: "timestamptz", down: true },
  newest: { key: "p.id", type: "integer", down: true },
  title: { key: "lower(p.title)", type: "text", down: false },
};

/** One page of products for the desk, with how many there are: one query, by index whatever the filter. */
export async function listProducts(
  filter: DeskFilter,
  order: ProductOrder,
  place?: Place,
): Promise<DeskPage> {
  const { sql, bind } = listingQuery(filter, order, place);
  const rows = await sequelize.query<DeskProduct & { total: number }>(sql, {
    bind,
    type: QueryTypes.SELECT,
  });
  const products = rows.slice(0, pageSize);
  if (place?.side === "before") products.reverse();
  return { products, total: rows[0]?.total ?? 0, more: rows.length > pageSize };
}

/** The text of that query and its values. */
export function listingQuery(filter: DeskFilter, order: ProductOrder, place?: Place) {
  const bind: unknown[] = [];
  const value = (given: unknown) => `$${bind.push(given)}`;
  const { key, type, down } = keys[order];
  const conditions = conditionsOf(filter, value);
  const backwards = place?.side === "before";
  const direction = down !== backwards ? "desc" : "asc";
  const beyond = place
    ? [
        `(${key}, p.id) ${direction === "desc" ? "<" : ">"} (${value(place.key)}::${type}, ${value(place.id)})`,
      ]
    : [];
  const where = (parts: string[]) => (parts.length > 0 ? `where ${parts.join(" and ")}` : "");
  const sql = `
    with page as (
      select p.id, ${key} as key from products p ${where([...conditions, ...beyond])}
      order by ${key} ${direction}, p.id ${direction} limit ${pageSize + 1}),
    counted as (select count(*) as total from (
      select from products p ${where(conditions)} limit ${mostCounted + 1}) known)
    select p.id, p.title, p.status, case when p.published_at > now() then p.published_at end as waits_until,
      p.price_min, p.price_max, p.stock, p.variant_count, ${shownPicture("f")} as cover, page.key::text as key,
      (select sum(v.on_hand)::integer from variants v where v.product_id = p.id and v.tracked) as on_hand,
      counted.total
    from page join products p on p.id = page.id left join pictures f on f.id = p.cover_id, counted
    order by page.key ${direction}, page.id ${direction}`;
  return { sql, bind };
}

function conditionsOf(filter: DeskFilter, value: (given: unknown) => string): string[] {
  const { status, stock, category, words } = filter;
  const conditions: string[] = [];
  if (status) conditions.push(`p.status = ${value(status)}`);
  if (stock) conditions.push(`p.stock = ${value(stock)}`);
  if (words) conditions.push(`p.words @@ public.search_query(${value(words)})`);
  if (category !== undefined) {
    conditions.push(
      `p.id in (select pc.product_id from product_categories pc where pc.category_id = ${value(category)})`,
    );
  }
  return conditions;
}
