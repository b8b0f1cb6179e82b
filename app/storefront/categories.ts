import { param, type StoreContext } from "../context.ts";
import type { CategoryRow } from "../models/store/category.ts";
import { plainText } from "../rich-text.ts";
import type { ShopContents } from "../shop-frame.ts";
import { idsBelow } from "./category-tree.ts";
import { categoryCards } from "./home.ts";
import { listProducts } from "./listing.ts";
import { leadOn } from "./moved.ts";
import { showPage } from "./page.ts";
import { breadcrumbList, type Crumb } from "./structured-data.ts";

/** A category with its products and those of the categories below it. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const category = contents.categories.find((row) => row.slug === param(ctx, "slug"));
  if (!category) return leadOn(ctx, ctx.path, "This category is not here any more.");

  const listing = await listProducts(ctx, contents, {
    action: ctx.state.links.category(category.slug),
    hidden: [],
    filter: { categoryIds: idsBelow(contents, category.id) },
    sort: "newest",
    below: category,
  });
  const breadcrumbs = crumbsTo(ctx, contents, category.parent_id ?? undefined, category.name);
  const facts = {
    title: category.seo_title || category.name,
    description: category.seo_description || plainText(category.description),
    canonical: `/shop/categories/${category.slug}`,
    picture: category.picture,
    jsonLd: [breadcrumbList(ctx, breadcrumbs)],
  };
  const children = await categoryCards(contents, category.id);
  showPage(ctx, contents, "storefront/categories/show", facts, {
    category,
    breadcrumbs,
    children,
    listing,
  });
}

/** The way from home through the categories above to a page called `label`. */
export function crumbsTo(
  ctx: StoreContext,
  contents: ShopContents,
  categoryId: number | undefined,
  label: string,
): Crumb[] {
  const crumb = (name: string, path: string) => ({
    label: name,
    href: ctx.state.links.at(path),
    path,
  });
  const trail: Crumb[] = [];
  let row = contents.categories.find((each) => each.id === categoryId);
  while (row && trail.length < contents.categories.length) {
    trail.unshift(crumb(row.name, `/shop/categories/${row.slug}`));
    row = parentOf(contents, row);
  }
  return [crumb("Home", "/"), ...trail, { label, href: "", path: "" }];
}

function parentOf(contents: ShopContents, row: CategoryRow): CategoryRow | undefined {
  return contents.categories.find((each) => each.id === row.parent_id);
}
