import Router from "@koa/router";
import { type Handler, reading, type StoreState, writing } from "../context.ts";
import { addAccountRoutes } from "./account/routes.ts";
import * as cart from "./cart/cart.ts";
import * as categories from "./categories.ts";
import * as checkout from "./checkout/checkout.ts";
import { lookInside } from "./closed.ts";
import { favicon, stylesheet } from "./dress.ts";
import { home } from "./home.ts";
import * as orders from "./orders/orders.ts";
import * as payments from "./orders/payments.ts";
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
storefront.get("/shop/cart", reading(page(cart.show)));
storefront.post("/shop/cart", writing(page(cart.update)));
storefront.post("/shop/cart/lines", writing(page(cart.add)));
storefront.post("/shop/cart/lines/:variant/remove", writing(page(cart.remove)));
storefront.get("/shop/checkout", reading(page(checkout.show)));
storefront.post("/shop/checkout", checkout.create);
storefront.get("/shop/orders/:token/paid", payments.returned);
storefront.post("/shop/orders/:token/pay", payments.again);
storefront.post("/shop/webhooks/stripe", payments.webhook);
addAccountRoutes(storefront);
storefront.get("/shop/orders/:token", reading(page(orders.show)));
storefront.get("/shop/orders/:token/invoice.pdf", orders.invoice);
storefront.post("/shop/orders/:token/reorder", writing(orders.reorder));
storefront.get("/shop/inside", lookInside);
storefront.get("/sitemap.xml", reading(page(sitemap)));
storefront.get("/robots.txt", robots);
storefront.get("/theme.css", stylesheet);
storefront.get("/favicon.svg", favicon);

async function toHome(ctx: Parameters<Handler>[0]): Promise<void> {
  ctx.status = 301;
  ctx.redirect(ctx.state.links.home());
}
