import type { DemoProduct } from "../../shop.ts";
import { boots } from "../drawings/shoes/boot.ts";
import { loafers } from "../drawings/shoes/loafer.ts";
import { slingbacks } from "../drawings/shoes/slingback.ts";
import { close, colourways, laid, picture } from "../drawings.ts";
import { table } from "../studio/backdrops.ts";
import { copy, feet, neverMade } from "./copy.ts";

const calf = { Chestnut: "#5f3126", Black: "#27262a" };
const chelsea = { Black: "#28282c", Tan: "#94633d" };
const patent = { Carmine: "#9a3537", Ecru: "#d9c6a8" };

const loafer: DemoProduct = {
  slug: "clement-penny-loafer",
  title: "Clement penny loafer",
  description: copy(
    "A loafer with its sleeves rolled up: hand-stitched at the apron, light underfoot and already half broken in.",
    "The leather is tanned with bark and polished only once, because the rest is up to you.",
    [
      "Calf leather, leather lining, leather sole with a rubber heel",
      "True to size; heel 2.5 cm",
      "Can be resoled",
      "Brush, feed with wax, keep on trees",
    ],
  ),
  vendor: "Clement Yard",
  type: "Loafer",
  tags: ["leather", "flats", "office", "essentials"],
  categories: ["shoes", "shoes-accessories"],
  options: { Size: feet, Colour: Object.keys(calf) },
  price: 18500,
  variants: {
    ...neverMade("36 / Black"),
    "38 / Chestnut": { onHand: 2 },
    "41 / Chestnut": { onHand: 0 },
  },
  grams: 780,
  pictures: [
    ...colourways("A pair of leather penny loafers", calf, (colour) =>
      laid(table("plaster"), loafers({ colour })),
    ),
    picture("The strap and hand-stitched apron of the loafer, close up", () =>
      close(table("sage"), loafers({ colour: calf.Chestnut }), [720, 900], 1.75),
    ),
  ],
};

const boot: DemoProduct = {
  slug: "harrow-ankle-boot",
  title: "Harrow ankle boot",
  description: copy(
    "Pull-on boots for people who are already late. The Harrow has a slim shaft, elastic that lasts and a low stacked heel, on a welt that a cobbler can open again.",
    "It creases once across the vamp and then never changes its mind.",
    [
      "Waxed calf leather, half-lined in leather",
      "True to size; take the larger with thick socks",
      "Heel 3.5 cm, storm welt, rubber sole",
      "Can be resoled",
    ],
  ),
  vendor: "Clement Yard",
  type: "Boot",
  tags: ["leather", "winter", "new-season"],
  categories: ["shoes", "shoes-accessories"],
  options: { Size: feet, Colour: Object.keys(chelsea) },
  price: 22500,
  variants: { "37 / Black": { onHand: 3 }, "39 / Tan": { onHand: 0 }, "40 / Tan": { onHand: 1 } },
  grams: 1120,
  pictures: [
    ...colourways("A pair of pull-on ankle boots", chelsea, (colour) =>
      laid(table("sage", 940), boots({ colour })),
    ),
    picture("The elastic and welt of the boot, close up", () =>
      close(table("clay", 940), boots({ colour: chelsea.Tan }), [640, 800], 1.5),
    ),
  ],
};

const sling: DemoProduct = {
  slug: "esme-slingback",
  title: "Esme slingback",
  description: copy(
    "A pointed toe, a slender heel and a strap that you can fasten without sitting down. The Esme is six centimetres of good posture.",
    "Padded under the ball of the foot, where a long evening is felt first.",
    [
      "Polished calf leather, lining and sock of goat leather",
      "True to size; heel 6 cm",
      "Strap with three holes and a hidden elastic",
      "Wipe with a soft cloth, store in the bag provided",
    ],
  ),
  vendor: "Lune & Fable",
  type: "Slingback",
  tags: ["leather", "heels", "evening", "sale"],
  categories: ["shoes", "shoes-accessories"],
  options: { Size: feet, Colour: Object.keys(patent) },
  price: 15900,
  compareAtPrice: 19900,
  variants: {
    "36 / Carmine": { onHand: 0 },
    "37 / Carmine": { onHand: 1 },
    "38 / Ecru": { onHand: 2 },
    "41 / Ecru": { missing: true },
  },
  grams: 640,
  pictures: [
    ...colourways("A pair of pointed slingback shoes", patent, (colour) =>
      laid(table("blush"), slingbacks({ colour })),
    ),
    picture("The heel and buckled strap, close up", () =>
      close(table("bone"), slingbacks({ colour: patent.Carmine }), [420, 820], 1.625),
    ),
  ],
};

export const shoes: DemoProduct[] = [boot, loafer, sling];
