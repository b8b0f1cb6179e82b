import { exponent } from "../money.ts";

/** Amounts of the old database, exactly: in trillionths, of which no currency knows any. */
const decimals = 12;

/** What can be read as a figure; the same in PostgreSQL, so that both sides add up the same rows. */
export const figurePattern = String.raw`^\s*-?[0-9]{1,12}(\.[0-9]+|,[0-9]{1,2})?\s*$`;

const figure = new RegExp(figurePattern);

/** A figure as trillionths; null for what is none. "19.999" and "19,99" are figures, "1,000" is not. */
export function exactly(text: string | null): bigint | null {
  if (text === null || !figure.test(text)) return null;
  const [whole = "0", fraction = ""] = text.trim().replace(",", ".").split(".");
  const digits = fraction.slice(0, decimals).padEnd(decimals, "0");
  const sign = whole.startsWith("-") ? -1n : 1n;
  return sign * (BigInt(whole.replace("-", "")) * 10n ** 12n + BigInt(digits));
}

/** A sum of figures as PostgreSQL writes it, as trillionths; nothing is 0. */
export function exactSum(text: string | null | undefined): bigint {
  const [whole = "0", fraction = ""] = (text ?? "0").replace("-", "").split(".");
  const amount =
    BigInt(whole) * 10n ** 12n + BigInt(fraction.slice(0, decimals).padEnd(decimals, "0"));
  return text?.startsWith("-") ? -amount : amount;
}

/** Trillionths of a major unit as minor units, halves away from zero. */
export function toMinorUnits(exact: bigint, currency: string): number {
  const unit = 10n ** BigInt(decimals - exponent(currency));
  const half = exact < 0n ? -unit / 2n : unit / 2n;
  return Number((exact + half) / unit);
}

/** Minor units as trillionths of a major unit. */
export function fromMinorUnits(amount: number | bigint, currency: string): bigint {
  return BigInt(amount) * 10n ** BigInt(decimals - exponent(currency));
}

/** Whole units as trillionths. */
export function fromUnits(units: number | bigint): bigint {
  return BigInt(units) * 10n ** BigInt(decimals);
}

/** Trillionths as people read them: no more decimals than there are. */
export function inWords(exact: bigint): string {
  const sign = exact < 0n ? "-" : "";
  const digits = String(exact < 0n ? -exact : exact).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals).replace(/0+$/, "");
  return `${sign}${digits.slice(0, -decimals)}${fraction ? `.${fraction}` : ""}`;
}

/** Yes or no as databases write it; undefined where it says neither. */
export function flagOf(text: string | null): boolean | undefined {
  const word = text?.trim().toLowerCase() ?? "";
  if (["t", "true", "1", "y", "yes", "on"].includes(word)) return true;
  return ["f", "false", "0", "n", "no", "off"].includes(word) ? false : undefined;
}

/** A moment as ISO 8601, times without a zone taken as UTC; null where there is none that can be kept. */
export function timeOf(text: string | null): string | null {
  const [, day = "", clock = "00:00:00", zone = ""] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)\d*(Z|[+-]\d\d(?::?\d\d)?)?)?$/.exec(
      text?.trim() ?? "",
    ) ?? [];
  if (!day) return null;
  const moment = `${day}T${clock}${zone.replace(/^([+-]\d\d)$/, "$1:00") || "Z"}`;
  return Number.isNaN(Date.parse(moment)) ? null : moment;
}

/** What a JSON, array or comma-separated column holds; [] for nothing. */
export function listOf(text: string | null): unknown[] {
  const value = jsonOf(text);
  if (Array.isArray(value)) return value;
  if (value !== undefined) return [value];
  return (text ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}

/** The fields of a JSON object; {} for anything else. */
export function recordOf(text: string | null): Record<string, unknown> {
  const value = jsonOf(text);
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function jsonOf(text: string | null): unknown {
  if (!/^\s*[[{"]/.test(text ?? "")) return undefined;
  try {
    const value: unknown = JSON.parse(text ?? "");
    return typeof value === "string" && /^\s*[[{]/.test(value) ? jsonOf(value) : value;
  } catch {
    return undefined;
  }
}
