import { param, type StoreContext } from "../context.ts";
import { Page } from "../models/store/page.ts";
import { plainText } from "../rich-text.ts";
import type { ShopContents } from "../shop-frame.ts";
import { crumbsTo } from "./categories.ts";
import { leadOn } from "./moved.ts";
import { showPage } from "./page.ts";
import { breadcrumbList } from "./structured-data.ts";

/** A page of text: about, shipping, privacy. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const content = await Page.withSlug(param(ctx, "slug"));
  if (!content) return leadOn(ctx, ctx.path, "This page is not here any more.");

  const breadcrumbs = crumbsTo(ctx, contents, undefined, content.title);
  const facts = {
    title: content.seo_title || content.title,
    description: content.seo_description || plainText(content.body),
    canonical: `/shop/pages/${content.slug}`,
    jsonLd: [breadcrumbList(ctx, breadcrumbs)],
  };
  showPage(ctx, contents, "storefront/pages/show", facts, { content, breadcrumbs });
}
