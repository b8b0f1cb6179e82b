import type { DeskContext } from "../../context.ts";
import { deskPath, showDesk } from "../desk.ts";

const tabs = [
  { label: "Pages", path: "/pages" },
  { label: "Menus", path: "/pages/menus" },
] as const;

/** Names a view about pages or menus, below the tab to which it belongs. */
export function showPages(
  ctx: DeskContext,
  view: string,
  { title, tab }: { title: string; tab: (typeof tabs)[number]["label"] },
  values: Record<string, unknown>,
): void {
  const pagesTabs = tabs.map(({ label, path }) => ({
    label,
    href: deskPath(ctx, path),
    current: label === tab,
  }));
  showDesk(ctx, `dashboard/pages/${view}`, { title, section: "/pages" }, { pagesTabs, ...values });
}
