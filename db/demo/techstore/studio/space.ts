/** Millimetres: x to the right, y away from the viewer, z up from the table. */
export type Point = readonly [x: number, y: number, z: number];

/** A point of a flat outline or of a profile. */
export type Flat = readonly [number, number];

export type Move = (point: Point) => Point;

/** `yaw` and `pitch` in degrees, `zoom` in pixels a millimetre, x and y: the origin on the canvas. */
export interface Camera {
  yaw: number;
  pitch: number;
  zoom: number;
  x: number;
  y: number;
}

export function shift(dx: number, dy: number, dz: number): Move {
  return ([x, y, z]) => [x + dx, y + dy, z + dz];
}

/** Turns about an axis through the origin, counter-clockwise for who looks along it from its tip. */
export function turn(axis: "x" | "y" | "z", degrees: number): Move {
  const [c, s] = [Math.cos(radians(degrees)), Math.sin(radians(degrees))];
  if (axis === "x") return ([x, y, z]) => [x, y * c - z * s, y * s + z * c];
  if (axis === "y") return ([x, y, z]) => [x * c + z * s, y, z * c - x * s];
  return ([x, y, z]) => [x * c - y * s, x * s + y * c, z];
}

export function stretch(fx: number, fy: number, fz: number): Move {
  return ([x, y, z]) => [x * fx, y * fy, z * fz];
}

/** One move after the other, in reading order. */
export function inTurn(...moves: Move[]): Move {
  return (point) => moves.reduce((at, move) => move(at), point);
}

/** Into the viewer's own axes: x to the right, y up, z towards the viewer; still millimetres. */
export function facing({ yaw, pitch }: Pick<Camera, "yaw" | "pitch">): Move {
  const [c, s] = [Math.cos(radians(yaw)), Math.sin(radians(yaw))];
  const [rise, fall] = [Math.sin(radians(pitch)), Math.cos(radians(pitch))];
  return ([x, y, z]) => {
    const away = x * s + y * c;
    return [x * c - y * s, away * rise + z * fall, z * rise - away * fall];
  };
}

export function add(a: Point, b: Point, factor = 1): Point {
  return [a[0] + b[0] * factor, a[1] + b[1] * factor, a[2] + b[2] * factor];
}

export function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Point, b: Point): Point {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The same direction, of length 1; a point without direction stays as it is. */
export function unit(a: Point): Point {
  const length = Math.hypot(...a) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** Newell's way: right for any flat polygon, also with doubled corners. Length: twice the area. */
export function normalOf(corners: readonly Point[]): Point {
  let sum: Point = [0, 0, 0];
  let last = corners.at(-1) ?? sum;
  for (const corner of corners) {
    sum = add(sum, cross(last, corner));
    last = corner;
  }
  return sum;
}

/** The smallest convex outline around flat points. */
export function hull(points: readonly Flat[]): Flat[] {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...chain(sorted), ...chain(sorted.reverse())];
}

/** Flat points written as "1,2 3.5,4". */
export function flats(text: string): Flat[] {
  return text.split(" ").map((pair) => {
    const [x = 0, y = 0] = pair.split(",").map(Number);
    return [x, y];
  });
}

/** Points in space written as "1,2,3 4,5,6". */
export function points(text: string): Point[] {
  return text.split(" ").map((triple) => {
    const [x = 0, y = 0, z = 0] = triple.split(",").map(Number);
    return [x, y, z];
  });
}

export function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

/** `count` numbers from `from` to `to`, both included. */
export function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}

function chain(sorted: readonly Flat[]): Flat[] {
  const kept: Flat[] = [];
  for (const point of sorted) {
    while (turnsIn(kept.at(-2), kept.at(-1), point)) kept.pop();
    kept.push(point);
  }
  return kept.slice(0, -1);
}

function turnsIn(a: Flat | undefined, b: Flat | undefined, c: Flat): boolean {
  if (!a || !b) return false;
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) <= 0;
}
