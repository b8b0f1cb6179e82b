import { type AnyContext, render, type StaffContext } from "../context.ts";
import { frameOf } from "../staff/frame.ts";

/** Names a view for somebody who is not in yet: one card on an empty page. */
export function showDoor(
  ctx: AnyContext,
  view: string,
  title: string,
  values: Record<string, unknown> = {},
): void {
  ctx.set("Cache-Control", "private, no-store");
  render(ctx, view, { store: null, ...frameOf(ctx, title), ...values });
}

/** Names a view for somebody who is signed in, outside of any shop. `section` is the path of the menu's entry. */
export function showRoom(
  ctx: StaffContext,
  view: string,
  { title, section }: { title: string; section: string },
  values: Record<string, unknown> = {},
): void {
  const { staff } = ctx.state;
  const entries = [
    { label: "Shops", icon: "stores", href: "/shops" },
    { label: "Your account", icon: "person", href: "/me" },
  ];
  const menu = entries.map((entry) => ({ ...entry, current: entry.href === section }));
  render(ctx, view, { store: null, staff, acting: null, menu, ...frameOf(ctx, title), ...values });
}
