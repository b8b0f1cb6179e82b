import { z } from "zod";
import { looks } from "./looks.ts";

const colour = z.string().regex(/^#[0-9a-f]{6}$/, "Please give a colour such as #1a2b3c");
const slug = z
  .string()
  .regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/, "Please choose something from the list");
const text = (most: number) =>
  z.string().trim().max(most, `Please keep it under ${most} characters`);

const picture = z.object({
  file: z.string().regex(/^[a-z0-9]{20,40}$/),
  width: z.int().positive(),
  height: z.int().positive(),
  colour,
  alt: text(300),
});

const target = z.object({
  kind: z.enum(["products", "category", "collection", "page"]),
  target: slug.max(200),
});

const font = z.enum([
  "fraunces",
  "space-grotesk",
  "cormorant-garamond",
  "jost",
  "system-sans",
  "system-serif",
]);

const colourSet = z.object({
  background: colour,
  surface: colour,
  text: colour,
  muted: colour,
  line: colour,
  primary: colour,
  onPrimary: colour,
  accent: colour,
  sale: colour,
});

const palette = colourSet.superRefine((colours, issues) => {
  for (const [ink, paper] of inksOnPapers) {
    const ratio = contrast(colours[ink], colours[paper]);
    if (Number.isNaN(ratio) || ratio >= 4.5) continue; // what is no colour is refused as such
    const message = `Too close to ${paper} to be read: choose a stronger contrast`;
    issues.addIssue({ code: "custom", path: [ink], message });
  }
});

/** Inks that are set on papers as text, so each needs WCAG AA's 4.5:1. */
export const inksOnPapers = [
  ["text", "background"],
  ["text", "surface"],
  ["muted", "background"],
  ["muted", "surface"],
  ["onPrimary", "primary"],
] as const;

const type = z.object({
  headings: font,
  body: font,
  scale: z.enum(["compact", "regular", "grand"]),
  headingWeight: z.union([z.literal(400), z.literal(500), z.literal(600), z.literal(700)]),
  headingCase: z.enum(["none", "upper"]),
});

const shape = z.object({
  radius: z.int().min(0).max(32),
  buttons: z.enum(["square", "rounded", "pill"]),
  cards: z.enum(["plain", "framed", "tinted"]),
  pictures: z.enum(["square", "portrait", "landscape"]),
});

const layout = z.object({
  header: z.enum(["left", "centred"]),
  hero: z.enum(["split", "full", "editorial"]),
  columns: z.union([z.literal(3), z.literal(4)]),
});

const logo = z.object({
  mark: z.enum(["none", "monogram", "dot", "bar", "arch"]),
  text: text(80),
  picture: picture.nullable(),
});

const story = z.object({
  title: text(120),
  text: text(600),
  action: text(40),
  target,
  picture: picture.nullable(),
});

const hero = story.extend({ eyebrow: text(60) });

const promises = z.array(z.object({ title: text(60).min(1), text: text(160) })).max(4);

const sections = z
  .array(z.enum(["hero", "featured", "categories", "story", "newest", "promises"]))
  .refine((names) => new Set(names).size === names.length, "Each section can appear only once");

/** What a theme may say: plain values, each of which is safe to print in a stylesheet or a page. */
export const themeSchema = z.object({
  palette,
  type,
  shape,
  layout,
  logo,
  hero,
  story,
  promises,
  sections,
});

export type Theme = z.infer<typeof themeSchema>;

/** What of a theme its stylesheet says, for looking at it: colours may still be hard to read. */
export const lookSchema = z.object({ palette: colourSet, type, shape, layout });

export type Look = z.infer<typeof lookSchema>;
export type Font = z.infer<typeof font>;
export type Palette = z.infer<typeof palette>;

/** Font files by the name under which they are served, each a path inside `node_modules`. */
export const fontFiles: Readonly<Record<string, string>> = {
  "fraunces-latin-wght-normal":
    "@fontsource-variable/fraunces/files/fraunces-latin-wght-normal.woff2",
  "space-grotesk-latin-wght-normal":
    "@fontsource-variable/space-grotesk/files/space-grotesk-latin-wght-normal.woff2",
  "jost-latin-wght-normal": "@fontsource-variable/jost/files/jost-latin-wght-normal.woff2",
  "cormorant-garamond-latin-500-normal":
    "@fontsource/cormorant-garamond/files/cormorant-garamond-latin-500-normal.woff2",
  "cormorant-garamond-latin-600-normal":
    "@fontsource/cormorant-garamond/files/cormorant-garamond-latin-600-normal.woff2",
};

