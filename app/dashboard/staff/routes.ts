import type { Allow } from "../routes.ts";
import * as invitations from "./invitations.ts";
import * as people from "./people.ts";

/** Who works in the shop: its owners' business. */
export function addStaffRoutes(allow: Allow): void {
  allow("get", "/staff", "owner", people.index);
  allow("post", "/staff", "owner", invitations.create);
  allow("post", "/staff/:id/role", "owner", people.update);
  allow("post", "/staff/:id/remove", "owner", people.destroy);
  allow("post", "/staff/invitations/:id/resend", "owner", invitations.resend);
  allow("post", "/staff/invitations/:id/withdraw", "owner", invitations.destroy);
}
