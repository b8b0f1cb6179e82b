import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../../db/connection.ts";
import type { StoredPicture } from "../../../../files/store-files.ts";
import { type ShownPicture, shownPicture } from "../../picture.ts";

/** What a category or collection says of itself. */
export interface CategoryColumns {
  slug: string;
  name: string;
  description: string;
  parent_id: number | null;
  seo_title: string;
  seo_description: string;
}

/** A category or collection as the desk edits it. */
export interface DeskCategory extends CategoryColumns {
  id: number;
  kind: "category" | "collection";
  picture_id: number | null;
  picture: ShownPicture | null;
}

/** A category in the desk's tree. */
export interface ListedCategory {
  id: number;
  kind: DeskCategory["kind"];
  parent_id: number | null;
  name: string;
  /** Products in it, whatever their status; those below it not counted. */
  products: number;
  picture: ShownPicture | null;
}

/** Every category and collection, siblings in their order. */
export function listCategories(): Promise<ListedCategory[]> {
  return sequelize.query<ListedCategory>(
    `select c.id, c.kind, c.parent_id, c.name, ${shownPicture("f")} as picture,
       (select count(*)::integer from product_categories pc where pc.category_id = c.id) as products
     from categories c left join pictures f on f.id = c.picture_id order by c.kind, c.position, c.id`,
    { type: QueryTypes.SELECT },
  );
}

/** A category or collection; undefined when there is none with this id. `lock` keeps others away until the unit ends. */
export async function findCategory(
  id: number,
  { lock = false } = {},
): Promise<DeskCategory | undefined> {
  const [row] = await sequelize.query<DeskCategory>(
    `select c.id, c.kind, c.slug, c.name, c.description, c.parent_id, c.picture_id, c.seo_title, c.seo_description,
       ${shownPicture("f")} as picture
     from categories c left join pictures f on f.id = c.picture_id where c.id = $1${lock ? " for no key update of c" : ""}`,
    { bind: [id], type: QueryTypes.SELECT },
  );
  return row;
}

/** Whether a slug belongs to another category or collection than this one (0 for a new one). */
export async function isCategorySlugTaken(slug: string, id: number): Promise<boolean> {
  const rows = await sequelize.query("select 1 from categories where slug = $1 and id <> $2", {
    bind: [slug, id],
    type: QueryTypes.SELECT,
  });
  return rows.length > 0;
}

/** Makes one behind its siblings; gives its id. */
export async function makeCategory(
  kind: DeskCategory["kind"],
  columns: CategoryColumns,
): Promise<number> {
  const { slug, name, description, parent_id, seo_title, seo_description } = columns;
  const [row] = await sequelize.query<{ id: number }>(
    `insert into categories (kind, slug, name, description, parent_id, seo_title, seo_description, position)
     values ($1, $2, $3, $4, $5, $6, $7, (select coalesce(max(position), 0) + 1 from categories)) returning id`,
    {
      bind: [kind, slug, name, description, parent_id, seo_title, seo_description],
      type: QueryTypes.SELECT,
    },
  );
  if (!row) throw new Error("Making a category gave no row");
  return row.id;
}

/** Changes what one says of itself. */
export async function changeCategory(id: number, columns: CategoryColumns): Promise<void> {
  const { slug, name, description, parent_id, seo_title, seo_description } = columns;
  await sequelize.query(
    `update categories set slug = $2, name = $3, description = $4, parent_id = $5, seo_title = $6, seo_description = $7
     where id = $1`,
    { bind: [id, slug, name, description, parent_id, seo_title, seo_description] },
  );
}

/** Gives one a picture, or none; the picture that it had is forgotten. */
export async function setCategoryPicture(
  { id, name, picture_id }: Pick<DeskCategory, "id" | "name" | "picture_id">,
  picture: StoredPicture | null,
): Promise<void> {
  const bind = picture && [picture.file, picture.width, picture.height, picture.colour, name];
  const [row] = bind
    ? await sequelize.query<{ id: number }>(
        "insert into pictures (file, width, height, colour, alt) values ($1, $2, $3, $4, $5) returning id",
        { bind, type: QueryTypes.SELECT },
      )
    : [];
  await sequelize.query("update categories set picture_id = $2 where id = $1", {
    bind: [id, row?.id ?? null],
  });
  await sequelize.query("delete from pictures where id = $1 and product_id is null", {
    bind: [picture_id],
  });
}

/** Puts categories in this order. */
export async function arrangeCategories(ids: readonly number[]): Promise<void> {
  await sequelize.query(
    `update categories c set position = g.place from unnest($1::integer[]) with ordinality as g (id, place)
     where c.id = g.id and c.position <> g.place`,
    { bind: [ids] },
  );
}

/** Removes one: its products stay in the shop, and what is below it comes up to where it was. */
export async function removeCategory({
  id,
  parent_id,
  picture_id,
}: Pick<DeskCategory, "id" | "parent_id" | "picture_id">): Promise<void> {
  await sequelize.query("update categories set parent_id = $2 where parent_id = $1", {
    bind: [id, parent_id],
  });
  await sequelize.query("delete from categories where id = $1", { bind: [id] });
  await sequelize.query("delete from pictures where id = $1 and product_id is null", {
    bind: [picture_id],
  });
}

/** A product of a category, at its place there. */
export interface PlacedProduct {
  id: number;
  title: string;
  status: string;
}

/** How many products of a category can be put in order by hand. */
export const mostPlaced = 100;

/** The first products of a category, in their order. */
export function placedProducts(categoryId: number): Promise<PlacedProduct[]> {
  return sequelize.query<PlacedProduct>(
    `select p.id, p.title, p.status from product_categories pc join products p on p.id = pc.product_id
     where pc.category_id = $1 order by pc.position, p.published_at desc, p.id desc limit ${mostPlaced}`,
    { bind: [categoryId], type: QueryTypes.SELECT },
  );
}

/** Puts products of a category in this order, before all others of it, and takes some out of it. */
export async function placeProducts(
  categoryId: number,
  { order, out }: { order: readonly number[]; out: readonly number[] },
): Promise<void> {
  await sequelize.query(
    "delete from product_categories where category_id = $1 and product_id = any ($2::integer[])",
    { bind: [categoryId, out] },
  );
  await sequelize.query(
    `update product_categories pc set position = g.place
     from unnest($2::integer[]) with ordinality as g (id, place)
     where pc.category_id = $1 and pc.product_id = g.id and pc.position <> g.place`,
    { bind: [categoryId, order] },
  );
}
