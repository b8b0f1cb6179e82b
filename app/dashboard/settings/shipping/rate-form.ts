import type { DeskContext } from "../../../context.ts";
import { exponent, toMajorText } from "../../../money.ts";
import type { ShippingRate } from "../../../selling/shipping.ts";
import { Form } from "../../form.ts";

type Step = ShippingRate["steps"][number];
export type RateWish = Omit<ShippingRate, "id">;

const kinds = ["flat", "price", "weight"] as const;
const mostSteps = 20;
/** Empty rows below the bands that there are. */
const spare = 2;

/** Reads the form of a rate; amounts in the shop's currency, weights in kilograms. */
export function readRate(ctx: DeskContext, currency: string): { form: Form; wish: RateWish } {
  const form = new Form(ctx);
  const name = form.text("name", {
    most: 60,
    missing: "Please say what shoppers see, such as Standard.",
  });
  const kind = form.choice("kind", kinds, "Please choose how it is reckoned.") ?? "flat";
  const note = form.text("note", { most: 120 });
  const freeAbove = form.money("free_above", currency);
  const amount = form.money("amount", currency);
  if (kind === "flat" && amount === null) {
    form.refuse("amount", "Please say what it costs; 0 where it costs nothing.");
  }
  const bands = readBands(form, kind, currency);
  const steps = kind === "flat" ? [{ from: 0, amount }] : bands;
  return { form, wish: { name, kind, steps, freeAbove, note } };
}

/** What the form's fields hold of a rate as it is. */
export function typedOf(rate: RateWish, currency: string): Record<string, string> {
  const money = (amount: number | null) => (amount === null ? "" : toMajorText(amount, currency));
  const measured = (from: number) => (rate.kind === "weight" ? kilograms(from) : money(from));
  const steps = rate.kind === "flat" ? [] : rate.steps;
  return {
    name: rate.name,
    kind: rate.kind,
    note: rate.note,
    free_above: money(rate.freeAbove),
    amount: rate.kind === "flat" ? money(rate.steps[0]?.amount ?? null) : "",
    ...Object.fromEntries(steps.map(({ from }, at) => [`from${at}`, measured(from)])),
    ...Object.fromEntries(steps.map(({ amount }, at) => [`cost${at}`, money(amount)])),
  };
}

/** The rows of bands that a form shows for what was typed, with some that are empty. */
export function bandsFor(
  typed: Record<string, string>,
): { from: string; cost: string; at: number }[] {
  const used = Array.from({ length: mostSteps }, (_, at) => at).filter(
    (at) => typed[`from${at}`] || typed[`cost${at}`],
  );
  const rows = Math.min(mostSteps, (used.at(-1) ?? -1) + 1 + spare);
  return Array.from({ length: rows }, (_, at) => ({
    at,
    from: typed[`from${at}`] ?? "",
    cost: typed[`cost${at}`] ?? "",
  }));
}

function readBands(form: Form, kind: RateWish["kind"], currency: string): Step[] {
  const rows = Array.from({ length: mostSteps }, (_, at) => readBand(form, at, kind, currency));
  const bands = rows.filter((band) => band !== null);
  const offered = bands.some(({ amount }) => amount !== null);
  if (kind !== "flat" && !offered) {
    form.refuse("from0", "Please give at least one band, such as from 0.");
  }
  for (const [at, band] of rows.entries()) {
    const isSecond =
      band && bands.findIndex(({ from }) => from === band.from) !== bands.indexOf(band);
    if (isSecond) form.refuse(`from${at}`, "There is another band from here on.");
  }
  return bands.sort((a, b) => a.from - b.from);
}

function readBand(form: Form, at: number, kind: RateWish["kind"], currency: string): Step | null {
  const name = `from${at}`;
  const from = kind === "weight" ? form.decimal(name, 3) : form.money(name, currency);
  const amount = form.money(`cost${at}`, currency);
  if (from === null && amount === null) return null;
  if (from === null) {
    form.refuse(name, "From where on does this hold? The first band begins at 0.");
  }
  return { from: from ?? 0, amount };
}

function kilograms(grams: number): string {
  return String(grams / 1000);
}

/** How an amount is written in a currency, as an example for a field. */
export function exampleOf(currency: string): string {
  return toMajorText(490 * 10 ** Math.max(0, exponent(currency) - 2), currency);
}
