import {
  at,
  darker,
  disc,
  dots,
  glow,
  line,
  mix,
  type Point,
  path,
  points,
  wash,
} from "../craft/brush.ts";
import { silhouette, turned } from "../craft/lathe.ts";
import type { Skin } from "../craft/light.ts";
import { cast, contact } from "../craft/shadow.ts";
import { leaf } from "./foliage.ts";

/** A loaf, floured and scored. */
export function loaf(): string {
  const profile = points("190 0, 212 30, 206 90, 150 156, 70 184, 0 190");
  const crust = (h: number): Skin => {
    return { colour: mix("#c08044", "#8f5226", Math.min(1, h / 170)), gloss: 0.12 };
  };
  const cut = (x: number, y: number, turn: number) =>
    at(x, y, 1, path("M-6 -66C-36 -30 -36 30 -12 66C4 30 12 -26 -6 -66Z", crumb), turn);
  return [
    cast(silhouette(profile, 0.3), 0.45),
    contact(196),
    turned({ profile, skin: crust, tilt: 0.3 }),
    cut(-84, -128, 14),
    cut(0, -136, 4),
    cut(86, -124, -8),
  ].join("");
}

const crumb = wash([0, 0, 0.6, 1], "#f6e6c2", "#dcae70");

/** Slices of bread that lie on a board. */
export function slice(): string {
  const d = "M-70 0C-84 -60 -60 -92 0 -96C60 -92 84 -60 70 0C40 14 -40 14 -70 0Z";
  const face = glow({ cx: 0.42, cy: 0.36, r: 0.75 }, "#f8ecd0", "#e9d0a2");
  return at(6, 8, 1, path(d, "#4b2f1d", 0.3)) + path(d, "#9b602f") + at(0, -4, 0.9, path(d, face));
}

/** Two fried eggs and a few leaves, as seen from above at a slant. */
export function eggs(): string {
  const herb = (x: number, y: number, turn: number) => at(x, y, 1, leaf(52, 26, "#6f8046"), turn);
  return [
    egg(-92, -18, -8),
    egg(98, 16, 12),
    herb(-20, -46, 70),
    herb(30, -66, 110),
    herb(4, 66, -70),
  ].join("");
}

function egg(x: number, y: number, turn: number): string {
  const white =
    "M-104 6C-110 -30 -62 -52 -20 -46C18 -62 84 -48 96 -16C122 8 84 44 36 40C0 56 -90 46 -104 6Z";
  const yolk = glow({ cx: 0.4, cy: 0.3, r: 0.75 }, "#ffd874", "#f2a52f@0.6", "#cf7a1c");
  const whole = [
    at(5, 8, 1, path(white, "#120c0a", 0.5)),
    path(white, wash([0, 0, 0, 1], "#fffdf6", "#e6dcc8")),
    disc(2, -8, 38, 26, yolk),
    disc(-8, -18, 11, 5, "#fff7dd", 0.8),
  ];
  return at(x, y, 1, whole.join(""), turn);
}

const fruits = {
  pear: ["24 0, 70 22, 84 74, 60 130, 36 168, 24 194, 0 206", "#b9ac4f"],
  lemon: ["18 0, 60 22, 74 66, 58 108, 22 132, 0 142", "#e0b83e"],
  fig: ["20 0, 58 18, 66 54, 40 92, 14 116, 0 122", "#5b3a52"],
  orange: ["24 0, 66 22, 80 72, 62 122, 24 142, 0 146", "#d98a3a"],
} as const;

/** A piece of fruit that stands at 0, 0. */
export function fruit(kind: keyof typeof fruits): string {
  const [shape, colour] = fruits[kind];
  const profile = points(shape);
  const top = profile.at(-1)?.[1] ?? 0;
  const stalk = line(`M0 ${-top + 4}q4 -24 16 -36`, "#5a4127", 7);
  const body = turned({ profile, skin: { colour, gloss: 0.25 } });
  return contact(46, 0.4) + body + (kind === "pear" || kind === "fig" ? stalk : navel(top, colour));
}

function navel(top: number, colour: string): string {
  return disc(2, -top + 8, 7, 3, darker(colour, 0.35));
}

/** Half a fig, cut open. */
export function figHalf(): string {
  const flesh = glow(
    {},
    "#d98a72",
    "#c05a58@0.4",
    "#9c3b4a@0.72",
    "#e6cba6@0.82",
    "#efdcc0@0.9",
    "#5b3a52",
  );
  const seeds = Array.from({ length: 26 }, (_, index): Point => {
    const [angle, r] = [index * 2.4, Math.sqrt(index / 26) * 30];
    return [Math.cos(angle) * r, Math.sin(angle) * r * 0.74];
  });
  return [
    at(5, 7, 1, disc(0, 0, 48, 36, "#4b2f1d", 0.35)),
    disc(0, 0, 48, 36, flesh),
    dots(seeds, 4, "#f3d9a4", 0.75),
  ].join("");
}
