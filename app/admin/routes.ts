import Router from "@koa/router";
import { goTo, type StaffContext, type StaffState } from "../context.ts";
import { requireAdmin, requireStaff } from "../staff/entering.ts";
import * as acting from "./acting.ts";
import * as domains from "./domains.ts";
import * as health from "./health/health.ts";
import * as log from "./log.ts";
import * as moves from "./stores/moves.ts";
import * as openings from "./stores/opening.ts";
import * as renaming from "./stores/renaming.ts";
import * as stores from "./stores/stores.ts";
import * as usage from "./usage.ts";
import * as users from "./users.ts";

type Handler = (ctx: StaffContext) => Promise<void>;

/** Everything that the platform's own people can do. */
export const admin = new Router<StaffState>({ prefix: "/admin", strict: false });

admin.use(requireStaff as never, requireAdmin as never);

get("/", async (ctx) => goTo(ctx, "/admin/stores"));
get("/stores", stores.index);
get("/stores/new", openings.edit);
post("/stores/new", openings.create);
get("/stores/:code", stores.show);
post("/stores/:code/plan", moves.plan);
post("/stores/:code/suspend", moves.suspend);
post("/stores/:code/resume", moves.resume);
post("/stores/:code/trash", moves.trash);
post("/stores/:code/restore", moves.restore);
post("/stores/:code/drop", moves.drop);
post("/stores/:code/rename", renaming.rename);
post("/stores/:code/free", renaming.free);
post("/stores/:code/act", acting.begin);
post("/acting/end", acting.end);
get("/usage", usage.index);
get("/domains", domains.index);
get("/users", users.index);
get("/users/:id", users.show);
post("/users/:id/promote", users.promote);
post("/users/:id/demote", users.demote);
post("/users/:id/sign-out", users.signOut);
get("/health", health.show);
post("/health/errands/retry", health.retryAll);
post("/health/errands/:id/retry", health.retry);
get("/log", log.index);

function get(path: string, handler: Handler): void {
  admin.get(path, handler as never);
}

function post(path: string, handler: Handler): void {
  admin.post(path, handler as never);
}
