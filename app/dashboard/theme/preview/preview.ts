import { type DeskContext, param, type StoreContext } from "../../../context.ts";
import { NotFound } from "../../../errors.ts";
import { readContents } from "../../../shop-frame.ts";
import * as categories from "../../../storefront/categories.ts";
import { home } from "../../../storefront/home.ts";
import type { PageHandler } from "../../../storefront/page.ts";
import * as pages from "../../../storefront/pages.ts";
import * as products from "../../../storefront/products.ts";
import { nobody } from "../../../storefront/visitor.ts";
import { fontAddresses, sketchOf, type Theme, themeStylesheet } from "../../../themes.ts";
import { deskPath } from "../../desk.ts";
import { looksOf, workedOn } from "../looks.ts";
import { readForm, tokensOf } from "../theme-form.ts";
import { isPreviewKey, lookParameter, previewLinks, readLook } from "./address.ts";

/** The pages of the shop that a preview shows, by their paths below it. */
export const previewPages: readonly (readonly [string, PageHandler])[] = [
  ["", home],
  ["/shop/products", products.index],
  ["/shop/products/:slug", products.show],
  ["/shop/categories/:slug", categories.show],
  ["/shop/pages/:slug", pages.show],
];

/** For our own frames only; it runs nothing and sends nothing. */
const policy =
  "default-src 'self'; img-src 'self' data:; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/**
 * Makes a route's handler of a page of the shop, drawn in the draft: as it is saved, or with what was typed. Nothing is
 * kept.
 */
export function drawn(page: PageHandler): (ctx: DeskContext) => Promise<void> {
  return async (ctx) => {
    ctx.set("Content-Security-Policy", policy);
    refuseOldKey(ctx);
    const theme = await themeFor(ctx);
    const shop = asShopper(ctx, theme);
    await page(shop, await readContents(ctx.state.store.id));
    const { view } = shop.state;
    if (view)
      ctx.state.view = { ...view, values: { ...view.values, page: still(view.values.page) } };
  };
}

/** A look as a stylesheet. */
export async function stylesheet(ctx: DeskContext): Promise<void> {
  refuseOldKey(ctx);
  const look = readLook(ctx.query.look);
  if (!look) throw new NotFound();
  ctx.type = "text/css";
  ctx.body = themeStylesheet(look);
}

function refuseOldKey(ctx: DeskContext): void {
  if (isPreviewKey(ctx.state.store.id, param(ctx, "key"))) return;
  throw new NotFound("This preview has expired. Please open the theme's page again.");
}

async function themeFor(ctx: DeskContext): Promise<Theme> {
  const saved = workedOn(await looksOf(ctx));
  if (ctx.method === "POST") return sketchOf(tokensOf(readForm(ctx)), saved);
  return sketchOf({ ...saved, ...readLook(ctx.query.look) }, saved);
}

/** The request as the shop's own pages know it, of somebody who has never been there. */
function asShopper(ctx: DeskContext, theme: Theme): StoreContext {
  const { store, links } = ctx.state;
  const base = deskPath(ctx, `/theme/preview/${param(ctx, "key")}`);
  const inside = {
    ...previewLinks(links, base, lookParameter(theme)),
    fonts: () => fontAddresses(theme),
  };
  const state = {
    ...ctx.state,
    area: "storefront",
    mode: "path",
    store: { ...store, theme },
    links: inside,
    visitor: nobody,
  };
  const path = ctx.path.slice(`/theme/preview/${param(ctx, "key")}`.length) || "/";
  return Object.create(ctx, {
    state: { value: state },
    path: { value: path },
    cookies: { value: { get: () => undefined } },
  });
}

/** What the head of a page says, without scripts and without a word to search engines. */
function still(page: unknown) {
  return { ...Object(page), still: true, robots: "noindex", canonical: "", jsonLd: [] };
}
