// Fixed here, not asked of Intl: its figures follow CLDR (HUF 0, ISO says 2) and move with the
// version of Node, and what is stored must not change its worth by an upgrade.
const unusual: Record<string, number> = {
  ...digits(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...digits(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...digits(4, "CLF UYW"),
};

const formatters = new Map<string, Intl.NumberFormat>();

/** How many decimals an ISO 4217 currency has: 2 for EUR, 0 for JPY, 3 for KWD. @throws RangeError */
export function exponent(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is not a currency`);
  return unusual[currency] ?? 2;
}

/** Whether a code is that of a currency in use. */
export function isCurrency(code: string): boolean {
  return Object.hasOwn(unusual, code) || Intl.supportedValuesOf("currency").includes(code);
}

/**
 * Reads an amount as a person types it ("12", "12.5", "12.50") into minor units.
 * @throws RangeError that says, for that person, what is wrong with the text
 */
export function toMinor(text: string, currency: string): number {
  const [, whole, fraction = ""] = /^(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) throw new RangeError(whatIsWrong(text.trim()));

  const places = exponent(currency);
  if (fraction.length > places) throw new RangeError(tooPrecise(text.trim(), currency, places));

  const amount = Number(whole + fraction.padEnd(places, "0"));
  if (!Number.isSafeInteger(amount)) throw new RangeError(`"${text.trim()}" is too large`);
  return amount;
}

/** Writes minor units as `toMinor` reads them: 1250 in EUR is "12.50". @throws RangeError for a fraction */
export function toMajorText(amount: number, currency: string): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is not in minor units`);

  const places = exponent(currency);
  const figures = String(Math.abs(amount)).padStart(places + 1, "0");
  const sign = amount < 0 ? "-" : "";
  if (places === 0) return sign + figures;
  return `${sign}${figures.slice(0, -places)}.${figures.slice(-places)}`;
}

/** Minor units as a shopper reads them in a locale: "12,50 €". */
export function formatMoney(amount: number, currency: string, locale: string): string {
  return formatterFor(currency, locale).format(Number(toMajorText(amount, currency)));
}

function digits(places: number, currencies: string): Record<string, number> {
  return Object.fromEntries(currencies.split(" ").map((currency) => [currency, places]));
}

function whatIsWrong(text: string): string {
  if (text === "") return "there is no amount";
  if (/^-\s*[\d.]/.test(text)) return `"${text}" is below zero`;
  if (/^\d+,\d{1,2}$/.test(text)) {
    return `"${text}" has a decimal comma: write it with a point, ${text.replace(",", ".")}`;
  }
  if (/^\d{1,3}([,' ]\d{3})+(\.\d+)?$/.test(text)) {
    return `"${text}" has thousands separators: write ${text.replace(/[,' ]/g, "")}`;
  }
  if (/\d/.test(text) && /[\p{L}\p{Sc}]/u.test(text)) {
    return `"${text}" is not a plain number: leave out the currency and write it like 12.50`;
  }
  return `"${text}" is not an amount: write it like 12.50`;
}

function tooPrecise(text: string, currency: string, places: number): string {
  const most = places === 0 ? "no decimals" : `at most ${places} decimals`;
  return `"${text}" is too precise: ${currency} has ${most}`;
}

function formatterFor(currency: string, locale: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known = formatters.get(key);
  if (known) return known;

  const formatter = newFormatter(currency, locale);
  formatters.set(key, formatter);
  return formatter;
}

function newFormatter(currency: string, locale: string): Intl.NumberFormat {
  const places = exponent(currency);
  const customary = new Intl.NumberFormat(locale, { style: "currency", currency });
  const { minimumFractionDigits = places } = customary.resolvedOptions();
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: Math.min(places, minimumFractionDigits),
    maximumFractionDigits: places,
  });
}
