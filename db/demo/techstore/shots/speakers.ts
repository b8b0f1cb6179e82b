import { bookshelf, pebble, soundbar, tower } from "../drawings/speakers.ts";
import { ice, midnight, paper, slate } from "../studio/backdrops.ts";
import { type Colour, colours } from "../studio/colours.ts";
import { anodised, plastic, polished } from "../studio/materials.ts";
import { allMoved, at, type Part } from "../studio/parts.ts";
import { turn } from "../studio/space.ts";
import { colourways, picture } from "../studio.ts";

function cabinet(name: Colour): Part[] {
  const trim = name === "Pearl" ? polished("#c3cad4") : anodised("#6e7682");
  return bookshelf({ body: plastic(colours[name], { rough: 0.4 }), cone: "#2b3038", trim });
}

export const monolithPictures = [
  ...colourways(["Graphite", "Pearl"], (name) => ({
    alt: `A pair of Monolith bookshelf speakers in ${name.toLowerCase()}`,
    backdrop: ice,
    yaw: -24,
    pitch: 13,
    fill: 0.76,
    parts: () => [
      ...allMoved(cabinet(name), turn("z", 8), at(-100, 120, 0)),
      ...allMoved(cabinet(name), turn("z", -6), at(120, 0, 0)),
    ],
  })),
  picture({
    alt: "The woofer of a Monolith speaker and its machined ring, seen closely",
    backdrop: midnight,
    yaw: -20,
    pitch: 8,
    fill: 2,
    centre: [0.58, 0.22],
    parts: () => cabinet("Graphite"),
  }),
];

const pebbleColours = ["Graphite", "Cobalt", "Coral", "Ice"] as const;

export const pebblePictures = [
  ...colourways(pebbleColours, (name) => ({
    alt: `Pebble portable speaker in ${name.toLowerCase()} with its carrying strap`,
    backdrop: paper,
    yaw: -16,
    pitch: 22,
    fill: 0.62,
    parts: () => pebble(colours[name]),
  })),
  picture({
    alt: "Four Pebble speakers in coral, ice, cobalt and graphite side by side",
    backdrop: slate,
    yaw: -18,
    pitch: 30,
    fill: 0.84,
    parts: () => [
      ...allMoved(pebble(colours.Ice), at(40, 120, 0)),
      ...allMoved(pebble(colours.Graphite), at(-90, 70, 0)),
      ...allMoved(pebble(colours.Cobalt), at(110, -10, 0)),
      ...allMoved(pebble(colours.Coral), at(-20, -50, 0)),
    ],
  }),
];

function orbit(name: Colour): Part[] {
  const trim = anodised(name === "Graphite" ? "#858d99" : "#c9d0d9");
  const colour = name === "Graphite" ? "#353a43" : "#c3cbd5";
  return tower({ colour, trim, light: "#4d8dff" });
}

export const orbitPictures = [
  ...colourways(["Graphite", "Silver"], (name) => ({
    alt: `Orbit 360 speaker in ${name.toLowerCase()}, its ring of light on`,
    backdrop: paper,
    yaw: -10,
    pitch: 16,
    fill: 0.74,
    parts: () => orbit(name),
  })),
  picture({
    alt: "The glass control plate of the Orbit 360 with its ring of light, in the dark",
    backdrop: midnight,
    yaw: -24,
    pitch: 46,
    fill: 1.35,
    centre: [0.5, 0.86],
    parts: () => orbit("Graphite"),
  }),
];

export const horizonPictures = [
  picture({
    alt: "Horizon soundbar on a pale table, seen from the front left",
    backdrop: paper,
    yaw: -30,
    pitch: 22,
    fill: 0.84,
    parts: () => soundbar(anodised("#4a515c"), "#2a2e36"),
  }),
  picture({
    alt: "The rounded end of the Horizon soundbar, its pierced front and touch controls",
    backdrop: ice,
    yaw: 34,
    pitch: 24,
    fill: 2,
    centre: [1.06, 0.3],
    parts: () => soundbar(anodised("#4a515c"), "#23272e"),
  }),
];
