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

/** JSON that can stand inside a script element: nothing in it can end that element. */
export function json(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => unsafeInScript[sign] ?? "");
}
