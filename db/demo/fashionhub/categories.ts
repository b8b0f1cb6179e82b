import type { DemoCategory } from "../shop.ts";
import {
  bagShelf,
  coatRail,
  dressRail,
  foldedKnits,
  hatAndBag,
  outfit,
  shoeSteps,
} from "./drawings/scenes/still-lifes.ts";
import { picture } from "./drawings.ts";

/** Parents come before their children. */
export const categories: DemoCategory[] = [
  {
    slug: "dresses",
    name: "Dresses",
    description:
      "Bias cuts, knife pleats and one honest shirt dress. Most of them have pockets; all of them move.",
    picture: picture("A satin slip dress and a sprigged wrap dress on a rail", dressRail),
  },
  {
    slug: "knitwear",
    name: "Knitwear",
    description:
      "Rib, cable and fine merino from two mills that we could find in the dark. Made to be worn hard and mended often.",
    picture: picture("A pile of folded jumpers on a plinth", foldedKnits),
  },
  {
    slug: "separates",
    name: "Shirts & Trousers",
    description:
      "Poplin, silk, flannel and herringbone: the pieces that do the work, cut so that they go with each other.",
    picture: picture("A white shirt laid over wide wool trousers", outfit),
  },
  {
    slug: "coats",
    name: "Coats",
    description:
      "For wind, for rain, for walking home late. Cut with room for a jumper underneath.",
    picture: picture("A camel coat and a trench coat on a rail", coatRail),
  },
  {
    slug: "shoes-accessories",
    name: "Shoes & Accessories",
    description:
      "Things to finish with: shoes that can be resoled, bags without logos, and a few small treasures.",
    picture: picture("A felt hat and a red leather bag on two plinths", hatAndBag),
  },
  {
    slug: "shoes",
    name: "Shoes",
    description: "Loafers, boots and one good heel, all made on lasts that we chose for real feet.",
    parent: "shoes-accessories",
    picture: picture("Slingbacks, loafers and boots on three steps", shoeSteps),
  },
  {
    slug: "bags",
    name: "Bags",
    description: "Cut from single hides, edged by hand, and better in five years than today.",
    parent: "shoes-accessories",
    picture: picture("A tan tote on a table and a pale half-moon bag on the wall", bagShelf),
  },
];
