import { type AnyContext, type DeskContext, goTo, render } from "../context.ts";
import { frameOf } from "../staff/frame.ts";
import { mayDo, type Role } from "../staff/roles.ts";
import { canonicalAddress } from "../urls.ts";

/** A page of the desk's menu. `needs` is what its route needs at least. */
interface MenuEntry {
  label: string;
  icon: string;
  path: string;
  needs: Role;
}

const menu: readonly MenuEntry[] = [
  { label: "Overview", icon: "home", path: "/dashboard", needs: "viewer" },
  { label: "Orders", icon: "orders", path: "/orders", needs: "viewer" },
  { label: "Products", icon: "products", path: "/products", needs: "viewer" },
  { label: "Customers", icon: "customers", path: "/customers", needs: "viewer" },
  { label: "Discounts", icon: "discounts", path: "/discounts", needs: "viewer" },
  { label: "Pages", icon: "pages", path: "/pages", needs: "viewer" },
  { label: "Theme", icon: "theme", path: "/theme", needs: "manager" },
  { label: "Domains", icon: "domains", path: "/domains", needs: "owner" },
  { label: "Staff", icon: "staff", path: "/staff", needs: "owner" },
  { label: "Settings", icon: "settings", path: "/settings", needs: "manager" },
  { label: "Log", icon: "log", path: "/log", needs: "manager" },
];

/** An address inside the desk of the shop, such as "/products/7". */
export function deskPath(ctx: AnyContext, path: string): string {
  return `/store/${ctx.state.store?.code ?? ctx.state.deskCode}${path}`;
}

/** Names a view of the desk, with everything that its layout needs. `section` is the path of the menu's entry. */
export function showDesk(
  ctx: DeskContext,
  view: string,
  { title, section }: { title: string; section: string },
  values: Record<string, unknown> = {},
): void {
  const { store, staff, role, links, visit } = ctx.state;
  const entries = menu.filter(({ needs }) => mayDo(role, needs));
  render(ctx, view, {
    store,
    staff,
    role,
    links,
    shop: canonicalAddress(store, visit, "/"),
    acting: staff.acting?.store === store.id ? staff.acting : null,
    menu: entries.map((entry) => ({
      ...entry,
      href: deskPath(ctx, entry.path),
      current: entry.path === section,
    })),
    workplaces: staff.workplaces.map((place) => ({
      ...place,
      href: `/store/${place.code}/dashboard`,
    })),
    may: {
      ship: mayDo(role, "fulfilment"),
      manage: mayDo(role, "manager"),
      own: mayDo(role, "owner"),
    },
    ...frameOf(ctx, title, (path) => deskPath(ctx, path)),
    ...values,
  });
}

/** Sends the browser on to a page of the desk, after a form. */
export function goOn(ctx: AnyContext, path: string): void {
  goTo(ctx, deskPath(ctx, path));
}
