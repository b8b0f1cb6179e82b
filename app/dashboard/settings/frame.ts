import type { DeskContext } from "../../context.ts";
import { deskPath, showDesk } from "../desk.ts";

const tabs = [
  { label: "General", path: "/settings" },
  { label: "Shipping", path: "/settings/shipping" },
  { label: "Taxes", path: "/settings/taxes" },
  { label: "Payments", path: "/settings/payments" },
  { label: "Mail texts", path: "/settings/mails" },
  { label: "Policies", path: "/settings/policies" },
] as const;

export type SettingsTab = (typeof tabs)[number]["label"];

/** Names a view of the settings, below the tab to which it belongs. */
export function showSettings(
  ctx: DeskContext,
  view: string,
  { title, tab }: { title: string; tab: SettingsTab },
  values: Record<string, unknown>,
): void {
  const shown = tabs.map(({ label, path }) => ({
    label,
    href: deskPath(ctx, path),
    current: label === tab,
  }));
  showDesk(
    ctx,
    `dashboard/settings/${view}`,
    { title, section: "/settings" },
    { settingsTabs: shown, ...values },
  );
}
