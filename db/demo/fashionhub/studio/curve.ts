/** A place in pixels. */
export type Point = readonly [x: number, y: number];

interface Anchor {
  x: number;
  y: number;
  corner: boolean;
}

/** The line that half of every garment is mirrored on. */
const axis = 600;

/**
 * Path data of a smooth line through points written as `"x,y x,y! x,y"`; `!` marks a corner. Throws
 * on anything else.
 */
export function curve(points: string): string {
  return trace(read(points), false);
}

/** The same, closed. */
export function shape(points: string): string {
  return trace(read(points), true);
}

/** Points of a right half, from the top of the axis to its foot, followed by their mirror image. */
export function halves(points: string, at = axis): string {
  return `${points} ${mirrored(points, at)}`;
}

/** The mirror image of points, from the last to the first; those on the axis are left out. */
export function mirrored(points: string, at = axis): string {
  const anchors = read(points).filter(({ x }) => x !== at);
  const flipped = anchors.reverse().map((anchor) => ({ ...anchor, x: 2 * at - anchor.x }));
  return flipped.map(write).join(" ");
}

/** Points moved by `dx`, `dy`. */
export function moved(points: string, dx: number, dy: number): string {
  return read(points)
    .map((anchor) => write({ ...anchor, x: anchor.x + dx, y: anchor.y + dy }))
    .join(" ");
}

/** `steps + 1` places along the smooth line through the points. */
export function sample(points: string, steps: number): Point[] {
  const anchors = read(points);
  const parts = anchors.slice(1).map((_, index) => handles(anchors, index, false));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const at = (step / steps) * parts.length;
    const index = Math.min(Math.floor(at), parts.length - 1);
    return bezier(parts[index] ?? [], at - index);
  });
}

/** Path data of a stroke that swells to `width` in the middle and ends in points. */
export function lens(points: string, width: number): string {
  return band(points, (at) => width * Math.sin(Math.PI * at) ** 1.15);
}

/** Path data of a stroke whose width, in pixels, depends on how far along it is (0..1). */
export function band(points: string, width: (at: number) => number, steps = 18): string {
  const places = sample(points, steps);
  const sides = places.map((place, index) => {
    const [x, y] = normal(places, index);
    const half = width(index / steps) / 2;
    return [offset(place, x * half, y * half), offset(place, -x * half, -y * half)] as const;
  });
  const there = sides.map(([left]) => left);
  const back = sides.map(([, right]) => right).reverse();
  return `M${[...there, ...back].map(pair).join("L")}Z`;
}

/** The box around path data: x, y, width, height. */
export function box(path: string): [number, number, number, number] {
  const numbers = (path.match(/-?[\d.]+/g) ?? []).map(Number);
  const xs = numbers.filter((_, index) => index % 2 === 0);
  const ys = numbers.filter((_, index) => index % 2 === 1);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [left, top, Math.max(...xs) - left, Math.max(...ys) - top];
}

/** Numbers from 0 up to 1 that look random and are the same every time. */
export function chance(seed: number): () => number {
  let state = seed * 2654435761;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2246822519) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0) / 4294967296;
  };
}

function read(points: string): Anchor[] {
  return points
    .trim()
    .split(/\s+/)
    .map((written) => {
      const [x = Number.NaN, y = Number.NaN] = written.replace("!", "").split(",").map(Number);
      if (Number.isNaN(x + y)) throw new Error(`Not a point: ${written}`);
      return { x, y, corner: written.endsWith("!") };
    });
}

function write({ x, y, corner }: Anchor): string {
  return `${pair([x, y])}${corner ? "!" : ""}`;
}

function pair([x, y]: Point): string {
  return `${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
}

function trace(anchors: Anchor[], closed: boolean): string {
  const last = closed ? anchors.length : anchors.length - 1;
  const parts = anchors.slice(0, last).map((_, index) => {
    const [, ...rest] = handles(anchors, index, closed);
    return `C${rest.map(pair).join(" ")}`;
  });
  const [first] = anchors;
  return `M${first ? pair([first.x, first.y]) : "0,0"}${parts.join("")}${closed ? "Z" : ""}`;
}

function handles(anchors: Anchor[], index: number, closed: boolean): Point[] {
  const at = (place: number) => neighbour(anchors, place, closed);
  const [from, to] = [at(index), at(index + 1)];
  const reach = Math.hypot(to.x - from.x, to.y - from.y) * 0.37;
  const leave = direction(from.corner ? from : at(index - 1), to);
  const arrive = direction(from, to.corner ? to : at(index + 2));
  return [
    [from.x, from.y],
    [from.x + leave[0] * reach, from.y + leave[1] * reach],
    [to.x - arrive[0] * reach, to.y - arrive[1] * reach],
    [to.x, to.y],
  ];
}

function neighbour(anchors: Anchor[], place: number, closed: boolean): Anchor {
  const count = anchors.length;
  const index = closed ? (place + count) % count : Math.min(Math.max(place, 0), count - 1);
  return anchors[index] ?? { x: 0, y: 0, corner: true };
}

function direction(from: Anchor, to: Anchor): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return [(to.x - from.x) / length, (to.y - from.y) / length];
}

function bezier([a = [0, 0], b = a, c = b, d = c]: Point[], at: number): Point {
  const rest = 1 - at;
  const weights = [rest ** 3, 3 * rest ** 2 * at, 3 * rest * at ** 2, at ** 3];
  const mix = (axis: 0 | 1) =>
    [a, b, c, d].reduce((sum, point, index) => sum + point[axis] * (weights[index] ?? 0), 0);
  return [mix(0), mix(1)];
}

function normal(places: Point[], index: number): Point {
  const [ax, ay] = places[Math.max(index - 1, 0)] ?? [0, 0];
  const [bx, by] = places[Math.min(index + 1, places.length - 1)] ?? [0, 0];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  return [-(by - ay) / length, (bx - ax) / length];
}

function offset([x, y]: Point, dx: number, dy: number): Point {
  return [x + dx, y + dy];
}
