import type { CartCounts } from "../../models/store/desk/sales.ts";
import type { SettingsRow } from "../../models/store/settings.ts";
import { formatMoney } from "../../money.ts";
import type { Stretch } from "./periods.ts";

export interface Figure {
  label: string;
  value: string;
  /** What it is beside the period before, in words; "" where nothing can be compared. */
  change: string;
  tone: "up" | "down" | "";
}

/** The few figures that a shopkeeper asks for first. */
export function figuresOf(
  stretches: readonly Stretch[],
  carts: CartCounts,
  { currency, locale }: SettingsRow,
): Figure[] {
  const sum = (key: "sales" | "salesBefore" | "orders" | "ordersBefore") =>
    stretches.reduce((total, stretch) => total + stretch[key], 0);
  const [sales, salesBefore, orders, ordersBefore] = [
    sum("sales"),
    sum("salesBefore"),
    sum("orders"),
    sum("ordersBefore"),
  ];
  const average = mean(sales, orders);
  const asMoney = (amount: number) => formatMoney(amount, currency, locale);
  const compared = (now: number, then: number) => comparison(now, then, locale);
  return [
    { label: "Sales", value: asMoney(sales), ...compared(sales, salesBefore) },
    { label: "Orders", value: orders.toLocaleString(locale), ...compared(orders, ordersBefore) },
    {
      label: "Average order",
      value: orders ? asMoney(average) : "–",
      ...compared(average, mean(salesBefore, ordersBefore)),
    },
    { label: "Carts that became orders", ...conversion(carts, locale) },
  ];
}

function conversion({ carts, ordered }: CartCounts, locale: string): Omit<Figure, "label"> {
  if (carts === 0) return { value: "–", change: "No carts in this time", tone: "" };
  return {
    value: percent(ordered / carts, locale),
    change: `${ordered.toLocaleString(locale)} of ${carts.toLocaleString(locale)} carts`,
    tone: "",
  };
}

function comparison(now: number, then: number, locale: string): Pick<Figure, "change" | "tone"> {
  if (then === 0) return { change: now === 0 ? "" : "None in the time before", tone: "" };
  const share = (now - then) / then;
  if (Math.abs(share) < 0.005) return { change: "As in the time before", tone: "" };
  const words = `${percent(Math.abs(share), locale)} ${share > 0 ? "more" : "less"} than before`;
  return { change: words, tone: share > 0 ? "up" : "down" };
}

function mean(sum: number, count: number): number {
  return count === 0 ? 0 : Math.round(sum / count);
}

function percent(share: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(
    share,
  );
}