interface Face {
  file: string;
  /** Range of weights that the file draws. */
  weights: readonly [number, number];
}

interface Typeface {
  stack: string;
  faces: readonly Face[];
  /** How much larger than usual it is set to look equally large. */
  size: number;
  /** Letter spacing of headings. */
  tracking: string;
}

const typefaces: Record<Font, Typeface> = {
  fraunces: {
    stack: '"Fraunces", "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif',
    faces: [{ file: "fraunces-latin-wght-normal", weights: [100, 900] }],
    size: 1,
    tracking: "-0.02em",
  },
  "space-grotesk": {
    stack: '"Space Grotesk", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    faces: [{ file: "space-grotesk-latin-wght-normal", weights: [300, 700] }],
    size: 1,
    tracking: "-0.035em",
  },
  "cormorant-garamond": {
    stack: '"Cormorant Garamond", Garamond, "Hoefler Text", "Times New Roman", serif',
    faces: [
      { file: "cormorant-garamond-latin-500-normal", weights: [400, 500] },
      { file: "cormorant-garamond-latin-600-normal", weights: [600, 700] },
    ],
    size: 1.16,
    tracking: "-0.015em",
  },
  jost: {
    stack: '"Jost", Futura, "Century Gothic", "Avenir Next", "Segoe UI", sans-serif',
    faces: [{ file: "jost-latin-wght-normal", weights: [100, 900] }],
    size: 1.04,
    tracking: "-0.01em",
  },
  "system-sans": {
    stack: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
    faces: [],
    size: 1,
    tracking: "-0.02em",
  },
  "system-serif": {
    stack: '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, "Times New Roman", serif',
    faces: [],
    size: 1,
    tracking: "-0.01em",
  },
};

/** The look of a shop whose owner has not chosen one yet. */
export function defaultTheme(storeName: string): Theme {
  const name = storeName.trim().slice(0, 80).trim();
  const all = { kind: "products", target: "" } as const;

  return {
    palette: { ...looks.plain.palette },
    type: {
      headings: "fraunces",
      body: "system-sans",
      scale: "regular",
      headingWeight: 500,
      headingCase: "none",
    },
    shape: { radius: 8, buttons: "rounded", cards: "plain", pictures: "square" },
    layout: { header: "left", hero: "split", columns: 4 },
    logo: { mark: "monogram", text: name, picture: null },
    hero: {
      eyebrow: "Welcome",
      title: name,
      text: "",
      action: "See everything",
      target: all,
      picture: null,
    },
    story: { title: "", text: "", action: "", target: all, picture: null },
    promises: [],
    sections: ["hero", "featured", "categories", "newest", "story", "promises"],
  };
}

/**
 * A theme from stored or submitted JSON. Each part (palette, type, logo, ...) that is missing or
 * invalid is taken from the default theme, so the shop can always be drawn. Never throws.
 */
export function parseTheme(value: unknown, storeName: string): Theme {
  return mended(value, defaultTheme(storeName), palette);
}

/** A theme for looking at while somebody is still typing: each part that is wrong is as in `fallback`. Never throws. */
export function sketchOf(value: unknown, fallback: Theme): Theme {
  return mended(value, fallback, colourSet);
}

function mended(value: unknown, fallback: Theme, colours: z.ZodType<Palette>): Theme {
  const parts = z.object({
    palette: colours.catch(fallback.palette),
    type: type.catch(fallback.type),
    shape: shape.catch(fallback.shape),
    layout: layout.catch(fallback.layout),
    logo: logo.catch(fallback.logo),
    hero: hero.catch(fallback.hero),
    story: story.catch(fallback.story),
    promises: promises.catch(fallback.promises),
    sections: sections.catch(fallback.sections),
  });
  return parts.catch(fallback).parse(value);
}

/** The addresses of the font files that a page in this theme needs, to be preloaded. */
export function fontAddresses(theme: Theme): string[] {
  const files = facesOf(theme).map(({ face }) => face.file);
  return [...new Set(files)].map(fontAddress);
}

