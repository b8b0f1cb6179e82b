import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import { index } from "./log.ts";

/** What was done in the shop, and by whom. */
export function addLogRoutes(allow: Allow): void {
  allow("get", "/log", "manager", reading(index));
}
