import { diagonal, linear } from "../../svg.ts";
import { hex, type Light, type Paint, shader } from "./materials.ts";
import {
  type Decal,
  type Dots,
  type Line,
  type Part,
  pointsOf,
  type Solid,
  type Stack,
  solidsOf,
} from "./parts.ts";
import { runPath, runsOf } from "./ribbons.ts";
import { add, type Camera, type Flat, facing, normalOf, type Point, unit } from "./space.ts";

interface Drawn {
  depth: number;
  shape: string;
}

/** The pixel of the canvas in which a point is seen. */
export function spotOn(point: Point, camera: Camera): Flat {
  const [x, y] = onCanvas(facing(camera)(point), camera);
  return [x, y];
}

type View = (point: Point) => Point;

/** Parts as a camera sees them, as SVG in pixels of the canvas. */
export function render(parts: readonly Part[], camera: Camera, light: Light): string {
  return parts.map((part) => renderPart(part, camera, light)).join("");
}

function renderPart(part: Part, camera: Camera, light: Light): string {
  switch (part.kind) {
    case "decal":
      return renderDecal(part, camera);
    case "dots":
      return renderDots(part, camera);
    case "line":
      return renderLine(part, camera);
    case "sheet":
      return `<path d="${pathOf(part.points, camera)}Z" fill="${part.fill}"/>`;
    case "solid":
      return renderSolids([part], camera, light);
    case "cluster":
      return renderSolids(part.solids, camera, light);
    case "spread":
      return render(farthestFirst(part.parts, camera), camera, light);
    case "stack":
      return render(upwards(part, camera), camera, light);
  }
}

function upwards({ axis, parts }: Stack, camera: Camera): readonly Part[] {
  const [from, to] = axis.map(facing(camera));
  return (to?.[2] ?? 0) >= (from?.[2] ?? 0) ? parts : parts.toReversed();
}

function farthestFirst(parts: readonly Part[], camera: Camera): Part[] {
  const view = facing(camera);
  const depths = parts.map((part) => {
    const points = solidsOf(part).flatMap(pointsOf);
    const total = points.reduce((sum, point) => sum + view(point)[2], 0);
    return { part, depth: total / points.length };
  });
  return depths.sort((a, b) => a.depth - b.depth).map(({ part }) => part);
}

/** Where a point of the viewer's axes lands on the canvas; its depth stays, in pixels. */
export function onCanvas([x, y, z]: Point, { x: left, y: top, zoom }: Camera): Point {
  return [left + x * zoom, top - y * zoom, z * zoom];
}

function renderDecal({ plane, art }: Decal, camera: Camera): string {
  const see = seenBy(camera);
  const [o, r, d] = [see(plane[0]), see(plane[1]), see(plane[2])];
  const [ax, ay, bx, by] = [r[0] - o[0], r[1] - o[1], d[0] - o[0], d[1] - o[1]];
  if (ax * by - ay * bx <= 0.0001) return "";
  const matrix = [ax, ay, bx, by, o[0], o[1]].map((value) => value.toFixed(3));
  return `<g transform="matrix(${matrix.join(" ")})">${art}</g>`;
}

/** Spots that the surface turns away from the viewer are smaller. */
function renderDots({ spots, size, colour, opacity: strength }: Dots, camera: Camera): string {
  const see = seenBy(camera);
  const paths = new Map<number, string>();
  for (const [spot, outside] of spots) {
    const [[x, y, z], [, , nearer]] = [see(spot), see(outside)];
    const facing = Math.round((4 * (nearer - z)) / camera.zoom) / 4;
    if (facing <= 0) continue;
    paths.set(facing, `${paths.get(facing) ?? ""}M${x.toFixed(1)} ${y.toFixed(1)}h0`);
  }
  const drawn = [...paths].map(([facing, path]) => {
    const width = (size * camera.zoom * (0.35 + 0.65 * facing)).toFixed(1);
    return `<path d="${path}" stroke-width="${width}"/>`;
  });
  const look = `stroke="${colour}" stroke-opacity="${strength}" stroke-linecap="round"`;
  return `<g ${look}>${drawn.join("")}</g>`;
}

function renderLine({ points, width, colour, opacity: strength }: Line, camera: Camera): string {
  const look = `stroke="${colour}" stroke-opacity="${strength}" stroke-linecap="round"`;
  const size = (width * camera.zoom).toFixed(1);
  return `<path d="${pathOf(points, camera)}" fill="none" ${look} stroke-width="${size}"/>`;
}

function pathOf(points: readonly Point[], camera: Camera): string {
  const corners = points.map(seenBy(camera)).map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `M${corners.join("L")}`;
}

function renderSolids(solids: readonly Solid[], camera: Camera, light: Light): string {
  const drawn = solids.flatMap((one) => [
    ...ribbons(one, camera, light),
    ...caps(one, camera, light),
  ]);
  drawn.sort((a, b) => a.depth - b.depth);
  return drawn.map(({ shape }) => shape).join("");
}

function ribbons({ form, material, open }: Solid, camera: Camera, light: Light): Drawn[] {
  const paint = shader(material, light);
  const see = seenBy(camera);
  const alpha = opacity(material.alpha);
  return form.ribbons.flatMap(([edge, other]) => {
    const runs = runsOf([edge.map(see), other.map(see)], paint, open);
    return runs.map((run) => ({ depth: run.depth, shape: runPath(run, alpha) }));
  });
}

function caps({ form, material, open }: Solid, camera: Camera, light: Light): Drawn[] {
  const paint = shader(material, light);
  const see = seenBy(camera);
  return form.caps.flatMap((cap) => {
    const corners = cap.map(see);
    const [nx, ny, nz] = unit(normalOf(corners));
    // Pixels count downwards, which mirrors the normal.
    const normal = toViewer([-nx, ny, -nz], open);
    if (!normal) return [];
    const depth = corners.reduce((sum, corner) => sum + corner[2], 0) / corners.length;
    const points = corners.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
    const fill = capFill(normal, paint);
    const shape = `<path d="M${points.join("L")}Z" fill="${fill}"${opacity(material.alpha)}/>`;
    return [{ depth, shape }];
  });
}

/** Into pixels, with y down and the depth towards the viewer. */
function seenBy(camera: Camera): View {
  const view = facing(camera);
  return (point) => onCanvas(view(point), camera);
}

function toViewer(normal: Point, open: boolean): Point | undefined {
  if (normal[2] > 0.001) return normal;
  return open ? [-normal[0], -normal[1], -normal[2]] : undefined;
}

/** A wide face is never one even tone: the softbox falls off across it. */
function capFill(normal: Point, paint: (normal: Point) => Paint): string {
  const [nearer, farther] = [-1, 1].map((side) => {
    return hex(paint(unit(add(normal, [0.13 * side, -0.1 * side, 0]))));
  });
  return linear(
    [
      [0, nearer ?? ""],
      [1, farther ?? ""],
    ],
    diagonal,
  );
}

function opacity(alpha: number): string {
  return alpha < 1 ? ` fill-opacity="${alpha}"` : "";
}