/** A theme as CSS: the @font-face rules of its fonts, and custom properties on :root. */
export function themeStylesheet(theme: Look | Theme): string {
  const faces = facesOf(theme).map(({ family, face }) => fontFace(family, face));
  const lines = Object.entries(themeProperties(theme)).map(
    ([name, value]) => `  --${name}: ${value};`,
  );
  return [...new Set(faces), `:root {\n${lines.join("\n")}\n}`, ""].join("\n");
}

/** What a theme comes to in CSS, by the name of the custom property. */
export function themeProperties(theme: Look | Theme): Record<string, string> {
  return { ...colours(theme.palette), ...measures(theme) };
}

/** The WCAG 2 contrast ratio of two colours ("#rrggbb"), from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function facesOf({ type }: Look): { family: Font; face: Face }[] {
  const needs = [
    { family: type.headings, weights: [type.headingWeight] },
    { family: type.body, weights: [400, 600] },
  ];
  return needs.flatMap(({ family, weights }) =>
    typefaces[family].faces
      .filter((face) => weights.some((weight) => covers(face, weight)))
      .map((face) => ({ family, face })),
  );
}

function covers({ weights: [least, most] }: Face, weight: number): boolean {
  return least <= weight && weight <= most;
}

function fontFace(family: Font, { file, weights }: Face): string {
  const [name] = typefaces[family].stack.split(",");
  return `@font-face {
  font-family: ${name};
  font-weight: ${weights.join(" ")};
  font-display: optional;
  src: url("${fontAddress(file)}") format("woff2");
}`;
}

function fontAddress(file: string): string {
  return `/assets/fonts/${file}.woff2`;
}

function colours(palette: Palette): Record<string, string> {
  return {
    background: palette.background,
    surface: palette.surface,
    text: palette.text,
    muted: palette.muted,
    line: palette.line,
    primary: palette.primary,
    "on-primary": palette.onPrimary,
    accent: palette.accent,
    "on-accent": inkOn(palette.accent, palette),
    "accent-ink": readable(palette.accent, palette),
    sale: palette.sale,
    "on-sale": inkOn(palette.sale, palette),
    "sale-ink": readable(palette.sale, palette),
    scheme: luminance(palette.background) < 0.18 ? "dark" : "light",
  };
}

/** `ink` where it can be read on every paper of the palette, and its text colour otherwise. */
function readable(ink: string, { background, surface, text }: Palette): string {
  const isReadable = [background, surface].every((paper) => contrast(ink, paper) >= 4.5);
  return isReadable ? ink : text;
}

function inkOn(paper: string, { background, text }: Palette): string {
  const own = [background, text].find((ink) => contrast(ink, paper) >= 4.5);
  return own ?? (contrast("#ffffff", paper) >= 4.5 ? "#ffffff" : "#000000");
}

const ratios = { square: "1 / 1", portrait: "4 / 5", landscape: "4 / 3" };
const scales = {
  compact: { type: 0.84, space: "0.8" },
  regular: { type: 1, space: "1" },
  grand: { type: 1.3, space: "1.25" },
};

function measures(theme: Look): Record<string, string> {
  const { shape, layout } = theme;
  const corners = { square: "0px", rounded: `${Math.min(shape.radius, 12)}px`, pill: "999px" };
  return {
    ...lettering(theme.type),
    space: scales[theme.type.scale].space,
    radius: `${shape.radius}px`,
    "button-radius": corners[shape.buttons],
    ratio: ratios[shape.pictures],
    columns: `${layout.columns}`,
  };
}

function lettering(type: Theme["type"]): Record<string, string> {
  const headings = typefaces[type.headings];
  const body = typefaces[type.body];
  const isUpper = type.headingCase === "upper";
  return {
    "heading-font": headings.stack,
    "heading-weight": `${type.headingWeight}`,
    "heading-case": isUpper ? "uppercase" : "none",
    "heading-tracking": isUpper ? "0.06em" : headings.tracking,
    "heading-size": (headings.size * scales[type.scale].type).toFixed(3),
    "heading-optics": `${headings.size}`,
    "body-font": body.stack,
    "body-size": `${body.size}`,
  };
}
