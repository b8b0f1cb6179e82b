import type { StoreContext } from "../context.ts";
import { findProducts } from "../models/store/catalogue.ts";
import { Category, type CategoryCard } from "../models/store/category.ts";
import type { ShopContents } from "../shop-frame.ts";
import { pathsOf } from "./category-tree.ts";
import { showPage } from "./page.ts";
import { organization } from "./structured-data.ts";

const firstEight = { size: 8, offset: 0 };

/** The first page of a shop: the sections that its theme names, with what they show. */
export async function home(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const { store } = ctx.state;
  const [featured, newest, categories] = await Promise.all([
    featuredOf(ctx),
    findProducts({}, "newest", firstEight),
    categoryCards(contents, null),
  ]);
  const facts = {
    title: store.name,
    description: contents.settings.tagline,
    canonical: "/",
    picture: store.theme.hero.picture,
    jsonLd: [organization(ctx, contents)],
  };
  showPage(ctx, contents, "storefront/home", facts, { featured, newest, categories });
}

/** The categories directly below one (or the top ones), with how many products each leads to. */
export async function categoryCards(
  contents: ShopContents,
  parent: number | null,
): Promise<CategoryCard[]> {
  const shown = contents.categories.filter((row) => row.parent_id === parent);
  const counts = await Category.counts(pathsOf(contents, shown));
  return shown.map((row) => ({ ...row, count: counts.get(row.id) ?? 0 }));
}

async function featuredOf({ state: { links } }: StoreContext) {
  const collection = await Category.featured();
  if (!collection) return null;
  const { id: collectionId, name: title, slug } = collection;
  const products = await findProducts({ collectionId }, "featured", firstEight);
  return { title, href: links.collection(slug), products };
}
