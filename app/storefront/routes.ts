import Router from "@koa/router";
import { type Handler, reading, type StoreState } from "../context.ts";
import * as categories from "./categories.ts";
import { favicon, stylesheet } from "./dress.ts";
import { home } from "./home.ts";
import { page } from "./page.ts";
import * as pages from "./pages.ts";
import * as products from "./products.ts";
import * as search from "./search.ts";
import { robots, sitemap } from "./seo.ts";

/** Everything that a shopper can ask for. Each route says what it needs of the database. */
export const storefront = new Router<StoreState>({ strict: false });

storefront.get("/", reading(page(home)));
storefront.get("/shop", toHome);
storefront.get("/shop/products", reading(page(products.index)));
storefront.get("/shop/products/:slug", reading(page(products.show)));
storefront.get("/shop/categories/:slug", reading(page(categories.show)));
storefront.get("/shop/search", reading(page(search.show)));
storefront.get("/shop/pages/:slug", reading(page(pages.show)));
storefront.get("/sitemap.xml", reading(page(sitemap)));
storefront.get("/robots.txt", robots);
storefront.get("/theme.css", stylesheet);
storefront.get("/favicon.svg", favicon);

async function toHome(ctx: Parameters<Handler>[0]): Promise<void> {
  ctx.status = 301;
  ctx.redirect(ctx.state.links.home());
}
