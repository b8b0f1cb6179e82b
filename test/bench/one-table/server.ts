import etag from "@koa/etag";
import Router from "@koa/router";
import Koa from "koa";
import compress from "koa-compress";
import conditional from "koa-conditional-get";
import { config } from "../../../app/config.ts";
import type { RequestState, StoreContext, StoreState } from "../../../app/context.ts";
import { answerHealth } from "../../../app/middleware/answer-health.ts";
import { catchErrors } from "../../../app/middleware/catch-errors.ts";
import { measure } from "../../../app/middleware/measure.ts";
import { protect } from "../../../app/middleware/protect.ts";
import { renderView } from "../../../app/middleware/render-view.ts";
import { resolveStore } from "../../../app/middleware/resolve-store.ts";
import { serveAssets } from "../../../app/middleware/serve-assets.ts";
import { type ListingScope, readChoice } from "../../../app/storefront/choice.ts";
import { listingOf } from "../../../app/storefront/listing.ts";
import { showPage } from "../../../app/storefront/page.ts";
import { serve } from "../serve.ts";
import { countAll, findNewest } from "./catalogue.ts";
import { readContents } from "./contents.ts";

// The same page as the product's, on one set of tables for all stores: no transaction, no role. Only
// looking up a store, which is kept, goes the product's way.
const router = new Router<StoreState>();
router.get("/shop/products", index);

const server = new Koa<RequestState>();
server.use(answerHealth);
server.use(protect);
server.use(compress({ threshold: 1024 }));
server.use(conditional());
server.use(etag());
server.use(catchErrors);
server.use(measure);
server.use(serveAssets);
server.use(renderView);
server.use(resolveStore);
server.use(router.routes() as never);
serve(server, config.PORT);

async function index(ctx: StoreContext): Promise<void> {
  const { id } = ctx.state.store;
  const contents = await readContents(id);
  const action = ctx.state.links.products();
  const scope: ListingScope = { action, hidden: [], filter: {}, sort: "newest" };
  const choice = readChoice(ctx, contents, scope);
  const products = await findNewest(id, choice.page);
  const facets = await countAll(id, choice.paths);
  const listing = listingOf(contents, scope, choice, { products, facets });
  const facts = { title: "All products", canonical: "/shop/products" };
  showPage(ctx, contents, "storefront/products/index", facts, {
    heading: facts.title,
    lead: "",
    listing,
  });
}
