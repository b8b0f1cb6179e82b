import { looks } from "../../../app/looks.ts";
import type { Theme } from "../../../app/themes.ts";

/** Clay, oat and deep green. */
export const theme: Theme = {
  ...looks.clay,
  logo: { mark: "arch", text: "Wizamart", picture: null },
  hero: {
    eyebrow: "New from the kiln",
    title: "Things that make a house slow down",
    text: "Stoneware, linen, wood and warm light, made in small workshops and meant to be used every day.",
    action: "See the collection",
    target: { kind: "collection", target: "featured" },
    picture: null,
  },
  story: {
    title: "Made by people we know by name",
    text: "Every mug on our shelves has a thumbprint under the handle. We visit the workshops that we buy from, pay before the kiln is lit, and take whole batches, with the one pot that came out a shade too dark. It usually turns out to be somebody's favourite.",
    action: "How we work",
    target: { kind: "page", target: "about" },
    picture: null,
  },
  promises: [
    { title: "Free delivery over €60", text: "To every address in Ireland, in two to three days." },
    {
      title: "Sixty days to change your mind",
      text: "Send it back unused and we refund it in full.",
    },
    { title: "Packed without plastic", text: "Paper, straw and a box that you can use again." },
    { title: "Mended if we can", text: "A chip, a lost lid, a tired cord: ask us first." },
  ],
  sections: ["hero", "categories", "featured", "story", "newest", "promises"],
};
