import type { DemoProduct } from "../../shop.ts";
import { coat } from "../drawings/coats/double-breasted.ts";
import { quiltedJacket } from "../drawings/coats/quilted-jacket.ts";
import { wrapCoat } from "../drawings/coats/robe-coat.ts";
import { trench } from "../drawings/coats/trench.ts";
import { close, colourways, hung, laid, picture } from "../drawings.ts";
import { bare, paper, sunlit } from "../studio/backdrops.ts";
import { checked, diamonds, felted, twill } from "../studio/fabrics.ts";
import { copy, sizes } from "./copy.ts";

const melton = { Camel: "#b98d5f", Charcoal: "#4b4c52" };
const quilt = { Moss: "#7a8063", Midnight: "#39415a" };
const bindings: Record<string, string> = { [quilt.Moss]: "#4b5040", [quilt.Midnight]: "#23283a" };
const sand = "#cbb894";
const gabardine = { colour: sand, weaves: [twill(sand)] };
const grey = "#8c8f94";
const plaid = { colour: grey, weaves: [checked("#3b3f4a", "#d8cfc0", 110, 0.22)] };

const doubleBreasted: DemoProduct = {
  slug: "aldous-double-breasted-coat",
  title: "Aldous double-breasted coat",
  description: copy(
    "The coat that the rest of the wardrobe is planned around. Six buttons, peaked lapels and a clean, long back in a melton so dense that it needs no hem.",
    "Cut with room for a jumper and half-canvassed by hand, so that the lapel rolls instead of folding.",
    [
      "80% wool, 20% recycled polyamide; lining of 100% cupro",
      "Straight, with a structured shoulder; 112 cm long in size M",
      "Two flap pockets, two inside, real buttonholes at the cuff",
      "Brush often, dry clean seldom",
    ],
  ),
  vendor: "Calder Row",
  type: "Coat",
  tags: ["wool", "tailoring", "winter", "new-season"],
  categories: ["coats"],
  options: { Size: sizes, Colour: Object.keys(melton) },
  price: 38900,
  variants: {
    "XS / Camel": { onHand: 3 },
    "M / Camel": { onHand: 2 },
    "S / Charcoal": { onHand: 0 },
    "XL / Charcoal": { onHand: 1 },
  },
  grams: 1650,
  pictures: [
    ...colourways("Long double-breasted wool coat", melton, (colour) =>
      laid(bare("bone"), coat({ colour, weaves: [felted(colour)] })),
    ),
    picture("The lapels and buttons of the coat, close up", () =>
      close(
        bare("sage"),
        coat({ colour: melton.Camel, weaves: [felted(melton.Camel)] }),
        [600, 540],
        1.75,
      ),
    ),
  ],
};

const rain: DemoProduct = {
  slug: "juniper-trench-coat",
  title: "Juniper trench coat",
  description: copy(
    "Everything that a trench should have, and nothing that it should not: a storm flap, shoulder straps, a buckled belt and a collar that turns up against sideways rain.",
    "The gabardine is woven from long-staple cotton and proofed without PFAS. Re-proof it once a year and it will see out several umbrellas.",
    [
      "100% organic cotton gabardine; lining of cotton and viscose",
      "Regular; 108 cm long in size M",
      "Leather-covered buckle, horn-effect buttons, deep vent",
      "Machine wash at 30 °C without softener",
    ],
  ),
  vendor: "Juniper Lane",
  type: "Coat",
  tags: ["cotton", "rain", "essentials"],
  categories: ["coats"],
  options: { Size: sizes },
  price: 29500,
  variants: { L: { onHand: 3 } },
  grams: 1180,
  pictures: [
    picture("Belted trench coat in sand-coloured cotton", () =>
      laid(bare("sage"), trench(gabardine)),
    ),
    picture("The trench coat on a hanger", () => hung(sunlit("bone"), trench(gabardine), 0.94)),
  ],
};

const robe: DemoProduct = {
  slug: "mabel-robe-coat",
  title: "Mabel checked robe coat",
  description: copy(
    "As close as outerwear comes to a dressing gown, and worn with the same ease. The shawl collar rolls to the waist, the belt ties once, the patch pockets take both hands and a dog lead.",
    "The check is woven in grey and ivory from wool that would otherwise have been waste.",
    [
      "70% recycled wool, 25% polyamide, 5% other fibres",
      "Loose; between sizes, take the smaller",
      "114 cm long in size M, turn-back cuffs",
      "Dry clean",
    ],
  ),
  vendor: "Studio Tamsin",
  type: "Coat",
  tags: ["wool", "check", "winter", "sale"],
  categories: ["coats"],
  options: { Size: ["XS/S", "M", "L/XL"] },
  price: 29900,
  compareAtPrice: 37500,
  variants: { "XS/S": { onHand: 0 }, M: { onHand: 1 } },
  grams: 1480,
  pictures: [
    picture("Belted robe coat in a grey check with a shawl collar", () =>
      laid(bare("blush"), wrapCoat(plaid)),
    ),
    picture("The shawl collar and belt of the robe coat, close up", () =>
      close(bare("plaster"), wrapCoat(plaid), [600, 600], 1.625),
    ),
  ],
};

const quilted: DemoProduct = {
  slug: "quill-quilted-jacket",
  title: "Quill quilted jacket",
  description: copy(
    "A liner that was too good to hide. The Quill is quilted in small diamonds, bound in a darker tone and closed with brass snaps that sound like somebody competent.",
    "Over a shirt from March to October, under the Aldous for the rest.",
    [
      "Shell of 100% recycled nylon; wadding of 100% recycled polyester",
      "Regular, hip length; 62 cm long in size M",
      "Two patch pockets, one hidden",
      "Machine wash at 30 °C, tumble dry low",
    ],
  ),
  vendor: "Juniper Lane",
  type: "Jacket",
  tags: ["layering", "quilted", "recycled"],
  categories: ["coats"],
  options: { Size: sizes, Colour: Object.keys(quilt) },
  price: 17900,
  variants: { "XS / Midnight": { onHand: 2 }, "M / Moss": { onHand: 0 } },
  grams: 520,
  pictures: [
    ...colourways("Quilted jacket with bound edges and brass snaps", quilt, (colour) =>
      laid(paper("plaster", "#dcc3b4"), jacket(colour)),
    ),
    picture("The quilting, binding and snaps, close up", () =>
      close(bare("bone"), jacket(quilt.Moss), [640, 620], 2),
    ),
  ],
};

function jacket(colour: string) {
  return quiltedJacket({ colour, weaves: [diamonds(colour)], trim: bindings[colour] ?? colour });
}

export const coats: DemoProduct[] = [doubleBreasted, rain, quilted, robe];
