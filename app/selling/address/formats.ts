import type { Address } from "./address.ts";
import { type Region, regions } from "./regions.ts";

/** The parts of an address that a form asks for once it knows the country; the phone is apart. */
export type AddressPart = Exclude<keyof Address, "country" | "phone">;

/** How addresses of a country are written: templates with the parts in braces and a bar after each line. */
export interface AddressFormat {
  /** What comes after name, company and street. */
  tail: string;
  /** The order in which a form asks for it, where that is not the street and then the tail. */
  form?: string;
  /** All of an address in the country's own script. */
  native?: string;
  labels?: Partial<Record<AddressPart, string>>;
  /** To choose from; one must be chosen then. */
  regions?: readonly Region[];
  regionRequired?: boolean;
}

const elsewhere: AddressFormat = { tail: "{city} {postcode}|{region}" };
const largestFirst = "{postcode}{region}{city}{line1}{line2}";

const plain = "{postcode} {city}";
const plainCountries =
  `AD AT AX BE BG BL CH CY CZ DE DK EE FI FO FR GF GL GP GR HR HU IL IS LI LT LU MC MF MQ NC NL NO PF PL
  PM PT RE RO SE SI SJ SK SM VA WF XK YT`.split(/\s+/);

const british: AddressFormat = { tail: "{city}|{postcode}", labels: { city: "Town or city" } };
const britishCountries = ["GB", "GG", "JE", "IM", "GI", "FK"];

const islands: AddressFormat = { tail: "{city} {postcode}", labels: { postcode: "ZIP code" } };
const islandCountries = ["AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"];

const formats: Record<string, AddressFormat> = {
  ...alike(plainCountries, { tail: plain }),
  ...alike(britishCountries, british),
  ...alike(islandCountries, islands),
  AE: { tail: "{region}", labels: { region: "Emirate" } },
  AR: { tail: `${plain}|{region}`, labels: { region: "Province" } },
  AU: {
    tail: "{city} {region} {postcode}",
    labels: { city: "Suburb or city", region: "State or territory" },
  },
  BD: { tail: "{city} - {postcode}" },
  BR: {
    tail: "{city}-{region}|{postcode}",
    labels: { line2: "Complement, neighbourhood", region: "State", postcode: "CEP" },
  },
  CA: {
    tail: "{city} {region} {postcode}",
    labels: { region: "Province or territory", postcode: "Postal code" },
  },
  CL: { tail: `${plain}|{region}` },
  CN: {
    tail: "{city}|{region} {postcode}",
    form: largestFirst,
    native: "{postcode}|{region}{city}|{line1}{line2}|{company}|{name}",
    labels: { region: "Province", city: "City and district" },
    regionRequired: true,
  },
  CO: { tail: "{city}, {region}, {postcode}", labels: { region: "Department" } },
  EG: { tail: "{city}|{region}|{postcode}", labels: { region: "Governorate" } },
  ES: { tail: `${plain}|{region}`, labels: { region: "Province" } },
  HK: {
    tail: "{city}|{region}",
    native: "{region}{city}|{line1}|{line2}|{company}|{name}",
    labels: { city: "District", region: "Area" },
  },
  ID: { tail: "{city}|{region} {postcode}", labels: { region: "Province" } },
  IE: { tail: "{city}|{region}|{postcode}", labels: { region: "County", postcode: "Eircode" } },
  IN: { tail: "{city} {postcode}|{region}", labels: { region: "State", postcode: "PIN code" } },
  IT: { tail: "{postcode} {city} {region}", labels: { region: "Province" } },
  JP: {
    tail: "{city}, {region}|{postcode}",
    form: largestFirst,
    native: "〒{postcode}|{region}{city}{line1}|{line2}|{company}|{name}",
    labels: {
      region: "Prefecture",
      city: "City, ward or town",
      line1: "District, block and house number",
    },
  },
  KR: {
    tail: "{city}, {region}|{postcode}",
    form: largestFirst,
    native: "{region} {city} {line1}|{line2}|{company}|{name}|{postcode}",
    labels: { region: "Province or metropolitan city", city: "City or district" },
  },
  LV: { tail: "{city}, {postcode}" },
  MO: { tail: "{city}", native: "{city}{line1}|{line2}|{company}|{name}" },
  MT: { tail: "{city}|{postcode}" },
  MX: { tail: "{postcode} {city}, {region}", labels: { region: "State" } },
  MY: { tail: `${plain}|{region}`, labels: { region: "State" } },
  NG: { tail: "{city} {postcode}|{region}", labels: { region: "State" } },
  NZ: { tail: "{city} {postcode}", labels: { line2: "Suburb, apartment", city: "Town or city" } },
  PH: { tail: `${plain}|{region}`, labels: { region: "Province" } },
  RS: { tail: plain },
  RU: { tail: "{city}|{region}|{postcode}", labels: { region: "Region (oblast)" } },
  SA: { tail: "{city} {postcode}" },
  SG: { tail: "Singapore {postcode}" },
  TH: { tail: "{city}|{region} {postcode}", labels: { region: "Province", city: "District" } },
  TR: { tail: "{postcode} {city}/{region}", labels: { city: "District", region: "Province" } },
  TW: {
    tail: "{city}, {region} {postcode}",
    form: largestFirst,
    native: "{postcode}|{region}{city}{line1}|{line2}|{company}|{name}",
    labels: { region: "County or city", city: "District or township" },
  },
  UA: { tail: "{city}|{region}|{postcode}", labels: { region: "Oblast" } },
  US: {
    tail: "{city}, {region} {postcode}",
    labels: { region: "State", postcode: "ZIP code" },
  },
  VN: { tail: "{city}|{region} {postcode}", labels: { region: "Province" } },
  ZA: { tail: "{city}|{postcode}", labels: { line2: "Apartment, suburb" } },
};

/** How addresses are written in a country; in a usual way where we know no better. */
export function formatOf(country: string): AddressFormat {
  const format = Object.hasOwn(formats, country) ? formats[country] : undefined;
  const choices = Object.hasOwn(regions, country) ? regions[country] : undefined;
  return { ...(format ?? elsewhere), ...(choices ? { regions: choices } : {}) };
}

function alike(countries: readonly string[], format: AddressFormat) {
  return Object.fromEntries(countries.map((country) => [country, format]));
}
