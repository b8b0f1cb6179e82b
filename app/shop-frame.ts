import NodeCache from "node-cache";
import type { Signal } from "../db/signals.ts";
import { Category, type CategoryRow } from "./models/store/category.ts";
import { MenuItem, type MenuItemRow } from "./models/store/menu-item.ts";
import { Settings, type SettingsRow } from "./models/store/settings.ts";
import type { ShopLinks } from "./urls.ts";

/** What surrounds every page of a shop, as it stands in the database. */
export interface ShopContents {
  settings: SettingsRow;
  categories: readonly CategoryRow[];
  menu: readonly MenuItemRow[];
}

export interface MenuLink {
  label: string;
  href: string;
  current: boolean;
  children: MenuLink[];
}

export interface CategoryNode {
  slug: string;
  name: string;
  href: string;
  current: boolean;
  children: CategoryNode[];
}

/** The same, with links for one visit. */
export interface ShopFrame extends SettingsRow {
  mainMenu: MenuLink[];
  footerMenu: MenuLink[];
  categories: CategoryNode[];
}

const kept = new NodeCache({ stdTTL: 60, useClones: false, checkperiod: 30 });
const generations = new Map<number, number>();
const mostKept = 5_000;

/** Reads what surrounds a store's pages. Call inside its unit of work; no query when kept from before. */
export async function readContents(storeId: number): Promise<ShopContents> {
  const known = keptContents(storeId);
  if (known) return known;

  const begun = generations.get(storeId) ?? 0;
  const [settings, tree, menu] = await Promise.all([
    Settings.current(),
    Category.tree(),
    MenuItem.inOrder(),
  ]);
  const contents = Object.freeze({ settings, categories: withoutLoops(tree), menu });
  if (begun === (generations.get(storeId) ?? 0)) keep(storeId, contents);
  return contents;
}

/** What is kept, for pages that may not ask the database, such as error pages. */
export function keptContents(storeId: number): ShopContents | undefined {
  return kept.get<ShopContents>(storeId);
}

/** Forgets what a change of a shop's content makes untrue; id 0 stands for every store. */
export function forgetContents({ id }: Pick<Signal, "id">): void {
  if (id === 0) {
    for (const each of generations.keys()) bump(each);
    kept.flushAll();
  } else {
    bump(id);
    kept.del(id);
  }
}

/** Puts links on the contents, and marks where the visitor is. */
export function frameFor(contents: ShopContents, links: ShopLinks, here: string): ShopFrame {
  const menu = (name: string) => menuLinks(contents.menu, name, null, links, here);
  return {
    ...contents.settings,
    mainMenu: menu("main"),
    footerMenu: menu("footer"),
    categories: categoryNodes(contents.categories, null, links, here),
  };
}

/** Every walk along the tree ends: a row above which there is no top, or none at all, becomes one itself. */
function withoutLoops(rows: CategoryRow[]): CategoryRow[] {
  const parents = new Map(rows.map((row) => [row.id, row.parent_id]));
  return rows.map((row) =>
    row.parent_id === null || climbsFrom(row.id, parents) ? row : { ...row, parent_id: null },
  );
}

/** Whether the parent of a row is there, and no way up leads back to the row. */
function climbsFrom(id: number, parents: ReadonlyMap<number, number | null>): boolean {
  const above = new Set<number | null | undefined>();
  let at = parents.get(id);
  if (at === undefined || at === null || !parents.has(at)) return false;
  while (at !== null && at !== undefined && !above.has(at)) {
    above.add(at);
    at = parents.get(at);
  }
  return !above.has(id);
}

function keep(storeId: number, contents: ShopContents): void {
  if (kept.getStats().keys >= mostKept) kept.flushAll();
  kept.set(storeId, contents);
  generations.set(storeId, generations.get(storeId) ?? 0);
}

function bump(id: number): void {
  generations.set(id, (generations.get(id) ?? 0) + 1);
}

function categoryNodes(
  rows: readonly CategoryRow[],
  parent: number | null,
  links: ShopLinks,
  here: string,
): CategoryNode[] {
  return rows
    .filter((row) => row.parent_id === parent)
    .map((row) => {
      const href = links.category(row.slug);
      const children = categoryNodes(rows, row.id, links, here);
      return { slug: row.slug, name: row.name, href, current: href === here, children };
    });
}

function menuLinks(
  rows: readonly MenuItemRow[],
  menu: string,
  parent: number | null,
  links: ShopLinks,
  here: string,
): MenuLink[] {
  return rows
    .filter((row) => row.menu === menu && row.parent_id === parent)
    .map((row) => {
      const href = hrefOf(row, links);
      const children = menuLinks(rows, menu, row.id, links, here);
      return { label: row.label, href, current: href === here, children };
    });
}

function hrefOf({ kind, target }: MenuItemRow, links: ShopLinks): string {
  if (kind === "home") return links.home();
  if (kind === "products") return links.products();
  if (kind === "url") return urlOf(target, links);
  return links[kind](target);
}

/** An address elsewhere, or a path of this shop; nothing that a browser would run. */
function urlOf(target: string, links: ShopLinks): string {
  if (/^https?:\/\//i.test(target)) return target;
  return /^\/(?![/\\])/.test(target) ? links.at(target) : links.home();
}
