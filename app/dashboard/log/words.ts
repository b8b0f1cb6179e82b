import { formatMoney } from "../../money.ts";

/** In what a shop reckons and writes. */
export interface Shop {
  currency: string;
  locale: string;
}

/** What differs in one respect; "" where there was, or is, nothing. */
export interface Difference {
  label: string;
  before: string;
  after: string;
}

type Side = Record<string, unknown> | null;

const longest = 160;
/** Amounts are kept in minor units. */
const money = /^(price|total|amount|refunded|cost|compare_?at_?price|subtotal|shipping)$/i;

/** "product.saved" as people say it: "Product saved". */
export function kindWords(kind: string): string {
  return words(kind);
}

/** "shipping-zone" as people say it: "Shipping zone". */
export function areaWords(area: string): string {
  return words(area);
}

/** What a deed changed, respect by respect; what it left as it was is not said. */
export function differences(before: Side, after: Side, shop: Shop): Difference[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({
      label: words(name),
      before: said(name, before?.[name], shop),
      after: said(name, after?.[name], shop),
    }))
    .filter((each) => each.before !== each.after);
}

/** Names in code, "compareAtPrice" or "tax_number", as words. */
function words(name: string): string {
  const plain = name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._-]+/g, " ")
    .toLowerCase()
    .trim();
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function said(name: string, value: unknown, shop: Shop): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "number") return figure(name, value, shop);
  const text = typeof value === "object" ? listed(value) : String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function figure(name: string, value: number, { currency, locale }: Shop): string {
  const isAmount = money.test(name) && Number.isSafeInteger(value);
  return isAmount ? formatMoney(value, currency, locale) : String(value);
}

function listed(value: object): string {
  const isPlain = Array.isArray(value) && value.every((each) => typeof each !== "object");
  return isPlain ? value.join(", ") : JSON.stringify(value);
}
