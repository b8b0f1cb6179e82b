import type { DemoShop } from "../shop.ts";
import { categories } from "./categories.ts";
import { heroPicture, storyPicture } from "./drawings.ts";
import { pages } from "./pages.ts";
import { products } from "./products.ts";
import { theme } from "./theme.ts";
import { trade } from "./trade.ts";

/** Tech Store: about thirty precise things by invented makers. */
export const techstore: DemoShop = {
  code: "techstore",
  name: "Tech Store",
  plan: "premium",
  domain: "mytechstore.net",
  currency: "USD",
  locale: "en-US",
  tagline: "Precise things for listening, working and living",
  announcement: "Free delivery over $75 \u00b7 30 days to try everything",
  email: "hello@mytechstore.net",
  address: "Tech Store Inc., 48 Meridian Street, Suite 200, Portland, OR 97209, USA",
  theme,
  hero: heroPicture,
  story: storyPicture,
  categories,
  featured: [
    "halo-wireless-headphones",
    "k75-mechanical-keyboard",
    "m1-mirrorless-camera",
    "orbit-360-speaker",
    "tempiq-one-watch",
    "w34-curved-ultrawide",
    "drift-wireless-earbuds",
    "dial-thermostat",
  ],
  products,
  pages,
  trade,
};
