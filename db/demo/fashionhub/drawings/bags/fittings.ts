import { element, linear } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import { dot, stroke, veil, type Weave } from "../../studio.ts";

export interface Bag {
  colour: string;
  lining?: string;
  weaves?: Weave[];
}

export const gold = linear(
  [
    [0, "#f8ebc8"],
    [0.45, "#c49c55"],
    [1, "#6f4f1f"],
  ],
  [0.15, 0, 0.85, 1],
);

/** The shade on a table below what stands on it. */
export function footing(x: number, y: number, w: number, depth = 40): string {
  const layers = Array.from({ length: 16 }, (_, index) => {
    const share = (index + 1) / 16;
    return element("ellipse", {
      cx: x + share * 30,
      cy: y + share * 6,
      rx: w * (0.47 + share * 0.1),
      ry: 6 + share * depth,
      fill: "#2a1f1a",
      "fill-opacity": 0.045,
    });
  });
  return veil(...layers);
}

/** A rolled and stitched handle along the points, `down` pixels lower. */
export function handle(points: string, colour: string, down: number): string {
  const { line, glow } = tones(colour);
  const path = curve(points);
  const made = stroke(path, line, 32) + stroke(path, colour, 28) + stroke(path, glow, 7, 0.45);
  return element("g", { transform: `translate(0 ${down})` }, made, stitches(points, line, glow));
}

/** A round metal stud. */
export function stud(x: number, y: number): string {
  return (
    dot(x + 2, y + 3, 12, "#1c1512", 0.35) +
    dot(x, y, 11, gold) +
    dot(x - 3, y - 3, 4, "#fff6dd", 0.7)
  );
}
