import type { StoreContext } from "../context.ts";
import { Page } from "../models/store/page.ts";
import { Product } from "../models/store/product.ts";
import type { ShopContents } from "../shop-frame.ts";
import { isPrimary } from "../urls.ts";

/** Every address that search engines are to know, on the primary host (sitemaps.org 0.9). */
export async function sitemap(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const products = await Product.addresses();
  const pages = await Page.addresses();
  const places: Place[] = [
    { path: "/" },
    { path: "/shop/products" },
    ...contents.categories.map(({ slug }) => ({ path: `/shop/categories/${slug}` })),
    ...pages.map(({ slug, updated_at }) => ({ path: `/shop/pages/${slug}`, changed: updated_at })),
    ...products.map(({ slug, updated_at }) => ({
      path: `/shop/products/${slug}`,
      changed: updated_at,
    })),
  ];
  const urls = places.map((place) => entry(ctx.state.links.canonical(place.path), place));
  ctx.type = "application/xml";
  ctx.body = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("\n")}
</urlset>
`;
}

interface Place {
  path: string;
  changed?: Date;
}

/** What crawlers may read (RFC 9309): only the primary address, and no filtered lists. */
export async function robots(ctx: StoreContext): Promise<void> {
  const { store, mode, visit, links } = ctx.state;
  const lines = isPrimary(store, mode, visit)
    ? [
        "Disallow: /*?*price_",
        "Disallow: /*?*option=",
        `Disallow: ${links.search()}`,
        `Sitemap: ${links.canonical("/sitemap.xml")}`,
      ]
    : ["Disallow: /"];
  ctx.type = "text/plain";
  ctx.body = `${["User-agent: *", ...lines].join("\n")}\n`;
}

function entry(address: string, { changed }: Place): string {
  const escaped = address.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const date = changed ? `<lastmod>${changed.toISOString().slice(0, 10)}</lastmod>` : "";
  return `<url><loc>${escaped}</loc>${date}</url>`;
}
