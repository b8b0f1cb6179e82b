import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import * as menus from "./menus.ts";
import * as pages from "./pages.ts";

/** What a shop says beside its goods, and how one gets there. */
export function addPageRoutes(allow: Allow): void {
  allow("get", "/pages", "viewer", reading(pages.index));
  allow("post", "/pages", "manager", pages.add);
  allow("get", "/pages/new", "manager", reading(pages.create));
  allow("get", "/pages/menus", "viewer", reading(menus.index));
  allow("post", "/pages/menus", "manager", menus.add);
  allow("get", "/pages/menus/new", "manager", reading(menus.create));
  allow("get", "/pages/menus/:id", "manager", reading(menus.edit));
  allow("post", "/pages/menus/:id", "manager", menus.update);
  allow("post", "/pages/menus/:id/move", "manager", menus.move);
  allow("post", "/pages/menus/:id/remove", "manager", menus.remove);
  allow("post", "/pages/menus/:id/restore", "manager", menus.restore);
  allow("get", "/pages/:id", "manager", reading(pages.edit));
  allow("post", "/pages/:id", "manager", pages.update);
  allow("post", "/pages/:id/remove", "manager", pages.remove);
  allow("post", "/pages/:id/restore", "manager", pages.restore);
}
