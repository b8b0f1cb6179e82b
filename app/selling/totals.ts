import { portion, spread, sum } from "./spread.ts";

/** How one class of goods is taxed where an order goes to. */
export interface TaxRule {
  class: string;
  name: string;
  /** Millionths: 230000 is 23 %. */
  ppm: number;
  /** The prices contain it already; else it comes on top. */
  included: boolean;
}

/** What a discount code takes off: hundredths of a percent, minor units, or all of the shipping. */
export interface Reduction {
  kind: "percent" | "amount" | "shipping";
  value: number;
}

/** What is charged for, in minor units. */
export interface Charged {
  lines: readonly ChargedLine[];
  shipping: number;
  taxes: readonly TaxRule[];
  reduction: Reduction | null;
}

export interface ChargedLine {
  price: number;
  quantity: number;
  /** null for what is not taxed; a class without a rule is taxed as "standard". */
  taxClass: string | null;
}

export interface LineTotals {
  subtotal: number;
  discount: number;
  /** All tax of this line: what its price contains, or what comes on top. */
  tax: number;
  /** The part of `tax` that comes on top. */
  taxAdded: number;
  taxName: string;
  taxPpm: number;
  /** subtotal - discount + taxAdded */
  total: number;
}

/** One kind of tax of an order: how much of the total it is, and whether it came on top of the prices. */
export interface TaxSum {
  name: string;
  ppm: number;
  included: boolean;
  /** What it is charged on: goods and shipping after discounts, without this tax. */
  base: number;
  amount: number;
}

export interface Totals {
  lines: LineTotals[];
  subtotal: number;
  discount: number;
  shipping: number;
  shippingDiscount: number;
  shippingTax: number;
  /** The part of `shippingTax` that comes on top. */
  shippingTaxAdded: number;
  tax: number;
  taxAdded: number;
  taxes: TaxSum[];
  /** subtotal - discount + shipping - shippingDiscount + taxAdded; never below zero. */
  total: number;
}

/** An amount to tax, and the rule for it. */
interface Taxed {
  amount: number;
  rule: TaxRule | undefined;
}

/**
 * The one place where an order is added up: pure, in minor units of one currency. The lines (and the shipping) add up to
 * the totals, always. A discount on goods is spread over the lines by largest remainder. Tax is worked out once for
 * each kind, on everything that it is charged on, rounded half up, and then spread the same way: so a kind's tax is
 * its rate of its base, as an invoice has to show it.
 * @throws RangeError for figures below zero, not whole, or too large to be exact
 */
export function totalsOf({ lines, shipping, taxes, reduction }: Charged): Totals {
  const subtotals = lines.map(subtotalOf);
  const discount = goodsDiscount(sum(subtotals), reduction);
  const discounts = spread(discount, subtotals);
  const shippingDiscount = reduction?.kind === "shipping" ? shipping : 0;
  const taxed: Taxed[] = lines.map(({ taxClass }, place) => ({
    amount: at(subtotals, place) - at(discounts, place),
    rule: ruleFor(taxClass, taxes),
  }));
  taxed.push({ amount: shipping - shippingDiscount, rule: ruleFor("standard", taxes) });
  const { sums, shares } = taxesOf(taxed);
  const shippingTax = at(shares, lines.length);

  return addUp({
    lines: subtotals.map((subtotal, place) =>
      lineTotals(subtotal, at(discounts, place), at(shares, place), taxed[place]?.rule),
    ),
    shipping,
    shippingDiscount,
    shippingTax,
    shippingTaxAdded: addedOf(shippingTax, taxed.at(-1)?.rule),
    taxes: sums,
  });
}

/**
 * What a reduction takes off goods of a subtotal, never more than that. A percentage is rounded half up; free shipping
 * takes nothing off goods.
 */
export function goodsDiscount(subtotal: number, reduction: Reduction | null): number {
  if (reduction?.kind === "percent") {
    return Math.min(subtotal, portion(subtotal, reduction.value, 10_000));
  }
  return reduction?.kind === "amount" ? Math.min(subtotal, reduction.value) : 0;
}

function subtotalOf({ price, quantity }: ChargedLine): number {
  return portion(price, quantity, 1);
}

function ruleFor(taxClass: string | null, rules: readonly TaxRule[]): TaxRule | undefined {
  if (taxClass === null) return undefined;
  const named = (name: string) => rules.find((rule) => rule.class === name);
  return named(taxClass) ?? named("standard");
}

/** Every kind of tax with its sum, and the share of each taxed amount in the order given. */
function taxesOf(taxed: readonly Taxed[]): { sums: TaxSum[]; shares: number[] } {
  const shares = taxed.map(() => 0);
  const sums: TaxSum[] = [];
  for (const [rule, places] of byKind(taxed)) {
    const amounts = places.map((place) => taxed[place]?.amount ?? 0);
    const amount = taxOf(sum(amounts), rule);
    for (const [index, share] of spread(amount, amounts).entries()) {
      shares[places[index] ?? 0] = share;
    }
    const { name, ppm, included } = rule;
    sums.push({ name, ppm, included, base: sum(amounts) - (included ? amount : 0), amount });
  }
  return { sums: sums.sort(highestFirst), shares };
}

/** The places of all amounts above zero by the tax that is charged on them: classes of one name and rate are one tax. */
function byKind(taxed: readonly Taxed[]): [TaxRule, number[]][] {
  const kinds = new Map<string, [TaxRule, number[]]>();
  for (const [place, { amount, rule }] of taxed.entries()) {
    if (!rule || amount === 0) continue;
    const key = JSON.stringify([rule.name, rule.ppm, rule.included]);
    const [, places] = kinds.get(key) ?? [rule, []];
    kinds.set(key, [rule, [...places, place]]);
  }
  return [...kinds.values()];
}

function highestFirst(a: TaxSum, b: TaxSum): number {
  return b.ppm - a.ppm || a.name.localeCompare(b.name) || Number(b.included) - Number(a.included);
}

function taxOf(amount: number, { ppm, included }: TaxRule): number {
  return portion(amount, ppm, included ? 1_000_000 + ppm : 1_000_000);
}

function lineTotals(
  subtotal: number,
  discount: number,
  tax: number,
  rule: TaxRule | undefined,
): LineTotals {
  const taxAdded = addedOf(tax, rule);
  return {
    subtotal,
    discount,
    tax,
    taxAdded,
    taxName: rule?.name ?? "",
    taxPpm: rule?.ppm ?? 0,
    total: subtotal - discount + taxAdded,
  };
}

function addedOf(tax: number, rule: TaxRule | undefined): number {
  return rule?.included ? 0 : tax;
}

function addUp(
  parts: Omit<Totals, "subtotal" | "discount" | "tax" | "taxAdded" | "total">,
): Totals {
  const ofLines = (part: "subtotal" | "discount" | "tax" | "taxAdded" | "total") =>
    sum(parts.lines.map((line) => line[part]));
  const { shipping, shippingDiscount, shippingTax, shippingTaxAdded } = parts;
  return {
    ...parts,
    subtotal: ofLines("subtotal"),
    discount: ofLines("discount"),
    tax: sum([ofLines("tax"), shippingTax]),
    taxAdded: sum([ofLines("taxAdded"), shippingTaxAdded]),
    total: sum([ofLines("total"), shipping - shippingDiscount, shippingTaxAdded]),
  };
}

function at(figures: readonly number[], place: number): number {
  return figures[place] ?? 0;
}
