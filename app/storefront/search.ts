import type { StoreContext } from "../context.ts";
import { findsAny, type ProductFilter } from "../models/store/catalogue.ts";
import type { ShopContents } from "../shop-frame.ts";
import { searchText } from "./choice.ts";
import { categoryCards } from "./home.ts";
import { listProducts } from "./listing.ts";
import { showPage, unlisted } from "./page.ts";

/** Products by words; when none has them all, those that are spelt alike. */
export async function show(ctx: StoreContext, contents: ShopContents): Promise<void> {
  const q = searchText(ctx);
  const literal = q !== "" && (await findsAny({ words: q }));
  const filter = literal ? { words: q } : { like: q };
  const listing = q ? await listFor(ctx, contents, q, filter) : null;

  const title = q ? `Search: ${q}` : "Search";
  showPage(ctx, contents, "storefront/search/show", unlisted(title), {
    q,
    listing,
    corrected: !literal && listing !== null && listing.total > 0,
    suggestions: listing?.total ? [] : await categoryCards(contents, null),
  });
}

function listFor(ctx: StoreContext, contents: ShopContents, q: string, filter: ProductFilter) {
  const hidden = [{ name: "q", value: q }];
  const scope = { action: ctx.state.links.search(), hidden, filter, sort: "best" as const };
  return listProducts(ctx, contents, scope);
}
