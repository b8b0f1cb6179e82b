import type { DemoPicture } from "../../shop.ts";
import { at, disc, glow, line } from "../drawings/craft/brush.ts";
import { budVase, carafe, tumbler, water, wineGlass } from "../drawings/glass.ts";
import { bloom, sprig, twig } from "../drawings/nature/foliage.ts";
import { square } from "../drawings.ts";
import { rooms, shade, shot } from "../studio.ts";

const amber = "#b8702f";
const green = "#6d7a4d";
const smoke = "#8b8680";
const rose = "#b5736f";
const juice = "#d98f3a";

function pair(tint?: string, drink?: string): string {
  return at(420, 900, 1.7, tumbler(tint)) + at(770, 1020, 1.7, tumbler(tint, drink));
}

function trio(tint: string): string {
  const stem = sprig({
    stem: [
      [0, -10],
      [4, -300],
      [44, -480],
    ],
    leaves: 8,
    length: 72,
    width: 28,
    colour: shade.moss,
    bare: 0.5,
  });
  const poppy =
    twig(
      [
        [0, -10],
        [-4, -200],
        [-30, -400],
      ],
      "#6f8060",
      5,
    ) + at(-30, -402, 1, bloom(62, "#cf6a4a", shade.ochre, 8));
  return (
    at(330, 960, 1.5, budVase(tint, 0, poppy)) +
    at(620, 910, 1.5, budVase(tint, 1, stem)) +
    at(870, 1020, 1.5, budVase(tint, 2))
  );
}

/** A slice of orange on the rim of a glass. */
function orange(): string {
  const rind = glow({}, "#f7d58c", "#f0a63f@0.8", "#fff1cf@0.86", "#d9822b");
  const rays = [0, 60, 120].map((turn) => at(0, 0, 1, line("M0 -44V44", "#fff1cf", 4, 0.9), turn));
  return disc(0, 0, 58, 58, rind) + rays.join("");
}

/** Pictures of the glassware, by product. */
export const glassPictures = {
  "lowland-tumblers": [
    square(
      "Two fluted tumblers in clear glass",
      () => shot(rooms.sage, pair(undefined, water)),
      "Clear",
    ),
    square("Two fluted tumblers in amber glass", () => shot(rooms.blush, pair(amber)), "Amber"),
    square("Two fluted tumblers in moss green glass", () => shot(rooms.oat, pair(green)), "Moss"),
    square("Orange juice in a clear tumbler", () =>
      shot(
        { ...rooms.honey, window: 0.5 },
        at(520, 1000, 2.3, at(96, -268, 0.9, orange()) + tumbler(undefined, juice)),
        at(900, 880, 1.5, tumbler(amber)),
      ),
    ),
  ],
  "cellar-carafe": [
    square("Carafe of water in front of a sage wall", () =>
      shot(rooms.sage, at(570, 1010, 1.56, carafe(water))),
    ),
    square("Carafe of red wine beside a glass in the evening", () =>
      shot(
        rooms.cocoa,
        at(430, 980, 1.42, carafe("#7a2433")),
        at(860, 1040, 1.16, wineGlass("#7a2433")),
      ),
    ),
  ],
  "bell-wine-glasses": [
    square("Two wine glasses on long stems, one filled with red wine", () =>
      shot(rooms.clay, at(420, 960, 1.46, wineGlass()), at(780, 1050, 1.46, wineGlass("#7a2433"))),
    ),
    square("A glass of white wine in front of a green wall", () =>
      shot({ ...rooms.pine, window: 0.48 }, at(600, 1040, 1.66, wineGlass("#d9c26a"))),
    ),
  ],
  "bud-vase-trio": [
    square(
      "Three small smoke grey vases, each of another shape",
      () => shot(rooms.oat, trio(smoke)),
      "Smoke",
    ),
    square(
      "Three small rose vases, each of another shape",
      () => shot(rooms.mist, trio(rose)),
      "Rose",
    ),
  ],
} satisfies Record<string, DemoPicture[]>;
