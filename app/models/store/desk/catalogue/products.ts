import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { ProductStatus, WeightUnit } from "../../../../catalogue/product-draft.ts";
import { type ShownPicture, shownPicture } from "../../picture.ts";

/** A variant as the desk edits it. Prices in minor units, weight in grams. */
export interface DeskVariant {
  id: number;
  options: [string, string, string];
  sku: string;
  barcode: string;
  price: number;
  compare_at_price: number | null;
  cost: number | null;
  tracked: boolean;
  backorder: boolean;
  on_hand: number;
  reserved: number;
  low_mark: number;
  grams: number;
  weight_unit: WeightUnit;
  ships: boolean;
  taxable: boolean;
  tax_code: string;
  picture_id: number | null;
}

export interface DeskPicture {
  id: number;
  alt: string;
  /** null where the file is missing: its source could not be fetched. */
  shown: ShownPicture | null;
}

/** A product as the desk edits it. */
export interface WholeProduct {
  id: number;
  version: number;
  slug: string;
  title: string;
  description: string;
  vendor: string;
  type: string;
  tags: string[];
  status: ProductStatus;
  published_at: string;
  option_names: string[];
  seo_title: string;
  seo_description: string;
  updated_at: string;
  variants: DeskVariant[];
  pictures: DeskPicture[];
  category_ids: number[];
}

const variantColumns = [
  ...["id", "sku", "barcode", "price", "compare_at_price", "cost", "tracked", "backorder"],
  ...["on_hand", "reserved", "low_mark", "grams", "weight_unit", "ships", "taxable", "tax_code"],
  "picture_id",
];

const wholeVariant = `json_build_object('options', array[v.option1, v.option2, v.option3],
  ${variantColumns.map((name) => `'${name}', v.${name}`).join(", ")})`;

/** A product with all that can be edited; undefined when there is none with this id. */
export async function wholeProduct(id: number): Promise<WholeProduct | undefined> {
  const [row] = await sequelize.query<WholeProduct>(
    `select p.id, p.version, p.slug, p.title, p.description, p.vendor, p.type, p.tags, p.status, p.published_at,
       p.option_names, p.seo_title, p.seo_description, p.updated_at,
       (select coalesce(json_agg(${wholeVariant} order by v.position, v.id), '[]')
         from variants v where v.product_id = p.id) as variants,
       (select coalesce(json_agg(json_build_object('id', f.id, 'alt', f.alt, 'shown', ${shownPicture("f")})
         order by f.position, f.id), '[]') from pictures f where f.product_id = p.id) as pictures,
       array(select category_id from product_categories where product_id = p.id order by category_id) as category_ids
     from products p where p.id = $1`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Whether a slug belongs to another product than this one (0 for a new one). */
export async function isSlugTaken(slug: string, id: number): Promise<boolean> {
  const rows = await sequelize.query("select 1 from products where slug = $1 and id <> $2", {
    bind: [slug, id],
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}

/** A slug that is free: this one, or with the next number behind it. */
export async function freeSlug(wanted: string): Promise<string> {
  const base = wanted.slice(0, 190).replace(/-$/, "");
  const rows = await sequelize.query<{ slug: string }>(
    "select slug from products where slug = $1 or slug ~ ('^' || $1 || '-[0-9]+$')",
    { bind: [base], type: QueryTypes.SELECT },
  );
  const taken = new Set(rows.map(({ slug }) => slug));
  if (!taken.has(base)) return base;
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}

/** The status of each of these products that there are, which are locked until the unit of work ends. */
export function lockProducts(
  ids: readonly number[],
): Promise<{ id: number; title: string; status: ProductStatus; version: number }[]> {
  return sequelize.query(
    "select id, title, status, version from products where id = any ($1::integer[]) order by id for no key update",
    { bind: [ids], type: QueryTypes.SELECT },
  );
}

/** Gives products another status. */
export async function setStatus(ids: readonly number[], status: ProductStatus): Promise<void> {
  await sequelize.query(
    `update products set status = $2, version = version + 1, updated_at = now() where id = any ($1::integer[])`,
    { bind: [ids, status] },
  );
}

/** Puts products into a category or collection, behind what is there. Gives the ids of those that were not in it. */
export async function addToCategory(ids: readonly number[], category: number): Promise<number[]> {
  const rows = await sequelize.query<{ product_id: number }>(
    `insert into product_categories (category_id, product_id, position)
     select c.id, p.id, (select coalesce(max(position), 0) from product_categories where category_id = c.id)
       + (row_number() over (order by p.id))::integer
     from products p, categories c where p.id = any ($1::integer[]) and c.id = $2
     on conflict do nothing returning product_id`,
    { bind: [ids, category], type: QueryTypes.SELECT },
  );
  return rows.map((row) => row.product_id);
}
