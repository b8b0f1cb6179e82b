import { chartSizes, lineChart } from "../../charts/line-chart.ts";
import type { DeskContext } from "../../context.ts";
import { countOrders } from "../../models/store/desk/orders/listing.ts";
import {
  bestSellers,
  cartCounts,
  lowStock,
  salesByDay,
  setUp,
} from "../../models/store/desk/sales.ts";
import { Settings, type SettingsRow } from "../../models/store/settings.ts";
import { exponent } from "../../money.ts";
import { showDesk } from "../desk.ts";
import { checklistOf } from "./checklist.ts";
import { figuresOf } from "./figures.ts";
import { type Period, periodOf, periods, type Stretch, stretchesOf } from "./periods.ts";

/** How the shop is doing, and what there is to do. */
export async function overview(ctx: DeskContext): Promise<void> {
  const period = periodOf(ctx.query.period);
  const { from, to, before } = period;
  const [settings, sales, best, low, carts, counts, done] = await Promise.all([
    Settings.current(),
    salesByDay(before, to),
    bestSellers(from, to, 5),
    lowStock(6),
    cartCounts(from, to),
    countOrders(),
    setUp(),
  ]);
  const stretches = stretchesOf(period, sales);
  const most = Math.max(1, ...best.map(({ units }) => units));
  showDesk(
    ctx,
    "dashboard/overview/show",
    { title: "Overview", section: "/dashboard" },
    {
      currency: settings,
      tabs: tabsOf(period),
      figures: figuresOf(stretches, carts, settings),
      charts: stretches.some(isAny) ? chartsOf(stretches, settings) : [],
      rows: rowsOf(stretches, settings),
      best: best.map((each) => ({ ...each, share: Math.round((each.units / most) * 100) })),
      low,
      toShip: counts["to-ship"],
      toPay: counts["to-pay"],
      checklist: checklistOf(ctx, done),
    },
  );
}

function tabsOf({ name }: Period) {
  return Object.entries(periods).map(([value, { label }]) => ({
    label,
    href: `?period=${value}`,
    current: value === name,
    count: null,
  }));
}

function isAny({ sales, salesBefore }: Stretch): boolean {
  return sales > 0 || salesBefore > 0;
}

/** One for each size of screen. */
function chartsOf(stretches: readonly Stretch[], { currency, locale }: SettingsRow) {
  const points = stretches.map(({ from, sales, salesBefore }) => ({
    label: dayOf(from, locale),
    value: sales,
    before: salesBefore,
  }));
  const unit = 10 ** exponent(currency);
  const short = new Intl.NumberFormat(locale, {
    ...{ style: "currency", currency, notation: "compact" },
    ...{ minimumFractionDigits: 0, maximumFractionDigits: 1 },
  });
  return chartSizes.map((size) => {
    const chart = lineChart(points, { size, least: unit });
    const marks = chart.marks.map(({ value, y }) => ({ y, text: short.format(value / unit) }));
    return { ...chart, size, marks };
  });
}

function rowsOf(stretches: readonly Stretch[], { locale }: SettingsRow) {
  return stretches.map((stretch) => ({ ...stretch, label: spanOf(stretch, locale) }));
}

function spanOf({ from, to }: Stretch, locale: string): string {
  const last = new Date(to.getTime() - 1);
  const isOneDay = to.getTime() - from.getTime() <= 24 * 3_600_000;
  return isOneDay ? dayOf(from, locale) : `${dayOf(from, locale)} – ${dayOf(last, locale)}`;
}

function dayOf(moment: Date, locale: string): string {
  const options = { day: "numeric", month: "short", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, options).format(moment);
}
