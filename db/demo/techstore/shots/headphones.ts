import { earbud, openCase } from "../drawings/earbuds.ts";
import {
  cord,
  grille,
  type Headphones,
  onEar,
  overEar,
  touchPlate,
} from "../drawings/headphones.ts";
import { ice, midnight, paper, slate } from "../studio/backdrops.ts";
import { type Colour, colours } from "../studio/colours.ts";
import { anodised, gloss, plastic, polished } from "../studio/materials.ts";
import { at, moved } from "../studio/parts.ts";
import { turn } from "../studio/space.ts";
import { colourways, picture, type Shot } from "../studio.ts";

const steel = polished("#bcc3cd");

const haloCushions: Partial<Record<Colour, string>> = {
  Graphite: "#24272d",
  Silver: "#cfd4db",
  Cobalt: "#182a5c",
  Coral: "#5b2f33",
};

function halo(name: Colour): Headphones {
  const metal = name === "Silver" ? anodised : plastic;
  const cushion = haloCushions[name] ?? "#24272d";
  return { shell: metal(colours[name]), trim: steel, cushion, badge: touchPlate() };
}

const quarter: Omit<Shot, "alt" | "parts"> = { backdrop: paper, yaw: -32, pitch: 9, fill: 0.8 };

export const haloPictures = [
  ...colourways(["Graphite", "Silver", "Cobalt", "Coral"], (name) => ({
    ...quarter,
    alt: `Halo over-ear headphones in ${name.toLowerCase()}, standing on their cups`,
    parts: () => overEar(halo(name)),
  })),
  picture({
    alt: "Ear cup of the Halo headphones with its polished fork, in blue rim light",
    backdrop: midnight,
    yaw: -58,
    pitch: 8,
    fill: 1.5,
    centre: [0.36, 0.24],
    parts: () => overEar({ ...halo("Graphite"), shell: anodised(colours.Graphite) }),
  }),
];

const studio: Headphones = {
  shell: plastic("#23262c"),
  trim: anodised("#aab2be"),
  cushion: "#2f333a",
  badge: grille("#5a626e"),
};

export const haloStudioPictures = [
  picture({
    alt: "Halo Studio open-back headphones with pierced metal grilles and a braided cord",
    backdrop: ice,
    yaw: -36,
    pitch: 12,
    fill: 0.82,
    parts: () => [...overEar(studio), ...cord("#2b3038", anodised("#aab2be"))],
  }),
  picture({
    alt: "Close view of the open metal grille of the Halo Studio headphones",
    backdrop: slate,
    yaw: -64,
    pitch: 6,
    fill: 2.1,
    centre: [0.2, 0.08],
    parts: () => overEar(studio),
  }),
];

const nimbusCushions: Partial<Record<Colour, string>> = {
  Ice: "#b5c9da",
  Midnight: "#232c44",
  Coral: "#7c3a36",
};

function nimbus(name: Colour): Headphones {
  const cushion = nimbusCushions[name] ?? "#24272d";
  return { shell: plastic(colours[name]), trim: steel, cushion };
}

export const nimbusPictures = [
  ...colourways(["Ice", "Midnight", "Coral"], (name) => ({
    ...quarter,
    yaw: 30,
    alt: `Nimbus on-ear headphones in ${name.toLowerCase()} on their two-wire headband`,
    parts: () => onEar(nimbus(name)),
  })),
  picture({
    alt: "Nimbus headphones in ice seen from behind, the cups turned outwards",
    backdrop: slate,
    yaw: 148,
    pitch: 20,
    fill: 0.8,
    parts: () => onEar(nimbus("Ice")),
  }),
];

function drift(name: Colour) {
  const inside = name === "Pearl" ? "#d5dae0" : "#14171c";
  return { shell: gloss(colours[name]), inside, tip: name === "Pearl" ? "#e9ecef" : "#1d2026" };
}

export const driftPictures = [
  ...colourways(["Pearl", "Graphite", "Cobalt"], (name) => ({
    alt: `Drift earbuds in ${name.toLowerCase()} in their open charging case`,
    backdrop: ice,
    yaw: -24,
    pitch: 20,
    fill: 0.66,
    parts: () => openCase(drift(name)),
  })),
  picture({
    alt: "Two Drift earbuds in pearl with their soft silicone tips",
    backdrop: slate,
    yaw: -10,
    pitch: 16,
    fill: 0.62,
    parts: () => [
      moved(earbud(drift("Pearl")), turn("z", -14), at(-20, 6, 0)),
      moved(earbud(drift("Pearl")), turn("z", -96), at(18, -4, 0)),
    ],
  }),
];
