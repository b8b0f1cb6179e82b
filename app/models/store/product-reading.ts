import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import type { ProductDraft } from "../../catalogue/product-draft.ts";

/** A product as a draft; its pictures still have to be given addresses. */
export interface StoredProduct extends Omit<ProductDraft, "pictures"> {
  id: number;
  pictures: { source: string; file: string | null; alt: string }[];
}

/** How many products there are, whatever their status. */
export async function productCount(): Promise<number> {
  const [row] = await sequelize.query<{ count: number }>("select count(*) as count from products", {
    type: QueryTypes.SELECT,
  });
  return row?.count ?? 0;
}

/** The names of all further columns that products and variants brought along. */
export async function extraColumns(): Promise<string[]> {
  const rows = await sequelize.query<{ name: string }>(
    `select jsonb_object_keys(extra) as name from products
     union select jsonb_object_keys(extra) from variants order by name`,
    { type: QueryTypes.SELECT },
  );
  return rows.map((row) => row.name);
}

/** Products as drafts in order of their ids, at most `limit` after the id `after`: for the export. */
export function readProducts(after: number, limit: number): Promise<StoredProduct[]> {
  return sequelize.query<StoredProduct>(
    `select p.id, p.slug, p.title, p.description, p.vendor, p.type, p.tags, p.status, p.extra,
       p.seo_title as "seoTitle", p.seo_description as "seoDescription", p.option_names as "optionNames",
       (select coalesce(json_agg(json_build_object('source', f.source, 'file', f.file, 'alt', f.alt)
         order by f.position, f.id), '[]') from pictures f where f.product_id = p.id) as pictures,
       (select coalesce(json_agg(json_build_object('options', array[v.option1, v.option2, v.option3],
         'sku', v.sku, 'barcode', v.barcode, 'price', v.price, 'compareAtPrice', v.compare_at_price, 'cost', v.cost,
         'tracked', v.tracked, 'backorder', v.backorder, 'onHand', v.on_hand, 'grams', v.grams,
         'weightUnit', v.weight_unit, 'ships', v.ships, 'taxable', v.taxable, 'taxCode', v.tax_code, 'extra', v.extra,
         'picture', (select coalesce(nullif(f.source, ''), f.file) from pictures f where f.id = v.picture_id))
         order by v.position, v.id), '[]') from variants v where v.product_id = p.id) as variants
     from products p where p.id > $1 order by p.id limit $2`,
    { bind: [after, limit], type: QueryTypes.SELECT },
  );
}
