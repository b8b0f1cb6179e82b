import { element } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { patch, placed, type Subject, soft, stroke, veil } from "../../studio.ts";

export interface Shoe {
  colour: string;
  lining?: string;
  sole?: string;
  /** Leather that shines like glass, 0..1. */
  polish?: number;
}

/** A pair seen from the side: the far shoe a little behind and above the near one. */
export function pair(shoe: string): Subject {
  const art = placed(shoe, { x: 62, y: -92, scale: 0.93 }) + placed(shoe, { x: -30, y: 40 });
  return { art, outline: [], place: { y: -20, scale: 1.08 } };
}

/** What lies on the ground beneath a shoe that stands at `y`. */
export function ground(x: number, y: number, w: number): string {
  const layers = Array.from({ length: 14 }, (_, index) => {
    const share = (index + 1) / 14;
    return element("ellipse", {
      cx: x + share * 26,
      cy: y + 4,
      rx: w * (0.44 + share * 0.14),
      ry: 8 + share * 34,
      fill: "#2a1f1a",
      "fill-opacity": 0.04,
    });
  });
  return veil(...layers);
}

/** Light that glances off leather. */
export function gleam(points: string, size: number, strength: number): string {
  return soft(points, size, "#fffaf0", strength);
}

/** A stacked heel. */
export function heel(path: string, sole: string): string {
  const { glow } = tones(sole);
  const layers = [1022, 1036, 1049].map((y) => stroke(`M224,${y}H424`, glow, 1.4, 0.35)).join("");
  return patch({ path, colour: sole, round: 0.8 }, 0.6) + layers;
}
