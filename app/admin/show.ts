import { render, type StaffContext } from "../context.ts";
import type { PlatformActor } from "../models/shared/admin/events.ts";
import { frameOf } from "../staff/frame.ts";

const menu = [
  { label: "Shops", icon: "stores", href: "/admin/stores" },
  { label: "Usage", icon: "usage", href: "/admin/usage" },
  { label: "Domains", icon: "domains", href: "/admin/domains" },
  { label: "People", icon: "staff", href: "/admin/users" },
  { label: "Health", icon: "health", href: "/admin/health" },
  { label: "Log", icon: "log", href: "/admin/log" },
];

/** Names a view of the platform's rooms, with everything that its layout needs. `section` is the menu entry's address. */
export function showAdmin(
  ctx: StaffContext,
  view: string,
  { title, section }: { title: string; section: string },
  values: Record<string, unknown> = {},
): void {
  const { staff } = ctx.state;
  render(ctx, view, {
    store: null,
    staff,
    acting: staff.acting,
    menu: menu.map((entry) => ({ ...entry, current: entry.href === section })),
    ...frameOf(ctx, title),
    ...values,
  });
}

/** Who does something here, for the platform's log. */
export function actorOf({ state: { staff, visit } }: StaffContext): PlatformActor {
  return { id: staff.id, name: staff.name || staff.email, ip: visit.ip };
}
