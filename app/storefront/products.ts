import { param, type StoreContext } from "../context.ts";
import { findProducts } from "../models/store/catalogue.ts";
import { Category } from "../models/store/category.ts";
import { Product, type ShownProduct } from "../models/store/product.ts";
import { plainText } from "../rich-text.ts";
import type { ShopContents } from "../shop-frame.ts";
import { crumbsTo } from "./categories.ts";
import type { ListingScope } from "./choice.ts";
import { listProducts } from "./listing.ts";
import { leadOn } from "./moved.ts";
import { showPage } from "./page.ts";
import { breadcrumbList, productData } from "./structured-data.ts";
import { chooseVariant, optionChips, shownVariant } from "./variants.ts";

/** All products, or those of a collection. */
export async function index(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const { collection: asked } = ctx.query;
  return asked ? indexOf(ctx, contents, String(asked)) : indexAll(ctx, contents);
}

async function indexAll(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const scope: ListingScope = {
    action: ctx.state.links.products(),
    hidden: [],
    filter: {},
    sort: "newest",
  };
  const listing = await listProducts(ctx, contents, scope);
  const facts = { title: "All products", canonical: "/shop/products" };
  showPage(ctx, contents, "storefront/products/index", facts, {
    heading: facts.title,
    lead: "",
    listing,
  });
}

async function indexOf(ctx: StoreContext, contents: ShopContents, slug: string): Promise<void> {
  const collection = await Category.collection(slug);
  if (!collection) {
    const path = `/shop/products?collection=${slug}`;
    return leadOn(ctx, path, "This collection is not here any more.");
  }

  const { id, name: heading, description: lead } = collection;
  const hidden = [{ name: "collection", value: slug }];
  const action = ctx.state.links.products();
  const filter = { collectionId: id };
  const listing = await listProducts(ctx, contents, { action, hidden, filter, sort: "featured" });
  const facts = {
    title: heading,
    description: lead,
    canonical: `/shop/products?collection=${slug}`,
  };
  showPage(ctx, contents, "storefront/products/index", facts, { heading, lead, listing });
}

/** One product, with the variant that the visitor chose. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const product = await Product.shown(param(ctx, "slug"));
  if (!product) return leadOn(ctx, ctx.path, "This product is not here any more.");

  const variant = chooseVariant(product, ctx.query.variant);
  const shown = product.pictures.findIndex((picture) => picture.id === variant?.picture_id);
  const home = contents.categories.find(({ id }) => product.category_ids.includes(id));
  const breadcrumbs = crumbsTo(ctx, contents, home?.id, product.title);
  const facts = {
    title: product.seo_title || product.title,
    description: product.seo_description || plainText(product.description),
    canonical: `/shop/products/${product.slug}`,
    picture: product.pictures[0],
    type: "product" as const,
    jsonLd: [productData(ctx, contents, product), breadcrumbList(ctx, breadcrumbs)],
  };
  showPage(ctx, contents, "storefront/products/show", facts, {
    product,
    variant: variant ? shownVariant(variant, contents.settings.locale) : null,
    options: optionChips(product, variant, ctx.state.links.product(product.slug)),
    pictures: product.pictures,
    shown: Math.max(0, shown),
    breadcrumbs,
    related: await relatedTo(product),
  });
}

async function relatedTo(product: ShownProduct) {
  if (product.category_ids.length === 0) return [];
  const page = { size: 5, offset: 0 };
  const neighbours = await findProducts({ categoryIds: product.category_ids }, "newest", page);
  return neighbours.filter((other) => other.id !== product.id).slice(0, 4);
}
