import type { DemoPicture } from "../shop.ts";
import { element, radial } from "../svg.ts";
import { cable } from "./drawings/cables.ts";
import { mirrorless } from "./drawings/cameras.ts";
import { deskLamp, monitor } from "./drawings/displays.ts";
import { openCase } from "./drawings/earbuds.ts";
import { explodedLens } from "./drawings/exploded.ts";
import { overEar, touchPlate } from "./drawings/headphones.ts";
import { bulb, hub, thermostat } from "./drawings/home.ts";
import { mechanical } from "./drawings/keyboards.ts";
import { lens } from "./drawings/lenses.ts";
import { mouse } from "./drawings/mice.ts";
import { charger, powerBank } from "./drawings/power.ts";
import { moods } from "./drawings/screens.ts";
import { pebble, tower } from "./drawings/speakers.ts";
import { fitnessBand, smartRing, watch } from "./drawings/wearables.ts";
import { zoom } from "./shots/cameras.ts";
import { ice, midnight, paper, slate } from "./studio/backdrops.ts";
import { colours } from "./studio/colours.ts";
import { anodised, gloss, plastic, polished } from "./studio/materials.ts";
import { allMoved, at, moved, type Part } from "./studio/parts.ts";
import { type Camera, stretch, turn } from "./studio/space.ts";
import { picture } from "./studio.ts";

const steel = polished("#c3cad4");

/** The wide dark picture at the top of the home page: its left third stays free for words. */
export const heroPicture: DemoPicture = picture({
  alt: "Headphones, a speaker and earbuds on a dark glossy table in front of a ring of blue light",
  width: 1600,
  height: 1000,
  backdrop: midnight,
  yaw: -30,
  pitch: 4,
  fill: 0.64,
  centre: [0.71, 0.48],
  mirror: 0.8,
  behind: ringOfLight,
  parts: heroParts,
});

function heroParts(): Part[] {
  const silver = { shell: anodised("#aeb6c2"), trim: steel, cushion: "#2a2e36" };
  const light = { colour: "#262b33", trim: anodised("#8d95a1"), light: "#5a9bff" };
  const buds = { shell: gloss("#3a414c"), inside: "#20252d", tip: "#1d2026" };
  return [
    ...allMoved(tower(light), at(-46, 96, 0)),
    ...overEar({ ...silver, badge: touchPlate() }),
    ...allMoved(openCase(buds), turn("z", 22), at(138, -34, 0)),
  ];
}

function ringOfLight(camera: Camera): string {
  const place = { cx: camera.x, cy: camera.y - 96 * camera.zoom };
  const r = 108 * camera.zoom;
  const glow = radial([
    [0.6, "#2f6bff", 0],
    [0.79, "#3d7bff", 0.5],
    [0.8, "#9cc4ff", 0.75],
    [0.81, "#3d7bff", 0.5],
    [1, "#2f6bff", 0],
  ]);
  const line = { ...place, r, fill: "none", stroke: "#d6e6ff", "stroke-width": 5 };
  return element("circle", { ...place, r: r / 0.8, fill: glow }) + element("circle", line);
}

export const storyPicture: DemoPicture = picture({
  alt: "A camera lens taken apart: rings and glass floating in line above a pale table",
  width: 1200,
  height: 1200,
  backdrop: ice,
  yaw: -24,
  pitch: 24,
  fill: 0.82,
  shadow: false,
  parts: () => [moved(explodedLens(colours.Cobalt), turn("y", 42), turn("x", 18))],
});

const keys = { keys: "#eef1f4", others: "#c9d0d9", accent: "#0a52e6", legend: "#4a5361" };
const pearlMouse = { shell: plastic(colours.Pearl), trim: steel, seam: "#6a7380" };

