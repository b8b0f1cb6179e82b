import type { DemoProduct } from "../../shop.ts";
import { hat } from "../drawings/extras/hat.ts";
import { earrings, pendant } from "../drawings/extras/jewellery.ts";
import { knottedScarf } from "../drawings/extras/knotted-scarf.ts";
import { type Scarf, silkSquare } from "../drawings/extras/silk-scarf.ts";
import { woolScarf } from "../drawings/extras/wool-scarf.ts";
import { close, colourways, laid, picture } from "../drawings.ts";
import { bare, niche, paper, sunlit, table } from "../studio/backdrops.ts";
import { checked, felted } from "../studio/fabrics.ts";
import { copy } from "./copy.ts";

const port: Scarf = { colour: "#efe3d0", border: "#7d3038", inks: ["#2f3d4f", "#c98a5e"] };
const midnight: Scarf = { colour: "#e6dfd6", border: "#2c3650", inks: ["#7a4a3f", "#8d9a86"] };
const stones = { Malachite: "#3f6b5c", Carnelian: "#a34a2c" };
const oatmeal = "#c9b294";
const lambswool = {
  colour: oatmeal,
  weaves: [checked("#4a5560", "#9c4438", 120, 0.4), felted(oatmeal, 0.14)],
};
const fedora = { colour: "#8d7660", ribbon: "#2e2b2a" };
const category = ["shoes-accessories"];

const square: DemoProduct = {
  slug: "arcade-silk-scarf",
  title: "Arcade silk scarf",
  description: copy(
    "Arches, a rising sun and two olive branches, drawn for the shop and screen-printed in four colours on heavy twill.",
    "Ninety centimetres is enough to knot at the throat, to cover the head in an open car, or to frame.",
    [
      "100% mulberry silk twill, 18 momme",
      "90 × 90 cm, hems rolled and sewn by hand",
      "Dry clean, or hand wash cool and iron damp",
    ],
  ),
  vendor: "Atelier Linden",
  type: "Scarf",
  tags: ["silk", "print", "gift"],
  categories: category,
  options: { Colour: ["Port", "Midnight"] },
  price: 7900,
  variants: { Midnight: { onHand: 3 } },
  grams: 70,
  pictures: [
    picture("Silk scarf printed with arches, port border", () => spread(port), "Port"),
    picture("Silk scarf printed with arches, midnight border", () => spread(midnight), "Midnight"),
    picture("A silk scarf tied in a bow", () => laid(bare("blush"), knottedScarf(port))),
  ],
};

const wool: DemoProduct = {
  slug: "rowan-checked-scarf",
  title: "Rowan checked scarf",
  description: copy(
    "Two metres of lambswool in the colours of a wet hillside. Brushed on teasels, as it was a century ago, because nothing else lifts the nap so gently.",
    "Long enough to go round twice and still have ends.",
    [
      "100% lambswool, woven and fringed",
      "200 × 35 cm",
      "Air after wearing, hand wash cool once a season",
    ],
  ),
  vendor: "Skerry Works",
  type: "Scarf",
  tags: ["wool", "check", "winter", "gift"],
  categories: category,
  options: {},
  price: 6900,
  onHand: 3,
  grams: 210,
  pictures: [
    picture("Checked wool scarf hung over a rail", () => laid(bare("clay"), woolScarf(lambswool))),
    picture("The check, label and fringe of the scarf, close up", () =>
      close(sunlit("plaster"), woolScarf(lambswool), [560, 1120], 2),
    ),
  ],
};

const felt: DemoProduct = {
  slug: "sorrel-felt-hat",
  title: "Sorrel felt hat",
  description: copy(
    "A fedora with its brim let out by a centimetre. The Sorrel is blocked by hand from wool felt and finished with a black grosgrain ribbon and a flat bow.",
    "It takes rain well and sitting on badly.",
    [
      "100% wool felt, cotton sweatband",
      "Brim 7.5 cm, crown 11 cm",
      "55, 57 and 59 cm; an adjuster is hidden under the band",
      "Brush anticlockwise, steam to reshape",
    ],
  ),
  vendor: "Juniper Lane",
  type: "Hat",
  tags: ["wool", "winter"],
  categories: category,
  options: { Size: ["55 cm", "57 cm", "59 cm"] },
  price: 8900,
  onHand: 0,
  grams: 160,
  pictures: [
    picture("Wide-brimmed felt hat with a black ribbon", () =>
      laid(table("plaster", 900), hat(fedora)),
    ),
    picture("The crown and ribbon of the hat, close up", () =>
      close(niche("sage"), hat(fedora), [560, 760], 1.75),
    ),
  ],
};

const hoops: DemoProduct = {
  slug: "lune-pearl-hoops",
  title: "Lune pearl hoops",
  description: copy(
    "A heavy-looking hoop that is hollow, and so weighs next to nothing, with a freshwater pearl that takes off when you would rather be plain.",
    "No two pearls are the same. We match them in pairs by daylight, at the north window.",
    [
      "Recycled silver, plated with 2.5 microns of 18-carat gold",
      "Hoop 28 mm, pearl 9 to 10 mm",
      "For pierced ears; free of nickel",
      "Last on, first off; wipe with a soft cloth",
    ],
  ),
  vendor: "Lune & Fable",
  type: "Earrings",
  tags: ["jewellery", "pearl", "gift", "occasion"],
  categories: category,
  options: {},
  price: 9500,
  grams: 14,
  pictures: [
    picture("Gold hoop earrings with pearls", () => laid(paper("blush", "#f1e6dc"), earrings())),
    picture("One hoop and its pearl, close up", () =>
      close(bare("ink"), earrings(), [420, 700], 2),
    ),
  ],
};

const stone: DemoProduct = {
  slug: "verdine-stone-pendant",
  title: "Verdine stone pendant",
  description: copy(
    "A cabochon the size of a thumbnail, set in a beaded rim and hung on a fine cable chain. It looks like an heirloom because that is the plan.",
    "Malachite comes with bands of green, carnelian with the light of a low sun.",
    [
      "Natural stone, about 18 × 13 mm",
      "Recycled silver, plated with 18-carat gold",
      "Chain 45 cm, with a 5 cm extension",
      "Keep dry; wipe with a soft cloth",
    ],
  ),
  vendor: "Lune & Fable",
  type: "Necklace",
  tags: ["jewellery", "stone", "gift"],
  categories: category,
  options: { Stone: Object.keys(stones) },
  price: 11500,
  compareAtPrice: 13500,
  variants: { Malachite: { onHand: 2 } },
  grams: 18,
  pictures: [
    ...colourways("Gold pendant on a chain, set with a stone", stones, (colour) =>
      laid(bare("ink"), pendant(colour)),
    ),
    picture("The stone and its beaded setting, close up", () =>
      close(niche("blush"), pendant(stones.Malachite), [600, 900], 1.875),
    ),
  ],
};

function spread(scarf: Scarf): string {
  return laid(bare("plaster"), silkSquare(scarf));
}

export const accessories: DemoProduct[] = [square, hoops, wool, stone, felt];
