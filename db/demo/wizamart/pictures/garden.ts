import type { DemoPicture } from "../../shop.ts";
import { at } from "../drawings/craft/brush.ts";
import { handFork, hangingPlanter, planter, trowel, wateringCan } from "../drawings/garden.ts";
import { herbs, oliveTree, rubberPlant, swords } from "../drawings/nature/plants.ts";
import { square } from "../drawings.ts";
import { rooms, shade, shot } from "../studio.ts";

const wall = { edge: 0.96 } as const;

/** Pictures of the things for plants and the garden, by product. */
export const gardenPictures = {
  "alba-planter": [
    square(
      "Sansevieria in a terracotta pot on its saucer",
      () =>
        shot(rooms.sage, at(590, 1060, 1.28, planter(shade.terracotta, at(0, 0, 0.9, swords())))),
      "Terracotta",
    ),
    square(
      "Olive tree in a chalk white pot on its saucer",
      () => shot(rooms.blush, at(590, 1080, 1.14, planter(shade.chalk, oliveTree()))),
      "Chalk",
    ),
    square(
      "Rubber plant in a charcoal pot on its saucer",
      () => shot(rooms.oat, at(590, 1080, 1.2, planter(shade.charcoal, rubberPlant()))),
      "Charcoal",
    ),
    square("Herbs in two pots on a sunny sill", () =>
      shot(
        { ...rooms.honey, window: 0.48 },
        at(360, 960, 1.06, planter(shade.chalk, herbs("#7f9a56", 1, 230))),
        at(830, 1060, 1.12, planter(shade.terracotta, herbs("#6a8468", 5, 210))),
      ),
    ),
  ],
  "dew-watering-can": [
    square(
      "Pine green watering can with brass spout and handle",
      () => shot(rooms.honey, at(680, 1010, 1.36, wateringCan(shade.pine))),
      "Pine",
    ),
    square(
      "Sand watering can with brass spout and handle",
      () => shot(rooms.sage, at(680, 1010, 1.36, wateringCan(shade.sand))),
      "Sand",
    ),
    square("The green can beside a potted rubber plant", () =>
      shot(
        { ...rooms.blush, window: 0.3 },
        at(300, 980, 0.96, planter(shade.terracotta, rubberPlant())),
        at(800, 1070, 1.02, wateringCan(shade.pine)),
      ),
    ),
  ],
  "nest-hanging-planter": [
    square("Hanging bowl with trailing stems", () =>
      shot({ ...rooms.sage, ...wall }, at(600, 70, 1.04, hangingPlanter(shade.chalk))),
    ),
    square("The hanging bowl from close by", () =>
      shot(
        { ...rooms.clay, ...wall, window: 0.1 },
        at(600, -330, 1.56, hangingPlanter(shade.chalk)),
      ),
    ),
  ],
  "potting-tools": [
    square("Trowel and hand fork with oak handles on brass pegs", () =>
      shot(
        { ...rooms.clay, ...wall },
        at(430, 190, 1.12, trowel()),
        at(770, 190, 1.12, handFork()),
      ),
    ),
    square("The trowel beside a pot of young herbs", () =>
      shot(
        { ...rooms.oat, edge: 0.82 },
        at(300, 160, 1.06, trowel()),
        at(720, 1130, 1.12, planter(shade.terracotta, herbs("#7f9a56", 3, 230))),
      ),
    ),
  ],
} satisfies Record<string, DemoPicture[]>;
