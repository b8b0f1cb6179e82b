import { looks } from "../../../app/looks.ts";
import type { Theme } from "../../../app/themes.ts";

/** White paper, ink, and one confident oxblood. */
export const theme: Theme = {
  ...looks.atelier,
  logo: { mark: "none", text: "Fashion Hub", picture: null },
  hero: {
    eyebrow: "The autumn rail",
    title: "Clothes that keep good company",
    text: "Thirty-two pieces from small makers, chosen to be worn together, mended when they need it and kept for a very long time.",
    action: "See the season",
    target: { kind: "products", target: "" },
    picture: null,
  },
  story: {
    title: "Made slowly, by people we can name",
    text: "Our knits come from a mill with nine machines and one radio. Our shirts are sewn by a family that has argued about collars since 1961. We visit every maker twice a year and publish what each piece costs to make.",
    action: "How we work",
    target: { kind: "page", target: "about" },
    picture: null,
  },
  promises: [
    {
      title: "Delivery on us",
      text: "Free within the EU on orders over €120, and always without plastic.",
    },
    {
      title: "Thirty days to decide",
      text: "Try things on at home. Returns are free, and so are second thoughts.",
    },
    {
      title: "Mending for life",
      text: "Buttons, hems and moth holes: send it back and we will see to it.",
    },
  ],
  sections: ["hero", "categories", "featured", "story", "newest", "promises"],
};
