import { looks } from "../../../app/looks.ts";
import type { Theme } from "../../../app/themes.ts";

/** Near-white and ink, cobalt for what can be pressed, an electric blue for accents. */
export const theme: Theme = {
  ...looks.cobalt,
  logo: { mark: "bar", text: "Tech Store", picture: null },
  hero: {
    eyebrow: "New from Orvane",
    title: "Hear less. Listen more.",
    text: "Halo takes the room away and leaves the record: 48 hours of battery, 42 decibels of quiet, and every part replaceable.",
    action: "Explore audio",
    target: { kind: "category", target: "audio" },
    picture: null,
  },
  story: {
    title: "We take one apart first",
    text: "Six weeks of daily use, then the screwdriver. What cannot be opened, measured and repaired does not make our shelf, which is why there are only about thirty things on it.",
    action: "How we choose",
    target: { kind: "page", target: "about" },
    picture: null,
  },
  promises: [
    {
      title: "Free over $75",
      text: "Standard delivery across the United States, sent the same day.",
    },
    { title: "30 days to try", text: "Send it back for any reason; the label is on us." },
    {
      title: "Two years, at least",
      text: "Every product is covered, repairs shipped free both ways.",
    },
    { title: "Parts for seven", text: "Cushions, batteries, straps and switches stay in stock." },
  ],
  sections: ["hero", "featured", "categories", "story", "newest", "promises"],
};
