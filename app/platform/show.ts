import { assetAddress } from "../assets.ts";
import { type AnyContext, render, type StaffContext } from "../context.ts";
import { formToken } from "../form-token.ts";
import { takeNotice } from "../notice.ts";

/** What every page here needs, whoever looks at it. */
function frame(ctx: AnyContext, title: string) {
  ctx.set("Cache-Control", "private, no-store");
  return {
    title,
    store: null,
    asset: assetAddress,
    at: (path: string) => path,
    notice: takeNotice(ctx),
    token: formToken(ctx),
  };
}

/** Names a view for somebody who is not in yet: one card on an empty page. */
export function showDoor(
  ctx: AnyContext,
  view: string,
  title: string,
  values: Record<string, unknown> = {},
): void {
  render(ctx, view, { ...frame(ctx, title), ...values });
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
  render(ctx, view, { ...frame(ctx, title), staff, acting: null, menu, ...values });
}
