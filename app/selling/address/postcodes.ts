/** How the postcodes of a country are made. */
export interface PostcodeRule {
  /** Matches one in capitals and without anything between; its groups are what is written apart. */
  compact: RegExp;
  joint: string;
  /** What it always begins with, such as "LV-", whether or not it was typed. */
  prefix: string;
  example: string;
}

// The shape of an example is the rule: a digit for each digit, a letter for each letter.
const shapes = `
  AT 1010, AU 2060, BE 1000, BG 1000, CH 8001, CY 2008, DK 1050, GL 3900, HU 1037, LI 9490, LU 1728, NO 0025, NZ 6001,
  SJ 9170, ZA 0083, AX 22150, BL 97133, DE 10115, EE 10111, ES 28039, FI 00550, FR 75008, GF 97300, GP 97100, HR 10000,
  IT 00144, KR 03051, MC 98000, MF 97150, MQ 97220, MX 02860, MY 43000, NC 98814, PF 98709, PM 97500, RE 97400, SM 47890,
  TR 01960, UA 15432, VA 00120, WF 98600, XK 10000, YT 97600, CN 266033, IN 110034, RO 060274, RU 247112, SG 546080,
  FO 100, IS 320, CZ 100 00, GR 151 24, SE 114 55, SK 010 01, JP 154-0023, BR 40301-110, PL 00-950, PT 2725-079,
  NL 1012 AB, AD AD100, LT LT-04340, LV LV-1073`;

const british = /^(GIR|[A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/;
const american = rule(/^(\d{5})(\d{4})?$/, "94103", "-");

const rules: Record<string, PostcodeRule> = {
  ...Object.fromEntries(shapes.split(",").map((shape) => ruleOfShape(shape.trim()))),
  CA: rule(/^([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(\d[ABCEGHJ-NPRSTV-Z]\d)$/, "H3Z 2Y7", " "),
  FK: rule(/^(FIQQ)(1ZZ)$/, "FIQQ 1ZZ", " "),
  GB: rule(british, "SW1A 1AA", " "),
  GG: rule(/^(GY\d\d?)(\d[A-Z]{2})$/, "GY1 1AA", " "),
  GI: rule(/^(GX11)(1AA)$/, "GX11 1AA", " "),
  IE: rule(/^([A-Z]\d[\dW])([A-Z\d]{4})$/, "A65 F4E2", " "),
  IM: rule(/^(IM\d\d?)(\d[A-Z]{2})$/, "IM2 1AA", " "),
  JE: rule(/^(JE\d\d?)(\d[A-Z]{2})$/, "JE1 1AA", " "),
  MT: rule(/^([A-Z]{3})(\d{2,4})$/, "NXR 0101", " "),
  RS: rule(/^(\d{5,6})$/, "11000"),
  SI: rule(/^(\d{4})$/, "4000"),
  TW: rule(/^(\d{3}(?:\d{2,3})?)$/, "104"),
  US: american,
  ...Object.fromEntries(
    ["AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI"].map((code) => [code, american]),
  ),
};

// Addresses without a postcode, so that a form need not ask for what nobody there has.
const without = new Set(
  `AE AG AO AW BF BI BJ BO BS BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GM GQ GY HK JM KI KM KN KP LY ML MO MR MS MW
  NA NR NU QA RW SB SC SL SR ST SX SY TD TG TK TL TO TV TZ UG VU WS YE ZW`.split(/\s+/),
);

/** The rule for a country's postcodes; undefined where there are none, or where we take them as they are typed. */
export function postcodeOf(country: string): PostcodeRule | undefined {
  return Object.hasOwn(rules, country) ? rules[country] : undefined;
}

/** Whether parcels to a country need a postcode. Irish ones had none until 2015, and find their way without. */
export function needsPostcode(country: string): boolean {
  return country !== "IE" && postcodeOf(country) !== undefined;
}

/** Whether addresses of a country may have a postcode at all. */
export function hasPostcodes(country: string): boolean {
  return !without.has(country);
}

/**
 * A postcode as the post writes it ("sw1a1aa" is "SW1A 1AA"), or undefined when the country has none like it. Where we
 * know no rule, it stays as it is.
 */
export function properPostcode(country: string, text: string): string | undefined {
  const made = postcodeOf(country);
  if (!made) return text;

  const typed = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s.\p{Pd}−ー〒]/gu, "");
  const parts = made.compact.exec(typed) ?? made.compact.exec(withoutPrefix(typed, country, made));
  if (!parts) return undefined;
  return made.prefix + parts.slice(1).filter(Boolean).join(made.joint);
}

/** The rule as an HTML `pattern`, as lenient about capitals and blanks as we are. */
export function patternOf(country: string, { compact, prefix }: PostcodeRule): string {
  const parts = compact.source.replace(/^\^|\$$/g, "").replaceAll(")(", String.raw`)[\s.\-]*(`);
  const start = String.raw`(?:${country}|${prefix.replace(/\W/g, "") || country.charAt(0)})?[\s.\-]*`;
  return String.raw`\s*${bothCases(start + parts)}\s*`;
}

function bothCases(source: string): string {
  return source.replace(/\[[^\]]*\]|(?<!\\)[A-Z]/g, (found) =>
    found.startsWith("[")
      ? found.replace(/[A-Z](?:-[A-Z])?/g, (range) => range + range.toLowerCase())
      : `[${found}${found.toLowerCase()}]`,
  );
}

/** "D-10115" and "LV-1010" are what people write, too. */
function withoutPrefix(typed: string, country: string, { prefix }: PostcodeRule): string {
  const starts = [prefix.replace(/\W/g, ""), country, country.charAt(0)];
  const start = starts.find((letters) => letters && typed.startsWith(letters)) ?? "";
  return typed.slice(start.length);
}

function rule(compact: RegExp, example: string, joint = "", prefix = ""): PostcodeRule {
  return { compact, joint, prefix, example };
}

function ruleOfShape(text: string): [string, PostcodeRule] {
  const [, country = "", example = ""] = /^(\w\w) (.+)$/.exec(text) ?? [];
  const prefix = new RegExp(`^${country}-?`).exec(example)?.[0] ?? "";
  const rest = example.slice(prefix.length);
  const parts = rest.split(/[ -]/).map((part) => `(${shapeOf(part)})`);
  const joint = /[ -]/.exec(rest)?.[0] ?? "";
  return [country, rule(new RegExp(`^${parts.join("")}$`), example, joint, prefix)];
}

function shapeOf(part: string): string {
  return part
    .replace(/\d+/g, (digits) => `#{${digits.length}}`)
    .replace(/[A-Z]+/g, (letters) => `[A-Z]{${letters.length}}`)
    .replaceAll("#", String.raw`\d`);
}
