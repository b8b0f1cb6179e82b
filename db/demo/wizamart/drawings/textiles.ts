import { element } from "../../svg.ts";
import { fringe, lowerEdge, peg, type Yarn } from "./cloth.ts";
import {
  at,
  darker,
  dots,
  lighter,
  line,
  many,
  type Point,
  path,
  points,
  wash,
} from "./craft/brush.ts";
import { type Cloth, hem, rod, woven } from "./craft/forms.ts";
import { behind, contact } from "./craft/shadow.ts";

/** A throw folded on the table, its last fold hanging over the front with its fringe. */
export function foldedThrow(colour: string, yarn: Yarn, width = 760): string {
  const folds = many(3, (layer) => {
    const lift = layer * 62;
    const shape = fold(width - layer * 8, 66, lift, layer);
    const band: Yarn = (u, v) => yarn(u, 0.62 + layer * 0.05 + v * 0.09);
    return layered(shape, colour, band);
  });
  const flap = overhang(width - 30, 190);
  const cloth: Cloth = {
    shape: flap,
    skin: { colour, gloss: 0 },
    yarn: (u, v) => yarn(u, v * 0.56),
  };
  return [
    contact(width * 0.49, 0.6, 0.02),
    folds,
    `<g transform="translate(6 14)">${line(lowerEdge(flap), "#2a190d", 18, 0.2)}</g>`,
    woven({ ...cloth, rows: 64 }),
    fringe(flap, colour, 64, 46),
  ].join("");
}

function layered(shape: Cloth["shape"], colour: string, yarn: Yarn): string {
  const cloth: Cloth = { shape, skin: { colour, gloss: 0 }, yarn, rows: 14 };
  return woven(cloth) + line(lowerEdge(shape), "#2a190d", 6, 0.3);
}

/** One fold: a rounded edge `height` high, its lower side at `lift` above the table. */
function fold(width: number, height: number, lift: number, seed: number): Cloth["shape"] {
  return (u, v) => {
    const turn = v * Math.PI;
    const wave = 2 * Math.sin(u * 9 + seed * 2) + 1.5 * Math.sin(u * 17 + seed);
    const round = 1 - 0.05 * (1 - Math.sin(turn)) * Math.abs(2 * u - 1) ** 8;
    const y = -lift - (height / 2) * (1 + Math.cos(turn)) + wave;
    return [(u - 0.5) * width * round, y, Math.sin(turn) * height * 0.6];
  };
}

/** The uppermost layer: its top seen at a slant, then down over the front. */
function overhang(width: number, top: number): Cloth["shape"] {
  return (u, v) => {
    const x = (u - 0.5) * width;
    const wave = 5 * Math.sin(u * 11) + 3 * Math.sin(u * 23);
    if (v < 0.5) return [x * (0.92 + 0.16 * v), -top - 74 * (1 - 2 * v) + wave * v, v * 500];
    const turn = Math.min(1, (v - 0.5) * 5) * (Math.PI / 2);
    const down = 26 * (1 - Math.cos(turn)) + Math.max(0, v - 0.7) * 190;
    const ripple = 10 * Math.sin(u * 30) * (v - 0.5);
    return [x, -top + down + wave * 0.6, 250 + 30 * Math.sin(turn) + ripple];
  };
}

/** An apron that hangs from a peg at 0, 0. */
export function apron(colour: string): string {
  const d = hem(bib, 60);
  const cloth: Cloth = {
    shape: bib,
    skin: { colour, gloss: 0 },
    rows: 100,
    columns: 52,
    thread: 0,
  };
  return [
    straps(colour),
    behind(d, [-340, 190, 340, 930], [0.34, 26, 28, 20]),
    woven(cloth),
    line(d, lighter(colour, 0.25), 3, 0.5),
    at(0, 20, 1, pocket(colour)),
    peg(),
  ].join("");
}

function bib(u: number, v: number): readonly [number, number, number] {
  const waist = Math.min(1, v / 0.36);
  const half = 118 + 196 * waist ** 2.3 + 40 * Math.max(0, v - 0.36);
  const folds = Math.sin(u * 21 + 1.3 * Math.sin(v * 3)) * 34 * Math.max(0, v - 0.2);
  const neck = 24 * Math.sin(u * Math.PI) * (1 - v) ** 6;
  return [
    (u - 0.5) * 2 * half,
    190 + v * 740 + folds * 0.24 + neck,
    folds + Math.sin(u * 3.1) * 46,
  ];
}

