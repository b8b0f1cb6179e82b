import { add, cross, type Flat, type Point, radians, steps, unit } from "./space.ts";

/** A strip of surface between two lines of points of equal number; outside: see `skin`. */
export type Ribbon = readonly [edge: readonly Point[], other: readonly Point[]];

const origin: Point = [0, 0, 0];

/** A surface: smooth ribbons, and flat faces with corners counter-clockwise seen from outside. */
export interface Form {
  ribbons: readonly Ribbon[];
  caps: readonly (readonly Point[])[];
  /** Two lines along a tube, between which its shadow lies. */
  sides?: readonly [readonly Point[], readonly Point[]];
}

/**
 * A skin over rings of points; each ring runs counter-clockwise seen from the end of the rings.
 * Shading is smooth around a ring, and in steps from ring to ring.
 */
export function skin(rings: readonly (readonly Point[])[]): Form {
  const closed = rings.map((ring) => [...ring, ...ring.slice(0, 1)]);
  return { ribbons: pairs(closed), caps: [] };
}

/** The same surface, but smooth from ring to ring, and in steps around a ring. */
export function tube(rings: readonly (readonly Point[])[]): Form {
  const around = rings[0] ?? [];
  const lines = [...around, around[0]].map((_, i) => {
    return rings.map((ring) => ring[i % around.length] ?? origin).reverse();
  });
  return { ribbons: pairs(lines), caps: [] };
}

/** Several surfaces as one. */
export function together(...forms: readonly Form[]): Form {
  return {
    ribbons: forms.flatMap((form) => form.ribbons),
    caps: forms.flatMap((form) => form.caps),
  };
}

/** A flat face alone. */
export function face(corners: readonly Point[]): Form {
  return { ribbons: [], caps: [corners] };
}

/** A body turned on a lathe: `profile` holds radius and height, from the bottom to the top. */
export function revolve(profile: readonly Flat[], segments = 48): Form {
  return skin(profile.map(([radius, z]) => ring(radius, z, segments)));
}

/** A flat outline grown upwards: each level names the inset of the outline and its height. */
export function loft(outline: (inset: number) => Flat[], levels: readonly Flat[]): Form {
  const rings = levels.map(([inset, z]) => outline(inset).map(([x, y]): Point => [x, y, z]));
  return closed(skin(rings), rings);
}

/** The same without its flat ends. */
export function belt(outline: (inset: number) => Flat[], levels: readonly Flat[]): Form {
  return skin(levels.map(([inset, z]) => outline(inset).map(([x, y]): Point => [x, y, z])));
}

export interface Box {
  w: number;
  d: number;
  h: number;
  /** Radius of the upright edges. */
  r: number;
  /** Radius of the edges above and below. */
  soft?: number;
  /** How much narrower the top is on every side. */
  taper?: number;
}

/** A box with rounded edges that stands on the table around the origin. */
export function box({ w, d, h, r, soft = 2, taper = 0 }: Box): Form {
  const corner = Math.max(5, Math.min(14, Math.round(r * 0.8)));
  const outline = (inset: number) =>
    roundedRectangle(w - 2 * inset, d - 2 * inset, Math.max(0.4, r - inset), corner);
  const levels = edged(h, soft).map(([inset, z]): Flat => [inset + (taper * z) / h, z]);
  return loft(outline, levels);
}

/** The side of a disc or cylinder with rounded edges, for `revolve`. */
export function disc(radius: number, height: number, soft = 2): Flat[] {
  return edged(height, soft).map(([inset, z]): Flat => [radius - inset, z]);
}

/** A disc or cylinder with rounded edges that stands on the table around the origin. */
export function drum(radius: number, height: number, soft = 2, segments = 48): Form {
  return lidded(disc(radius, height, soft), segments);
}

/** Like `revolve`, closed by flat faces below and above. */
export function lidded(profile: readonly Flat[], segments = 48): Form {
  const [bottom, top] = [profile[0] ?? [1, 0], profile.at(-1) ?? [1, 1]];
  const rings = [ring(top[0], top[1], segments), ring(bottom[0], bottom[1], segments).reverse()];
  return { ...revolve(profile, segments), caps: rings };
}

/** Insets and heights of an edge that is rounded below and above. */
export function edged(height: number, soft: number, below = soft): Flat[] {
  const lower = steps(0, 90, fineness(below)).map((a): Flat => {
    return [below * (1 - Math.sin(radians(a))), below * (1 - Math.cos(radians(a)))];
  });
  const upper = steps(0, 90, fineness(soft)).map((a): Flat => {
    return [soft * (1 - Math.cos(radians(a))), height - soft * (1 - Math.sin(radians(a)))];
  });
  return [...lower, ...upper];
}

function fineness(radius: number): number {
  return Math.round(Math.max(4, Math.min(12, radius * 1.4)));
}

