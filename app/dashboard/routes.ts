import Router from "@koa/router";
import type { DeskContext, DeskState } from "../context.ts";
import { enterDesk, requireRole, requireStaff } from "../staff/entering.ts";
import type { Role } from "../staff/roles.ts";
import { addCategoryRoutes } from "./categories/routes.ts";
import { addCustomerRoutes } from "./customers/routes.ts";
import { goOn } from "./desk.ts";
import { addDiscountRoutes } from "./discounts/routes.ts";
import { addDomainRoutes } from "./domains/routes.ts";
import { addLogRoutes } from "./log/routes.ts";
import { addOrderRoutes } from "./orders/routes.ts";
import { addOverviewRoutes } from "./overview/routes.ts";
import { addPageRoutes } from "./pages/routes.ts";
import { addProductRoutes } from "./products/routes.ts";
import { addSettingsRoutes } from "./settings/routes.ts";
import { addStaffRoutes } from "./staff/routes.ts";
import { addThemeRoutes } from "./theme/routes.ts";

type Method = "get" | "post";
type DeskHandler = (ctx: DeskContext) => Promise<void>;

export type Allow = typeof allow;

/** Everything that can be done at a shop's desk. Each route says who may, and what it needs of the database. */
export const dashboard = new Router<DeskState>({ strict: false });

/** What each route takes at least, as "get /products": a route that is not here is not declared. */
export const rights = new Map<string, Role>();

dashboard.use(requireStaff as never, enterDesk as never);

allow("get", "/", "viewer", async (ctx) => goOn(ctx, "/dashboard"));
addOverviewRoutes(allow);
addOrderRoutes(allow);
addProductRoutes(allow);
addCategoryRoutes(allow);
addPageRoutes(allow);
addSettingsRoutes(allow);
addThemeRoutes(allow);
addDomainRoutes(allow);
addStaffRoutes(allow);
addLogRoutes(allow);
addCustomerRoutes(allow);
addDiscountRoutes(allow);

/** Declares a route of the desk, and who may go there. */
export function allow(method: Method, path: string, needed: Role, handler: DeskHandler): void {
  rights.set(`${method} ${path}`, needed);
  dashboard[method](path, requireRole(needed) as never, handler as never);
}
