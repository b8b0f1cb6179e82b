import { exponent, toMajorText } from "../../money.ts";

// Stripe's own table, which is not ISO's: ISK and UGX have two decimals there (always 00), MGA has none.
const zero = new Set("BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" "));
const three = new Set("BHD JOD KWD OMR TND".split(" "));

/** The largest amount up to `amount` that Stripe can take: with three decimals the last one must be 0. */
export function chargeable(amount: number, currency: string): number {
  const step = three.has(currency) ? 10 : 10 ** Math.max(exponent(currency) - places(currency), 0);
  return amount - (amount % step);
}

/** Minor units as Stripe counts them. @throws RangeError for what is not `chargeable` */
export function toStripe(amount: number, currency: string): number {
  const nearest = chargeable(amount, currency);
  if (amount !== nearest) {
    const [wanted, possible] = [amount, nearest].map((sum) => toMajorText(sum, currency));
    throw new RangeError(`Stripe cannot do ${currency} ${wanted}; the nearest is ${possible}.`);
  }
  const shift = places(currency) - exponent(currency);
  return shift < 0 ? amount / 10 ** -shift : amount * 10 ** shift;
}

/** Minor units as ISO 4217 has them, of an amount that Stripe names. */
export function fromStripe(amount: number, currency: string): number {
  const shift = exponent(currency) - places(currency);
  return shift < 0 ? Math.floor(amount / 10 ** -shift) : amount * 10 ** shift;
}

function places(currency: string): number {
  if (zero.has(currency)) return 0;
  return three.has(currency) ? 3 : 2;
}
