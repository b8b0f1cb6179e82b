import { actionCamera, mirrorless, mirrorlessBack, webcam } from "../drawings/cameras.ts";
import { monitor } from "../drawings/displays.ts";
import { type Lens, lens, primeBarrels, zoomBarrels } from "../drawings/lenses.ts";
import { moods } from "../drawings/screens.ts";
import { ice, midnight, paper, slate } from "../studio/backdrops.ts";
import { type Colour, colours } from "../studio/colours.ts";
import { anodised, plastic } from "../studio/materials.ts";
import { allMoved, at, moved, type Part } from "../studio/parts.ts";
import { turn } from "../studio/space.ts";
import { colourways, picture } from "../studio.ts";

const black = anodised("#2c3038");

export const prime: Lens = {
  barrels: primeBarrels,
  metal: black,
  accent: anodised(colours.Cobalt),
  glass: 19,
  engraving: "OCUVEL 35 F1.8",
};

export const zoom: Lens = {
  barrels: zoomBarrels,
  metal: black,
  accent: anodised(colours.Coral),
  glass: 26,
  engraving: "OCUVEL 24-70 F2.8",
};

function body(name: Colour) {
  const top = anodised(name === "Silver" ? "#c6ccd5" : "#3a3f47");
  const dial = anodised(name === "Silver" ? "#d4dae2" : "#575e69");
  return { top, dial, skin: "#23262c" };
}

export const m1Pictures = [
  ...colourways(["Silver", "Graphite"], (name) => ({
    alt: `M1 mirrorless camera in ${name.toLowerCase()} with the 35 mm lens`,
    backdrop: paper,
    yaw: -28,
    pitch: 15,
    fill: 0.78,
    parts: () => mirrorless({ ...body(name), lens: prime }),
  })),
  picture({
    alt: "M1 camera body in silver without a lens, its full-frame sensor in view",
    backdrop: slate,
    yaw: 22,
    pitch: 12,
    fill: 0.76,
    parts: () => mirrorless({ ...body("Silver"), lens: null }),
  }),
  picture({
    alt: "The back of the M1 camera with its screen, dial and keys",
    backdrop: ice,
    yaw: 20,
    pitch: 14,
    fill: 0.74,
    parts: () => mirrorlessBack(body("Silver"), moods.dawn),
  }),
];

export const primePictures = [
  picture({
    alt: "Ocuvel 35 mm lens standing upright, its coated glass shimmering",
    backdrop: ice,
    yaw: -20,
    pitch: 34,
    fill: 0.66,
    parts: () => [lens(prime)],
  }),
  picture({
    alt: "Front glass of the 35 mm lens with violet and green reflections",
    backdrop: midnight,
    yaw: -20,
    pitch: 62,
    fill: 1.05,
    centre: [0.5, 0.54],
    parts: () => [lens(prime)],
  }),
];

export const zoomPictures = [
  picture({
    alt: "Ocuvel 24-70 mm zoom lens with two ribbed rings, standing upright",
    backdrop: paper,
    yaw: -20,
    pitch: 26,
    fill: 0.76,
    parts: () => [lens(zoom)],
  }),
  picture({
    alt: "The 24-70 mm zoom lens lying on its side",
    backdrop: slate,
    yaw: -36,
    pitch: 16,
    fill: 0.72,
    parts: () => [moved(lens(zoom), turn("x", 90), at(0, 0, 38.5))],
  }),
];

export const clipPictures = [
  ...colourways(["Graphite", "Cobalt"], (name) => ({
    alt: `Clip action camera in ${name.toLowerCase()} with its coral record key`,
    backdrop: ice,
    yaw: -26,
    pitch: 18,
    fill: 0.64,
    parts: () => actionCamera(plastic(colours[name]), colours.Coral),
  })),
  picture({
    alt: "The lens of the Clip camera, lit from the side in the dark",
    backdrop: midnight,
    yaw: -40,
    pitch: 8,
    fill: 1.3,
    centre: [0.42, 0.48],
    parts: () => actionCamera(plastic(colours.Graphite), colours.Coral),
  }),
];

function onMonitor(): Part[] {
  const screen = monitor(anodised(colours.Silver), moods.deep);
  const camera = webcam(plastic("#2b3038"), "#59f0b4").slice(2);
  return [...screen, ...allMoved(camera, at(0, -18, 447))];
}

export const viewPictures = [
  picture({
    alt: "View webcam on its small foot",
    backdrop: paper,
    yaw: -24,
    pitch: 16,
    fill: 0.66,
    parts: () => webcam(plastic("#2b3038"), "#59f0b4"),
  }),
  picture({
    alt: "View webcam clipped to the upper edge of a monitor",
    backdrop: slate,
    yaw: -18,
    pitch: 8,
    fill: 3.4,
    centre: [0.5, 2.24],
    parts: onMonitor,
  }),
];
