import type { Address } from "../../../selling/address/address.ts";
import { countries, isCountry } from "../../../selling/address/countries.ts";
import type { FieldRow } from "../../source/tables.ts";
import { recordOf } from "../../values.ts";
import { cut } from "../move.ts";

const englishNames = new Map(countries("en").map(({ code, name }) => [name.toLowerCase(), code]));
const alsoCalled: Record<string, string> = {
  uk: "GB",
  "great britain": "GB",
  england: "GB",
  usa: "US",
  "united states of america": "US",
};

/** ISO 3166-1 alpha-2 of what somebody wrote: a code or an English name; "" where it is neither. */
export function countryOf(text: string | null | undefined): string {
  const word = text?.trim() ?? "";
  if (isCountry(word.toUpperCase())) return word.toUpperCase();
  return englishNames.get(word.toLowerCase()) ?? alsoCalled[word.toLowerCase()] ?? "";
}

/** A name of one column or of two. */
export function nameOf(row: FieldRow): string {
  const both = [row("firstName"), row("lastName")].map((part) => cut(part, 100)).filter(Boolean);
  return cut(row("name"), 200) || both.join(" ");
}

/** An address of columns; null where there is nothing of one. */
export function addressOf(row: FieldRow, { name = "", phone = "" } = {}): Address | null {
  const address = {
    name: cut(nameOf(row) || name, 100),
    company: cut(row("company"), 100),
    line1: cut(row("line1"), 200),
    line2: cut(row("line2"), 200),
    postcode: cut(row("postcode"), 20),
    city: cut(row("city"), 100),
    region: cut(row("region"), 100),
    country: countryOf(row("country")),
    phone: cut(row("phone") || phone, 40),
  };
  return address.line1 || address.city || address.postcode ? address : null;
}

const jsonNames: Record<keyof Address, string[]> = {
  name: ["name", "full_name", "recipient"],
  company: ["company"],
  line1: ["line1", "address1", "address_line1", "address_line_1", "street", "address"],
  line2: ["line2", "address2", "address_line2", "address_line_2"],
  postcode: ["postcode", "postal_code", "zip", "zip_code"],
  city: ["city", "town"],
  region: ["region", "state", "province"],
  country: ["country_code", "country"],
  phone: ["phone", "phone_number"],
};

/** An address of one column: JSON with the usual names, or lines of text. Null for none. */
export function addressIn(text: string | null, name = ""): Address | null {
  if (!text?.trim()) return null;
  const record = recordOf(text);
  const said = (names: readonly string[]) =>
    cut(String(names.map((each) => record[each]).find((value) => value) ?? ""), 200);
  const isJson = Object.keys(record).length > 0;
  const first = [said(["first_name"]), said(["last_name"])].filter(Boolean).join(" ");
  return {
    name: cut(said(jsonNames.name) || first || name, 100),
    company: cut(said(jsonNames.company), 100),
    line1: isJson ? said(jsonNames.line1) : cut(text.replace(/\s*\n\s*/g, ", "), 200),
    line2: said(jsonNames.line2),
    postcode: cut(said(jsonNames.postcode), 20),
    city: cut(said(jsonNames.city), 100),
    region: cut(said(jsonNames.region), 100),
    country: countryOf(said(jsonNames.country)),
    phone: cut(said(jsonNames.phone), 40),
  };
}
