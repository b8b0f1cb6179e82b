import type { DemoProduct } from "../../shop.ts";
import { columnDress } from "../drawings/dresses/column-dress.ts";
import { pleatedDress } from "../drawings/dresses/pleated-dress.ts";
import { shirtDress } from "../drawings/dresses/shirt-dress.ts";
import { slipDress } from "../drawings/dresses/slip-dress.ts";
import { wrapDress } from "../drawings/dresses/wrap-dress.ts";
import { close, colourways, hung, laid, picture } from "../drawings.ts";
import { bare, disc, niche, paper, sunlit } from "../studio/backdrops.ts";
import { sprigged, striped } from "../studio/fabrics.ts";
import { copy, neverMade, priced, sizes } from "./copy.ts";

const satin = { Champagne: "#d8bf97", Ink: "#2b3042", Rosewood: "#9a5a57" };
const crepe = { Sage: "#8d957c", Oxblood: "#6d2b32" };
const merino = { Ink: "#2f3038", Oat: "#cdbb9f" };
const banker = { colour: "#e9ebe6", weaves: [striped("#39506e", 22, 5)], trim: "#39506e" };
const meadow = { colour: "#ecd3c8", weaves: [sprigged("#5c6b4f", "#a8423f")] };

const slip: DemoProduct = {
  slug: "linden-bias-slip-dress",
  title: "Linden bias-cut slip dress",
  description: copy(
    "Cut on the bias from a single length of heavy satin, the Linden falls from a soft cowl and moves a half-step behind you. There is no zip and no fuss: it goes on over the head and stays where it should.",
    "Wear it alone in August, over a fine roll neck in November, and under a good coat all winter.",
    [
      "Satin of 100% viscose from managed forests, 180 g/m²",
      "Close at the bust, easy over the hip; take your usual size",
      "Midi 112 cm, maxi 134 cm from the shoulder",
      "Adjustable rouleau straps; self-lined cowl",
      "Hand wash cool, iron on the reverse while damp",
    ],
  ),
  vendor: "Atelier Linden",
  type: "Dress",
  tags: ["evening", "satin", "bias-cut", "new-season"],
  categories: ["dresses"],
  options: { Size: sizes, Colour: Object.keys(satin), Length: ["Midi", "Maxi"] },
  price: 18900,
  variants: {
    ...priced(
      21900,
      sizes.flatMap((size) => [`${size} / Champagne / Maxi`, `${size} / Ink / Maxi`]),
    ),
    ...neverMade("XS / Champagne / Maxi", "XS / Ink / Maxi"),
    ...neverMade(...sizes.map((size) => `${size} / Rosewood / Maxi`)),
    "S / Champagne / Midi": { onHand: 2 },
    "M / Ink / Midi": { onHand: 0 },
    "XL / Rosewood / Midi": { onHand: 0 },
  },
  grams: 380,
  pictures: [
    ...colourways("Bias-cut satin slip dress with a cowl neck", satin, (colour) =>
      laid(niche("blush"), slipDress(colour)),
    ),
    picture("The cowl neck and straps of the slip dress, close up", () =>
      close(sunlit("plaster"), slipDress(satin.Champagne), [600, 500], 2.125),
    ),
  ],
};

const shirtWaist: DemoProduct = {
  slug: "marlow-striped-shirt-dress",
  title: "Marlow striped shirt dress",
  description: copy(
    "A banker's stripe with its sleeves rolled up. The Marlow is made like a good shirt, with a proper collar stand and flat-felled seams, then drawn in at the waist with a navy sash.",
    "Button it to the top for the office. Leave it open over trousers when the weather turns.",
    [
      "100% organic cotton poplin, woven in two colours rather than printed",
      "Regular through the shoulder, full in the skirt; 118 cm long in size M",
      "Corozo buttons, two side pockets, detachable sash",
      "Machine wash at 30 °C, hang to dry",
    ],
  ),
  vendor: "Calder Row",
  type: "Dress",
  tags: ["cotton", "stripe", "day", "office"],
  categories: ["dresses"],
  options: { Size: sizes },
  price: 15900,
  variants: { XL: { onHand: 2 } },
  grams: 460,
  pictures: [
    picture("Striped shirt dress with rolled sleeves and a navy sash", () =>
      laid(sunlit("plaster"), shirtDress({ ...banker, buttons: "#6b4a35" })),
    ),
    picture("The collar, stripe and sash of the shirt dress, close up", () =>
      close(bare("sage"), shirtDress({ ...banker, buttons: "#6b4a35" }), [600, 600], 1.625),
    ),
  ],
};

