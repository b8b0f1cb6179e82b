import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import * as editor from "./edit.ts";
import { index, move, remove } from "./tree.ts";

/** What can be done with categories and collections: everybody looks, managers change. */
export function addCategoryRoutes(allow: Allow): void {
  allow("get", "/categories", "viewer", reading(index));
  allow("get", "/categories/new", "manager", reading(editor.compose));
  allow("post", "/categories/new", "manager", editor.create);
  allow("get", "/categories/:id", "viewer", reading(editor.show));
  allow("post", "/categories/:id", "manager", editor.update);
  allow("post", "/categories/:id/place", "manager", move);
  allow("post", "/categories/:id/removal", "manager", remove);
}