/** Pictures of the categories, by slug. */
export const categoryPictures = {
  audio: picture({
    alt: "Headphones between a tall and a small speaker",
    backdrop: ice,
    yaw: -26,
    pitch: 12,
    fill: 0.8,
    parts: () => [
      ...allMoved(
        tower({ colour: "#c3cbd5", trim: anodised("#c9d0d9"), light: "#4d8dff" }),
        at(-150, 60, 0),
      ),
      ...overEar({ shell: plastic(colours.Cobalt), trim: steel, cushion: "#182a5c" }),
      ...allMoved(pebble(colours.Coral), at(120, -70, 0)),
    ],
  }),
  workspace: picture({
    alt: "A desk with a monitor, a lamp, a keyboard and a mouse",
    backdrop: paper,
    yaw: -22,
    pitch: 22,
    fill: 0.84,
    parts: workspaceParts,
  }),
  keyboardsMice: picture({
    alt: "A silver keyboard and a pearl mouse, seen from above",
    backdrop: slate,
    yaw: -18,
    pitch: 52,
    fill: 0.86,
    parts: () => [
      ...mechanical({ frame: anodised(colours.Silver), ...keys }),
      ...allMoved(mouse(pearlMouse), at(222, -10, 0)),
    ],
  }),
  chargersCables: picture({
    alt: "A wall charger, a power bank and a coiled cobalt cable",
    backdrop: paper,
    yaw: -20,
    pitch: 36,
    fill: 0.84,
    parts: () => [
      ...allMoved(charger(plastic(colours.Pearl), 3, "#4d8dff"), turn("z", -14), at(-70, 96, 0)),
      moved(powerBank(anodised(colours.Graphite), steel, 4), turn("z", -24), at(96, 60, 0)),
      ...allMoved(
        cable({ colour: colours.Cobalt, thread: "#ffffff", metal: anodised("#b9c1cc") }),
        stretch(0.8, 0.8, 1),
        at(40, -84, 0),
      ),
    ],
  }),
  cameras: picture({
    alt: "A camera and a zoom lens in a dark studio",
    backdrop: midnight,
    yaw: -24,
    pitch: 13,
    fill: 0.82,
    parts: () => [
      moved(lens(zoom), at(118, 50, 0)),
      ...mirrorless({
        top: anodised("#c6ccd5"),
        dial: anodised("#d4dae2"),
        skin: "#23262c",
        lens: { ...zoom, barrels: zoom.barrels.slice(0, 4), glass: 22 },
      }),
    ],
  }),
  smartHome: picture({
    alt: "A hub, a thermostat and two bulbs for a smart home",
    backdrop: ice,
    yaw: -24,
    pitch: 16,
    fill: 0.8,
    parts: () => [
      moved(bulb(plastic("#d9dde3")), at(-92, 40, 0)),
      moved(
        thermostat(anodised(colours.Cobalt), "#ff8a5c", "70\u00b0"),
        turn("x", -12),
        at(40, 60, 44),
      ),
      ...allMoved(hub(plastic(colours.Pearl), "#2f78ff"), at(0, -60, 0)),
    ],
  }),
  wearables: picture({
    alt: "A watch, a fitness band and a smart ring",
    backdrop: slate,
    yaw: -30,
    pitch: 18,
    fill: 0.82,
    parts: () => [
      ...allMoved(fitnessBand(colours.Coral, "#59f0b4"), at(-56, 20, 0)),
      ...watch({ metal: anodised(colours.Silver), strap: "#12357f", accent: "#4d8dff" }),
      moved(smartRing(polished("#d3d9e0")), turn("z", 14), at(46, -30, 0)),
    ],
  }),
};

function workspaceParts(): Part[] {
  return [
    ...allMoved(deskLamp(anodised(colours.Graphite), 0), turn("z", 190), at(400, 20, 0)),
    ...monitor(anodised(colours.Silver), moods.dawn),
    ...allMoved(mechanical({ frame: anodised(colours.Silver), ...keys }), at(-30, -240, 0)),
    ...allMoved(mouse(pearlMouse), at(210, -240, 0)),
  ];
}
