import type { DemoPicture } from "../shop.ts";
import { categoryScenes, heroScene, storyScene } from "./drawings/scenes.ts";

/** A square picture of a product; `optionValue` is the choice that it shows. */
export function square(alt: string, draw: () => string, optionValue?: string): DemoPicture {
  const picture = { alt, width: 1200, height: 1200, draw };
  return optionValue === undefined ? picture : { ...picture, optionValue };
}

function wide(alt: string, draw: () => string): DemoPicture {
  return { alt, width: 1200, height: 900, draw };
}

export const hero: DemoPicture = {
  alt: "A table by a window: a lamp, a vase with olive branches, pears in a bowl and a stack of plates",
  width: 1600,
  height: 1200,
  draw: heroScene,
};

export const story: DemoPicture = {
  alt: "Three oak shelves of drying pots in the workshop",
  width: 1200,
  height: 1500,
  draw: storyScene,
};

/** One picture for each category, by its slug. */
export const categoryPictures = {
  "kitchen-table": wide(
    "A kettle, a bread board and jars on a kitchen table",
    categoryScenes.kitchen,
  ),
  ceramics: wide("A speckled vase, a bowl and two mugs", categoryScenes.ceramics),
  glassware: wide("A carafe of water with tumblers and wine glasses", categoryScenes.glassware),
  textiles: wide("Linen cushions beside a folded wool throw", categoryScenes.textiles),
  lighting: wide("A table lamp and candles in the evening", categoryScenes.lighting),
  garden: wide("Potted plants and a green watering can", categoryScenes.garden),
} as const;
