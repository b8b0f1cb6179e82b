import type { DemoPicture } from "../shop.ts";
import { linear, mask, svg } from "../svg.ts";
import { type Backdrop, emptyStudio } from "./studio/backdrops.ts";
import type { Colour } from "./studio/colours.ts";
import { type Part, pointsOf, solidsOf } from "./studio/parts.ts";
import { render } from "./studio/render.ts";
import { shadow } from "./studio/shadow.ts";
import { type Camera, type Flat, facing, type Move, type Point } from "./studio/space.ts";

/** One photograph: what stands on the table, who looks at it from where. */
export interface Shot {
  alt: string;
  backdrop: Backdrop;
  parts: () => readonly Part[];
  /** Degrees around the product, and above the table. */
  yaw: number;
  pitch: number;
  /** How much of the picture the product takes, and where its middle is; 1 is all of it. */
  fill?: number;
  centre?: Flat;
  width?: number;
  height?: number;
  /** A glossy table mirrors the product in a line at this height (1 is the lower edge). */
  mirror?: number;
  shadow?: boolean;
  /** SVG between the backdrop and the product, and over everything, in pixels. */
  behind?: (camera: Camera) => string;
  front?: (camera: Camera) => string;
}

/** A picture of 1200 x 900 unless the shot says otherwise. */
export function picture(shot: Shot, optionValue?: string): DemoPicture {
  const { alt, width = 1200, height = 900 } = shot;
  const option = optionValue === undefined ? {} : { optionValue };
  return { alt, width, height, draw: () => drawing(shot, width, height), ...option };
}

/** One picture a colour, shown with the variants of that colour. */
export function colourways(names: readonly Colour[], shot: (name: Colour) => Shot): DemoPicture[] {
  return names.map((name) => picture(shot(name), name));
}

function drawing(shot: Shot, width: number, height: number): string {
  const { backdrop, mirror = 0 } = shot;
  const parts = shot.parts();
  const camera = framing(shot, parts, [width, height]);
  const product = render(parts, camera, backdrop.light);
  const shade = shot.shadow === false ? "" : shadow(parts, camera, backdrop.shadow);
  return svg(
    width,
    height,
    emptyStudio(backdrop, [width, height], shot.centre),
    shot.behind?.(camera) ?? "",
    mirror ? reflection(product, Math.round(mirror * height), backdrop.dark) : "",
    shade,
    product,
    shot.front?.(camera) ?? "",
  );
}

/** The camera from which the product fills its share of the canvas. */
function framing(shot: Shot, parts: readonly Part[], [width, height]: Flat): Camera {
  const { yaw, pitch, fill = 0.68, centre = [0.5, 0.5] } = shot;
  const view = facing({ yaw, pitch });
  const [left, right, below, above] = extent(parts.flatMap(solidsOf).map(pointsOf), view);
  const zoom = fill * Math.min(width / (right - left), height / (above - below));
  const x = width * centre[0] - (zoom * (left + right)) / 2;
  return { yaw, pitch, zoom, x, y: height * centre[1] + (zoom * (below + above)) / 2 };
}

function extent(bodies: readonly (readonly Point[])[], view: Move) {
  const box: [number, number, number, number] = [1e9, -1e9, 1e9, -1e9];
  for (const point of bodies.flat()) {
    const [x, y] = view(point);
    box[0] = Math.min(box[0], x);
    box[1] = Math.max(box[1], x);
    box[2] = Math.min(box[2], y);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function reflection(product: string, line: number, dark: boolean): string {
  const fade = linear([
    [0, dark ? "#8a8a8a" : "#505050"],
    [1, "#000000"],
  ]);
  const area = `<rect y="${line}" width="100%" height="170" fill="${fade}"/>`;
  const place = { maskUnits: "userSpaceOnUse", x: 0, y: line, width: 1600, height: 170 };
  const flipped = `<g transform="matrix(1 0 0 -1 0 ${2 * line})">${product}</g>`;
  return `<g mask="${mask(area, place)}">${flipped}</g>`;
}
