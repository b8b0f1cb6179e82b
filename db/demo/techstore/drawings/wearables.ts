import { clip, diagonal, element, linear, radial } from "../../svg.ts";
import { gloss, type Material, polished, rubber } from "../studio/materials.ts";
import { fade } from "../studio/paints.ts";
import { at, cluster, decal, moved, type Part, type Solid, solid, stack } from "../studio/parts.ts";
import {
  drum,
  loft,
  revolve,
  roundedRectangle,
  smooth,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import { type Flat, flats, type Move, type Point, radians, steps, turn } from "../studio/space.ts";
import { watchFace } from "./screens.ts";

const towardsViewer: Move = turn("x", 90);

export interface Watch {
  metal: Material;
  strap: string;
  accent: string;
}

/** A watch that stands on its closed strap, 80 high; its face looks at the viewer and up. */
export function watch({ metal, strap, accent }: Watch): Part[] {
  const band = rubber(strap);
  const [front, back] = loop(37, 34);
  const narrow = (part: number) => 0.8 + 0.2 * Math.abs(2 * part - 1);
  const section = superellipse(3, 26, 5, 28);
  return [
    cluster(solid(sweep(back, section, [1, 0, 0], narrow), band)),
    cluster(solid(sweep(front, section, [1, 0, 0]), band)),
    moved(watchCase(metal, accent), turn("x", 66), at(0, -26.4, 50)),
  ];
}

/** The watch without its strap, lying on its back. */
export function watchHead({ metal, accent }: Watch): Part {
  return watchCase(metal, accent);
}

/** The strap's way in the plane of y and z: over the top to the back, and below to the back. */
function loop(ry: number, rz: number): [Point[], Point[]] {
  const arc = (from: number, to: number) =>
    steps(from, to, 44).map(
      (a): Point => [0, ry * 0.86 * Math.cos(radians(a)), rz + 1.6 + rz * Math.sin(radians(a))],
    );
  return [arc(178, 292), arc(128, -70)];
}

function watchCase(metal: Material, accent: string): Part {
  const outline = (inset: number) =>
    roundedRectangle(36 - 2 * inset, 42 - 2 * inset, 11 - inset * 0.6, 10);
  const side: Flat[] = flats("3,0 1,0.8 0.2,2.4 0,5 0.2,7.6 1,9.2 2,9.9");
  const glass: Flat[] = flats("1.7,9.7 2,10.6 3.2,11.2");
  const crown = stack(
    solid(drum(3.6, 2.6, 0.7, 32), metal),
    solid(drum(2.2, 0.4, 0.2, 24), polished(accent), at(0, 0, 2.6)),
  );
  return stack(
    moved(crown, turn("y", 90), at(17.8, 6, 5)),
    solid(loft(outline, smooth(side, 3)), metal),
    solid(loft(outline, glass), gloss("#07090d")),
    decal(watchFace(31.6, 37.6, accent) + glint(), at(0, 0, 11.3)),
  );
}

function glint(): string {
  const tone = linear(fade("#ffffff", 0.2, 0.02), diagonal);
  const inside = element("rect", { x: -15.8, y: -18.8, width: 31.6, height: 37.6, rx: 8.6 });
  return element("path", { d: "M-16 -19H3L-8 19H-16Z", fill: tone, "clip-path": clip(inside) });
}

/** A slim band with a pill of glass, standing on its closed strap. */
export function fitnessBand(strap: string, accent: string): Part[] {
  const ring = (from: number, to: number) =>
    steps(from, to, 64).map(
      (a): Point => [0, 29 * Math.cos(radians(a)), 32.9 + 31.5 * Math.sin(radians(a))],
    );
  const section = superellipse(2.6, 17, 4, 28);
  const outline = (inset: number) =>
    roundedRectangle(17.4 - 2 * inset, 38 - 2 * inset, 8.4 - inset * 0.8, 10);
  const tracker = stack(
    solid(loft(outline, flats("1.4,0 0.2,1.4 0,4 0.5,5.6 2,6.6 3.4,7")), gloss("#0a0c10")),
    decal(bandFace(accent), at(0, 0, 7.1)),
  );
  return [
    cluster(solid(sweep(ring(150, -60), section, [1, 0, 0]), rubber(strap))),
    cluster(solid(sweep(ring(150, 300), section, [1, 0, 0]), rubber(strap))),
    moved(tracker, turn("x", 62), at(0, -24.4, 45.5)),
  ];
}

function bandFace(accent: string): string {
  const bars = [5, 8, 4, 10, 7].map((height, i) => {
    return element("rect", {
      x: -4.8 + i * 2.1,
      y: 9 - height,
      width: 1.3,
      height,
      rx: 0.65,
      fill: i === 3 ? accent : "#5d6b80",
    });
  });
  const around = 2 * Math.PI * 4.2;
  const ring = { cx: 0, cy: -8, r: 4.2, fill: "none", "stroke-width": 1.2 };
  const glass = { x: -5.6, y: -15.6, width: 11.2, height: 31.2, rx: 5.6, fill: "#06080c" };
  return [
    element("rect", glass),
    element("circle", { ...ring, stroke: accent, "stroke-opacity": 0.22 }),
    element("circle", {
      ...ring,
      stroke: accent,
      "stroke-linecap": "round",
      "stroke-dasharray": `${(around * 0.7).toFixed(2)} 40`,
      transform: "rotate(-90 0 -8)",
    }),
    ...bars,
  ].join("");
}

/** A ring of 23 across, upright, its axis towards the viewer. */
export function smartRing(metal: Material): Part {
  const [inner, outer, width] = [9.6, 11.7, 8];
  const shellLine: Flat[] = [
    [inner, 0.2],
    [inner + 0.7, 0],
    [outer - 0.5, 0.5],
    [outer, 1.8],
    [outer + 0.15, width / 2],
    [outer, width - 1.8],
    [outer - 0.5, width - 0.5],
    [inner + 0.7, width],
    [inner, width - 0.2],
  ];
  const inside = revolve(
    [
      [inner, width - 0.2],
      [inner, 0.2],
    ],
    72,
  );
  const body: Solid = solid(revolve(smooth(shellLine, 8), 72), metal);
  const lining: Solid = solid(inside, gloss("#14171c"));
  const sensors = [-30, 0, 30].map((a) => sensorDot(inner, width, 90 + a));
  return moved(stack(lining, ...sensors, body), towardsViewer, at(0, width / 2, outer));
}

/** On the lining, where it shows below the opening. */
function sensorDot(radius: number, width: number, degrees: number): Part {
  const art = element("circle", {
    cx: 0,
    cy: 0,
    r: 1.5,
    fill: radial([
      [0, "#8bffcf"],
      [0.4, "#27c58e"],
      [1, "#0b3d2f"],
    ]),
  });
  return moved(
    decal(art),
    turn("x", -90),
    at(0, radius - 0.05, width / 2),
    turn("z", degrees - 90 + 180),
  );
}
