import type { DemoPicture } from "../../shop.ts";
import {
  bowl,
  clayBody,
  cup,
  duneVase,
  jug,
  moonJar,
  mug,
  plate,
  plateStack,
  teapot,
} from "../drawings/ceramics.ts";
import { at } from "../drawings/craft/brush.ts";
import { bouquet, branches, pears, steam } from "../drawings/nature/arrangements.ts";
import { figHalf, fruit } from "../drawings/nature/food.ts";
import { lyingBoard, wood } from "../drawings/wood.ts";
import { square } from "../drawings.ts";
import { rooms, shade, shot } from "../studio.ts";

const coffee = "#4a2d1c";
const tea = "#9a5f24";

/** Pictures of the ceramics, by product. */
export const ceramicPictures = {
  "dune-vase": [
    square(
      "Speckled oat vase with a bare clay foot",
      () => shot(rooms.blush, at(580, 1010, 1.34, duneVase(shade.oat))),
      "Oat",
    ),
    square(
      "The same vase in clay red",
      () => shot(rooms.sage, at(580, 1010, 1.34, duneVase(shade.clay))),
      "Clay",
    ),
    square(
      "The same vase in moss green",
      () => shot(rooms.oat, at(580, 1010, 1.34, duneVase(shade.moss))),
      "Moss",
    ),
    square("Olive branches in the vase, in front of a sunlit wall", () =>
      shot(
        { ...rooms.oat, window: 0.52 },
        at(560, 1080, 1.02, branches(580) + duneVase(shade.oat)),
      ),
    ),
  ],
  "tide-bowl": [
    square(
      "Wide stoneware bowl, glazed ink blue inside",
      () => shot(rooms.mist, at(600, 940, 1.42, bowl(clayBody, shade.ink))),
      "Ink",
    ),
    square(
      "Wide stoneware bowl, glazed chalk white inside",
      () => shot(rooms.clay, at(600, 940, 1.42, bowl("#b98f6c", shade.chalk))),
      "Chalk",
    ),
    square("Three pears in the ink blue bowl", () =>
      shot(
        { ...rooms.honey, arch: "#cf9a6a" },
        at(600, 980, 1.36, bowl(clayBody, shade.ink, pears())),
      ),
    ),
  ],
  "hearth-mug": [
    square(
      "Terracotta mug full of coffee",
      () => shot(rooms.honey, at(550, 960, 2.2, mug(shade.terracotta, coffee))),
      "Terracotta",
    ),
    square(
      "Oat mug with a bare clay foot",
      () => shot(rooms.sage, at(550, 960, 2.2, mug(shade.oat))),
      "Oat",
    ),
    square(
      "Pine green mug with a bare clay foot",
      () => shot(rooms.blush, at(550, 960, 2.2, mug(shade.pine))),
      "Pine",
    ),
    square("Two steaming mugs in the morning light", () =>
      shot(
        { ...rooms.mist, window: 0.4 },
        at(390, 900, 1.45, mug(shade.oat, tea) + at(0, -258, 1, steam())),
        at(800, 1010, 1.5, mug(shade.pine, coffee) + at(0, -258, 1, steam())),
      ),
    ),
  ],
  "morning-plates": [
    square("Four plates in chalk, sage and blush on top of each other", () =>
      shot(
        rooms.oat,
        at(600, 960, 1.74, plateStack([shade.chalk, shade.sage, shade.chalk, shade.blush])),
      ),
    ),
    square("A chalk plate with figs, seen from above", () =>
      shot(
        { ...rooms.clay, edge: 0.12 },
        at(
          600,
          800,
          1.9,
          plate(clayBody, shade.chalk, 0.66) +
            at(-70, -36, 1.15, figHalf()) +
            at(40, -84, 1.1, figHalf()) +
            at(70, 30, 1.05, fruit("fig")),
        ),
      ),
    ),
  ],
  "pebble-teapot": [
    square("Round sage teapot with a small lid", () =>
      shot(rooms.clay, at(620, 960, 1.42, teapot(shade.sage))),
    ),
    square("The teapot on an oak board with two cups of tea", () =>
      shot(
        { ...rooms.oat, window: 0.5 },
        at(600, 1020, 1.26, lyingBoard(820, 230, wood.oak)),
        at(560, 900, 1.02, teapot(shade.sage)),
        at(830, 990, 1.02, cup(shade.chalk, tea)),
        at(380, 990, 1.02, cup(shade.chalk, tea) + at(0, -120, 0.6, steam())),
      ),
    ),
  ],
  "moon-jar": [
    square("Large round white jar under an arch", () =>
      shot({ ...rooms.sage, arch: "#98a384" }, at(590, 1010, 1.32, moonJar(shade.chalk))),
    ),
    square("The white jar with flowering branches", () =>
      shot(rooms.cocoa, at(590, 1070, 1.02, bouquet(500) + moonJar(shade.chalk))),
    ),
  ],
  "ripple-jug": [
    square(
      "Fluted jug in chalk white",
      () => shot(rooms.mist, at(560, 1020, 1.5, jug(shade.chalk))),
      "Chalk",
    ),
    square(
      "Fluted jug in slate blue",
      () => shot(rooms.blush, at(560, 1020, 1.5, jug(shade.slate))),
      "Slate",
    ),
    square("Garden flowers in the fluted jug", () =>
      shot({ ...rooms.sage, window: 0.5 }, at(570, 1080, 1.1, bouquet(470) + jug(shade.chalk))),
    ),
  ],
} satisfies Record<string, DemoPicture[]>;
