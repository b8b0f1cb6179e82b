import { blur } from "../../svg.ts";
import { type Part, pointsOf, solidsOf } from "./parts.ts";
import { onCanvas } from "./render.ts";
import { type Camera, type Flat, facing, hull, type Point, radians } from "./space.ts";

export interface ShadowLook {
  colour: string;
  /** Of the wide shadow and of the dark line of contact, 0 to 1. */
  cast: number;
  contact: number;
}

/** The shadow on the table: wide and soft, and dark where a part touches it. */
export function shadow(parts: readonly Part[], camera: Camera, look: ShadowLook): string {
  const solids = parts.flatMap(solidsOf);
  const bodies = solids.filter(({ form }) => !form.sides).map(pointsOf);
  const lowest = Math.min(...solids.map((one) => lowestOf(pointsOf(one))));
  const touching = bodies.map((points) => points.filter((point) => point[2] < lowest + 6));
  const tubes = solids.flatMap(({ form }) => (form.sides ? [form.sides] : []));
  const wide = [...outlines(bodies, camera, 0.34), ...tubes.map((sides) => strip(sides, camera))];
  const lying = tubes.flatMap((sides) => below(sides, lowest + 6));
  const near = [...outlines(touching, camera, 0.1), ...lying.map((sides) => strip(sides, camera))];
  return layer(wide, look.colour, look.cast, 20) + layer(near, look.colour, look.contact, 7);
}

function lowestOf(points: readonly Point[]): number {
  return points.reduce((lowest, point) => Math.min(lowest, point[2]), Number.POSITIVE_INFINITY);
}

type Sides = readonly [readonly Point[], readonly Point[]];

function strip([left, right]: Sides, camera: Camera): Flat[] {
  const land = landing(camera, 0.34);
  return [...left.map(land), ...right.map(land).toReversed()];
}

/** The pieces of a tube that lie below a height. */
function below([left, right]: Sides, height: number): Sides[] {
  const pieces: [Point[], Point[]][] = [];
  let open = false;
  for (const [i, from] of left.entries()) {
    const low = from[2] < height;
    if (low && !open) pieces.push([[], []]);
    if (low) pieces.at(-1)?.[0].push(from);
    if (low) pieces.at(-1)?.[1].push(right[i] ?? from);
    open = low;
  }
  return pieces;
}

function layer(shapes: readonly Flat[][], colour: string, opacity: number, spread: number): string {
  const look = `fill="${colour}" fill-opacity="${opacity}"`;
  return `<path d="${shapes.map(path).join("")}" ${look} filter="${blur(spread)}"/>`;
}

function outlines(bodies: readonly Point[][], camera: Camera, slant: number): Flat[][] {
  return bodies.map((points) => dropped(points, camera, slant)).filter((shape) => shape.length > 2);
}

function dropped(points: readonly Point[], camera: Camera, slant: number): Flat[] {
  return hull(points.map(landing(camera, slant)));
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

function path(corners: readonly Flat[]): string {
  return `M${corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}Z`;
}
