import type { DeskContext } from "../../../context.ts";
import type { TaxDraft } from "../../../models/store/selling/tax-rate.ts";
import { isCountry } from "../../../selling/address/countries.ts";
import { Form } from "../../form.ts";

const whole = 1_000_000;

/** Reads the form of a tax; its rate in percent, with up to four decimals. */
export function readTax(ctx: DeskContext): { form: Form; wish: TaxDraft } {
  const form = new Form(ctx);
  const country = form.text("country");
  if (country !== "*" && !isCountry(country)) form.refuse("country", "Please choose a country.");
  const ppm = form.decimal("rate", 4);
  if (ppm === null) form.refuse("rate", "Please give the rate in percent, such as 23.");
  if (ppm !== null && ppm > whole) form.refuse("rate", "A rate is 100 percent at most.");
  const wish = {
    country,
    class: form.text("class", { most: 40 }) || "standard",
    name: form.text("name", { most: 40, missing: "Please say what it is called, such as VAT." }),
    ppm: ppm ?? 0,
    included: form.text("included") !== "added",
  };
  return { form, wish };
}

/** What the form's fields hold of a tax as it is. */
export function typedOf(tax: TaxDraft): Record<string, string> {
  return {
    country: tax.country,
    class: tax.class,
    name: tax.name,
    rate: String(tax.ppm / 10_000),
    included: tax.included ? "included" : "added",
  };
}
