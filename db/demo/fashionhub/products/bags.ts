import type { DemoProduct } from "../../shop.ts";
import { halfMoon } from "../drawings/bags/half-moon.ts";
import { topHandle } from "../drawings/bags/top-handle.ts";
import { tote } from "../drawings/bags/tote.ts";
import { close, colourways, laid, picture } from "../drawings.ts";
import { arch, bare, ledge, sunlit, table, wall } from "../studio/backdrops.ts";
import { felted } from "../studio/fabrics.ts";
import { copy } from "./copy.ts";

const bridle = { Tan: "#a06a44", Black: "#2b2a2d" };
const nappa = { Petal: "#cfa694", Sage: "#97a087" };
const box = { Oxblood: "#6f2a30", Forest: "#2f4236" };

const big: DemoProduct = {
  slug: "portico-leather-tote",
  title: "Portico leather tote",
  description: copy(
    "Tall, upright and unlined, so that nothing is ever lost at the bottom of it. The Portico is cut from one hide of pebbled bridle leather, with a second skin around the foot where bags wear out first.",
    "Room for a laptop, a jumper and the groceries that you did not plan on. The edges are painted by hand, four times.",
    [
      "Vegetable-tanned cow leather, 2.2 mm",
      "34 × 38 × 14 cm; handles drop 22 cm",
      "Brass rivets, one inside pocket with a zip",
      "Will darken; a little wax now and then",
    ],
  ),
  vendor: "Portico Saddlery",
  type: "Tote",
  tags: ["leather", "work", "essentials"],
  categories: ["bags", "shoes-accessories"],
  options: { Colour: Object.keys(bridle) },
  price: 24500,
  variants: { Black: { onHand: 3 } },
  grams: 1050,
  pictures: [
    ...colourways("Tall leather tote", bridle, (colour) =>
      laid(
        wall("bone") + arch("bone", "#d9cbb7", 180, 90, 840) + ledge("#cbb9a2", 1080),
        tote({ colour, weaves: [felted(colour, 0.1)] }),
      ),
    ),
    picture("The handle, rivet and pressed mark of the tote, close up", () =>
      close(
        sunlit("clay"),
        tote({ colour: bridle.Tan, weaves: [felted(bridle.Tan, 0.1)] }),
        [540, 680],
        2,
      ),
    ),
  ],
};

const moon: DemoProduct = {
  slug: "lunette-half-moon-bag",
  title: "Lunette half-moon bag",
  description: copy(
    "A crescent of soft nappa that settles under the arm and stays there. The Lunette opens wide on a single brass zip and closes to the size of a paperback.",
    "The strap is one long piece. Shorten it with a knot, as we do.",
    [
      "Lamb nappa, cotton twill lining",
      "30 × 18 × 7 cm; strap drop 26 cm",
      "Brass zip and rings, one card pocket",
      "Wipe with a dry cloth, keep away from denim",
    ],
  ),
  vendor: "Lune & Fable",
  type: "Shoulder bag",
  tags: ["leather", "evening", "new-season"],
  categories: ["bags", "shoes-accessories"],
  options: { Colour: Object.keys(nappa) },
  price: 17500,
  variants: { Petal: { onHand: 2 } },
  grams: 420,
  pictures: [
    ...colourways("Half-moon shoulder bag in soft leather", nappa, (colour) =>
      laid(bare("ink"), halfMoon({ colour })),
    ),
    picture("The zip and ring of the bag, close up", () =>
      close(bare("plaster"), halfMoon({ colour: nappa.Sage }), [760, 720], 2),
    ),
  ],
};

const handled: DemoProduct = {
  slug: "vesper-top-handle-bag",
  title: "Vesper top-handle bag",
  description: copy(
    "Small, structured and a little bit severe. The Vesper has one rolled handle, a curved flap and a turn clasp that closes with a click.",
    "It holds more than it admits: a phone, keys, a slim book and opinions.",
    [
      "Box calf leather, suede lining",
      "24 × 20 × 10 cm; handle drop 10 cm",
      "Gold-tone clasp, removable shoulder strap",
      "Polish with a soft brush, store stuffed",
    ],
  ),
  vendor: "Portico Saddlery",
  type: "Handbag",
  tags: ["leather", "occasion"],
  categories: ["bags", "shoes-accessories"],
  options: { Colour: Object.keys(box) },
  price: 27900,
  variants: { Oxblood: { onHand: 0 }, Forest: { onHand: 6 } },
  grams: 690,
  pictures: [
    ...colourways("Structured bag with one handle and a gold clasp", box, (colour) =>
      laid(table("sage", 1010), topHandle({ colour })),
    ),
    picture("The clasp and flap of the bag, close up", () =>
      close(table("bone", 1300), topHandle({ colour: box.Forest }), [600, 820], 1.75),
    ),
  ],
};

export const bags: DemoProduct[] = [moon, big, handled];
