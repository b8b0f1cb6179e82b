import type { SettingsRow } from "../../../models/store/settings.ts";
import { formatMoney } from "../../../money.ts";
import { countryName } from "../../../selling/address/countries.ts";
import type { ShippingRate, ShippingZoneRow } from "../../../selling/shipping.ts";

type Writing = Pick<SettingsRow, "currency" | "locale">;

const mostNames = 6;
const measures: Record<ShippingRate["kind"], string> = {
  flat: "",
  price: "by the worth of the goods",
  weight: "by weight",
};

/** Where a zone leads, in words: "Ireland, France and 12 more". */
export function placesOf({ countries }: Pick<ShippingZoneRow, "countries">): string {
  if (countries.includes("*")) return "Everywhere that no other zone names";
  const names = countries.map((code) => countryName(code, "en")).sort((a, b) => a.localeCompare(b));
  const more = names.length - mostNames;
  if (more > 1) return `${names.slice(0, mostNames).join(", ")} and ${more} more`;
  return new Intl.ListFormat("en", { type: "conjunction" }).format(names);
}

/** What a rate costs, in words: "€4.90, free from €50.00". */
export function priceOf(rate: ShippingRate, { currency, locale }: Writing): string {
  const money = (amount: number) => (amount === 0 ? "Free" : formatMoney(amount, currency, locale));
  const amounts = rate.steps.flatMap(({ amount }) => (amount === null ? [] : [amount]));
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  const range = least === most ? money(least) : `${money(least)} to ${money(most)}`;
  const cost = amounts.length > 0 ? range : "Never offered";
  const free = rate.freeAbove === null ? "" : `free from ${money(rate.freeAbove)}`;
  return [[cost, measures[rate.kind]].filter(Boolean).join(" "), free].filter(Boolean).join(", ");
}
