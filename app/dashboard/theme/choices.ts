import { contrast, type Font, inksOnPapers, type Palette } from "../../themes.ts";
import { placesToLead } from "../pages/menu-form.ts";
import type { ThemeForm } from "./theme-form.ts";

interface Choice {
  value: string;
  label: string;
}

export const fontLabels: Record<Font, string> = {
  fraunces: "Fraunces",
  "space-grotesk": "Space Grotesk",
  "cormorant-garamond": "Cormorant Garamond",
  jost: "Jost",
  "system-sans": "The device's sans serif",
  "system-serif": "The device's serif",
};

const colours: { name: keyof Palette; label: string; hint: string }[] = [
  { name: "background", label: "Background", hint: "The paper of every page" },
  { name: "surface", label: "Surface", hint: "Cards, fields and the footer" },
  { name: "text", label: "Text", hint: "" },
  { name: "muted", label: "Quiet text", hint: "" },
  { name: "line", label: "Lines", hint: "Between things" },
  { name: "primary", label: "Buttons", hint: "" },
  { name: "onPrimary", label: "Text on buttons", hint: "" },
  { name: "accent", label: "Accent", hint: "Where it cannot be read as text, text stays as it is" },
  { name: "sale", label: "Sale", hint: "Reduced prices and their badge" },
];

const paperLabels: Partial<Record<keyof Palette, string>> = {
  background: "the background",
  surface: "the surface",
  primary: "buttons",
};

/** Sections by the name that they have in a theme. */
export const sectionLabels = {
  hero: "Opening picture and words",
  featured: "Featured collection",
  categories: "Categories",
  newest: "New products",
  story: "Story",
  promises: "Promises",
} as const;

const list = (labels: Record<string, string>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

/** What the editor's fields offer, by their names. */
export const choices: Record<string, Choice[]> = {
  "type.headings": list(fontLabels),
  "type.body": list(fontLabels),
  "type.scale": list({ compact: "Compact", regular: "Regular", grand: "Grand" }),
  "type.headingWeight": list({ 400: "Regular", 500: "Medium", 600: "Semibold", 700: "Bold" }),
  "type.headingCase": list({ none: "As typed", upper: "Capitals" }),
  "shape.buttons": list({ square: "Square", rounded: "Rounded", pill: "Round ends" }),
  "shape.cards": list({ plain: "Plain", framed: "Framed", tinted: "Tinted" }),
  "shape.pictures": list({ square: "Square", portrait: "Upright", landscape: "Wide" }),
  "layout.header": list({ left: "Name on the left", centred: "Name in the middle" }),
  "layout.hero": list({
    split: "Beside each other",
    full: "Words on the picture",
    editorial: "Large words, picture below",
  }),
  "layout.columns": list({ 3: "Three in a row", 4: "Four in a row" }),
  "logo.mark": list({
    none: "None",
    monogram: "First letter",
    dot: "Dot",
    bar: "Bars",
    arch: "Arch",
  }),
};

/** The colours with how well they can be read, in words. */
export function colourFields({ fields }: ThemeForm) {
  return colours.map((colour) => ({ ...colour, papers: papersOf(colour.name, fields) }));
}

/** Every place of the shop to which a button can lead, with the one to which it leads already. */
export async function targetChoices({ fields }: ThemeForm): Promise<Record<string, Choice[]>> {
  const groups = await placesToLead();
  const places = groups.flatMap(({ label, choices: each }) =>
    each
      .filter(({ value }) => value !== "home:" && value !== "url:")
      .map(({ value, label: name }) => ({
        value,
        label: value === "products:" ? name : `${label}: ${name}`,
      })),
  );
  const withOwn = (value = "") =>
    places.some((place) => place.value === value)
      ? places
      : [...places, { value, label: `${value.split(":")[1]} (not here any more)` }];
  return { hero: withOwn(fields["hero.target"]), story: withOwn(fields["story.target"]) };
}

/** A palette as a strip of squares, for pages without styles of their own. */
export function swatchesOf(palette: Palette): { fill: string; x: number }[] {
  const { background, surface, text, primary, accent } = palette;
  return [background, surface, text, primary, accent].map((fill, place) => ({
    fill,
    x: place * 24,
  }));
}

function papersOf(ink: keyof Palette, fields: Record<string, string>) {
  return inksOnPapers
    .filter(([own]) => own === ink)
    .map(([, paper]) => {
      const ratio = contrast(fields[`palette.${ink}`] ?? "", fields[`palette.${paper}`] ?? "");
      const isSaid = Number.isFinite(ratio);
      return {
        paper,
        label: paperLabels[paper] ?? paper,
        ratio: isSaid ? (Math.floor(ratio * 10) / 10).toFixed(1) : "–",
        isReadable: isSaid && ratio >= 4.5,
      };
    });
}
