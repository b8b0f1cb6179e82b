import type { StoreContext } from "../context.ts";
import type { ShopContents } from "../shop-frame.ts";
import { categoryCards } from "./home.ts";
import { type ListingScope, listProducts, searchText } from "./listing.ts";
import { showPage } from "./page.ts";

/** Products by words; when none has them all, those that are spelt alike. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const q = searchText(ctx);
  const listing = q ? await listProducts(ctx, contents, scopeFor(ctx, q, { words: q })) : null;
  const corrected = listing?.total === 0 && nothingElseChosen(ctx);
  const shown = corrected
    ? await listProducts(ctx, contents, scopeFor(ctx, q, { like: q.toLowerCase() }))
    : listing;

  const title = q ? `Search: ${q}` : "Search";
  showPage(
    ctx,
    contents,
    "storefront/search/show",
    { title, canonical: "", robots: "noindex" },
    {
      q,
      listing: shown,
      corrected: corrected && shown !== null && shown.total > 0,
      suggestions: shown?.total ? [] : await categoryCards(contents, null),
    },
  );
}

function scopeFor(ctx: StoreContext, q: string, filter: ListingScope["filter"]): ListingScope {
  const hidden = [{ name: "q", value: q }];
  return { action: ctx.state.links.search(), hidden, filter, sort: "best" };
}

function nothingElseChosen(ctx: StoreContext): boolean {
  return Object.keys(ctx.query).every(
    (name) => name === "q" || name === "sort" || ctx.query[name] === "",
  );
}
