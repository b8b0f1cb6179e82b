/**
 * Takes `part` of `whole` of an amount, rounded to the nearest whole unit, halves up: 19 % of 1050 is
 * `portion(1050, 19, 100)`. Exact for all safe integers, which a product of two of them need not be.
 * @throws RangeError unless all are safe integers, none is below zero, and `whole` is above it
 */
export function portion(amount: number, part: number, whole: number): number {
  for (const figure of [amount, part, whole]) demandFigure(figure);
  if (whole === 0) throw new RangeError("Nothing can be a part of nothing");

  const twice = 2n * BigInt(amount) * BigInt(part) + BigInt(whole);
  return demandFigure(Number(twice / (2n * BigInt(whole))));
}

/**
 * Spreads an amount over weights by largest remainder: whole units, that add up to the amount, each less than one unit
 * off its exact share. Of equal remainders the earlier one is served first. No share exceeds its weight as long as
 * the amount does not exceed the sum of the weights.
 * @throws RangeError for a figure below zero or not whole, and for an amount above zero with no weight to carry it
 */
export function spread(amount: number, weights: readonly number[]): number[] {
  for (const figure of [amount, ...weights]) demandFigure(figure);
  const whole = sum(weights);
  if (amount === 0) return weights.map(() => 0);
  if (whole === 0) throw new RangeError(`There is nothing to spread ${amount} over`);

  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((share) => Number(share / BigInt(whole)));
  for (const place of byRemainder(exact, BigInt(whole)).slice(0, amount - sum(shares))) {
    shares[place] = (shares[place] ?? 0) + 1;
  }
  return shares;
}

/** Adds up. @throws RangeError when the sum is too large to be exact */
export function sum(figures: readonly number[]): number {
  return demandFigure(figures.reduce((total, figure) => total + figure, 0));
}

function byRemainder(exact: readonly bigint[], whole: bigint): number[] {
  const remainders = exact.map((share) => share % whole);
  return [...exact.keys()].sort((a, b) => compare(remainders[b], remainders[a]) || a - b);
}

function compare(a = 0n, b = 0n): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function demandFigure(figure: number): number {
  if (Number.isSafeInteger(figure) && figure >= 0) return figure;
  throw new RangeError(`${figure} is not a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`);
}
