import { z } from "zod";
import type { Address } from "./address.ts";
import { type AddressField, formOf, isCountry } from "./countries.ts";
import { formatOf } from "./formats.ts";
import { properPostcode } from "./postcodes.ts";
import { regionMeant } from "./regions.ts";

type Part = keyof Address;
type Rule = z.ZodType<string>;
type Rules = Map<Part, Rule>;

const known = new Map<string, Rules>();

const phone = z
  .string()
  .max(30, "Please keep the phone number below 30 characters.")
  .refine(isPhone, "Please enter a phone number with its digits, such as +44 20 7946 0958.");

const country = z.string().refine(isCountry, "Please choose a country.");

/**
 * Reads an address from a form whose fields are named `${prefix}name`, `${prefix}country` and so on after the parts of
 * an `Address`, by the rules of the country that it names. `address` holds what was typed, tidied where it is right:
 * parts that the country's addresses do not have are "". `errors` has a sentence for each field that is not right, by
 * the field's whole name; none when it can be used. The phone is optional.
 */
export function readAddress(
  form: (name: string) => string,
  prefix: string,
): { address: Address; errors: Record<string, string> } {
  const address = emptyAddress(tidy(form(`${prefix}country`)).toUpperCase());
  const errors: Record<string, string> = {};
  for (const [part, rule] of rulesOf(address.country)) {
    const typed = part === "country" ? address.country : tidy(form(prefix + part));
    const { data, error } = rule.safeParse(typed);
    address[part] = data ?? typed;
    if (error) errors[prefix + part] = error.issues[0]?.message ?? "";
  }
  return { address, errors };
}

/** An address with nothing in it but its country, to begin a form with. */
export function emptyAddress(country: string): Address {
  return {
    name: "",
    company: "",
    line1: "",
    line2: "",
    postcode: "",
    city: "",
    region: "",
    country,
    phone: "",
  };
}

function rulesOf(code: string): Rules {
  const { country: key, fields } = formOf(code);
  const there = known.get(key);
  if (there) return there;

  const parts = fields.map((field): [Part, Rule] => [field.name, ruleOf(key, field)]);
  const rules: Rules = new Map([["country", country], ...parts, ["phone", phone]]);
  known.set(key, rules);
  return rules;
}

function ruleOf(code: string, field: AddressField): Rule {
  const { label, maxLength, name, required } = field;
  const text = z
    .string()
    .min(required ? 1 : 0, missing(field))
    .max(maxLength, `Please shorten this to ${maxLength} characters.`);
  if (name === "postcode") return text.transform(asPostcode(code, label, field.example));
  if (name === "region" && field.choices) return text.transform(asRegion(code, missing(field)));
  if (name === "name") return text.refine(hasNoLink, "Please enter a name without a web address.");
  return text;
}

function missing({ choices, label, name }: AddressField): string {
  if (name === "name") return "Please enter the full name.";
  return `Please ${choices ? "choose" : "enter"} the ${inSentence(label)}.`;
}

function asPostcode(code: string, label: string, example: string) {
  return (text: string, context: z.RefinementCtx): string => {
    if (text === "") return "";
    const proper = properPostcode(code, text);
    if (proper !== undefined) return proper;
    const message = `Please check the ${inSentence(label)}: it should look like ${example}.`;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
}

function asRegion(code: string, message: string) {
  return (text: string, context: z.RefinementCtx): string => {
    if (text === "") return "";
    const region = regionMeant(formatOf(code).regions ?? [], text);
    if (region !== undefined) return region;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
}

/** A label within a sentence: "ZIP code", "CEP" and "Eircode" keep their capitals. */
function inSentence(label: string): string {
  return /^[A-Z]{2}|^Eircode/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function isPhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  return text === "" || (/^\+?[\d\s()./-]+$/.test(text) && digits >= 5 && digits <= 20);
}

/** Mails greet by name: nobody shall have us send a stranger a link. */
function hasNoLink(text: string): boolean {
  return !/:\/\/|\bwww\./i.test(text);
}

/** One line without blanks around it, and without characters that nobody can see or PostgreSQL cannot keep. */
function tidy(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .replace(/[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .trim();
}
