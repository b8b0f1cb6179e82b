/**
 * Round figures from zero upwards for a chart's axis, at most six, of which the last is not below `most`; the step is 1, 2
 * or 5 times a power of ten, and never below `least`.
 */
export function ticks(most: number, least = 1): number[] {
  const rough = Math.max(most / 4, least);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? rough;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
