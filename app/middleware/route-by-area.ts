import type Router from "@koa/router";
import type { Middleware } from "koa";
import { admin } from "../admin/routes.ts";
import type { AnyContext, Area, Next } from "../context.ts";
import { dashboard } from "../dashboard/routes.ts";
import { platform } from "../platform/routes.ts";
import { storefront } from "../storefront/routes.ts";

// Each area's router sees only its own requests: a route of the dashboard cannot answer on a shop's host.
const routers: Partial<Record<Area, Middleware>> = {
  platform: into(platform),
  admin: into(admin),
  dashboard: into(dashboard),
  storefront: into(storefront),
};

/** Hands the request to the router of the area for which it came. */
export async function routeByArea(ctx: AnyContext, next: Next): Promise<unknown> {
  const router = ctx.state.area && routers[ctx.state.area];
  return router ? router(ctx as never, next as never) : next();
}

/** What a router knows by another method only is a 405. */
function into<State>(router: Router<State>): Middleware {
  const routes = router.routes() as Middleware;
  const allowed = router.allowedMethods() as Middleware;
  return (ctx, next) => allowed(ctx, () => routes(ctx, next));
}
