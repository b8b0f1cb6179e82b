import type { DemoProduct } from "../../shop.ts";
import { blouse } from "../drawings/tops/blouse.ts";
import { shirt } from "../drawings/tops/shirt.ts";
import { close, colourways, hung, laid, picture } from "../drawings.ts";
import { bare, disc, paper, sunlit } from "../studio/backdrops.ts";
import { striped } from "../studio/fabrics.ts";
import { copy, sizes } from "./copy.ts";

const poplin = { White: "#f4f1ea", Sky: "#bccbd8" };
const silk = { Ivory: "#eee3d0", Rosewood: "#8d4a50" };
const ticking = {
  colour: "#eef0f0",
  pocket: true,
  weaves: [striped("#5d7fa3", 26, 8)],
};

const plain: DemoProduct = {
  slug: "calder-poplin-shirt",
  title: "Calder poplin shirt",
  description: copy(
    "A white shirt is mostly a matter of proportion. The Calder has a collar that stands up under a jumper, a yoke that sits square and a tail long enough to leave out.",
    "Eighteen stitches to the inch, because you can feel the difference at the cuff.",
    [
      "100% organic cotton poplin, 120s two-fold",
      "Slightly oversized; take your usual size",
      "74 cm long at the back in size M",
      "Machine wash at 40 °C, iron damp",
    ],
  ),
  vendor: "Calder Row",
  type: "Shirt",
  tags: ["cotton", "essentials", "office", "unisex"],
  categories: ["separates"],
  options: { Size: sizes, Colour: Object.keys(poplin) },
  price: 8900,
  variants: { "M / White": { onHand: 48 }, "XL / Sky": { onHand: 2 } },
  grams: 240,
  pictures: [
    ...colourways("Cotton poplin shirt", poplin, (colour) =>
      laid(paper("plaster", "#c9cbb9"), shirt({ colour })),
    ),
    picture("The poplin shirt on a hanger", () =>
      hung(bare("ink"), shirt({ colour: poplin.White })),
    ),
  ],
};

const stripe: DemoProduct = {
  slug: "tamsin-ticking-shirt",
  title: "Tamsin ticking-stripe shirt",
  description: copy(
    "Ticking was made to keep feathers in. We use a lighter cousin of it for a shirt with one patch pocket, its stripes turned to meet at the collar points.",
    "It creases a little, in the way that linen does, and looks all the better after lunch.",
    [
      "55% cotton, 45% European linen",
      "Relaxed; 76 cm long at the back in size M",
      "Mother-of-pearl buttons",
      "Machine wash at 30 °C, line dry",
    ],
  ),
  vendor: "Studio Tamsin",
  type: "Shirt",
  tags: ["linen", "stripe", "summer", "unisex"],
  categories: ["separates"],
  options: { Size: sizes },
  price: 9500,
  variants: { XS: { onHand: 2 } },
  grams: 260,
  pictures: [
    picture("Blue ticking-stripe shirt with a patch pocket", () =>
      laid(disc("bone", "#dcc5b5"), shirt(ticking)),
    ),
    picture("The collar, pocket and buttons of the shirt, close up", () =>
      close(bare("sage"), shirt(ticking), [640, 520], 2),
    ),
  ],
};

const bow: DemoProduct = {
  slug: "odette-bow-blouse",
  title: "Odette silk bow blouse",
  description: copy(
    "The bow is not sewn on: it is one long scarf that grows out of the collar, to be tied, knotted or left hanging. The sleeves are full and gathered into a narrow cuff.",
    "Sand-washed silk keeps it matt and modern. Underneath, the seams are French.",
    [
      "100% mulberry silk crêpe de Chine, sand-washed",
      "Easy through the body; 64 cm long in size M",
      "Covered buttons at the cuff and nape",
      "Hand wash cool with silk soap, iron on the reverse",
    ],
  ),
  vendor: "Odette Vair",
  type: "Blouse",
  tags: ["silk", "evening", "office", "new-season"],
  categories: ["separates"],
  options: { Size: sizes, Colour: Object.keys(silk) },
  price: 16900,
  variants: { "S / Ivory": { onHand: 1 }, "L / Rosewood": { onHand: 0 } },
  grams: 190,
  pictures: [
    ...colourways("Silk blouse with full sleeves and a bow", silk, (colour) =>
      laid(bare("blush"), blouse(colour)),
    ),
    picture("The bow of the blouse, close up", () =>
      close(sunlit("plaster"), blouse(silk.Rosewood), [600, 540], 1.875),
    ),
  ],
};

export const shirts: DemoProduct[] = [bow, plain, stripe];
