import { type Part, pointsOf, solidsOf } from "./parts.ts";
import { onCanvas } from "./render.ts";
import { type Camera, type Flat, facing, hull, type Point, radians, steps } from "./space.ts";

export interface ShadowLook {
  /** Of the wide shadow and of the dark line of contact, 0 to 1. */
  cast: number;
  contact: number;
}

type Outline = readonly Flat[];
type Sides = readonly [readonly Point[], readonly Point[]];

/** The shadow on the table: wide and soft, and dark where a part touches it. */
export function shadow(parts: readonly Part[], camera: Camera, look: ShadowLook): string {
  const solids = parts.flatMap(solidsOf);
  const bodies = solids.filter(({ form }) => !form.sides).map(pointsOf);
  const tubes = solids.flatMap(({ form }) => (form.sides ? [form.sides] : []));
  const floor = Math.min(...[...bodies, ...tubes.map(([left]) => left)].map(lowestOf)) + 4;
  const touching = bodies.map((points) => points.filter((point) => point[2] < floor));
  const wide = outermost([
    ...bodies.map((points) => dropped(points, camera, 0.34)),
    ...tubes.flatMap((sides) => links(sides, camera)),
  ]);
  const near = outermost([
    ...touching.map((points) => dropped(points, camera, 0.1)),
    ...tubes.flatMap((sides) => links(sides, camera, floor)),
  ]);
  return soft(wide, camera, look.cast, [66, 14]) + soft(near, camera, look.contact, [15, 6]);
}

/**
 * Nested outlines, each faint, add up to a soft edge; a blur would cost five times more. Black,
 * because faint colours lose their hue to rounding.
 */
function soft(shapes: readonly Outline[], camera: Camera, opacity: number, [spread, count]: Flat) {
  const flatness = Math.max(0.35, Math.sin(radians(camera.pitch)));
  const faint = 1 - (1 - opacity) ** (1 / count);
  const drawn = steps(0, 1, count).map((level) => {
    const by = spread * level ** 1.1;
    return `<path d="${shapes.map((shape) => path(grown(shape, by, flatness))).join("")}"/>`;
  });
  return `<g fill-opacity="${faint.toFixed(4)}">${drawn.join("")}</g>`;
}

/** A convex outline, wider by so many pixels on every side, less so up and down. */
function grown(shape: Outline, by: number, flatness: number): Outline {
  const edges = turns(shape).map(([[ax, ay], [bx, by]]): Flat => {
    const [nx, ny] = [(by - ay) / flatness, ax - bx];
    const length = Math.hypot(nx, ny) || 1;
    return [nx / length, ny / length];
  });
  return shape.flatMap(([x, y], i) => {
    const [before, after] = [edges.at(i - 1) ?? [0, 0], edges[i] ?? [0, 0]];
    const between: Flat = [before[0] + after[0], before[1] + after[1]];
    const length = Math.hypot(...between) || 1;
    const middle: Flat = [between[0] / length, between[1] / length];
    const corners = length > 1.7 ? [middle] : [before, middle, after];
    return corners.map(([nx, ny]): Flat => [x + nx * by, y + ny * by * flatness]);
  });
}

/** Without the outlines that lie, but for some pixels, inside of another. */
function outermost(shapes: readonly Outline[]): Outline[] {
  const kept: Outline[] = [];
  for (const shape of [...shapes].sort((a, b) => areaOf(b) - areaOf(a))) {
    const hidden = kept.some((other) => shape.every((point) => covers(other, point)));
    if (shape.length > 2 && !hidden) kept.push(shape);
  }
  return kept;
}

function areaOf(shape: Outline): number {
  return Math.abs(turns(shape).reduce((sum, [[ax, ay], [bx, by]]) => sum + ax * by - bx * ay, 0));
}

function covers(shape: Outline, [x, y]: Flat): boolean {
  return turns(shape).every(([[ax, ay], [bx, by]]) => {
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= -4 * Math.hypot(bx - ax, by - ay);
  });
}

function turns(shape: Outline): [Flat, Flat][] {
  return shape.map((point, i) => [point, shape[(i + 1) % shape.length] ?? point]);
}

/** The shadow of a tube, or of what of it lies below a height, as a chain of short pieces. */
function links([left, right]: Sides, camera: Camera, height = Number.POSITIVE_INFINITY): Outline[] {
  const land = landing(camera, 0.34);
  const count = Math.max(12, Math.min(64, left.length / 6));
  const stride = Math.max(1, Math.round(left.length / count));
  const kept = left.flatMap((_, i) => (i % stride === 0 || i === left.length - 1 ? [i] : []));
  return kept.slice(1).map((to, n) => {
    const from = kept[n] ?? to;
    const corners = [left[from], left[to], right[from], right[to]];
    return hull(corners.flatMap((corner) => (corner && corner[2] < height ? [land(corner)] : [])));
  });
}

function lowestOf(points: readonly Point[]): number {
  return points.reduce((lowest, point) => Math.min(lowest, point[2]), Number.POSITIVE_INFINITY);
}

function dropped(points: readonly Point[], camera: Camera, slant: number): Outline {
  return thinned(hull(points.map(landing(camera, slant))));
}

/** At most some 26 corners. */
function thinned(shape: Outline): Outline {
  const stride = Math.ceil(shape.length / 26);
  return shape.filter((_, i) => i % stride === 0);
}

/** Drops a point onto the table; what is higher lands further right and nearer. */
function landing(camera: Camera, slant: number): (point: Point) => Flat {
  const view = facing(camera);
  const [c, s] = [Math.cos(radians(camera.yaw)), Math.sin(radians(camera.yaw))];
  return (point) => {
    const away = Math.max(0, point[2]) * slant;
    const [dx, dy] = [away * 0.8, -away * 0.6];
    const lying: Point = [point[0] + dx * c + dy * s, point[1] - dx * s + dy * c, 0];
    const [left, top] = onCanvas(view(lying), camera);
    return [left, top];
  };
}

function path(corners: Outline): string {
  if (corners.length < 3) return "";
  return `M${corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
}
