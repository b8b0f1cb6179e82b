import type { DemoProduct } from "../../shop.ts";
import { buttonedSkirt } from "../drawings/skirts/buttoned-skirt.ts";
import { pleatedSkirt } from "../drawings/skirts/pleated-skirt.ts";
import { type Trousers, trousers } from "../drawings/skirts/trousers.ts";
import { close, colourways, laid, picture } from "../drawings.ts";
import { arch, bare, disc, niche, paper, sunlit, wall } from "../studio/backdrops.ts";
import { checked, herringbone, twill } from "../studio/fabrics.ts";
import { copy, neverMade, waists } from "./copy.ts";

const flannel = { Stone: "#a89b88", Ink: "#34363f" };
const lame = { Bronze: "#a9835a", Sage: "#94997f" };
const tartan: Trousers = {
  colour: "#8d8a86",
  cut: "slim",
  foot: 1330,
  weaves: [checked("#33343a", "#d9cdb8", 74)],
};
const rust = "#7c4a3d";
const tweed = { colour: rust, weaves: [herringbone(rust)] };

const wide: DemoProduct = {
  slug: "hale-wide-leg-trousers",
  title: "Hale wide-leg trousers",
  description: copy(
    "High at the waist, two forward pleats, and then a long, straight fall to the floor. The Hale is a study in how little a pair of trousers needs.",
    "Choose Regular for flats and Long for heels, or for being tall. Both hems carry four extra centimetres to let down.",
    [
      "Flannel of 98% wool, 2% elastane",
      "High rise; inside leg 78 cm regular, 86 cm long",
      "Belt loops, slant pockets, half-lined to the knee",
      "Dry clean, or steam and hang",
    ],
  ),
  vendor: "Perrin Vale",
  type: "Trousers",
  tags: ["wool", "tailoring", "office", "essentials"],
  categories: ["separates"],
  options: { Size: waists, Colour: Object.keys(flannel), Length: ["Regular", "Long"] },
  price: 14900,
  variants: {
    ...neverMade("34 / Stone / Long", "34 / Ink / Long", "44 / Stone / Long"),
    "38 / Stone / Regular": { onHand: 3 },
    "40 / Ink / Long": { onHand: 0 },
    "36 / Ink / Regular": { onHand: 2 },
  },
  grams: 540,
  pictures: [
    ...colourways("Wide-leg wool trousers", flannel, (colour) =>
      laid(sunlit("bone"), trousers({ colour, weaves: [twill(colour)], foot: 1420 })),
    ),
    picture("The waistband and pleats of the trousers, close up", () =>
      close(
        bare("blush"),
        trousers({ colour: flannel.Stone, weaves: [twill(flannel.Stone)] }),
        [620, 460],
        2,
      ),
    ),
  ],
};

const slim: DemoProduct = {
  slug: "perrin-checked-trousers",
  title: "Perrin checked cigarette trousers",
  description: copy(
    "A country check on a city cut. The Perrin tapers from a neat hip to a cropped ankle, with the pattern matched at every seam you can see and most that you cannot.",
    "Made for loafers. Polite with a roll neck, less polite with boots.",
    [
      "74% wool, 24% recycled polyester, 2% elastane",
      "Mid rise, slim leg; inside leg 70 cm",
      "Fly front, slant pockets, welt pocket at the back",
      "Dry clean",
    ],
  ),
  vendor: "Perrin Vale",
  type: "Trousers",
  tags: ["wool", "check", "tailoring", "sale"],
  categories: ["separates"],
  options: { Size: waists },
  price: 11900,
  compareAtPrice: 14900,
  variants: { "34": { onHand: 0 }, "42": { onHand: 2 }, "44": { onHand: 1 } },
  grams: 430,
  pictures: [
    picture("Slim checked trousers, cropped at the ankle", () =>
      laid(bare("clay"), trousers(tartan)),
    ),
    picture("The check, button and pocket of the trousers, close up", () =>
      close(paper("bone", "#b9bba8"), trousers(tartan), [600, 440], 2),
    ),
  ],
};

const pleats: DemoProduct = {
  slug: "celeste-pleated-skirt",
  title: "Celeste pleated skirt",
  description: copy(
    "Liquid in movement, exact at rest. Twenty-three sunray pleats open from a smooth band and close again when you stop.",
    "A warm sheen in Bronze, a dry one in Sage. Both look equally at home with a fisherman's jumper.",
    [
      "Satin-back crêpe, 100% recycled polyester",
      "Sits at the waist; 82 cm long",
      "Invisible zip at the side",
      "Machine wash at 30 °C in a net, do not iron",
    ],
  ),
  vendor: "Maison Orrel",
  type: "Skirt",
  tags: ["pleats", "evening", "new-season"],
  categories: ["separates"],
  options: { Size: waists, Colour: Object.keys(lame) },
  price: 12500,
  variants: { "36 / Bronze": { onHand: 2 }, "44 / Sage": { onHand: 0 } },
  grams: 390,
  pictures: [
    ...colourways("Pleated satin skirt", lame, (colour) =>
      laid(bare("ink"), pleatedSkirt({ colour })),
    ),
    picture("The waistband and pleats of the skirt, close up", () =>
      close(disc("bone", "#dcc5b5"), pleatedSkirt({ colour: lame.Bronze }), [600, 620], 1.75),
    ),
  ],
};

const buttoned: DemoProduct = {
  slug: "thea-herringbone-skirt",
  title: "Thea herringbone skirt",
  description: copy(
    "An A-line in rust-coloured herringbone that buttons from hem to waist, so you decide how much of a stride it has.",
    "Two pockets, deep enough for a paperback.",
    [
      "Herringbone of 85% wool, 15% recycled polyamide",
      "Sits at the waist; 76 cm long",
      "Seven horn-effect buttons, fully lined",
      "Dry clean",
    ],
  ),
  vendor: "Studio Tamsin",
  type: "Skirt",
  tags: ["wool", "herringbone", "winter"],
  categories: ["separates"],
  options: { Size: waists },
  price: 11500,
  variants: { "38": { onHand: 1 } },
  grams: 520,
  pictures: [
    picture("A-line herringbone skirt with buttons down the front", () =>
      laid(wall("plaster") + arch("plaster", "#cdbfae"), buttonedSkirt(tweed)),
    ),
    picture("The herringbone and the buttons, close up", () =>
      close(niche("sage"), buttonedSkirt(tweed), [640, 520], 2),
    ),
  ],
};

export const trouserRail: DemoProduct[] = [wide, pleats, slim, buttoned];
