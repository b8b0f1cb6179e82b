import type { Allow } from "../routes.ts";
import * as domains from "./domains.ts";

/** Where a shop answers. */
export function addDomainRoutes(allow: Allow): void {
  allow("get", "/domains", "owner", domains.index);
  allow("post", "/domains", "owner", domains.add);
  allow("post", "/domains/:id/primary", "owner", domains.choose);
  allow("post", "/domains/:id/remove", "owner", domains.remove);
}