const pleated: DemoProduct = {
  slug: "isolde-pleated-midi-dress",
  title: "Isolde pleated midi dress",
  description: copy(
    "Twenty-one knife pleats, set by steam and released just below the waist. Above them, a quiet bodice: a small stand collar, four covered buttons and long, narrow sleeves.",
    "The pleats are permanent. Roll the dress up lengthways in a stocking and it travels without a crease.",
    [
      "Fluid crêpe, 96% recycled polyester and 4% elastane",
      "Fitted to the waist, swinging below; 124 cm long in size M",
      "Invisible zip at the side, hook at the collar",
      "Machine wash at 30 °C in a net, do not iron the pleats",
    ],
  ),
  vendor: "Maison Orrel",
  type: "Dress",
  tags: ["pleats", "occasion", "long-sleeved"],
  categories: ["dresses"],
  options: { Size: sizes, Colour: Object.keys(crepe) },
  price: 24500,
  variants: {
    "XS / Oxblood": { onHand: 1 },
    "XL / Sage": { onHand: 0 },
    "M / Sage": { onHand: 3 },
  },
  grams: 620,
  pictures: [
    ...colourways("Pleated midi dress with long sleeves", crepe, (colour) =>
      laid(disc("bone", "#dcc5b5"), pleatedDress({ colour })),
    ),
    picture("The belt and the knife pleats, close up", () =>
      close(bare("bone"), pleatedDress({ colour: crepe.Sage }), [600, 830], 1.75),
    ),
  ],
};

const wrap: DemoProduct = {
  slug: "verity-floral-wrap-dress",
  title: "Verity sprigged wrap dress",
  description: copy(
    "A true wrap, which is to say: it ties, it adjusts and it forgives. The sprig was drawn for us in gouache and printed on a viscose with the weight of silk.",
    "Short, gathered sleeves keep it light; a hidden press stud keeps the front where you put it.",
    [
      "100% viscose crêpe from a mill that recycles its water",
      "Adjustable waist; between sizes, take the smaller",
      "116 cm long in size M",
      "Hand wash cool, warm iron",
    ],
  ),
  vendor: "Odette Vair",
  type: "Dress",
  tags: ["floral", "wrap", "summer", "sale"],
  categories: ["dresses"],
  options: { Size: sizes },
  price: 13900,
  compareAtPrice: 17900,
  variants: { XS: { onHand: 0 }, S: { onHand: 2 }, XL: { onHand: 1 } },
  grams: 340,
  pictures: [
    picture("Wrap dress printed with small red sprigs, tied at the waist", () =>
      laid(bare("sage"), wrapDress(meadow)),
    ),
    picture("The wrap dress on a hanger", () => hung(niche("plaster"), wrapDress(meadow), 0.84)),
  ],
};

const column: DemoProduct = {
  slug: "noor-ribbed-column-dress",
  title: "Noor ribbed column dress",
  description: copy(
    "One unbroken line from shoulder to shin. The Noor is knitted, not cut, in a fine rib that holds its shape and gives where you need it to.",
    "It is the dress under everything: a blazer, a trench, your oldest cardigan.",
    [
      "70% extra-fine merino, 28% viscose, 2% elastane",
      "Body-skimming; 120 cm long in size M, with a slit at the back",
      "Bound armholes that do not gape",
      "Wool cycle at 30 °C, dry flat",
    ],
  ),
  vendor: "Hollin & Brae",
  type: "Dress",
  tags: ["knit", "merino", "sleeveless", "essentials"],
  categories: ["dresses"],
  options: { Size: sizes, Colour: Object.keys(merino) },
  price: 14900,
  variants: { "L / Ink": { onHand: 3 } },
  grams: 410,
  pictures: [
    ...colourways("Sleeveless column dress in ribbed knit", merino, (colour) =>
      laid(paper("plaster", "#d9c3b4"), columnDress({ colour })),
    ),
    picture("The ribbed dress on a hanger", () =>
      hung(bare("sage"), columnDress({ colour: merino.Oat }), 0.98),
    ),
  ],
};

export const dresses: DemoProduct[] = [slip, pleated, shirtWaist, wrap, column];
