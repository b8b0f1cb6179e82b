import type { DeskContext } from "../context.ts";
import type { Actor } from "../models/store/audit.ts";

/** Who does something at the desk, for the shop's log: whoever acts for the platform is named as such. */
export function actorOf(ctx: DeskContext): Actor {
  const { staff, store, visit } = ctx.state;
  const name = staff.name || staff.email;
  const isActing = staff.acting?.store === store.id;
  return { id: staff.id, name: isActing ? `${name} (platform)` : name, ip: visit.ip };
}
