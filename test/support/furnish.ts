import { inStore } from "../../app/context.ts";
import { Category } from "../../app/models/store/category.ts";
import { MenuItem, type MenuItemRow } from "../../app/models/store/menu-item.ts";
import { Page } from "../../app/models/store/page.ts";
import { Picture } from "../../app/models/store/picture.ts";
import { Product } from "../../app/models/store/product.ts";
import { Settings, type SettingsRow } from "../../app/models/store/settings.ts";
import { forgetContents } from "../../app/shop-frame.ts";
import type { Shop } from "./shops.ts";

interface CategoryOptions {
  name?: string;
  parent?: number;
  kind?: "category" | "collection";
  /** Ids of products, in order. */
  holds?: number[];
}

/** Gives a shop a category or a collection; gives its id. */
export function addCategory(
  shop: Shop,
  slug: string,
  { name = slug, parent, kind = "category", holds = [] }: CategoryOptions = {},
): Promise<number> {
  return changing(shop, async () => {
    const row = await Category.create({ slug, name, kind, parent_id: parent ?? null });
    for (const [place, product] of holds.entries()) await Category.fill([row.id], product, place);
    return row.id;
  });
}

/** Puts a category below another one. */
export async function moveCategory(shop: Shop, id: number, parent: number): Promise<void> {
  await changing(shop, () => Category.update({ parent_id: parent }, { where: { id } }));
}

/** Gives a shop a page of text. */
export async function addPage(
  shop: Shop,
  slug: string,
  fields: Partial<{ title: string; body: string; seo_title: string; seo_description: string }> = {},
): Promise<void> {
  await changing(shop, () => Page.create({ slug, title: slug, body: "", ...fields }));
}

/** Gives a shop an entry of its main menu; gives its id. */
export async function addMenuItem(
  shop: Shop,
  item: Pick<MenuItemRow, "label" | "kind"> & Partial<MenuItemRow>,
): Promise<number> {
  const row = await changing(shop, () => MenuItem.create({ menu: "main", ...item }));
  return row.id;
}

/** Gives a product a picture, whose file need not be there. */
export async function addPicture(
  shop: Shop,
  productId: number,
  file: string,
  alt = "",
): Promise<void> {
  await changing(shop, () =>
    Picture.create({ product_id: productId, file, width: 1200, height: 900, alt }),
  );
}

/** Changes what a shop says about itself. */
export async function changeSettings(shop: Shop, settings: Partial<SettingsRow>): Promise<void> {
  await changing(shop, () => Settings.update(settings, { where: { id: true } }));
}

/** Changes columns of a product that no draft has, such as when it is published. */
export async function changeProduct(
  shop: Shop,
  id: number,
  columns: Partial<{ published_at: Date; status: "draft" | "active" | "archived"; slug: string }>,
): Promise<void> {
  await changing(shop, () => Product.update(columns, { where: { id } }));
}

/** Writes in the shop; this process, which hears no signals, forgets what it knew. */
async function changing<T>(shop: Shop, work: () => Promise<T>): Promise<T> {
  const result = await inStore(shop.id, "write", work);
  forgetContents(shop);
  return result;
}
