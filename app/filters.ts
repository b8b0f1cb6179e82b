import { formatMoney } from "./money.ts";

interface MoneyFrame {
  currency: string;
  locale: string;
}

const unsafeInScript: Record<string, string> = {
  "<": "\\u003c",
  ">": "\\u003e",
  "&": "\\u0026",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
};

/** Minor units as a shopper of this shop reads them. */
export function money(amount: number, frame: MoneyFrame): string {
  return formatMoney(amount, frame.currency, frame.locale);
}

/** A day as people in the shop's locale write it, as it was in UTC: "3 March 2026". */
export function date(moment: Date | string, { locale }: Pick<MoneyFrame, "locale">): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(moment),
  );
}

/** Millionths as a rate: 230000 is "23%". */
export function rate(ppm: number, { locale }: Pick<MoneyFrame, "locale">): string {
  const options = { style: "percent", maximumFractionDigits: 4 } as const;
  return new Intl.NumberFormat(locale, options).format(ppm / 1_000_000);
}

/** JSON that can stand inside a script element: nothing in it can end that element. */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => unsafeInScript[sign] ?? "");
}
