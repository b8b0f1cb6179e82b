import { QueryTypes } from "sequelize";
import { sequelize } from "../../../db/connection.ts";
import type { ProductDraft, VariantDraft } from "../../catalogue/product-draft.ts";
import type { PictureRow } from "./picture.ts";
import { recordsOf, variantColumns } from "./variant-columns.ts";

/** A picture of a draft with its file, or without one where the source could not be fetched. */
export interface PlacedPicture
  extends Pick<PictureRow, "file" | "width" | "height" | "colour" | "alt"> {
  /** What the draft calls it: its variants name their picture so. */
  key: string;
  /** Where it was fetched from; "" when it came as a file. */
  source: string;
}

export interface SavedProduct {
  id: number;
  created: boolean;
}

/**
 * Writes a product by its slug: makes it, or makes the one that is there like the draft. Variants with
 * the same options and pictures from the same source stay the rows that they were; others go, unless
 * `keepOthers` asks to leave the other variants alone.
 */
export async function saveProduct(
  draft: ProductDraft,
  pictures: readonly PlacedPicture[],
  { keepOthers = false } = {},
): Promise<SavedProduct> {
  const saved = await saveRow(draft);
  await savePictures(saved.id, pictures);
  if (!keepOthers) await removeOtherVariants(saved.id, draft.variants);
  await saveVariants(saved.id, draft.variants, pictures);
  return saved;
}

/** The ids of those of these slugs that there are. */
export async function idsOf(slugs: readonly string[]): Promise<number[]> {
  const rows = await sequelize.query<{ id: number }>(
    "select id from products where slug = any ($1::text[])",
    { bind: [slugs], type: QueryTypes.SELECT },
  );
  return rows.map((row) => row.id);
}

/** The pictures that a product has already, so that they need not be fetched again. */
export function picturesOf(
  slug: string,
): Promise<Pick<PictureRow, "source" | "file" | "width" | "height" | "colour">[]> {
  return sequelize.query(
    `select f.source, f.file, f.width, f.height, f.colour
     from pictures f join products p on p.id = f.product_id where p.slug = $1`,
    { bind: [slug], type: QueryTypes.SELECT },
  );
}

async function saveRow(draft: ProductDraft): Promise<SavedProduct> {
  const columns = {
    slug: draft.slug,
    title: draft.title,
    description: draft.description,
    vendor: draft.vendor,
    type: draft.type,
    tags: draft.tags,
    status: draft.status,
    option_names: draft.optionNames,
    seo_title: draft.seoTitle,
    seo_description: draft.seoDescription,
    extra: JSON.stringify(draft.extra),
  };
  const names = Object.keys(columns);
  const [row] = await sequelize.query<SavedProduct>(
    `insert into products (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")})
     on conflict (slug) do update set updated_at = now(), version = products.version + 1,
       ${names.map((name) => `${name} = excluded.${name}`).join(", ")}
     returning id, xmax = 0 as created`,
    { bind: Object.values(columns), type: QueryTypes.SELECT },
  );
  if (!row) throw new Error("Saving a product gave no row");
  return row;
}

async function savePictures(productId: number, pictures: readonly PlacedPicture[]): Promise<void> {
  const rows = JSON.stringify(
    pictures.map((picture, index) => ({ ...picture, position: index + 1 })),
  );
  const given = `json_to_recordset($2) as g (key text, source text, file text, width integer, height integer,
    colour text, alt text, position integer)`;
  const same = "coalesce(nullif(f.source, ''), f.file) = coalesce(nullif(g.source, ''), g.file)";
  const bind = [productId, rows];
  await sequelize.query(
    `delete from pictures f where f.product_id = $1 and not exists (select from ${given} where ${same})`,
    { bind },
  );
  await sequelize.query(
    `update pictures f set position = g.position, alt = g.alt, file = g.file, width = g.width, height = g.height,
       colour = g.colour from ${given} where f.product_id = $1 and ${same}`,
    { bind },
  );
  await sequelize.query(
    `insert into pictures (product_id, position, file, width, height, colour, alt, source)
     select $1, g.position, g.file, g.width, g.height, g.colour, g.alt, g.source from ${given}
     where not exists (select from pictures f where f.product_id = $1 and ${same})`,
    { bind },
  );
}

async function removeOtherVariants(
  productId: number,
  variants: readonly VariantDraft[],
): Promise<void> {
  await sequelize.query(
    `delete from variants v where v.product_id = $1
     and json_build_array(v.option1, v.option2, v.option3)::jsonb not in (
       select o from jsonb_array_elements($2::jsonb) as o)`,
    { bind: [productId, JSON.stringify(variants.map((variant) => variant.options))] },
  );
}

async function saveVariants(
  productId: number,
  variants: readonly VariantDraft[],
  pictures: readonly PlacedPicture[],
): Promise<void> {
  const rows = JSON.stringify(
    variants.map((variant, index) => rowOf(variant, index + 1, pictures)),
  );
  const given = recordsOf({ ...variantTypes, picture: "text" });
  const names = Object.keys(variantTypes);
  await sequelize.query(
    `insert into variants (product_id, picture_id, ${names.join(", ")})
     select $1, (select f.id from pictures f where f.product_id = $1
       and coalesce(nullif(f.source, ''), f.file) = g.picture limit 1), ${names.map((name) => `g.${name}`).join(", ")}
     from ${given}
     on conflict (product_id, option1, option2, option3) do update
     set picture_id = excluded.picture_id, ${names.map((name) => `${name} = excluded.${name}`).join(", ")}`,
    { bind: [productId, rows] },
  );
}

const variantTypes = { ...variantColumns, on_hand: "integer", extra: "jsonb" };

function rowOf(variant: VariantDraft, position: number, pictures: readonly PlacedPicture[]) {
  const [option1, option2, option3] = variant.options;
  const picture = pictures.find(({ key }) => key === variant.picture);
  return {
    position,
    option1,
    option2,
    option3,
    sku: variant.sku,
    barcode: variant.barcode,
    price: variant.price,
    compare_at_price: variant.compareAtPrice,
    cost: variant.cost,
    tracked: variant.tracked,
    backorder: variant.backorder,
    on_hand: variant.onHand,
    grams: variant.grams,
    weight_unit: variant.weightUnit,
    ships: variant.ships,
    taxable: variant.taxable,
    tax_code: variant.taxCode,
    extra: variant.extra,
    picture: picture ? picture.source || picture.file : null,
  };
}
