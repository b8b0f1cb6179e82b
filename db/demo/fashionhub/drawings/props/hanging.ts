import { clip, element, linear } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve, moved } from "../../studio/curve.ts";
import { stroke, veil } from "../../studio.ts";

const steel = linear(
  [
    [0, "#f4f2ee"],
    [0.4, "#a9a49c"],
    [0.6, "#77726b"],
    [1, "#d6d1c8"],
  ],
  [0, 0, 1, 0],
);

/** A round rail fixed to the wall, `left` to `right`. */
export function rail(y: number, left = -20, right = 1220, colour = "#b98f63"): string {
  const { glow, deep, line } = tones(colour);
  const at = (dy: number) => `M${left},${y + dy}H${right}`;
  return [
    veil(...[46, 38, 30, 22, 14].map((size) => stroke(at(34), "#2a1f1a", size, 0.045))),
    stroke(at(0), line, 34),
    stroke(at(0), colour, 31),
    stroke(at(8), deep, 14, 0.4),
    stroke(at(-7), glow, 7, 0.6),
  ].join("");
}

/** The wood of a hanger where it shows inside `opening`, given as path data. */
export function hanger(opening = "", neck = 280): string {
  if (!opening) return "";
  const arms = `360,${neck + 112} 470,${neck + 48} 600,${neck + 6} 730,${neck + 48} 840,${neck + 112}`;
  const round = 'stroke-linecap="round"';
  return element(
    "g",
    { "clip-path": clip(`<path d="${opening}"/>`) },
    stroke(curve(arms), "#5d4025", 34, 1, round),
    stroke(curve(arms), "#c49a6c", 30, 1, round),
    stroke(curve(moved(arms, 0, -8)), "#ecd0a6", 8, 0.6, round),
  );
}

/** The wire of a hanger, from the rail at `top` down to the neck. */
export function hook(top: number, neck = 280): string {
  const path = `M600,${neck + 30}V${top + 66}C600,${top + 40} 640,${top + 44} 640,${top + 10}A40,40 0 0 0 562,${top - 4}`;
  return [
    stroke(path, "#2a1f1a", 12, 0.16, 'transform="translate(9 14)"'),
    stroke(path, "#4b4640", 11, 1, 'stroke-linecap="round"'),
    element("path", {
      d: path,
      fill: "none",
      stroke: steel,
      "stroke-width": 8,
      "stroke-linecap": "round",
    }),
  ].join("");
}
