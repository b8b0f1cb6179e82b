import type { Stop } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { band, mirrored, shape } from "../../studio/curve.ts";
import { cloth, type Fold, folds, type Weave } from "../../studio.ts";

/** How light runs over silk, from left to right. */
export function silk(colour: string): Stop[] {
  const { glow, dark, deep } = tones(colour);
  return [
    [0, deep, 0.5],
    [0.14, glow, 0.2],
    [0.3, glow, 0.9],
    [0.44, dark, 0.2],
    [0.6, glow, 0.5],
    [0.82, deep, 0.3],
    [1, deep, 0.65],
  ];
}

/** A hanging end of ribbon that widens towards its foot. */
export function tail(points: string, colour: string, size: number, weaves: Weave[] = []): string {
  const path = band(points, (at) => (28 + at * 62) * size);
  const made: Fold[] = [[points, 26 * size, 0.5]];
  return cloth([{ path, colour, weaves, sheen: silk(colour), round: 0.5 }], folds(colour, made));
}

/** A bow: two loops and a knot. */
export function bow(x: number, y: number, scale: number, colour: string): string {
  const loop = "10,-6! 70,-70 150,-92 190,-50 196,10 150,46 70,26 8,12!";
  const at = (points: string) => scaled(points, x, y, scale);
  const made: Fold[] = [
    [at("14,0 70,-20 120,-30 176,-10"), 34 * scale, 0.6],
    [at("14,4 60,14 110,14 160,24"), 22 * scale, 0.5],
    [at("-14,0 -70,-20 -120,-30 -176,-10"), 34 * scale, 0.6],
    [at("-14,4 -60,14 -110,14 -160,24"), 22 * scale, 0.5],
  ];
  const pieces = [mirrored(loop, 0), loop].map((points) => ({
    path: shape(at(points)),
    colour,
    sheen: silk(colour),
  }));
  const knot = shape(at("-28,-26 0,-32 28,-26 32,4 26,30 0,34 -26,30 -32,4"));
  const pinch: Fold[] = [
    [at("-8,-26 -4,0 -10,28"), 12 * scale, 0.6],
    [at("12,-24 10,0 14,26"), 12 * scale, 0.5],
  ];
  return (
    cloth(pieces, folds(colour, made)) +
    cloth([{ path: knot, colour, round: 0.8 }], folds(colour, pinch))
  );
}

function scaled(points: string, x: number, y: number, scale: number): string {
  const place = (pair: string) => {
    const [px = 0, py = 0] = pair.replace("!", "").split(",").map(Number);
    return `${px * scale + x},${py * scale + y}${pair.endsWith("!") ? "!" : ""}`;
  };
  return points.split(" ").map(place).join(" ");
}
