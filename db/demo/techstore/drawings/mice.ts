import { element } from "../../svg.ts";
import { gloss, type Material, polished, rubber } from "../studio/materials.ts";
import { at, decal, line, moved, type Part, solid, stack } from "../studio/parts.ts";
import {
  ball,
  type Form,
  plate,
  revolve,
  skin,
  smooth,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import { type Flat, flats, type Move, type Point, radians, steps, turn } from "../studio/space.ts";

/** A dome over a rounded outline: its size, how square it is, how it is bent at last. */
interface Dome {
  w: number;
  d: number;
  h: number;
  power: number;
  bend: Move;
}

const fullness = 0.62;
const crest = 0.86;

function domeForm({ w, d, h, power, bend }: Dome): Form {
  const rising = steps(0, 88, 44).map((a): Flat => {
    return [Math.cos(radians(a)) ** fullness, h * Math.sin(radians(a)) ** crest];
  });
  const under: Flat[] = flats("0.9,-5 0.95,-4.4 0.985,-2.6");
  const rings = [...under, ...rising].map(([share, z]) => {
    return superellipse(w * share, d * share, power, 72).map(([x, y]) => bend([x, y, z + 5]));
  });
  return { ...skin(rings), caps: [rings.at(-1) ?? []] };
}

/** A spot of the table, lifted onto the dome. */
function onDome({ w, d, h, power, bend }: Dome, x: number, y: number): Point {
  const share = (Math.abs((2 * x) / w) ** power + Math.abs((2 * y) / d) ** power) ** (1 / power);
  const a = Math.acos(Math.min(1, share) ** (1 / fullness));
  return bend([x, y, h * Math.sin(a) ** crest + 5.2]);
}

function seam(dome: Dome, path: readonly Flat[], colour: string): Part {
  return line(
    path.map(([x, y]) => onDome(dome, x, y)),
    0.55,
    colour,
    0.8,
  );
}

/** Highest behind the middle, low in front (y above 0), with a waist for thumb and ring finger. */
const palm: Dome = {
  w: 64,
  d: 118,
  h: 34,
  power: 2.45,
  bend: ([x, y, z]) => {
    const forth = y / 59;
    const hump = 0.68 + 0.36 * Math.exp(-((forth + 0.25) ** 2) / 0.5);
    const waist = 1 - 0.06 * Math.exp(-(forth ** 2) / 0.16);
    return [x * waist, y, z * hump];
  },
};

export interface Mouse {
  shell: Material;
  trim: Material;
  seam: string;
}

/** A wireless mouse, 64 x 118 x 40, its front towards the far end of the table. */
export function mouse({ shell, trim, seam: ink }: Mouse): Part[] {
  const parting = steps(57, -2, 30).map((y): Flat => [0, y]);
  const bow = steps(-31, 31, 30).map((x): Flat => [x, -2 + 0.012 * x * x]);
  return [
    solid(domeForm(palm), shell),
    seam(palm, parting, ink),
    seam(palm, bow, ink),
    wheel(trim),
    sensorKey(),
  ];
}

function wheel(trim: Material): Part {
  const [, , z] = onDome(palm, 0, 34);
  const slot = element("rect", {
    x: -4.6,
    y: -12.5,
    width: 9.2,
    height: 25,
    rx: 4.6,
    fill: "#0a0b0e",
  });
  const rim = (radius: number) =>
    steps(24, 156, 24).map((a): Point => {
      return [0, radius * Math.cos(radians(a)), radius * Math.sin(radians(a)) - 4.6];
    });
  const roller = sweep(rim(8.2), superellipse(6, 3.4, 3, 24), [1, 0, 0]);
  const band = sweep(rim(9.6), superellipse(1.5, 1, 3, 12), [1, 0, 0]);
  const parts = [decal(slot, turn("x", -13), at(0, 0, 0.4)), solid(roller, rubber("#262b32"))];
  return moved(stack(...parts, solid(band, trim)), at(0, 34, z));
}

function sensorKey(): Part {
  const [, y, z] = onDome(palm, 0, 12);
  const key = element("rect", { x: -2, y: -4.5, width: 4, height: 9, rx: 2, fill: "#14171c" });
  const light = element("circle", { cx: 0, cy: -8, r: 0.8, fill: "#59f0b4" });
  return decal(key + light, turn("x", -8), at(0, y, z + 0.2));
}

export interface Trackball {
  shell: Material;
  ball: string;
  seam: string;
}

const island: Dome = {
  w: 112,
  d: 134,
  h: 33,
  power: 2.6,
  bend: ([x, y, z]) => [x, y, z * (0.94 + y / 420)],
};

/** A trackball of 112 x 134 x 62. */
export function trackball({ shell, ball: colour, seam: ink }: Trackball): Part[] {
  const collar: Flat[] = flats("35,-3 35.4,0.4 34.2,2.8 31.8,2.6 30.6,-1.5");
  const nest = stack(
    solid(revolve(smooth(collar), 64), polished("#c3cad4")),
    solid(plate(31, 0.4), rubber("#07080b")),
    solid(ball(27.5, 27.5, 27.5, 120, -9), gloss(colour), at(0, 0, 5)),
  );
  const sides = [-1, 1].flatMap((side) => [
    steps(37, 54, 12).map((x): Flat => [side * x, 8 - 0.2 * (x - 37)]),
    steps(-24, -66, 18).map((y): Flat => [side * (16 - (y + 24) * 0.16), y]),
  ]);
  return [
    solid(domeForm(island), shell),
    ...sides.map((path) => seam(island, path, ink)),
    moved(nest, turn("x", 4), at(0, 10, 36.4)),
  ];
}
