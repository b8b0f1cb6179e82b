import { element, radial } from "../../svg.ts";
import { bulb, halo, hub, sensor, thermostat } from "../drawings/home.ts";
import { fitnessBand, smartRing, type Watch, watch } from "../drawings/wearables.ts";
import { ice, midnight, paper, slate } from "../studio/backdrops.ts";
import { type Colour, colours } from "../studio/colours.ts";
import { anodised, plastic, polished } from "../studio/materials.ts";
import { allMoved, at, moved } from "../studio/parts.ts";
import { spotOn } from "../studio/render.ts";
import { type Camera, turn } from "../studio/space.ts";
import { colourways, picture } from "../studio.ts";

export const glowPictures = [
  picture({
    alt: "Glow smart bulb, switched off, standing on its cap",
    backdrop: ice,
    yaw: 0,
    pitch: 12,
    fill: 0.78,
    parts: () => [bulb(plastic("#d9dde3"))],
  }),
  picture({
    alt: "Three Glow bulbs shining amber, blue and coral in a dark room",
    backdrop: midnight,
    yaw: 0,
    pitch: 10,
    fill: 0.74,
    behind: (camera) => shining(camera, 340, 0.75),
    front: (camera) => shining(camera, 110, 0.75, "#ffffff"),
    parts: () => lights.map(([x, colour]) => moved(bulb(plastic("#aab1bb"), colour), at(x, 0, 0))),
  }),
];

const lights: readonly (readonly [x: number, colour: string])[] = [
  [-84, "#ffc583"],
  [0, "#6ea6ff"],
  [84, "#ff8a78"],
];

function shining(camera: Camera, r: number, strength: number, core?: string): string {
  return lights
    .map(([x, colour]) => {
      const [cx, cy] = spotOn([x, 0, 84], camera);
      return halo(cx, cy, r, core ?? colour, strength);
    })
    .join("");
}

/** The soft shadow of a round thing on the wall behind it. */
function onWall(): string {
  const tones = radial([
    [0, "#17263f", 0.42],
    [0.72, "#17263f", 0.3],
    [1, "#17263f", 0],
  ]);
  return element("ellipse", { cx: 655, cy: 520, rx: 330, ry: 330, fill: tones });
}

export const dialPictures = [
  ...colourways(["Silver", "Graphite", "Cobalt"], (name) => ({
    alt: `Dial thermostat with a ring in ${name.toLowerCase()}, heating to 70 degrees`,
    backdrop: ice,
    yaw: -24,
    pitch: 10,
    fill: 0.66,
    shadow: false,
    behind: onWall,
    parts: () => [thermostat(ringOf(name), "#ff8a5c", "70\u00b0")],
  })),
  picture({
    alt: "Dial thermostat glowing blue in the dark, cooling to 66 degrees",
    backdrop: midnight,
    yaw: 0,
    pitch: 0,
    fill: 0.76,
    shadow: false,
    parts: () => [thermostat(polished(colours.Silver), "#5aa2ff", "66\u00b0", "COOLING")],
  }),
];

function ringOf(name: Colour) {
  return name === "Silver" ? polished("#c3c9d2") : anodised(colours[name]);
}

export const hubPictures = [
  picture({
    alt: "Home Hub in pearl with its line of blue light",
    backdrop: slate,
    yaw: -28,
    pitch: 28,
    fill: 0.64,
    parts: () => hub(plastic(colours.Pearl), "#2f78ff"),
  }),
  picture({
    alt: "Home Hub with three small room sensors around it",
    backdrop: paper,
    yaw: -28,
    pitch: 42,
    fill: 0.74,
    parts: () => [
      moved(sensor(plastic(colours.Pearl), "#2f78ff"), at(-40, 96, 0)),
      ...allMoved(hub(plastic(colours.Pearl), "#2f78ff"), at(20, 10, 0)),
      moved(sensor(plastic(colours.Pearl), "#2f78ff"), at(-74, -10, 0)),
      moved(sensor(plastic(colours.Pearl), "#2f78ff"), at(0, -92, 0)),
    ],
  }),
];

const straps: Partial<Record<Colour, string>> = {
  Silver: "#aab3bf",
  Graphite: "#23272e",
  Cobalt: "#12357f",
};

function one(name: Colour): Watch {
  const accent = name === "Silver" ? "#4d8dff" : "#59f0b4";
  return { metal: anodised(colours[name]), strap: straps[name] ?? "#23272e", accent };
}

export const onePictures = [
  ...colourways(["Silver", "Graphite", "Cobalt"], (name) => ({
    alt: `Tempiq One watch in ${name.toLowerCase()}, standing on its closed strap`,
    backdrop: paper,
    yaw: -28,
    pitch: 18,
    fill: 0.76,
    parts: () => watch(one(name)),
  })),
  picture({
    alt: "The crown and the lit face of the Tempiq One in the dark",
    backdrop: midnight,
    yaw: -48,
    pitch: 24,
    fill: 1.6,
    centre: [0.66, 0.7],
    parts: () => watch(one("Graphite")),
  }),
];

export const bandPictures = [
  ...colourways(["Graphite", "Coral", "Ice"], (name) => ({
    alt: `Pulse fitness band in ${name.toLowerCase()}`,
    backdrop: ice,
    yaw: -30,
    pitch: 18,
    fill: 0.74,
    parts: () =>
      fitnessBand(
        name === "Graphite" ? "#2a2e35" : name === "Ice" ? "#b5cfe3" : colours[name],
        "#59f0b4",
      ),
  })),
  picture({
    alt: "Three Pulse bands in coral, ice and graphite in a row",
    backdrop: slate,
    yaw: -30,
    pitch: 18,
    fill: 0.84,
    parts: () =>
      ["#b5cfe3", colours.Coral, "#2a2e35"].flatMap((strap, i) =>
        allMoved(fitnessBand(strap, "#59f0b4"), at(-34 + i * 34, 24 - i * 24, 0)),
      ),
  }),
];

export const ringPictures = [
  ...colourways(["Silver", "Graphite"], (name) => ({
    alt: `Tempiq smart ring in ${name.toLowerCase()}, upright`,
    backdrop: slate,
    yaw: -38,
    pitch: 16,
    fill: 0.64,
    parts: () => [smartRing(polished(name === "Silver" ? "#d3d9e0" : "#4a515c"))],
  })),
  picture({
    alt: "Two Tempiq rings leaning together in blue rim light",
    backdrop: midnight,
    yaw: 24,
    pitch: 20,
    fill: 0.66,
    parts: () => [
      moved(smartRing(polished("#4a515c")), turn("z", 20), at(-9, 9, 0)),
      moved(smartRing(polished("#d3d9e0")), turn("z", -64), at(9, -6, 0)),
    ],
  }),
];
