import type Router from "@koa/router";
import type { StaffContext } from "../context.ts";
import { requireStaff } from "../staff/entering.ts";
import * as account from "./me/account.ts";
import * as factor from "./me/factor.ts";
import * as sessions from "./me/sessions.ts";
import * as shops from "./shops.ts";

type Room = (ctx: StaffContext) => Promise<void>;

/** What is for everybody who is signed in, outside of any shop. */
export function addRooms(platform: Router): void {
  const room = (method: "get" | "post", path: string, handler: Room) =>
    platform[method](path, requireStaff as never, handler as never);

  room("get", "/shops", shops.index);
  room("get", "/shops/new", shops.add);
  room("post", "/shops/new", shops.create);
  room("post", "/shops/:code/leave", shops.leave);
  room("get", "/me", account.show);
  room("post", "/me", account.rename);
  room("post", "/me/password", account.changePassword);
  room("post", "/me/verify", account.askAgain);
  room("post", "/me/sessions", sessions.end);
  room("get", "/me/factor", factor.show);
  room("post", "/me/factor", factor.create);
  room("post", "/me/factor/codes", factor.renew);
  room("post", "/me/factor/off", factor.destroy);
}
