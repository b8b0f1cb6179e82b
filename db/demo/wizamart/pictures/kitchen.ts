import type { DemoPicture } from "../../shop.ts";
import { at } from "../drawings/craft/brush.ts";
import { crock, jar, kettle, skillet, stores } from "../drawings/kitchen.ts";
import { steam } from "../drawings/nature/arrangements.ts";
import { eggs, loaf, slice } from "../drawings/nature/food.ts";
import { leaningBoard, lyingBoard, lyingSpoon, mill, spoon, wood } from "../drawings/wood.ts";
import { square } from "../drawings.ts";
import { rooms, shade, shot } from "../studio.ts";

const spoons = [
  at(-54, -60, 1, spoon(480, wood.olive), -15),
  at(6, -60, 1, spoon(560, wood.olive, true), 2),
  at(70, -60, 1, spoon(470, wood.olive), 17),
].join("");

/** Pictures of the things for the kitchen, by product. */
export const kitchenPictures = {
  "oak-bread-board": [
    square("Oak bread board with a handle, leaning on the wall", () =>
      shot({ ...rooms.oat, edge: 0.76 }, at(600, 1040, 1.24, leaningBoard(430, 560, wood.oak))),
    ),
    square("A loaf and a slice of bread on the board", () =>
      shot(
        rooms.sage,
        at(600, 980, 1.34, lyingBoard(780, 220, wood.oak)),
        at(520, 890, 1.32, loaf()),
        at(910, 940, 1.25, slice()),
      ),
    ),
  ],
  "ember-skillet": [
    square("Black cast-iron skillet", () =>
      shot({ ...rooms.clay, edge: 0.46 }, at(430, 850, 1.22, skillet())),
    ),
    square("Two fried eggs with basil in the skillet", () =>
      shot({ ...rooms.honey, edge: 0.3 }, at(430, 860, 1.26, skillet(eggs()))),
    ),
  ],
  "turned-mill": [
    square(
      "Tall pepper mill in walnut",
      () => shot(rooms.mist, at(590, 1060, 1.42, mill(wood.walnut))),
      "Walnut",
    ),
    square(
      "Tall pepper mill in beech",
      () => shot(rooms.clay, at(590, 1060, 1.42, mill(wood.beech))),
      "Beech",
    ),
    square("Two mills, one tall and one short", () =>
      shot(
        { ...rooms.sage, window: 0.5 },
        at(430, 1000, 1.24, mill(wood.walnut)),
        at(770, 1060, 1.24, mill(wood.beech, 0.72)),
      ),
    ),
  ],
  "harbour-kettle": [
    square(
      "Enamel kettle in pine green with a wooden grip",
      () => shot(rooms.oat, at(640, 1000, 1.44, kettle(shade.pine))),
      "Pine",
    ),
    square(
      "Enamel kettle in cream with a wooden grip",
      () => shot(rooms.blush, at(640, 1000, 1.44, kettle(shade.chalk))),
      "Cream",
    ),
    square(
      "Enamel kettle in brick red with a wooden grip",
      () => shot(rooms.sage, at(640, 1000, 1.44, kettle(shade.terracotta))),
      "Brick",
    ),
    square("The cream kettle on the boil", () =>
      shot(
        { ...rooms.pine, window: 0.5 },
        at(640, 1010, 1.36, kettle(shade.chalk) + at(-350, -280, 0.9, steam())),
      ),
    ),
  ],
  "pantry-jars": [
    square("Three glass jars with wooden lids: oats, beans and lentils", () =>
      shot(
        rooms.sage,
        at(330, 940, 1.4, jar(130, 430, stores.oats)),
        at(870, 960, 1.4, jar(130, 300, stores.beans)),
        at(600, 1060, 1.4, jar(124, 190, stores.lentils)),
      ),
    ),
    square("A jar of dried peas", () =>
      shot({ ...rooms.honey, arch: "#cf9f63" }, at(600, 1020, 2.1, jar(140, 330, stores.peas))),
    ),
  ],
  "crock-and-spoons": [
    square("Three olive wood spoons in a speckled crock", () =>
      shot(rooms.honey, at(590, 1040, 1.5, crock(shade.chalk, spoons))),
    ),
    square("An olive wood spoon and a slotted spoon on the table", () =>
      shot(
        { ...rooms.clay, edge: 0.02 },
        at(560, 1080, 1.6, lyingSpoon(560, wood.olive), -14),
        at(660, 1090, 1.6, lyingSpoon(560, wood.olive, true), 13),
      ),
    ),
  ],
} satisfies Record<string, DemoPicture[]>;
