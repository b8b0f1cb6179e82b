import NodeCache from "node-cache";
import { QueryTypes } from "sequelize";
import type { CategoryRow } from "../../../app/models/store/category.ts";
import type { MenuItemRow } from "../../../app/models/store/menu-item.ts";
import { shownPicture } from "../../../app/models/store/picture.ts";
import type { SettingsRow } from "../../../app/models/store/settings.ts";
import type { ShopContents } from "../../../app/shop-frame.ts";
import { sequelize } from "./connection.ts";

const kept = new NodeCache({ stdTTL: 60, useClones: false, checkperiod: 30 });

/** What surrounds a store's pages, kept for as long as the product keeps it. */
export async function readContents(storeId: number): Promise<ShopContents> {
  const known = kept.get<ShopContents>(storeId);
  if (known) return known;

  const [settings] = await ask<SettingsRow>(storeId, settingsQuery);
  if (!settings) throw new Error(`Store ${storeId} has no settings`);
  const categories = await ask<CategoryRow>(storeId, categoriesQuery);
  const menu = await ask<MenuItemRow>(storeId, menuQuery);
  const contents = { settings, categories, menu };
  kept.set(storeId, contents);
  return contents;
}

const settingsQuery = `
  select currency, locale, tagline, announcement, email, address, country, tax_number
  from settings where store_id = $1`;

const categoriesQuery = `
  select c.id, c.parent_id, c.slug, c.name, c.description, c.seo_title, c.seo_description,
    ${shownPicture("f")} as picture
  from categories c left join pictures f on f.store_id = $1 and f.id = c.picture_id
  where c.store_id = $1 and c.kind = 'category' order by c.position, c.id`;

const menuQuery = `
  select id, menu, parent_id, position, label, kind, target
  from menu_items where store_id = $1 order by position, id`;

function ask<Row extends object>(storeId: number, sql: string): Promise<Row[]> {
  return sequelize.query<Row>(sql, { bind: [storeId], type: QueryTypes.SELECT });
}
