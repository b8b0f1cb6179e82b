import { attributes, linear } from "../../../svg.ts";
import { f, type Point } from "./brush.ts";
import { along, paces } from "./curve.ts";
import { step } from "./detail.ts";
import { lit, type Skin, stops, type Tone, unit, type Vector } from "./light.ts";

/** A point of a cloth: on the picture (y down), and how far it comes towards the viewer. */
export type Spot = readonly [x: number, y: number, z: number];

/** A round rod along a smooth line: a handle, a spout, a stem; `width` is its radius at 0..1. */
export function rod(line: readonly Point[], width: (t: number) => number, skin: Skin): string {
  const count = Math.max(8, paces(line, step(9)).length);
  const pieces = Array.from({ length: count }, (_, at) => piece(line, at, count, width, skin));
  return pieces.join("");
}

function piece(
  line: readonly Point[],
  at: number,
  count: number,
  width: (t: number) => number,
  skin: Skin,
): string {
  const [a, b] = [edge(line, at / count, width), edge(line, (at + 1.12) / count, width)];
  const across: Vector = unit([a.side[0], -a.side[1], 0]);
  const tones = [-1, -0.8, -0.55, -0.3, 0, 0.3, 0.55, 0.8, 1].map((s): [number, Tone] => {
    const up = Math.sqrt(1 - s * s);
    return [(s + 1) / 2, lit(skin, [across[0] * s, across[1] * s, up])];
  });
  const fill = linear(stops(tones), [...a.minus, ...a.plus], "userSpaceOnUse");
  const d = `M${[a.minus, b.minus, b.plus, a.plus].map(([x, y]) => `${f(x)} ${f(y)}`).join("L")}Z`;
  return `<path ${attributes({ d, fill })}/>`;
}

function edge(line: readonly Point[], at: number, width: (t: number) => number) {
  const t = Math.min(1, at);
  const [x, y] = along(line, t);
  const [x0, y0] = along(line, Math.max(0, t - 0.01));
  const [x1, y1] = along(line, Math.min(1, t + 0.01));
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const side: Point = [-(y1 - y0) / length, (x1 - x0) / length];
  const r = width(t);
  const minus: Point = [f(x - side[0] * r), f(y - side[1] * r)];
  const plus: Point = [f(x + side[0] * r), f(y + side[1] * r)];
  return { side, minus, plus };
}

/** The outline of a rod, for its shadow. */
export function rodOutline(line: readonly Point[], width: (t: number) => number): string {
  const edges = Array.from({ length: 25 }, (_, at) => edge(line, at / 24, width));
  const there = edges.map(({ minus }) => minus.join(" "));
  const back = edges.map(({ plus }) => plus.join(" ")).reverse();
  return `M${[...there, ...back].join("L")}Z`;
}

export interface Cloth {
  /** Where a point of the cloth lies; u runs from left to right, v from top to bottom, 0..1. */
  shape: (u: number, v: number) => Spot;
  skin: Skin;
  /** The colour of the yarn at a point; the skin's where it is left out. */
  yarn?: (u: number, v: number) => string;
  rows?: number;
  columns?: number;
  /** How much every other thread is darker (0..1). */
  thread?: number;
}

/** A cloth: rows of it from top to bottom, each shaded from left to right. */
export function woven(cloth: Cloth): string {
  const rows = cloth.rows ?? 60;
  const threads = Array.from({ length: rows }, (_, at) => {
    const shade = 1 - (at % 2 ? (cloth.thread ?? 0.04) : 0);
    return row(cloth, at / rows, (at + 1) / rows, shade);
  });
  return threads.join("");
}

function row(cloth: Cloth, top: number, bottom: number, shade: number): string {
  const columns = cloth.columns ?? (cloth.yarn ? 110 : 40);
  const places = Array.from({ length: columns + 1 }, (_, at) => at / columns);
  const corners = places.filter((_, index) => columns < 60 || index % 2 === 0);
  const upper = corners.map((u) => cloth.shape(u, top));
  const lower = corners.map((u) => cloth.shape(u, bottom + 0.12 * (bottom - top)));
  const middle = (top + bottom) / 2;
  const [left, right] = [cloth.shape(0, middle), cloth.shape(1, middle)];
  const tones = places.map((u): [number, Tone] => {
    const [x] = cloth.shape(u, middle);
    const skin = cloth.yarn ? { ...cloth.skin, colour: cloth.yarn(u, middle) } : cloth.skin;
    const tone = lit(skin, facing(cloth, u, middle), shade);
    return [Math.min(1, Math.max(0, (x - left[0]) / (right[0] - left[0] || 1))), tone];
  });
  const line = [f(left[0]), 0, f(right[0]), 0] as const;
  const fill = linear(stops(tones), line, "userSpaceOnUse");
  const outline = [...upper, ...lower.reverse()].map(([x, y]) => `${f(x)} ${f(y)}`);
  return `<path ${attributes({ d: `M${outline.join("L")}Z`, fill })}/>`;
}

function facing(cloth: Cloth, u: number, v: number): Vector {
  const near = 0.012;
  const [ax, ay, az] = cloth.shape(Math.max(0, u - near), v);
  const [bx, by, bz] = cloth.shape(Math.min(1, u + near), v);
  const [cx, cy, cz] = cloth.shape(u, Math.max(0, v - near));
  const [dx, dy, dz] = cloth.shape(u, Math.min(1, v + near));
  const [e, g] = [
    [bx - ax, ay - by, bz - az],
    [dx - cx, cy - dy, dz - cz],
  ] as [Vector, Vector];
  return unit([g[1] * e[2] - g[2] * e[1], g[2] * e[0] - g[0] * e[2], g[0] * e[1] - g[1] * e[0]]);
}

/** The outline of a cloth. */
export function hem(shape: Cloth["shape"], steps = 24): string {
  const ticks = Array.from({ length: steps }, (_, at) => at / steps);
  const spots = [
    ...ticks.map((t) => shape(t, 0)),
    ...ticks.map((t) => shape(1, t)),
    ...ticks.map((t) => shape(1 - t, 1)),
    ...ticks.map((t) => shape(0, 1 - t)),
  ];
  return `M${spots.map(([x, y]) => `${f(x)} ${f(y)}`).join("L")}Z`;
}
