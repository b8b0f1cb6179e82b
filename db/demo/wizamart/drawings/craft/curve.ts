import { f, type Point } from "./brush.ts";

/** The point at `t` (0..1) of a smooth line through the points; a point given twice is a corner. */
export function along(line: readonly Point[], t: number): Point {
  const last = line.length - 1;
  const at = Math.max(0, Math.min(last - 1, Math.floor(t * last)));
  const near = (step: number) => line[Math.max(0, Math.min(last, at + step))] ?? [0, 0];
  const [a, b, c, d] = [near(-1), near(0), near(1), near(2)];
  const s = t * last - at;
  return [spline(a, b, c, d, s, 0), spline(a, b, c, d, s, 1)];
}

/** Centripetal Catmull-Rom: it never overshoots where a short piece follows a long one. */
function spline(a: Point, b: Point, c: Point, d: Point, s: number, axis: number): number {
  const [before, here, after] = [pace(a, b), pace(b, c), pace(c, d)];
  const [p, q, r, o] = [a[axis] ?? 0, b[axis] ?? 0, c[axis] ?? 0, d[axis] ?? 0];
  const out = slope(q - p, before, r - q, here) * here;
  const into = slope(r - q, here, o - r, after) * here;
  const [s2, s3] = [s * s, s * s * s];
  return (
    (2 * s3 - 3 * s2 + 1) * q + (s3 - 2 * s2 + s) * out + (3 * s2 - 2 * s3) * r + (s3 - s2) * into
  );
}

function pace(a: Point, b: Point): number {
  return Math.hypot(b[0] - a[0], b[1] - a[1]) ** 0.5;
}

function slope(first: number, paceOne: number, second: number, paceTwo: number): number {
  if (paceOne === 0 && paceTwo === 0) return 0;
  if (paceOne === 0) return second / paceTwo;
  if (paceTwo === 0) return first / paceOne;
  return ((first / paceOne) * paceTwo + (second / paceTwo) * paceOne) / (paceOne + paceTwo);
}

/** A smooth open line through the points, as path data. */
export function smooth(line: readonly Point[], steps = 8): string {
  const count = (line.length - 1) * steps;
  const all = Array.from({ length: count + 1 }, (_, at) => along(line, at / count));
  return `M${all.map(([x, y]) => `${f(x)} ${f(y)}`).join("L")}`;
}

/** The direction of a line at `t`, in degrees from straight up. */
export function heading(line: readonly Point[], t: number): number {
  const [x0, y0] = along(line, Math.max(0, t - 0.03));
  const [x1, y1] = along(line, Math.min(1, t + 0.03));
  return (Math.atan2(x1 - x0, y0 - y1) * 180) / Math.PI;
}

/** Places (0..1) about `gap` apart along a line. */
export function paces(line: readonly Point[], gap: number): number[] {
  const pieces = line.length - 1;
  const steps = line.slice(1).flatMap(([x, y], piece) => {
    const [x0, y0] = line[piece] ?? [x, y];
    const count = Math.ceil(Math.hypot(x - x0, y - y0) / gap);
    return Array.from({ length: count }, (_, at) => (piece + at / count) / pieces);
  });
  return [...steps, 1];
}