/** Corners run counter-clockwise; `fine` points a corner. */
export function roundedRectangle(w: number, d: number, r: number, fine = 8): Flat[] {
  const radius = Math.min(r, w / 2, d / 2);
  return [0, 90, 180, 270].flatMap((start) => {
    const [sx, sy] = [start === 0 || start === 270 ? 1 : -1, start < 180 ? 1 : -1];
    return steps(start, start + 90, fine).map((a): Flat => {
      const [x, y] = [Math.cos(radians(a)) * radius, Math.sin(radians(a)) * radius];
      return [sx * (w / 2 - radius) + x, sy * (d / 2 - radius) + y];
    });
  });
}

/** Between an ellipse (power 2) and a rectangle (power 5 and more). */
export function superellipse(w: number, d: number, power: number, fine = 72): Flat[] {
  return steps(0, 360, fine + 1)
    .slice(0, -1)
    .map((a) => {
      const [c, s] = [Math.cos(radians(a)), Math.sin(radians(a))];
      return [(w / 2) * bent(c, power), (d / 2) * bent(s, power)];
    });
}

/** A tube along a path; `section` lies across it, its second axis close to `up`; `size` scales it. */
export function sweep(
  path: readonly Point[],
  section: readonly Flat[],
  up: Point,
  size: (part: number) => number = () => 1,
): Form {
  const rings = path.map((at, i) => {
    const along = unit(add(path[i + 1] ?? at, path[i - 1] ?? at, -1));
    const side = unit(cross(up, along));
    const top = cross(along, side);
    const factor = size(i / (path.length - 1));
    return section.map(([u, v]) => add(add(at, side, u * factor), top, v * factor));
  });
  const [left, right] = widest(section).map((i) => rings.map((ring) => ring[i] ?? origin));
  return { ...closed(tube(rings), rings), sides: [left ?? [], right ?? []] };
}

/** The two points of a section that lie farthest apart along its axes. */
function widest(section: readonly Flat[]): number[] {
  const [us, vs] = [section.map(([u]) => u), section.map(([, v]) => v)];
  const flat = Math.max(...us) - Math.min(...us) > Math.max(...vs) - Math.min(...vs);
  const values = flat ? us : vs;
  return [values.indexOf(Math.min(...values)), values.indexOf(Math.max(...values))];
}

/** A round section for `sweep`. */
export function round(radius: number, fine = 16): Flat[] {
  return superellipse(radius * 2, radius * 2, 2, fine);
}

/** A flat round plate that faces upwards. */
export function plate(radius: number, z: number, segments = 64): Form {
  return face(ring(radius, z, segments));
}

/** A ball, flattened or stretched: half its width, depth and height; cut off below a latitude. */
export function ball(rx: number, ry: number, rz: number, fine = 40, from = -90): Form {
  const rows = steps(from, 90, Math.round(fine * 0.6)).map((a) => {
    const [c, s] = [Math.cos(radians(a)), Math.sin(radians(a))];
    return ring(1, 0, fine).map(([x, y]): Point => [x * rx * c, y * ry * c, rz * s]);
  });
  return skin(rows);
}

/** A smooth profile through the given ones, for `revolve`. */
export function smooth(profile: readonly Flat[], fine = 4): Flat[] {
  const line = curve(
    profile.map(([radius, z]): Point => [radius, 0, z]),
    fine,
  );
  return line.map(([radius, , z]) => [Math.max(0, radius), z]);
}

/** A smooth line through the given points (Catmull-Rom), `fine` steps between two of them. */
export function curve(through: readonly Point[], fine = 10): Point[] {
  const last = through.at(-1);
  const parts = through.slice(1).map((to, i) => {
    const from = through[i] ?? to;
    const [before, after] = [through[i - 1] ?? from, through[i + 2] ?? to];
    return steps(0, 1, fine + 1)
      .slice(0, -1)
      .map((t) => between(before, from, to, after, t));
  });
  return [...parts.flat(), ...(last ? [last] : [])];
}

function ring(radius: number, z: number, segments: number): Point[] {
  return Array.from({ length: segments }, (_, i) => {
    const a = (2 * Math.PI * i) / segments;
    return [Math.cos(a) * radius, Math.sin(a) * radius, z];
  });
}

function pairs(lines: readonly (readonly Point[])[]): Ribbon[] {
  return lines.slice(1).map((line, i) => [lines[i] ?? line, line]);
}

function closed(form: Form, rings: readonly (readonly Point[])[]): Form {
  const [first = [], last = []] = [rings[0], rings.at(-1)];
  return { ...form, caps: [last, [...first].reverse()] };
}

function bent(value: number, power: number): number {
  return Math.sign(value) * Math.abs(value) ** (2 / power);
}

function between(a: Point, b: Point, c: Point, d: Point, t: number): Point {
  const [t2, t3] = [t * t, t * t * t];
  const weights = [-t3 + 2 * t2 - t, 3 * t3 - 5 * t2 + 2, -3 * t3 + 4 * t2 + t, t3 - t2];
  const sum = [a, b, c, d].reduce<Point>(
    (at, p, i) => add(at, p, (weights[i] ?? 0) / 2),
    [0, 0, 0],
  );
  return sum;
}
