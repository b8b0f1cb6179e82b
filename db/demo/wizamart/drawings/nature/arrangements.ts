import { shade } from "../../studio.ts";
import { at, line, type Point } from "../craft/brush.ts";
import { bloom, plume, sprig, twig } from "./foliage.ts";
import { fruit } from "./food.ts";

/** Olive branches for a vase whose mouth is at 0, -`height`. */
export function branches(height: number, colour: string = shade.moss): string {
  const branch = (x: number, y: number, seed: number) =>
    sprig({
      stem: rising(height, x, y),
      leaves: 13,
      length: 96,
      width: 34,
      colour,
      seed,
      bark: "#7c6149",
    });
  return branch(-150, 330, 3) + branch(60, 420, 7) + branch(210, 250, 11);
}

/** Poppies with a few leaves and grasses for a vase whose mouth is at 0, -`height`. */
export function bouquet(height: number): string {
  const green = "#6f8060";
  const flower = (x: number, y: number, r: number, colour: string, seed: number) =>
    twig(rising(height, x, y), green, 6) +
    at(x, -height - y, 1, bloom(r, colour, shade.ochre, 8, seed));
  const leaves = (x: number, y: number, seed: number) =>
    sprig({ stem: rising(height, x, y), leaves: 9, length: 90, width: 40, colour: green, seed });
  return [
    plume(rising(height, 200, 330), "#d8b98a", 54, 4),
    plume(rising(height, -60, 410), "#d8b98a", 54, 5),
    leaves(-220, 190, 2),
    leaves(230, 150, 5),
    flower(-150, 250, 74, "#cf6a4a", 1),
    flower(10, 300, 88, "#e0a58e", 2),
    flower(140, 200, 78, "#b84f38", 3),
    flower(-40, 150, 70, "#e9c9b0", 4),
  ].join("");
}

function rising(height: number, x: number, y: number): Point[] {
  return [
    [0, -height + 30],
    [x * 0.2, -height - y * 0.35],
    [x * 0.6, -height - y * 0.75],
    [x, -height - y],
  ];
}

/** Three pears that lie in a bowl. */
export function pears(): string {
  return [
    at(-110, 40, 1, fruit("pear"), -10),
    at(110, 50, 1, fruit("pear"), 12),
    at(0, 100, 1, fruit("pear")),
  ].join("");
}

/** Steam above a cup whose mouth is at 0, 0. */
export function steam(): string {
  const wisp = (x: number, tall: number) =>
    `M${x} 0C${x - 40} ${-tall * 0.3} ${x + 46} ${-tall * 0.6} ${x - 6} ${-tall}`;
  const d = wisp(-30, 190) + wisp(36, 240);
  return [40, 32, 25, 18, 12, 7].map((width) => line(d, "#fffaf0", width, 0.035)).join("");
}
