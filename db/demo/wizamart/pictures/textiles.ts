import type { DemoPicture } from "../../shop.ts";
import {
  checked,
  drape,
  fringe,
  type Hanging,
  hanging,
  peg,
  pinstriped,
  rail,
  striped,
  type Yarn,
} from "../drawings/cloth.ts";
import { at } from "../drawings/craft/brush.ts";
import { cushion, leafPrint } from "../drawings/cushions.ts";
import { apron, foldedThrow, towelPile } from "../drawings/textiles.ts";
import { square } from "../drawings.ts";
import { type Backdrop, rooms, shade, shot } from "../studio.ts";

function linen(room: Backdrop, colour: string, piping: string): string {
  return shot(room, at(590, 1030, 1.34, cushion({ width: 600, height: 600, colour, piping })));
}

const block = {
  width: 600,
  height: 600,
  colour: shade.chalk,
  print: leafPrint(shade.pine),
  piping: shade.pine,
};

const bolster = {
  width: 720,
  height: 430,
  colour: shade.chalk,
  yarn: pinstriped(shade.chalk, [0.5, 0.62, shade.terracotta], [0.67, 0.7, shade.terracotta]),
};

const heather = checked(shade.chalk, shade.clay, [5, 9], shade.pine);
const fern = checked(shade.chalk, shade.moss, [5, 9], shade.ochre);
const loch = checked("#e4e0d4", shade.slate, [5, 9], shade.ink);

function folded(room: Backdrop, yarn: Yarn): string {
  return shot(room, at(600, 930, 1.3, foldedThrow(shade.chalk, yarn)));
}

function onRail(): string {
  const plan: Hanging = {
    width: 660,
    length: 780,
    colour: shade.chalk,
    yarn: heather,
    folds: [4, 26],
    columns: 100,
  };
  return rail(900) + hanging(plan) + fringe(drape(plan), shade.chalk, 60, 70);
}

function teaTowels(ground: string, colour: string): string {
  const yarn = striped(ground, [0.78, 0.81, colour], [0.83, 0.9, colour], [0.92, 0.95, colour]);
  const plan: Hanging = {
    width: 440,
    length: 720,
    colour: ground,
    yarn,
    folds: [3.5, 24],
    gathered: 0.8,
  };
  const plain: Hanging = {
    width: 440,
    length: 680,
    colour,
    folds: [3, 24],
    gathered: 0.8,
    seed: 2,
  };
  return at(390, 190, 1, hanging(plan) + peg()) + at(830, 190, 1, hanging(plain) + peg());
}

const wall = { edge: 0.95 } as const;

/** Pictures of the textiles, by product. */
export const textilePictures = {
  "meadow-cushion": [
    square(
      "Linen cushion in clay with darker piping",
      () => linen(rooms.sage, shade.clay, shade.rust),
      "Clay",
    ),
    square(
      "Linen cushion in oat with darker piping",
      () => linen(rooms.clay, shade.oat, shade.sand),
      "Oat",
    ),
    square(
      "Linen cushion in sage with darker piping",
      () => linen(rooms.blush, shade.sage, shade.moss),
      "Sage",
    ),
    square("The clay and the oat cushion side by side", () =>
      shot(
        { ...rooms.oat, window: 0.5 },
        at(
          430,
          960,
          1.06,
          cushion({ width: 600, height: 600, colour: shade.oat, piping: shade.sand }),
        ),
        at(
          780,
          1040,
          0.98,
          cushion({ width: 600, height: 600, colour: shade.clay, piping: shade.rust }),
        ),
      ),
    ),
  ],
  "orchard-cushion": [
    square(
      "Cushion with a green block print of leaves",
      () => shot(rooms.blush, at(590, 1030, 1.34, cushion(block))),
      "Fern leaf",
    ),
    square(
      "Long cushion with rust red stripes",
      () => shot(rooms.mist, at(600, 960, 1.36, cushion(bolster))),
      "Harvest stripe",
    ),
    square("The block print from close by", () =>
      shot(rooms.sage, at(760, 1500, 2.5, cushion(block))),
    ),
    square("The long cushion in front of the printed one", () =>
      shot(rooms.oat, at(600, 930, 1.16, cushion(block)), at(600, 1040, 1.16, cushion(bolster))),
    ),
  ],
  "fell-throw": [
    square("Folded wool throw in heather check", () => folded(rooms.mist, heather), "Heather"),
    square("Folded wool throw in fern check", () => folded(rooms.blush, fern), "Fern"),
    square("Folded wool throw in loch check", () => folded(rooms.oat, loch), "Loch"),
    square("The heather throw over a wooden rail", () =>
      shot({ ...rooms.sage, ...wall }, at(600, 180, 1, onRail())),
    ),
  ],
  "washday-tea-towels": [
    square(
      "Two linen tea towels on brass pegs, striped and plain rust",
      () => shot({ ...rooms.oat, ...wall }, teaTowels(shade.chalk, shade.rust)),
      "Rust",
    ),
    square(
      "Two linen tea towels on brass pegs, striped and plain ink",
      () => shot({ ...rooms.blush, ...wall }, teaTowels(shade.chalk, shade.ink)),
      "Ink",
    ),
  ],
  "potter-apron": [
    square(
      "Pine green linen apron on a brass peg",
      () => shot({ ...rooms.clay, ...wall }, at(600, 140, 1.02, apron(shade.pine))),
      "Pine",
    ),
    square(
      "Oat linen apron on a brass peg",
      () => shot({ ...rooms.sage, ...wall }, at(600, 140, 1.02, apron(shade.oat))),
      "Oat",
    ),
  ],
  "waffle-towels": [
    square(
      "Three waffle towels in clay tones",
      () => shot(rooms.sage, at(600, 980, 1.32, towelPile([shade.clay, shade.clay, shade.clay]))),
      "Clay",
    ),
    square(
      "Three waffle towels in chalk",
      () =>
        shot(rooms.clay, at(600, 980, 1.32, towelPile([shade.chalk, shade.chalk, shade.chalk]))),
      "Chalk",
    ),
    square(
      "Three waffle towels in sage",
      () => shot(rooms.blush, at(600, 980, 1.32, towelPile([shade.sage, shade.sage, shade.sage]))),
      "Sage",
    ),
    square("Waffle towels in all three colours", () =>
      shot(
        { ...rooms.mist, window: 0.48 },
        at(600, 980, 1.32, towelPile([shade.sage, shade.chalk, shade.clay])),
      ),
    ),
  ],
} satisfies Record<string, DemoPicture[]>;
