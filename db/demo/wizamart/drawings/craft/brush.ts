import { element, type Line, linear, radial, type Stop } from "../../../svg.ts";

export type Point = readonly [x: number, y: number];

/** Puts a thing at x, y, `scale` times as large, turned by `turn` degrees. */
export function at(x: number, y: number, scale: number, things: string, turn = 0): string {
  const rotate = turn ? ` rotate(${f(turn)})` : "";
  return `<g transform="translate(${f(x)} ${f(y)}) scale(${scale})${rotate}">${things}</g>`;
}

/** A filled path; its opacity is the paint's, as that of an element costs a layer. */
export function path(d: string, fill: string, opacity = 1): string {
  return element("path", opacity === 1 ? { d, fill } : { d, fill, "fill-opacity": opacity });
}

/** A line along a path. */
export function line(d: string, stroke: string, width: number, opacity = 1): string {
  const look = { d, fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round" };
  return element("path", opacity === 1 ? look : { ...look, "stroke-opacity": opacity });
}

/** An ellipse around x, y. */
export function disc(x: number, y: number, rx: number, ry: number, fill: string, opacity = 1) {
  const look = { cx: x, cy: y, rx, ry, fill };
  return element("ellipse", opacity === 1 ? look : { ...look, "fill-opacity": opacity });
}

/** Round dots of one size and colour, as one element. */
export function dots(places: readonly Point[], size: number, colour: string, opacity = 1): string {
  return line(places.map(([x, y]) => `M${f(x)} ${f(y)}h.1`).join(""), colour, size, opacity);
}

/** A gradient along a line of the shape's box; colours as `#rrggbb`, `#rrggbb/opacity`, `...@offset`. */
export function wash(way: Line, ...colours: string[]): string {
  return linear(colours.map(readStop), way);
}

/** A gradient from the middle of the shape's box outwards, or from `where`. */
export function glow(where: Record<string, number>, ...colours: string[]): string {
  return radial(colours.map(readStop), where);
}

function readStop(source: string, index: number, all: string[]): Stop {
  const [paint = "", offset] = source.split("@");
  const [colour = "", opacity] = paint.split("/");
  const place = offset === undefined ? index / Math.max(1, all.length - 1) : Number(offset);
  return [f(place, 3), colour, opacity === undefined ? 1 : Number(opacity)];
}

/** Reads `"10 0, 12.5 40"` as points. */
export function points(source: string): Point[] {
  return source.split(",").map((pair) => {
    const [x = 0, y = 0] = pair.trim().split(" ").map(Number);
    return [x, y];
  });
}

/** A colour that is `share` darker, towards the brown of the shop's shadows. */
export function darker(colour: string, share: number): string {
  return mix(colour, "#2a190d", share);
}

/** A colour that is `share` lighter, towards cream. */
export function lighter(colour: string, share: number): string {
  return mix(colour, "#fff6e6", share);
}

/** The colour that lies `share` of the way between two (`#rrggbb`). */
export function mix(from: string, to: string, share: number): string {
  const channel = (start: number) => {
    const [a, b] = [from, to].map((colour) => Number.parseInt(colour.slice(start, start + 2), 16));
    const value = Math.round((a ?? 0) + ((b ?? 0) - (a ?? 0)) * share);
    return value.toString(16).padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function random(seed: number): () => number {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** As many things as `count`, each made from its index. */
export function many(count: number, make: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => make(index)).join("");
}

/** Rounded to `digits` behind the point. */
export function f(value: number, digits = 1): number {
  const unit = 10 ** digits;
  return Math.round(value * unit) / unit;
}
