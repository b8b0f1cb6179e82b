import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import * as editor from "./editor/edit.ts";
import { duplicate, move } from "./editor/moves.ts";
import { download } from "./files/download.ts";
import * as imports from "./files/imports.ts";
import { bulk, restore } from "./list/bulk.ts";
import { index } from "./list/list.ts";
import * as stock from "./stock/stock.ts";

/** What can be done with products: everybody looks, managers change. */
export function addProductRoutes(allow: Allow): void {
  allow("get", "/products", "viewer", reading(index));
  allow("post", "/products/bulk", "manager", bulk);
  allow("post", "/products/restore", "manager", restore);
  allow("get", "/products/new", "manager", reading(editor.compose));
  allow("post", "/products/new", "manager", editor.create);
  allow("get", "/products/export.csv", "manager", download);
  allow("get", "/products/imports", "manager", reading(imports.index));
  allow("post", "/products/imports", "manager", imports.create);
  allow("get", "/products/imports/:id", "manager", reading(imports.show));
  allow("post", "/products/imports/:id", "manager", imports.begin);
  allow("get", "/products/variants/:id/stock", "viewer", reading(stock.show));
  allow("post", "/products/variants/:id/stock", "manager", stock.adjust);
  allow("get", "/products/:id", "viewer", reading(editor.show));
  allow("post", "/products/:id", "manager", editor.update);
  allow("post", "/products/:id/status", "manager", move);
  allow("post", "/products/:id/copies", "manager", duplicate);
}
