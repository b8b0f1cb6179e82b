import { linear, type Stop } from "../../svg.ts";
import { hex, type Paint } from "./materials.ts";
import type { Ribbon } from "./solids.ts";
import { type Flat, normalOf, type Point, unit } from "./space.ts";

/** Neighbouring faces of a ribbon that run in about one direction: one path, one gradient. */
export interface Run {
  depth: number;
  edge: Point[];
  other: Point[];
  tones: Tone[];
}

interface Tone {
  x: number;
  y: number;
  paint: Paint;
}

interface Facet {
  corners: readonly [Point, Point, Point, Point];
  tone: Tone;
  front: boolean;
}

/** A run ends where the ribbon has turned by more than this (cosine). */
const sharpestTurn = 0.6;

/** The visible runs of a ribbon, given in pixels (y down, depth towards the viewer). */
export function runsOf(ribbon: Ribbon, paint: Painter, open: boolean): Run[] {
  const runs: Run[] = [];
  let current: Facet[] = [];
  for (const facet of facetsOf(ribbon, paint, open)) {
    if (current.length > 0 && !continues(current, facet)) {
      runs.push(asRun(current));
      current = [];
    }
    if (facet) current.push(facet);
  }
  return current.length > 0 ? [...runs, asRun(current)] : runs;
}

/** A run as an SVG path, a little wider than it is, so that no seam shows. */
export function runPath(run: Run, attributes: string): string {
  const edge = run.edge.map((point, i) => outwards(point, run.other[i] ?? point));
  const other = run.other.map((point, i) => outwards(point, run.edge[i] ?? point));
  const line = [...lengthened(edge), ...lengthened(other).reverse()];
  const points = line.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `<path d="M${points.join("L")}Z" fill="${fillOf(run)}"${attributes}/>`;
}

type Painter = (normal: Point) => Paint;

function facetsOf([edge, other]: Ribbon, paint: Painter, open: boolean) {
  return edge.slice(1).map((next, i) => {
    const corners = [edge[i] ?? next, next, other[i + 1] ?? next, other[i] ?? next] as const;
    return facet(corners, paint, open);
  });
}

function facet(corners: Facet["corners"], paint: Painter, open: boolean): Facet | undefined {
  const [nx, ny, nz] = unit(normalOf(corners));
  // Pixels count downwards, which mirrors the normal.
  const front = nz < -0.001;
  if (!front && !(open && nz > 0.001)) return undefined;
  const [x, y] = [0, 1].map((axis) => {
    return corners.reduce((sum, corner) => sum + (corner[axis] ?? 0), 0) / 4;
  });
  const seen: Point = front ? [-nx, ny, -nz] : [nx, -ny, nz];
  return { corners, tone: { x: x ?? 0, y: y ?? 0, paint: paint(seen) }, front };
}

function continues(run: readonly Facet[], next: Facet | undefined): boolean {
  const [first, last] = [run[0], run.at(-1)];
  if (!(first && last && next) || last.front !== next.front) return false;
  if (run.length === 1) return true;
  const [ax, ay] = along(first.tone, run[1]?.tone ?? last.tone);
  const [bx, by] = along(last.tone, next.tone);
  return ax * bx + ay * by > sharpestTurn;
}

function along(from: Tone, to: Tone): Flat {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(x, y) || 1;
  return [x / length, y / length];
}

function asRun(facets: readonly Facet[]): Run {
  const first = facets[0]?.corners;
  const edge = facets.map(({ corners }) => corners[1]);
  const other = facets.map(({ corners }) => corners[2]);
  const points = [...edge, ...other];
  return {
    depth: points.reduce((sum, point) => sum + point[2], 0) / points.length,
    edge: first ? [first[0], ...edge] : edge,
    other: first ? [first[3], ...other] : other,
    tones: facets.map(({ tone }) => tone),
  };
}

function fillOf(run: Run): string {
  const [first, last] = [run.tones[0], run.tones.at(-1)];
  if (!(first && last)) return "none";
  const [gx, gy] = directionOf(run, first, last);
  const length = (last.x - first.x) * gx + (last.y - first.y) * gy;
  const kept = length > 0.1 ? thinned(run.tones) : [first];
  const middle = run.tones[run.tones.length >> 1] ?? first;
  if (kept.every((tone) => apart(tone.paint, middle.paint) <= 2)) return hex(middle.paint);

  const stops = kept.map((tone): Stop => {
    const part = ((tone.x - first.x) * gx + (tone.y - first.y) * gy) / length;
    return [Math.round(part * 1000) / 1000, hex(tone.paint)];
  });
  const end = [first.x + gx * length, first.y + gy * length] as const;
  return linear(stops, [first.x, first.y, ...end], "userSpaceOnUse");
}

/** Square to the lines that join both edges, or along the run where these say little. */
function directionOf(run: Run, first: Tone, last: Tone): Flat {
  const chord = along(first, last);
  const across = run.edge.reduce<Flat>(
    ([x, y], from, i) => {
      const to = run.other[i] ?? from;
      return [x + to[0] - from[0], y + to[1] - from[1]];
    },
    [0, 0],
  );
  const length = Math.hypot(...across);
  if (length < run.edge.length * 0.8) return chord;
  const square: Flat = [-across[1] / length, across[0] / length];
  const share = square[0] * chord[0] + square[1] * chord[1];
  if (Math.abs(share) < 0.4) return chord;
  return share > 0 ? square : [-square[0], -square[1]];
}

/** Without the tones that a straight gradient between the kept ones gives anyway. */
function thinned(tones: readonly Tone[]): Tone[] {
  const [first, last] = [tones[0], tones.at(-1)];
  if (!(first && last) || tones.length < 3) return [...tones];
  const errors = tones.map((tone, i) => distance(tone, first, last, i / (tones.length - 1)));
  const worst = errors.indexOf(Math.max(...errors));
  if ((errors[worst] ?? 0) < 2.5) return [first, last];
  return [...thinned(tones.slice(0, worst + 1)), ...thinned(tones.slice(worst)).slice(1)];
}

function distance(tone: Tone, from: Tone, to: Tone, part: number): number {
  const [a, b] = [from.paint, to.paint];
  const straight = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * part;
  return apart(tone.paint, [straight(0), straight(1), straight(2)]);
}

function apart(a: Paint, b: Paint): number {
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));
}

function outwards(point: Point, from: Point): Flat {
  const [x, y] = [point[0] - from[0], point[1] - from[1]];
  const factor = 0.5 / (Math.hypot(x, y) || 1);
  return [point[0] + x * factor, point[1] + y * factor];
}

function lengthened(line: readonly Flat[]): Flat[] {
  const [first, second, beforeLast, last] = [line[0], line[1], line.at(-2), line.at(-1)];
  if (!(first && second && beforeLast && last)) return [...line];
  return [further(first, second), ...line.slice(1, -1), further(last, beforeLast)];
}

function further(point: Flat, from: Flat): Flat {
  const [x, y] = [point[0] - from[0], point[1] - from[1]];
  const factor = 0.5 / (Math.hypot(x, y) || 1);
  return [point[0] + x * factor, point[1] + y * factor];
}
