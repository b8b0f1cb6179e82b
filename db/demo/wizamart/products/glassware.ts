import type { DemoProduct } from "../../shop.ts";
import { glassPictures as pictures } from "../pictures/glassware.ts";
import { describe } from "./copy.ts";

const vendor = "Tullabeg Glass";
const categories = ["glassware", "kitchen-table"];

export const glassware: DemoProduct[] = [
  {
    slug: "lowland-tumblers",
    title: "Lowland Tumblers",
    description: describe(
      "Everyday tumblers with the faintest of flutes: you feel them before you see them. Blown into a wooden mould, then cut and fire-polished so that the rim is smooth on both sides.",
      "The colour is in the glass, not on it. Amber warms whatever you pour, moss makes plain water look like an occasion.",
      "<strong>Material:</strong> soda-lime glass, mouth-blown",
      "<strong>Size:</strong> 9 cm across, 10.5 cm high, holds 320 ml",
      "<strong>Care:</strong> dishwasher safe up to 55 °C",
    ),
    vendor,
    type: "Tumbler",
    tags: ["glass", "tumbler", "set", "gift"],
    categories,
    options: { Colour: ["Clear", "Amber", "Moss"], Set: ["Two", "Six"] },
    price: 2900,
    variants: {
      "Clear / Six": { price: 7800 },
      "Amber / Six": { price: 8400 },
      "Moss / Two": { onHand: 3 },
      "Moss / Six": { missing: true },
    },
    grams: 620,
    pictures: pictures["lowland-tumblers"],
  },
  {
    slug: "cellar-carafe",
    title: "Cellar Carafe",
    description: describe(
      "A carafe with shoulders wide enough to let a young wine breathe and a neck that one hand can hold. It takes a whole bottle, or water with half a lemon and a fistful of mint.",
      "The lip is flared so that the last drop falls back inside. There is no stopper, because it never stays full for long.",
      "<strong>Material:</strong> clear glass, mouth-blown",
      "<strong>Size:</strong> 27 cm tall, holds 1.2 litres",
      "<strong>Care:</strong> rinse by hand; rice and warm water clean the inside",
    ),
    vendor,
    type: "Carafe",
    tags: ["glass", "carafe", "wine", "water"],
    categories,
    options: {},
    price: 4200,
    compareAtPrice: 5200,
    grams: 780,
    pictures: pictures["cellar-carafe"],
  },
  {
    slug: "bell-wine-glasses",
    title: "Bell Wine Glasses",
    description: describe(
      "One shape for red, white and everything in between. The bowl is generous at the waist and closes gently towards the rim, so the scent stays and the sleeve stays dry.",
      "The stem is drawn from the bowl in one go, with no seam to feel. They ring like a small bell when you touch them together, hence the name.",
      "<strong>Material:</strong> lead-free crystal glass",
      "<strong>Size:</strong> 22 cm tall, holds 450 ml",
      "<strong>Care:</strong> dishwasher safe on the glass programme",
    ),
    vendor,
    type: "Wine glass",
    tags: ["glass", "wine", "set", "wedding"],
    categories,
    options: { Set: ["Two", "Four", "Six"] },
    price: 3800,
    variants: { Four: { price: 7200 }, Six: { price: 10200, onHand: 0 } },
    grams: 460,
    pictures: pictures["bell-wine-glasses"],
  },
  {
    slug: "bud-vase-trio",
    title: "Bud Vase Trio",
    description: describe(
      "Three little bottles for the one poppy, the broken twig, the flower that a child brought home. They stand together on a sill or go one by one along a table.",
      "Round, tall and flat: each is blown without a mould, so the heights vary by a finger and the necks lean a little when they feel like it.",
      "<strong>Material:</strong> tinted glass, free-blown",
      "<strong>Size:</strong> 12, 15 and 9 cm tall; set of three",
      "<strong>Care:</strong> rinse by hand with a bottle brush",
    ),
    vendor,
    type: "Vase",
    tags: ["glass", "vase", "set", "gift"],
    categories: ["glassware"],
    options: { Colour: ["Smoke", "Rose"] },
    price: 4600,
    variants: { Rose: { onHand: 2 } },
    grams: 540,
    pictures: pictures["bud-vase-trio"],
  },
];
