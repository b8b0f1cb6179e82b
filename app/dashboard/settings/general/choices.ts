import { countries } from "../../../selling/address/countries.ts";

export interface Choice {
  value: string;
  label: string;
}

// In which the shop's figures and dates are written; the list is what can be chosen, others may be kept.
const locales =
  `en-IE en-GB en-US en-CA en-AU en-NZ en-IN en-ZA de-DE de-AT de-CH fr-FR fr-BE fr-CH fr-CA it-IT it-CH es-ES es-MX es-AR
  pt-PT pt-BR nl-NL nl-BE da-DK sv-SE nb-NO fi-FI is-IS et-EE lv-LV lt-LT pl-PL cs-CZ sk-SK hu-HU sl-SI hr-HR ro-RO bg-BG
  el-GR mt-MT tr-TR uk-UA he-IL ar-AE hi-IN th-TH vi-VN id-ID ms-MY ja-JP ko-KR zh-CN zh-TW`.split(
    /\s+/,
  );

const language = new Intl.DisplayNames("en", { type: "language", languageDisplay: "standard" });
const money = new Intl.DisplayNames("en", { type: "currency" });
const currencies = Intl.supportedValuesOf("currency").map((code) => ({
  value: code,
  label: `${code} · ${money.of(code)}`,
}));
const places = countries("en").map(({ code, name }) => ({ value: code, label: name }));

export function countryChoices(): Choice[] {
  return places;
}

export function currencyChoices(): Choice[] {
  return currencies;
}

/** The ways to write figures and dates, with that of the shop among them. */
export function localeChoices(current: string): Choice[] {
  const all = locales.includes(current) ? locales : [current, ...locales];
  return all
    .map((value) => ({ value, label: language.of(value) ?? value }))
    .sort((a, b) => a.label.localeCompare(b.label, "en"));
}

export function isLocale(text: string, current: string): boolean {
  return text === current || locales.includes(text);
}
