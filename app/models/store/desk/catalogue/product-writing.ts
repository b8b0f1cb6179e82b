import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { StoredPicture } from "../../../../files/store-files.ts";
import { recordsOf, variantColumns } from "../../variant-columns.ts";
import type { DeskVariant, WholeProduct } from "./products.ts";

/** The columns of a product that its editor sets. */
export type ProductColumns = Pick<
  WholeProduct,
  | "slug"
  | "title"
  | "description"
  | "vendor"
  | "type"
  | "tags"
  | "status"
  | "option_names"
  | "seo_title"
  | "seo_description"
>;

/** A variant as the editor sends it; without an id it is a new one. Stock is changed by movements only. */
export type VariantColumns = Omit<DeskVariant, "id" | "on_hand" | "reserved"> & {
  id: number | null;
};

/** Makes a product of its columns; gives its id. */
export async function createProduct(columns: ProductColumns): Promise<number> {
  const names = Object.keys(columns);
  const [row] = await sequelize.query<{ id: number }>(
    `insert into products (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")}) returning id`,
    { bind: Object.values(columns), type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Making a product gave no row");
  return row.id;
}

/** Changes a product that still has this version. False when somebody was faster: then nothing is changed. */
export async function updateProduct(
  id: number,
  version: number,
  columns: ProductColumns,
): Promise<boolean> {
  const sets = Object.keys(columns).map((name, index) => `${name} = $${index + 3}`);
  const rows = await sequelize.query(
    `update products set ${sets.join(", ")}, version = version + 1, updated_at = now()
     where id = $1 and version = $2 returning id`,
    { bind: [id, version, ...Object.values(columns)], type: QueryTypes.SELECT },
  );
  return rows.length > 0;
}

const types = { id: "integer", ...variantColumns, low_mark: "integer", picture_id: "integer" };

/**
 * Makes a product's variants the ones given, in their order: those with an id stay the rows that they were, those without
 * are made, the others go. Gives all ids, in the order given.
 */
export async function setVariants(
  productId: number,
  variants: readonly VariantColumns[],
): Promise<number[]> {
  const kept = variants.flatMap(({ id }) => (id === null ? [] : [id]));
  await sequelize.query(
    "delete from variants where product_id = $1 and not (id = any ($2::integer[]))",
    { bind: [productId, kept] },
  );
  const rows = variants.map((variant, index) => rowOf(variant, index + 1));
  await setAsideOptions(productId, rows);
  await updateVariants(
    productId,
    rows.filter(({ id }) => id !== null),
  );
  await insertVariants(
    productId,
    rows.filter(({ id }) => id === null),
  );
  const saved = await sequelize.query<{ id: number }>(
    "select id from variants where product_id = $1 order by position, id",
    { bind: [productId], type: QueryTypes.SELECT },
  );
  return saved.map(({ id }) => id);
}

type Row = ReturnType<typeof rowOf>;

const names = Object.keys(types).filter((name) => name !== "id");
const given = recordsOf(types);
// A picture that is not the product's own is none.
const value = (name: string) =>
  name === "picture_id"
    ? "(select f.id from pictures f where f.id = g.picture_id and f.product_id = $1)"
    : `g.${name}`;

/** Two variants may change places: the values are unique within a product at every moment. */
async function setAsideOptions(productId: number, rows: readonly Row[]): Promise<void> {
  await sequelize.query(
    `update variants v set option1 = v.id::text, option2 = '', option3 = chr(1) from ${given}
     where v.id = g.id and v.product_id = $1
       and (v.option1, v.option2, v.option3) is distinct from (g.option1, g.option2, g.option3)`,
    { bind: [productId, JSON.stringify(rows)] },
  );
}

async function updateVariants(productId: number, rows: readonly Row[]): Promise<void> {
  await sequelize.query(
    `update variants v set ${names.map((name) => `${name} = ${value(name)}`).join(", ")} from ${given}
     where v.id = g.id and v.product_id = $1`,
    { bind: [productId, JSON.stringify(rows)] },
  );
}

async function insertVariants(productId: number, rows: readonly Row[]): Promise<void> {
  await sequelize.query(
    `insert into variants (product_id, ${names.join(", ")}) select $1, ${names.map(value).join(", ")} from ${given}`,
    { bind: [productId, JSON.stringify(rows)] },
  );
}

function rowOf({ options, ...variant }: VariantColumns, position: number) {
  const [option1, option2, option3] = options;
  return { ...variant, position, option1, option2, option3 };
}

/** Adds a picture behind those that a product has. */
export async function addPicture(
  productId: number,
  { file, width, height, colour }: StoredPicture,
  alt: string,
): Promise<void> {
  await sequelize.query(
    `insert into pictures (product_id, position, file, width, height, colour, alt)
     values ($1, (select coalesce(max(position), 0) + 1 from pictures where product_id = $1), $2, $3, $4, $5, $6)`,
    { bind: [productId, file, width, height, colour, alt] },
  );
}

/** Puts a product's pictures in this order with these texts, and takes the others away. */
export async function setPictures(
  productId: number,
  pictures: readonly { id: number; alt: string }[],
): Promise<void> {
  const rows = JSON.stringify(pictures.map((picture, index) => ({ ...picture, place: index + 1 })));
  const known = "json_to_recordset($2) as g (id integer, alt text, place integer)";
  await sequelize.query(
    `delete from pictures f where f.product_id = $1 and not exists (select from ${known} where g.id = f.id)`,
    { bind: [productId, rows] },
  );
  await sequelize.query(
    `update pictures f set alt = g.alt, position = g.place from ${known} where f.id = g.id and f.product_id = $1`,
    { bind: [productId, rows] },
  );
}

/** Puts a product into exactly these categories and collections; where it was already, it keeps its place. */
export async function setCategories(productId: number, ids: readonly number[]): Promise<void> {
  await sequelize.query(
    "delete from product_categories where product_id = $1 and not (category_id = any ($2::integer[]))",
    { bind: [productId, ids] },
  );
  await sequelize.query(
    `insert into product_categories (category_id, product_id, position)
     select c.id, $1, (select coalesce(max(position), 0) + 1 from product_categories where category_id = c.id)
     from categories c where c.id = any ($2::integer[]) on conflict do nothing`,
    { bind: [productId, ids] },
  );
}

/** A draft that is like a product in all but its address, its stock and its SKUs' stock. Gives its id. */
export async function copyProduct(id: number, slug: string, title: string): Promise<number> {
  const [row] = await sequelize.query<{ id: number }>(
    `insert into products (slug, title, description, vendor, type, tags, status, option_names, seo_title, seo_description, extra)
     select $2, $3, description, vendor, type, tags, 'draft', option_names, '', seo_description, extra
     from products where id = $1 returning id`,
    { bind: [id, slug, title], type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Copying a product gave no row");
  const bind = [id, row.id];
  await sequelize.query(
    `insert into pictures (product_id, position, file, width, height, colour, alt, source)
     select $2, position, file, width, height, colour, alt, source from pictures where product_id = $1`,
    { bind },
  );
  await sequelize.query(
    `insert into variants (product_id, position, option1, option2, option3, sku, barcode, price, compare_at_price, cost,
       tracked, backorder, low_mark, grams, weight_unit, ships, taxable, tax_code, extra, picture_id)
     select $2, v.position, v.option1, v.option2, v.option3, '', '', v.price, v.compare_at_price, v.cost,
       v.tracked, v.backorder, v.low_mark, v.grams, v.weight_unit, v.ships, v.taxable, v.tax_code, v.extra,
       (select f.id from pictures f join pictures old on old.id = v.picture_id
        where f.product_id = $2 and f.position = old.position and f.file is not distinct from old.file limit 1)
     from variants v where v.product_id = $1`,
    { bind },
  );
  await sequelize.query(
    `insert into product_categories (category_id, product_id, position)
     select category_id, $2, position from product_categories where product_id = $1`,
    { bind },
  );
  return row.id;
}
