import type { DeskContext } from "../../../context.ts";
import { countries, isCountry } from "../../../selling/address/countries.ts";
import type { ShippingZoneRow } from "../../../selling/shipping.ts";
import { Form } from "../../form.ts";
import { placesOf } from "./words.ts";

/** A zone as it is to be. */
export interface ZoneWish {
  name: string;
  countries: string[];
}

/** Reads the form of a zone. A country can be in one zone only: `others` are the shop's other ones. */
export function readZone(
  ctx: DeskContext,
  others: readonly ShippingZoneRow[],
): { form: Form; wish: ZoneWish } {
  const form = new Form(ctx);
  const name = form.text("name", { most: 60, missing: "Please give the zone a name." });
  const chosen = [...new Set(ctx.state.form?.getAll("countries") ?? [])];
  const everywhere = chosen.includes("*");
  const wish = { name, countries: everywhere ? ["*"] : chosen.filter(isCountry) };
  if (wish.countries.length === 0) {
    form.refuse("countries", "Please choose at least one country, or everywhere else.");
  }
  for (const zone of others) {
    const twice = zone.countries.filter((code) => wish.countries.includes(code));
    if (twice.length > 0) form.refuse("countries", inTwo(zone.name, twice));
  }
  return { form, wish };
}

/** Every country to choose from; those that are chosen come first. */
export function countryBoxes(chosen: readonly string[]) {
  return countries("en")
    .map(({ code, name }) => ({ code, name, checked: chosen.includes(code) }))
    .sort((a, b) => Number(b.checked) - Number(a.checked));
}

function inTwo(zone: string, twice: string[]): string {
  if (twice.includes("*")) return `“${zone}” is for everywhere else already.`;
  return `In “${zone}” already: ${placesOf({ countries: twice })}. Take it out there first.`;
}
