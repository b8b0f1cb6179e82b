import { QueryTypes } from "sequelize";
import type { Facets, ProductCard } from "../../../app/models/store/catalogue.ts";
import { shownPicture } from "../../../app/models/store/picture.ts";
import { sequelize } from "./connection.ts";

const visible = "p.store_id = $1 and p.status = 'active' and p.published_at <= now()";

const productsQuery = `
  select p.id, p.slug, p.title, p.vendor, p.price_min, p.price_max, p.stock, p.variant_count,
    case when p.variant_count = 1 then
      (select v.id from variants v where v.store_id = $1 and v.product_id = p.id limit 1) end as variant_id,
    case when p.compare_at_price > p.price_min then p.compare_at_price end as compare_at_price, ${shownPicture("f")} as cover
  from products p left join pictures f on f.store_id = $1 and f.id = p.cover_id
  where ${visible}
  order by p.published_at desc, p.id desc limit $2 offset $3`;

const facetsQuery = `
  with b as materialized (
    select p.id, p.price_min, p.choices, p.stock <> 'out' as available,
      true as in_category, (true) as in_price, true as in_stock
    from products p where ${visible})
  select n.*,
    (select coalesce(json_agg(row_to_json(g)), '[]') from (
      select d.ancestor as id, count(*) as count from (
        select distinct t.ancestor, b.id
        from b join product_categories pc on pc.store_id = $1 and pc.product_id = b.id
          join unnest($2::integer[], $3::integer[]) as t (ancestor, category) on t.category = pc.category_id
        where b.in_price and b.in_stock) d
      group by d.ancestor) g) as categories,
    (select coalesce(json_agg(row_to_json(g)), '[]') from (
      select o.choice, count(*) as count from b, unnest(b.choices) as o (choice)
      where b.in_category and b.in_price and b.in_stock group by o.choice order by o.choice) g) as choices
  from (
    select count(*) filter (where b.in_category and b.in_price and b.in_stock) as total,
      count(*) filter (where b.available and b.in_category and b.in_price) as "inStock",
      min(b.price_min) filter (where b.in_category and b.in_stock) as lowest,
      max(b.price_min) filter (where b.in_category and b.in_stock) as highest
    from b) n`;

/** The newest products of a store: what `findProducts` asks when nothing was chosen. */
export function findNewest(
  storeId: number,
  { size, offset }: { size: number; offset: number },
): Promise<ProductCard[]> {
  const bind = [storeId, size, offset];
  return sequelize.query<ProductCard>(productsQuery, { bind, type: QueryTypes.SELECT });
}

/** What they could be narrowed to: what `findFacets` asks when nothing was chosen. */
export async function countAll(
  storeId: number,
  paths: readonly { ancestor: number; category: number }[],
): Promise<Facets> {
  const ancestors = paths.map((path) => path.ancestor);
  const members = paths.map((path) => path.category);
  const bind = [storeId, ancestors, members];
  const [facets] = await sequelize.query<Facets>(facetsQuery, { bind, type: QueryTypes.SELECT });
  if (!facets) throw new Error("Counting gave no row");
  return facets;
}
