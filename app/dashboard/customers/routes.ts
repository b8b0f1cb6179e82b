import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import { erase, exportAll, update } from "./changes.ts";
import { download, index } from "./list.ts";
import { show } from "./show.ts";

/** What can be done with customers. What leaves the house as a file is for managers. */
export function addCustomerRoutes(allow: Allow): void {
  allow("get", "/customers", "viewer", reading(index));
  allow("get", "/customers/export.csv", "manager", download);
  allow("get", "/customers/:id", "viewer", reading(show));
  allow("post", "/customers/:id", "manager", update);
  allow("get", "/customers/:id/export.json", "manager", exportAll);
  allow("post", "/customers/:id/erasure", "manager", erase);
}
