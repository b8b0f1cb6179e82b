import type { DemoProduct } from "../../shop.ts";
import { type Knit, knit } from "../drawings/tops/knit.ts";
import { close, colourways, hung, laid, picture } from "../drawings.ts";
import { bare, disc, niche, paper, sunlit } from "../studio/backdrops.ts";
import { copy, neverMade, sizes } from "./copy.ts";

const fisherman = { Oat: "#d9c7ab", Moss: "#6f7358", Ink: "#30333d" };
const aran = { Cream: "#efe6d6", Heather: "#9d98a3" };
const soft = { Blush: "#d9ab9f", Charcoal: "#4a4a4f" };
const fine = { Rust: "#99583c", Navy: "#2f3a50", Bone: "#e8dfcf" };
const breton: Knit = { colour: "#f1ece2", weave: "stripe", stripe: "#2b3347" };

const rib: DemoProduct = {
  slug: "fisher-rib-jumper",
  title: "Fisher rib jumper",
  description: copy(
    "The jumper everyone borrows. A deep fisherman's rib in undyed and slowly dyed lambswool, with enough room for a shirt collar and enough weight for a boat deck.",
    "It is knitted in one piece on a machine older than most of us, then linked at the neck by hand.",
    [
      "100% lambswool, spun in two plies",
      "Relaxed; take your usual size, or one down for a closer fit",
      "66 cm long in size M",
      "Hand wash cool, dry flat, air rather than wash",
    ],
  ),
  vendor: "Skerry Works",
  type: "Jumper",
  tags: ["wool", "rib", "essentials", "unisex"],
  categories: ["knitwear"],
  options: { Size: sizes, Colour: Object.keys(fisherman) },
  price: 12900,
  variants: {
    ...neverMade("XS / Moss"),
    "S / Oat": { onHand: 3 },
    "M / Ink": { onHand: 0 },
    "XL / Moss": { onHand: 2 },
  },
  grams: 720,
  pictures: [
    ...colourways("Crew-neck jumper in a deep rib", fisherman, (colour) =>
      laid(sunlit("plaster"), knit({ colour, weave: "rib" })),
    ),
    picture("The neck and the rib of the jumper, close up", () =>
      close(bare("sage"), knit({ colour: fisherman.Oat, weave: "rib" }), [640, 480], 2),
    ),
  ],
};

const cable: DemoProduct = {
  slug: "hollin-cable-jumper",
  title: "Hollin cable jumper",
  description: copy(
    "Nine cables, front and back, on a ground of plain knitting. The Hollin is dense without being stiff, the kind of jumper that makes an armchair feel further from the weather.",
    "Expect it to soften for the first month and then to stay as it is for twenty years.",
    [
      "80% wool, 20% alpaca",
      "Boxy, with a dropped shoulder; 62 cm long in size M",
      "Ribbed cuffs that turn back",
      "Hand wash cool, dry flat",
    ],
  ),
  vendor: "Hollin & Brae",
  type: "Jumper",
  tags: ["wool", "cable", "winter", "new-season"],
  categories: ["knitwear"],
  options: { Size: sizes, Colour: Object.keys(aran) },
  price: 16500,
  variants: { "L / Heather": { onHand: 1 }, "XL / Heather": { onHand: 0 } },
  grams: 880,
  pictures: [
    ...colourways("Cable-knit jumper", aran, (colour) =>
      laid(bare("ink"), knit({ colour, weave: "cable" })),
    ),
    picture("The cable jumper on a hanger", () =>
      hung(niche("clay"), knit({ colour: aran.Cream, weave: "cable" })),
    ),
  ],
};

const cardigan: DemoProduct = {
  slug: "wren-button-cardigan",
  title: "Wren buttoned cardigan",
  description: copy(
    "A cardigan with the manners of a jacket. The Wren has a straight V neck, five horn-coloured buttons and a rib that lies flat whether you fasten it or not.",
    "Light enough for a July evening, warm enough to wear as your only layer in the library.",
    [
      "60% merino, 40% organic cotton",
      "Regular; 58 cm long in size M",
      "Buttons of corozo nut, with a spare inside",
      "Wool cycle at 30 °C, dry flat",
    ],
  ),
  vendor: "Hollin & Brae",
  type: "Cardigan",
  tags: ["merino", "layering", "office"],
  categories: ["knitwear"],
  options: { Size: sizes, Colour: Object.keys(soft) },
  price: 11900,
  variants: { "XS / Blush": { onHand: 2 } },
  grams: 430,
  pictures: [
    ...colourways("Buttoned V-neck cardigan", soft, (colour) =>
      laid(disc("bone", "#cfd0bf"), knit({ colour, neck: "vee", buttons: "#5b3b32" })),
    ),
    picture("The button band of the cardigan, close up", () =>
      close(
        bare("plaster"),
        knit({ colour: soft.Blush, neck: "vee", buttons: "#5b3b32" }),
        [610, 640],
        2,
      ),
    ),
  ],
};

const rollNeck: DemoProduct = {
  slug: "brae-merino-roll-neck",
  title: "Brae merino roll neck",
  description: copy(
    "A second skin in extra-fine merino. The collar is knitted double so that it stands without clinging, and the body is long enough to stay tucked in.",
    "We wear ours under the slip dress, under the trench and, on the coldest days, under another jumper.",
    [
      "100% extra-fine merino, 19.5 micron, free of mulesing",
      "Close; between sizes, take the larger",
      "64 cm long in size M",
      "Machine wash on wool at 30 °C, dry flat",
    ],
  ),
  vendor: "Hollin & Brae",
  type: "Jumper",
  tags: ["merino", "layering", "essentials"],
  categories: ["knitwear"],
  options: { Size: sizes, Colour: Object.keys(fine) },
  price: 9900,
  variants: { "M / Rust": { onHand: 3 }, "S / Bone": { onHand: 0 }, "XS / Bone": { onHand: 0 } },
  grams: 290,
  pictures: [
    ...colourways("Fine merino jumper with a roll neck", fine, (colour) =>
      laid(paper("sage", "#e4ddd0"), knit({ colour, neck: "roll" })),
    ),
    picture("The folded collar of the roll neck, close up", () =>
      close(bare("blush"), knit({ colour: fine.Rust, neck: "roll" }), [600, 430], 2.125),
    ),
  ],
};

const striped: DemoProduct = {
  slug: "skerry-striped-jumper",
  title: "Skerry striped jumper",
  description: copy(
    "Navy on milk, eleven times. The Skerry takes the sailor's stripe and knits it in a cotton that is dry to the touch and gets better in salt water.",
    "The stripes meet at the side seam. It took four tries, and we are still pleased about it.",
    [
      "100% organic cotton, 5 gauge",
      "Relaxed; 64 cm long in size M",
      "Machine wash at 30 °C, reshape while damp",
    ],
  ),
  vendor: "Skerry Works",
  type: "Jumper",
  tags: ["cotton", "stripe", "summer", "sale"],
  categories: ["knitwear"],
  options: { Size: sizes },
  price: 8900,
  compareAtPrice: 11500,
  variants: { M: { onHand: 1 }, L: { onHand: 0 } },
  grams: 560,
  pictures: [
    picture("Cream jumper with navy stripes", () => laid(bare("clay"), knit(breton))),
    picture("The striped jumper on a hanger", () => hung(sunlit("bone"), knit(breton))),
  ],
};

export const knitwear: DemoProduct[] = [rib, cable, rollNeck, cardigan, striped];
