import type { Look } from "../../themes.ts";

/** A look to start from: colours, lettering, shapes and layout, but no words and no pictures. */
export interface Preset {
  slug: string;
  name: string;
  text: string;
  look: Look;
}

export const presets: readonly Preset[] = [
  {
    slug: "clay",
    name: "Clay",
    text: "Warm paper, deep green, soft corners",
    look: {
      palette: {
        background: "#faf6ef",
        surface: "#f1e8da",
        text: "#2c241d",
        muted: "#6b5d50",
        line: "#ddd0bd",
        primary: "#2f4a3c",
        onPrimary: "#fbf7f0",
        accent: "#a4502f",
        sale: "#a1361f",
      },
      type: {
        headings: "fraunces",
        body: "jost",
        scale: "regular",
        headingWeight: 500,
        headingCase: "none",
      },
      shape: { radius: 10, buttons: "pill", cards: "plain", pictures: "square" },
      layout: { header: "left", hero: "split", columns: 4 },
    },
  },
  {
    slug: "cobalt",
    name: "Cobalt",
    text: "Cool white, ink, one bright blue",
    look: {
      palette: {
        background: "#f8fafc",
        surface: "#edf2f8",
        text: "#0b1324",
        muted: "#4b586c",
        line: "#d2dbe7",
        primary: "#0a3fc9",
        onPrimary: "#ffffff",
        accent: "#1e7bff",
        sale: "#c4203b",
      },
      type: {
        headings: "space-grotesk",
        body: "space-grotesk",
        scale: "regular",
        headingWeight: 500,
        headingCase: "none",
      },
      shape: { radius: 12, buttons: "rounded", cards: "tinted", pictures: "landscape" },
      layout: { header: "left", hero: "full", columns: 4 },
    },
  },
  {
    slug: "atelier",
    name: "Atelier",
    text: "White, large serifs, square corners",
    look: {
      palette: {
        background: "#ffffff",
        surface: "#f3f1ee",
        text: "#22242d",
        muted: "#625d57",
        line: "#dedad5",
        primary: "#22242d",
        onPrimary: "#f7f2ea",
        accent: "#84322f",
        sale: "#a02c22",
      },
      type: {
        headings: "cormorant-garamond",
        body: "jost",
        scale: "grand",
        headingWeight: 500,
        headingCase: "none",
      },
      shape: { radius: 0, buttons: "square", cards: "plain", pictures: "portrait" },
      layout: { header: "centred", hero: "editorial", columns: 3 },
    },
  },
  {
    slug: "lantern",
    name: "Lantern",
    text: "Dark, with a warm light",
    look: {
      palette: {
        background: "#16181d",
        surface: "#20242b",
        text: "#f3efe6",
        muted: "#b3ada1",
        line: "#363b44",
        primary: "#e9b44c",
        onPrimary: "#1d1606",
        accent: "#e9b44c",
        sale: "#ff9a86",
      },
      type: {
        headings: "jost",
        body: "jost",
        scale: "regular",
        headingWeight: 600,
        headingCase: "upper",
      },
      shape: { radius: 4, buttons: "rounded", cards: "framed", pictures: "square" },
      layout: { header: "centred", hero: "full", columns: 4 },
    },
  },
  {
    slug: "plain",
    name: "Plain",
    text: "White and quiet, with the device's own letters",
    look: {
      palette: {
        background: "#ffffff",
        surface: "#f4f3ef",
        text: "#1d1c1a",
        muted: "#66625b",
        line: "#e2dfd8",
        primary: "#24463c",
        onPrimary: "#ffffff",
        accent: "#9a5b2c",
        sale: "#b3261e",
      },
      type: {
        headings: "system-sans",
        body: "system-sans",
        scale: "compact",
        headingWeight: 600,
        headingCase: "none",
      },
      shape: { radius: 8, buttons: "rounded", cards: "plain", pictures: "square" },
      layout: { header: "left", hero: "split", columns: 4 },
    },
  },
];
