import type { DemoCategory, DemoShop } from "../shop.ts";
import { categoryPictures, hero, story } from "./drawings.ts";
import { pages } from "./pages.ts";
import { products } from "./products.ts";
import { theme } from "./theme.ts";
import { trade } from "./trade.ts";

const categories: DemoCategory[] = [
  {
    slug: "kitchen-table",
    name: "Kitchen & Table",
    description:
      "Everything between the stove and the last guest: pans and boards that age well, and what carries dinner to the table.",
    picture: categoryPictures["kitchen-table"],
  },
  {
    slug: "ceramics",
    name: "Ceramics",
    description: "Stoneware from the wheel: vases, bowls, mugs and plates, no two quite alike.",
    parent: "kitchen-table",
    picture: categoryPictures.ceramics,
  },
  {
    slug: "glassware",
    name: "Glassware",
    description: "Mouth-blown tumblers, carafes and small vases, clear or tinted in the furnace.",
    parent: "kitchen-table",
    picture: categoryPictures.glassware,
  },
  {
    slug: "textiles",
    name: "Textiles",
    description:
      "Linen, lambswool and cotton for sofas, kitchens and bathrooms, woven to be washed.",
    picture: categoryPictures.textiles,
  },
  {
    slug: "lighting",
    name: "Lamps & Candles",
    description: "Warm light for corners, tables and long evenings.",
    picture: categoryPictures.lighting,
  },
  {
    slug: "garden",
    name: "Plants & Garden",
    description:
      "Pots that breathe, cans that pour well and tools that last, for sills and borders.",
    picture: categoryPictures.garden,
  },
];

/** Wizamart Shop: warm, crafted goods for the home. */
export const wizamart: DemoShop = {
  code: "wizamart",
  name: "Wizamart Shop",
  plan: "premium",
  domain: "wizamart.com",
  currency: "EUR",
  locale: "en-IE",
  tagline: "Warm, crafted things for the home",
  announcement: "Free delivery in Ireland for orders over €60",
  email: "hello@wizamart.com",
  address: "14 Kiln Lane, Kilkenny, Ireland",
  theme,
  hero,
  story,
  categories,
  featured: [
    "dune-vase",
    "haven-lamp",
    "fell-throw",
    "harbour-kettle",
    "lowland-tumblers",
    "alba-planter",
    "orchard-cushion",
    "hearth-mug",
  ],
  products,
  pages,
  trade,
};