function straps(colour: string): string {
  const skin = { colour: darker(colour, 0.06), gloss: 0 };
  const strap = (side: number): Point[] => [
    [side * 104, 214],
    [side * 66, 100],
    [0, 4],
  ];
  const tie = (side: number): Point[] => {
    return points("304 470, 356 560, 330 720, 366 860").map(([x, y]) => [side * x, y]);
  };
  return [
    rod(strap(-1), () => 10, skin),
    rod(strap(1), () => 10, skin),
    rod(tie(-1), () => 8, skin),
    rod(tie(1), () => 8, skin),
  ].join("");
}

function pocket(colour: string): string {
  const d = "M-170 560Q0 574 170 560L162 742Q150 764 128 764Q0 772 -128 764Q-150 764 -162 742Z";
  const seam = "M-160 574Q0 588 160 574L153 738Q142 754 124 754Q0 762 -124 754Q-142 754 -153 738Z";
  const stitch = { d: seam, fill: "none", stroke: lighter(colour, 0.45), "stroke-width": 2.5 };
  const face = wash(
    [0, 0, 1, 1],
    `${lighter(colour, 0.12)}/0.9`,
    `${colour}/0.7`,
    `${darker(colour, 0.3)}/0.8`,
  );
  return [
    at(4, 8, 1, path(d, "#2a190d", 0.2)),
    path(d, face),
    line("M-170 560Q0 574 170 560", darker(colour, 0.35), 4, 0.7),
    element("path", { ...stitch, "stroke-dasharray": "9 7", "stroke-opacity": 0.8 }),
    line("M0 570V764", darker(colour, 0.35), 3, 0.6),
  ].join("");
}

/** Towels folded into a pile, with a waffle weave. */
export function towelPile(colours: readonly string[], width = 640): string {
  const piled = colours.map((colour, index) =>
    many(2, (side) =>
      waffled(fold(width - index * 14, 62, index * 116 + side * 56, index * 2 + side), colour),
    ),
  );
  const top = colours.length * 116;
  return (
    contact(width * 0.49, 0.6, 0.02) +
    upperSide(width - colours.length * 14, top, colours.at(-1) ?? "#ffffff") +
    piled.join("")
  );
}

function waffled(shape: Cloth["shape"], colour: string): string {
  const rows = [0.24, 0.42, 0.6, 0.78];
  const grid = (dx: number, dy: number) =>
    rows.flatMap((v) =>
      Array.from({ length: 29 }, (_, index): Point => {
        const [x, y] = shape((index + 0.5) / 29, v);
        return [x + dx, y + dy];
      }),
    );
  const cells =
    squares(grid(0, 0), 11, darker(colour, 0.45), 0.3) +
    squares(grid(1.5, 2.5), 7, lighter(colour, 0.5), 0.4);
  return layered(shape, colour, () => colour) + cells;
}

function squares(places: readonly Point[], size: number, colour: string, opacity: number): string {
  return dots(places, size, colour, opacity).replace(`linecap="round"`, `linecap="square"`);
}

/** The upper side of a pile, seen at a slant. */
function upperSide(width: number, top: number, colour: string): string {
  const x = width / 2;
  const d = `M${-x} ${-top + 34}C${-x} ${-top} ${-x * 0.95} ${-top - 40} ${-x * 0.91} ${-top - 46}H${x * 0.91}C${x * 0.95} ${-top - 40} ${x} ${-top} ${x} ${-top + 34}Z`;
  const face = wash(
    [0, 0, 1, 0.2],
    lighter(colour, 0.3),
    lighter(colour, 0.1),
    darker(colour, 0.08),
  );
  const rows = [0, 1, 2].flatMap((row) =>
    Array.from({ length: 29 }, (_, index): Point => {
      return [(index - 14) * (width / 29) * (0.98 - row * 0.025), -top + 4 - row * 15];
    }),
  );
  return path(d, face) + squares(rows, 8, darker(colour, 0.4), 0.2);
}
