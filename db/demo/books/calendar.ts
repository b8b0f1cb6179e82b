import type { DemoPast } from "../trade.ts";
import type { Chance } from "./chance.ts";

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

// Sunday first: people order most when the weekend is over.
const weekdays = [1.15, 1.1, 1, 0.95, 0.95, 0.85, 0.9];

// January first: presents before the winter, quiet afterwards and in the summer.
const months = [0.8, 0.85, 0.95, 1, 1.05, 0.95, 0.8, 0.8, 1, 1.1, 1.5, 1.6];

// By the hour of the shop's clock, midnight first.
const hours = [1, 0, 0, 0, 0, 1, 2, 4, 6, 7, 7, 7, 8, 7, 6, 6, 7, 8, 9, 11, 13, 12, 8, 4];

/** When the orders of the year up to `now` came in, the oldest first: more of them from month to month. */
export function orderTimes(chance: Chance, past: DemoPast, now: number): number[] {
  const last = localDay(now, past);
  const days = Array.from({ length: 366 }, (_, index) => last - 365 + index);
  const weights = days.map((date, index) => (1 + index / 365) * season(date));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return days
    .flatMap((date, index) => {
      const count = chance.count((past.orders * (weights[index] ?? 0)) / all);
      return Array.from({ length: count }, () => momentOf(chance, date, past));
    })
    .filter((time) => time < now - 5 * minute)
    .sort((a, b) => a - b);
}

/** When the shop's people get round to something that came up at `time`, `waits` working days later. */
export function nextShift(chance: Chance, time: number, past: DemoPast, waits = 0): number {
  const begun = localDay(time, past);
  const today = time < startOf(begun, past) + 12 * hour;
  let date = workingDay(today ? begun : begun + 1);
  for (let left = waits; left > 0; left -= 1) date = workingDay(date + 1);
  return startOf(date, past) + 14 * hour + chance.between(0, 150) * minute;
}

/** The morning of a working day, on the day of `time` or shortly before: when goods come in. */
export function morningBefore(time: number, past: DemoPast): number {
  let date = localDay(time, past);
  if (time < startOf(date, past) + 9 * hour) date -= 1;
  while (isWeekend(date)) date -= 1;
  return startOf(date, past) + 8.5 * hour;
}

function momentOf(chance: Chance, date: number, past: DemoPast): number {
  const clock = chance.weighted(hours.map((weight, index) => [index, weight] as const));
  return startOf(date, past) + clock * hour + chance.between(0, 3599) * 1000;
}

function season(date: number): number {
  const when = new Date(date * day);
  return (weekdays[when.getUTCDay()] ?? 1) * (months[when.getUTCMonth()] ?? 1);
}

function workingDay(date: number): number {
  return isWeekend(date) ? workingDay(date + 1) : date;
}

function isWeekend(date: number): boolean {
  return [0, 6].includes(new Date(date * day).getUTCDay());
}

function localDay(time: number, { clock }: DemoPast): number {
  return Math.floor((time + clock * hour) / day);
}

function startOf(date: number, { clock }: DemoPast): number {
  return date * day - clock * hour;
}
