import type { DaySales } from "../../models/store/desk/sales.ts";

const day = 24 * 3_600_000;

/** How long a look back may be, and how many days stand behind one point of its chart. */
export const periods = {
  "7": { label: "7 days", days: 7, step: 1 },
  "30": { label: "30 days", days: 30, step: 1 },
  "90": { label: "90 days", days: 91, step: 7 },
  year: { label: "A year", days: 364, step: 28 },
} as const;

export type PeriodName = keyof typeof periods;

/** A stretch of whole days in UTC, today the last, and the one of the same length before it. */
export interface Period {
  name: PeriodName;
  from: Date;
  before: Date;
  to: Date;
}

/** The period that an address asks for; 30 days for anything that it cannot. */
export function periodOf(asked: unknown, now = new Date()): Period {
  const name = Object.keys(periods).find((each) => each === asked) as PeriodName | undefined;
  const { days } = periods[name ?? "30"];
  const to = new Date(Math.floor(now.getTime() / day) * day + day);
  const from = new Date(to.getTime() - days * day);
  return { name: name ?? "30", from, to, before: new Date(from.getTime() - days * day) };
}

export interface Stretch {
  from: Date;
  /** The first day after it. */
  to: Date;
  orders: number;
  sales: number;
  ordersBefore: number;
  salesBefore: number;
}

/** Adds days up to the points of the period's chart, each beside the one a period earlier. */
export function stretchesOf({ name, from, before }: Period, sales: readonly DaySales[]): Stretch[] {
  const { days, step } = periods[name];
  const byDay = new Map(sales.map((each) => [each.day, each]));
  const sumFrom = (start: Date, offset: number) => {
    const found = Array.from({ length: step }, (_, index) =>
      byDay.get(new Date(start.getTime() + (offset + index) * day).toISOString().slice(0, 10)),
    );
    return {
      orders: found.reduce((sum, each) => sum + (each?.orders ?? 0), 0),
      sales: found.reduce((sum, each) => sum + (each?.sales ?? 0), 0),
    };
  };
  return Array.from({ length: days / step }, (_, index) => {
    const [now, then] = [sumFrom(from, index * step), sumFrom(before, index * step)];
    return {
      from: new Date(from.getTime() + index * step * day),
      to: new Date(from.getTime() + (index + 1) * step * day),
      ...now,
      ordersBefore: then.orders,
      salesBefore: then.sales,
    };
  });
}
