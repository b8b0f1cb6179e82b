import etag from "@koa/etag";
import Koa from "koa";
import compress from "koa-compress";
import conditional from "koa-conditional-get";
import type { RequestState } from "./context.ts";
import { log } from "./log.ts";
import { answerHealth } from "./middleware/answer-health.ts";
import { catchErrors } from "./middleware/catch-errors.ts";
import { measure } from "./middleware/measure.ts";
import { protect } from "./middleware/protect.ts";
import { readForm } from "./middleware/read-form.ts";
import { refuseForgery } from "./middleware/refuse-forgery.ts";
import { renderView } from "./middleware/render-view.ts";
import { resolveStore } from "./middleware/resolve-store.ts";
import { routeByArea } from "./middleware/route-by-area.ts";
import { serveAssets } from "./middleware/serve-assets.ts";

/** The whole way of a request, in order. Nothing else decides order. */
export function createServer(): Koa<RequestState> {
  const server = new Koa<RequestState>();
  server.use(protect); // headers that browsers obey
  server.use(answerHealth); // whatever the Host
  server.use(compress({ threshold: 1024 }));
  server.use(conditional());
  server.use(etag());
  server.use(catchErrors); // a throw below becomes a page that needs no query
  server.use(measure); // request id, one log line
  server.use(serveAssets); // files: no store, no database
  server.use(renderView); // draws after the handler's transaction has ended
  server.use(resolveStore); // host and path -> store, routing mode, clean path
  server.use(readForm);
  server.use(refuseForgery); // a form must come from a page of the same origin, and of the same session
  server.use(routeByArea); // storefront | platform; each route says what it needs of the database
  server.on("error", (error) => log.info({ err: error }, "the answer did not reach the visitor"));
  return server;
}
