import type { Address } from "./address.ts";
import { type AddressFormat, type AddressPart, formatOf } from "./formats.ts";
import { hasPostcodes, needsPostcode, patternOf, postcodeOf } from "./postcodes.ts";

export type { AddressPart } from "./formats.ts";

export interface Country {
  /** ISO 3166-1 alpha-2. */
  code: string;
  name: string;
}

/** One field of an address form. */
export interface AddressField {
  name: AddressPart;
  label: string;
  required: boolean;
  maxLength: number;
  /** For the `autocomplete` attribute, to come after "shipping" or "billing". */
  autocomplete: string;
  /** To choose from; null for a field to type in. */
  choices: { value: string; label: string }[] | null;
  /** For the `pattern` attribute: what the field admits; null where anything is. */
  pattern: string | null;
  /** What a right value looks like; "" where that helps nobody. */
  example: string;
  /** Digits alone, for the keyboard of a telephone. */
  numeric: boolean;
}

/** The fields of an address in a country, in the order in which people there write them; country and phone are apart. */
export interface AddressFields {
  country: string;
  fields: AddressField[];
}

// ISO 3166-1, and XK, which the world uses for Kosovo.
const codes =
  `AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
  GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM
  KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
  NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ
  SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU
  WF WS XK YE YT ZA ZM ZW`.split(/\s+/);
const known = new Set(codes);
const saidShort = new Set(["HK", "MO", "PS"]); // "Hong Kong", not "Hong Kong SAR China"

const listed = new Map<string, Country[]>();
const forms = new Map<string, AddressFields>();

const labels: Record<AddressPart, string> = {
  name: "Full name",
  company: "Company",
  line1: "Street and house number",
  line2: "Apartment, floor, building",
  city: "City",
  region: "Region",
  postcode: "Postcode",
};
const lengths: Record<AddressPart, number> = {
  name: 100,
  company: 100,
  line1: 200,
  line2: 200,
  city: 100,
  region: 100,
  postcode: 20,
};
const autocompletes: Record<AddressPart, string> = {
  name: "name",
  company: "organization",
  line1: "address-line1",
  line2: "address-line2",
  city: "address-level2",
  region: "address-level1",
  postcode: "postal-code",
};

/** Whether a code is that of a country that can be chosen. */
export function isCountry(code: string): boolean {
  return known.has(code);
}

/** A country's name in a locale; the code itself for one that is none. */
export function countryName(code: string, locale: string): string {
  return countries(locale).find((country) => country.code === code)?.name ?? code;
}

/** All countries with their names in a locale, in its alphabetical order. */
export function countries(locale: string): Country[] {
  const there = listed.get(locale);
  if (there) return there;

  const long = new Intl.DisplayNames(locale, { type: "region" });
  const short = new Intl.DisplayNames(locale, { type: "region", style: "short" });
  const { compare } = new Intl.Collator(locale);
  const list = codes
    .map((code) => ({ code, name: (saidShort.has(code) ? short : long).of(code) ?? code }))
    .sort((a, b) => compare(a.name, b.name));
  listed.set(locale, list);
  return list;
}

/** What an address in a country consists of. For a code that is no country's: what is usual. */
export function formOf(country: string): AddressFields {
  const code = isCountry(country) ? country : "";
  const form = forms.get(code) ?? { country: code, fields: fieldsOf(code) };
  forms.set(code, form);
  return form;
}

/**
 * An address as it is written on a parcel: one text a line, the country last, with its name in a locale. Where people
 * begin with the largest part, an address in their script does so, too.
 */
export function addressLines(address: Address, locale = "en"): string[] {
  const format = formatOf(address.country);
  const native = isEastAsian(address.line1 + address.city) ? format.native : undefined;
  const written = native ? withNativeRegion(address, format) : address;
  return (native ?? `{name}|{company}|{line1}|{line2}|${format.tail}`)
    .split("|")
    .map((line) => filled(line, written))
    .concat(countryName(address.country, locale))
    .filter((line) => line !== "");
}

function fieldsOf(country: string): AddressField[] {
  const format = formatOf(country);
  const template = `{name}{company}${format.form ?? `{line1}{line2}${format.tail}`}`;
  return [...template.matchAll(/\{(\w+)\}/g)]
    .map(([, name = ""]) => name)
    .filter(isPart)
    .filter((name) => name !== "postcode" || hasPostcodes(country))
    .map((name) => fieldOf(name, country, format));
}

function fieldOf(name: AddressPart, country: string, format: AddressFormat): AddressField {
  const postcode = name === "postcode" ? postcodeOf(country) : undefined;
  return {
    name,
    label: format.labels?.[name] ?? labels[name],
    required: isRequired(name, country, format),
    maxLength: lengths[name],
    autocomplete: autocompletes[name],
    choices: name === "region" ? choicesOf(format) : null,
    pattern: postcode ? patternOf(country, postcode) : null,
    example: postcode?.example ?? "",
    numeric: /^\d+$/.test(postcode?.example ?? ""),
  };
}

function isRequired(name: AddressPart, country: string, format: AddressFormat): boolean {
  if (name === "postcode") return needsPostcode(country);
  if (name === "region") return format.regionRequired ?? format.regions !== undefined;
  return name === "name" || name === "line1" || name === "city";
}

function choicesOf({ regions }: AddressFormat): AddressField["choices"] {
  return regions?.map(({ value, label }) => ({ value, label })) ?? null;
}

function withNativeRegion(address: Address, { regions = [] }: AddressFormat): Address {
  const region = regions.find(({ value }) => value === address.region);
  return { ...address, region: region?.native ?? address.region };
}

/** A line with the parts of an address in it. What stands between two parts goes with an empty one. */
function filled(line: string, address: Address): string {
  return line
    .replace(/\{(\w+)\}/g, (_, name) => (isPart(name) ? address[name] : ""))
    .replace(/^[\s,/〒-]+$|^[\s,/-]+|[\s,/-]+$/g, "")
    .replace(/\s+/g, " ");
}

function isPart(name: string): name is AddressPart {
  return Object.hasOwn(labels, name);
}

function isEastAsian(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}
