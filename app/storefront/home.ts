import type { StoreContext } from "../context.ts";
import { findProducts } from "../models/store/catalogue.ts";
import { Category, type CategoryCard } from "../models/store/category.ts";
import type { ShopContents } from "../shop-frame.ts";
import { pathsBelow } from "./listing.ts";
import { showPage } from "./page.ts";
import { organization } from "./structured-data.ts";

/** The first page of a shop: the sections that its theme names, with what they show. */
export async function home(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const { store, links } = ctx.state;
  const collection = await Category.featured();
  const featured = collection && {
    title: collection.name,
    href: links.collection(collection.slug),
    products: await findProducts({ collectionId: collection.id }, "featured", {
      size: 8,
      offset: 0,
    }),
  };
  const newest = await findProducts({}, "newest", { size: 8, offset: 0 });
  const facts = {
    title: store.name,
    description: contents.settings.tagline,
    canonical: "/",
    picture: store.theme.hero.picture,
    jsonLd: [organization(ctx, contents)],
  };
  showPage(ctx, contents, "storefront/home", facts, {
    featured,
    newest,
    categories: await categoryCards(contents, null),
  });
}

/** The categories directly below one (or the top ones), with how many products each leads to. */
export async function categoryCards(
  contents: ShopContents,
  parent: number | null,
): Promise<CategoryCard[]> {
  const counts = await Category.counts(pathsBelow(contents, parent));
  return contents.categories
    .filter((row) => row.parent_id === parent)
    .map((row) => ({ ...row, count: counts.get(row.id) ?? 0 }));
}
