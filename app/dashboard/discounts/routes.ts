import { reading } from "../../context.ts";
import type { Allow } from "../routes.ts";
import { activate, destroy } from "./changes.ts";
import { compose, create, edit, update } from "./editor.ts";
import { index } from "./list.ts";

/** What can be done with discounts. Everybody may look; what they take off is for managers. */
export function addDiscountRoutes(allow: Allow): void {
  allow("get", "/discounts", "viewer", reading(index));
  allow("get", "/discounts/new", "manager", reading(compose));
  allow("post", "/discounts", "manager", create);
  allow("get", "/discounts/:id", "viewer", reading(edit));
  allow("post", "/discounts/:id", "manager", update);
  allow("post", "/discounts/:id/activity", "manager", activate);
  allow("post", "/discounts/:id/deletion", "manager", destroy);
}
