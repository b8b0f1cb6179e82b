import type { DemoShop } from "../shop.ts";
import { categories } from "./categories.ts";
import { atelier } from "./drawings/scenes/hero.ts";
import { workTable } from "./drawings/scenes/still-lifes.ts";
import { pages } from "./pages.ts";
import { products } from "./products.ts";
import { height, width } from "./studio.ts";
import { theme } from "./theme.ts";
import { trade } from "./trade.ts";

/** Fashion Hub: editorial clothes by invented labels. */
export const fashionhub: DemoShop = {
  code: "fashionhub",
  name: "Fashion Hub",
  plan: "standard",
  currency: "EUR",
  locale: "en-GB",
  tagline: "Considered clothes from small makers",
  announcement: "The autumn rail is here. Free delivery within the EU over €120.",
  email: "hello@fashionhub.example",
  address: "Fashion Hub\nLindenhof 7\n38707 Altenau\nGermany",
  theme,
  hero: {
    alt: "A sunlit atelier: coats, dresses and a shirt on a rail, a red bag on a plinth, a vase with branches",
    width: 1600,
    height: 1200,
    draw: atelier,
  },
  story: {
    alt: "Folded ribbed knits, reels of thread and a vase with a branch on a table in the sun",
    width,
    height,
    draw: workTable,
  },
  categories,
  featured: [
    "aldous-double-breasted-coat",
    "linden-bias-slip-dress",
    "fisher-rib-jumper",
    "lunette-half-moon-bag",
    "odette-bow-blouse",
    "isolde-pleated-midi-dress",
    "harrow-ankle-boot",
    "juniper-trench-coat",
    "arcade-silk-scarf",
  ],
  products,
  pages,
  trade,
};
