import { diagonal, element, linear, radial } from "../../svg.ts";
import { fabric, type Material, mixed, polished, rubber } from "../studio/materials.ts";
import {
  at,
  cluster,
  decal,
  moved,
  type Part,
  shell,
  solid,
  spread,
  stack,
} from "../studio/parts.ts";
import {
  box,
  curve,
  drum,
  plate,
  revolve,
  round,
  smooth,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import {
  type Flat,
  flats,
  type Move,
  type Point,
  points,
  radians,
  steps,
  stretch,
  turn,
} from "../studio/space.ts";

export interface Headphones {
  shell: Material;
  trim: Material;
  cushion: string;
  /** Art on the outside of a cup, within a circle of 34 around 0, 0. */
  badge?: string;
}

/** Over-ear headphones that stand on their cups, 190 high. */
export function overEar(look: Headphones): Part[] {
  return [...headband(look), spread(...[1, -1].map((side) => cup(look, side)))];
}

function headband({ shell: outside, trim, cushion }: Headphones): Part[] {
  const rise = [1, -1].map((side) => {
    const stem: Point[] = [
      [side * 66, 0, 92],
      [side * 72, 0, 106],
      [side * 77.5, 0, 126],
    ];
    return solid(sweep(curve(stem), superellipse(3.4, 10, 4, 20), [0, 1, 0]), trim);
  });
  const bow = (half: number) => {
    const section = superellipse(7.5, 30, 3.4, 40).filter(([u]) => u * half >= -0.01);
    return solid(sweep(arch(79, 94, 9), section, [0, 1, 0], swelling(0.62)), outside);
  };
  const pad = sweep(arch(72, 87, 30), superellipse(12, 25, 2.6, 28), [0, 1, 0], swelling(0.1));
  return [...rise, bow(-1), solid(pad, fabric(cushion)), bow(1)];
}

function arch(rx: number, rz: number, from: number): Point[] {
  return steps(from, 180 - from, 44).map((a) => {
    return [rx * Math.cos(radians(a)), 0, 98 + rz * Math.sin(radians(a))];
  });
}

/** Narrow at both ends, full in the middle. */
function swelling(least: number) {
  return (part: number) => least + (1 - least) * Math.sin(Math.PI * part) ** 0.4;
}

const padLine: Flat[] = flats("23,-3 24,-10 28,-16 34,-18.5 40,-16 43.5,-10 44,-2");
const bowlLine: Flat[] = flats("44,-2 45.6,1.5 46,6");
const faceLine: Flat[] = flats("46,6 45.2,11 42,15 37.5,17");
const ringLine: Flat[] = flats("38,16.2 38.6,18 37,19.6 34.6,18.2");

/** From the head outwards. */
function cup(look: Headphones, side: number): Part {
  const place: Move[] = [turn("z", side < 0 ? 180 : 0), turn("y", side * -6), at(side * 60, 0, 47)];
  const lathe = (line: Flat[], material: Material, make = solid) =>
    make(revolve(smooth(line)), material, stretch(1, 0.84, 1));
  const disc = solid(plate(23.5, -6), fabric("#2b2f36"), stretch(1, 0.84, 1));
  const layers = stack(
    lathe(padLine, rubber(look.cushion), shell),
    disc,
    lathe(bowlLine, look.shell),
    moved(fork(look), turn("y", -90)),
    lathe(faceLine, look.shell),
    solid(plate(35.4, 17.4), look.shell, stretch(1, 0.84, 1)),
    lathe(ringLine, look.trim),
    decal(look.badge ?? "", turn("z", 90), stretch(1, 0.84, 1), at(0, 0, 17.5)),
  );
  return moved(layers, turn("y", 90), ...place);
}

/** Holds a cup of the right side by two pins. */
function fork({ trim }: Headphones): Part {
  const path = steps(-10, 190, 40).map((a): Point => {
    return [6, 42.2 * Math.cos(radians(a)), 49.5 * Math.sin(radians(a))];
  });
  const pin = drum(4.6, 4, 1.2, 24);
  return cluster(
    solid(sweep(path, superellipse(3.2, 8, 4, 20), [1, 0, 0]), trim),
    solid(pin, trim, turn("x", 90), at(6, 44.5, 0)),
    solid(pin, trim, turn("x", 90), at(6, -40.5, 0)),
  );
}

/** A pierced metal plate for the outside of an open cup. */
export function grille(tone: string): string {
  const holes = steps(4.2, 31.5, 9).map((r) => {
    const count = Math.round((2 * Math.PI * r) / 3.3);
    const around = Array.from({ length: count }, (_, i) => radians((360 * i) / count));
    return around.map((a) => `M${(r * Math.cos(a)).toFixed(2)} ${(r * Math.sin(a)).toFixed(2)}h0`);
  });
  const dark = { d: holes.flat().join(""), stroke: "#07080b", "stroke-width": 2.2 };
  return [
    element("circle", {
      cx: 0,
      cy: 0,
      r: 34.6,
      fill: radial([
        [0, tone],
        [1, mixed(tone, "#000000", 0.45)],
      ]),
    }),
    element("path", { ...dark, "stroke-linecap": "round" }),
    element("circle", { cx: 0, cy: 0, r: 2.4, fill: "#e2e8f0" }),
  ].join("");
}

/** The sheen of a touch surface, with a ring of light-grey dots. */
export function touchPlate(): string {
  const sheen = linear(
    [
      [0, "#ffffff", 0.22],
      [0.5, "#ffffff", 0.03],
      [1, "#000000", 0.14],
    ],
    diagonal,
  );
  const ring = steps(0, 330, 12).map((a) => {
    return `M${(7 * Math.cos(radians(a))).toFixed(2)} ${(7 * Math.sin(radians(a))).toFixed(2)}h0`;
  });
  const mark = {
    stroke: "#f4f7fb",
    "stroke-opacity": 0.8,
    "stroke-width": 1.2,
    "stroke-linecap": "round",
  };
  return (
    element("circle", { cx: 0, cy: 0, r: 34.6, fill: sheen }) +
    element("path", { d: ring.join(""), ...mark })
  );
}

/** A cord from the left cup to its jack, lying on the table. */
export function cord(colour: string, metal: Material): Part[] {
  const way = points(
    "-60,-2,4 -62,-14,2.4 -56,-48,2.2 -20,-74,2.2 34,-66,2.2 74,-78,2.2 104,-104,2.4",
  );
  const path = curve(way, 12);
  const jack: Move[] = [turn("y", 90), turn("z", -41), at(104, -104, 3.4)];
  const pin = stack(
    solid(drum(3.4, 22, 1, 28), metal),
    solid(drum(1.7, 15, 0.8, 24), polished("#e3c488"), at(0, 0, 22)),
  );
  return [
    cluster(solid(sweep(path, round(2, 14), [0, 0, 1]), fabric(colour))),
    moved(pin, ...jack),
  ];
}

/** Light on-ear headphones on a bow of two wires, 160 high. */
export function onEar(look: Headphones): Part[] {
  const wire = (y: number) =>
    steps(-2, 182, 44).map((a): Point => {
      return [70 * Math.cos(radians(a)), y, 78 + 84 * Math.sin(radians(a))];
    });
  const wires = [6, -6].map((y) => solid(sweep(wire(y), round(1.9, 14), [0, 1, 0]), look.trim));
  const pad = steps(58, 122, 24).map((a): Point => {
    return [66 * Math.cos(radians(a)), 0, 78 + 80 * Math.sin(radians(a))];
  });
  const rest = sweep(pad, superellipse(9, 24, 2.6, 28), [0, 1, 0], swelling(0.3));
  const cups = [1, -1].map((side) => smallCup(look, side));
  return [
    ...wires.slice(0, 1),
    solid(rest, fabric(look.cushion)),
    ...wires.slice(1),
    spread(...cups),
  ];
}

function smallCup(look: Headphones, side: number): Part {
  const lathe = (line: Flat[], material: Material) => solid(revolve(smooth(line)), material);
  const layers = stack(
    lathe(flats("17,-3 18,-9 22,-13 28,-13.6 32,-10 33,-2"), rubber(look.cushion)),
    solid(plate(17.5, -5), fabric("#2b2f36")),
    lathe(flats("33,-2 34,0 34.4,3 34,7 31.6,10.4 27,12"), look.shell),
    solid(plate(27.2, 11.8), look.shell),
    lathe(flats("10.6,11.6 10.8,13 9.8,13.8 8.4,13"), look.trim),
    solid(plate(8.8, 13), look.shell),
  );
  const stem = solid(box({ w: 15, d: 7, h: 40, r: 3, soft: 2 }), look.shell);
  const arm = moved(stem, turn("z", 90), at(8.6, 0, 16));
  const body = moved(stack(moved(layers, turn("y", 0))), turn("y", 90));
  const whole: Part = {
    kind: "stack",
    axis: [
      [0, 0, 0],
      [1, 0, 0],
    ],
    parts: [body, arm],
  };
  return moved(whole, turn("z", side < 0 ? 180 : 0), turn("y", side * -5), at(side * 60, 0, 34.6));
}
