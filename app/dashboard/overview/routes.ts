import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import { overview } from "./overview.ts";

export function addOverviewRoutes(allow: Allow): void {
  allow("get", "/dashboard", "viewer", reading(overview));
}
