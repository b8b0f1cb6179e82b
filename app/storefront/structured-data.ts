import type { StoreContext } from "../context.ts";
import type { ShownProduct, ShownVariant } from "../models/store/product.ts";
import { toMajorText } from "../money.ts";
import { plainText } from "../rich-text.ts";
import type { ShopContents } from "../shop-frame.ts";
import { absolute } from "./page.ts";

export interface Crumb {
  label: string;
  /** Empty for the page itself, as `path`. */
  href: string;
  /** As the routes know it. */
  path: string;
}

const context = "https://schema.org";

/** The shop as search engines know it: schema.org/OnlineStore. */
export function organization(ctx: StoreContext, { settings }: ShopContents): object {
  const { store, links } = ctx.state;
  return {
    "@context": context,
    "@type": "OnlineStore",
    name: store.name,
    url: links.canonical("/"),
    ...(settings.email && { email: settings.email }),
    ...(settings.address && { address: settings.address }),
  };
}

/** schema.org/BreadcrumbList. */
export function breadcrumbList(ctx: StoreContext, crumbs: readonly Crumb[]): object {
  return {
    "@context": context,
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(({ label, path }, index) => ({
      "@type": "ListItem",
      position: index + 1,
      name: label,
      ...(path && { item: ctx.state.links.canonical(path) }),
    })),
  };
}

/** schema.org/Product with one Offer, or an AggregateOffer when there are several variants. */
export function productData(
  ctx: StoreContext,
  { settings }: ShopContents,
  product: ShownProduct,
): object {
  const { links } = ctx.state;
  return {
    "@context": context,
    "@type": "Product",
    name: product.title,
    description: plainText(product.description, 500),
    url: links.canonical(`/shop/products/${product.slug}`),
    image: product.pictures.map((picture) => absolute(ctx, links.picture(picture.file, 1200))),
    ...(product.vendor && { brand: { "@type": "Brand", name: product.vendor } }),
    ...(product.variants[0]?.sku && { sku: product.variants[0].sku }),
    ...(product.variants.length > 0 && { offers: offers(product.variants, settings.currency) }),
  };
}

function offers(variants: readonly ShownVariant[], currency: string): object {
  const prices = variants.map((variant) => variant.price);
  const available = variants.some((variant) => variant.stock !== "out");
  const availability = `${context}/${available ? "InStock" : "OutOfStock"}`;
  const shared = { priceCurrency: currency, availability };
  const lowest = toMajorText(Math.min(...prices), currency);
  if (variants.length === 1) return { "@type": "Offer", price: lowest, ...shared };
  return {
    "@type": "AggregateOffer",
    lowPrice: lowest,
    highPrice: toMajorText(Math.max(...prices), currency),
    offerCount: variants.length,
    ...shared,
  };
}
