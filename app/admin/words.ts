import type { StoreState } from "../models/shared/store.ts";

const locale = "en-IE";
const number = new Intl.NumberFormat(locale);
const moments = new Intl.DateTimeFormat(locale, {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "UTC",
});
const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });

/** What the state of a shop is called, and in which tone. */
export const stateWords: Record<StoreState, { name: string; tone: string }> = {
  opening: { name: "Opening", tone: "quiet" },
  open: { name: "Open", tone: "good" },
  suspended: { name: "Suspended", tone: "warn" },
  trashed: { name: "In the trash", tone: "bad" },
};

/** A number as people read it: "12,300". */
export function count(value: number): string {
  return number.format(value);
}

/** Bytes as people read them: "1.2 GB". */
export function size(bytes: number): string {
  const units = ["kilobyte", "megabyte", "gigabyte", "terabyte"];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3) - 1));
  const value = bytes / 1_000 ** (step + 1);
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[step] ?? "kilobyte",
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** A moment to the minute: "23 Nov 2026, 18:29 UTC". */
export function moment(when: Date | string): string {
  return `${moments.format(new Date(when))} UTC`;
}

/** A day: "23 Nov 2026". */
export function day(when: Date | string): string {
  return days.format(new Date(when));
}

/** A time that may be short, from milliseconds: "0.4 s". */
export function seconds(milliseconds: number): string {
  const value = milliseconds / 1_000;
  return `${value.toLocaleString(locale, { maximumFractionDigits: value < 10 ? 1 : 0 })} s`;
}

/** How long something takes or took, from seconds: "4 minutes". */
export function duration(seconds: number): string {
  const steps = [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const;
  const [unit, length] = steps.find(([, each]) => seconds >= each) ?? (["second", 1] as const);
  const value = Math.floor(seconds / length);
  return `${number.format(value)} ${unit}${value === 1 ? "" : "s"}`;
}
