import { clip, element } from "../../svg.ts";
import { braid, cable, plug } from "../drawings/cables.ts";
import { charger, chargingStand, dock, phone, powerBank } from "../drawings/power.ts";
import { moods, wallpaper } from "../drawings/screens.ts";
import { watchHead } from "../drawings/wearables.ts";
import { ice, midnight, paper, slate } from "../studio/backdrops.ts";
import { type Colour, colours } from "../studio/colours.ts";
import { anodised, fabric, plastic, polished } from "../studio/materials.ts";
import { allMoved, at, dots, moved, type Part, solid } from "../studio/parts.ts";
import { curve, round, sweep } from "../studio/solids.ts";
import { points, turn } from "../studio/space.ts";
import { colourways, picture } from "../studio.ts";

export const chargerPictures = [
  ...colourways(["Pearl", "Graphite"], (name) => ({
    alt: `GaN wall charger in ${name.toLowerCase()} with three USB-C sockets`,
    backdrop: ice,
    yaw: -32,
    pitch: 22,
    fill: 0.58,
    parts: () => charger(plastic(colours[name], { rough: 0.4 }), 3, "#4d8dff"),
  })),
  picture({
    alt: "The folding pins on the back of the GaN charger",
    backdrop: slate,
    yaw: 142,
    pitch: 24,
    fill: 0.6,
    parts: () => charger(plastic(colours.Pearl, { rough: 0.4 }), 3, "#4d8dff").toReversed(),
  }),
];

const threads: Partial<Record<Colour, string>> = { Graphite: "#8b93a0", Ice: "#6d8aa3" };

function braided(name: Colour): Part[] {
  return cable({
    colour: colours[name],
    thread: threads[name] ?? "#ffffff",
    metal: anodised("#b9c1cc"),
  });
}

export const cablePictures = [
  ...colourways(["Graphite", "Ice", "Cobalt", "Coral"], (name) => ({
    alt: `Braid USB-C cable in ${name.toLowerCase()}, coiled`,
    backdrop: paper,
    yaw: 0,
    pitch: 46,
    fill: 0.72,
    parts: () => braided(name),
  })),
  picture({
    alt: "Two aluminum USB-C plugs of the Braid cable, in blue rim light",
    backdrop: midnight,
    yaw: 0,
    pitch: 40,
    fill: 0.94,
    centre: [0.42, 0.5],
    parts: () => [...plugs(9, colours.Cobalt), ...plugs(-9, colours.Coral)],
  }),
];

function plugs(y: number, colour: string): Part[] {
  const way = "-40,0,0 -30,0,0 -20,0,0 -8,0,0";
  const cord = solid(sweep(curve(points(way)), round(3.1, 16), [0, 0, 1]), fabric(colour));
  const threads = dots(braid(curve(points(way), 24), 11), 0.7, "#ffffff", 0.5);
  return allMoved([cord, threads, plug(anodised("#b9c1cc"))], turn("z", 16), at(0, y, 6));
}

const slabTrim = polished("#c3cad4");

export const slabPictures = [
  ...colourways(["Graphite", "Ice"], (name) => ({
    alt: `Slab power bank in ${name.toLowerCase()}, lying flat`,
    backdrop: paper,
    yaw: -34,
    pitch: 38,
    fill: 0.64,
    parts: () => [powerBank(anodised(colours[name]), slabTrim, 3)],
  })),
  picture({
    alt: "Sockets and charge lights of the Slab power bank, seen closely",
    backdrop: slate,
    yaw: -14,
    pitch: 26,
    fill: 1.35,
    centre: [0.52, 0.3],
    parts: () => [powerBank(anodised(colours.Graphite), slabTrim, 4)],
  }),
];

function phoneArt(): string {
  const window = element("rect", { x: -33, y: -72, width: 66, height: 144, rx: 8.5 });
  const art = element("g", { transform: "translate(-33 -72)" }, wallpaper(66, 144, moods.mint));
  return element("g", { "clip-path": clip(window) }, art);
}

export const trioPictures = [
  picture({
    alt: "Trio charging stand in silver with its phone disc, watch puck and tray",
    backdrop: ice,
    yaw: -22,
    pitch: 18,
    fill: 0.74,
    parts: () => chargingStand(anodised(colours.Silver), "#20242b"),
  }),
  picture({
    alt: "Trio stand charging a phone and a watch at once",
    backdrop: paper,
    yaw: -22,
    pitch: 18,
    fill: 0.8,
    parts: () => {
      const [base, tray, neck, puck, face] = chargingStand(anodised(colours.Silver), "#20242b");
      const standing = phone(anodised(colours.Graphite), phoneArt());
      const head = watchHead({
        metal: anodised(colours.Silver),
        strap: "#22314f",
        accent: "#4d8dff",
      });
      const stand = [base, tray, neck, puck, face].filter((part) => part !== undefined);
      return [
        ...stand,
        moved(standing, at(0, 0, 1.5), turn("x", 66), at(0, -1, 132)),
        moved(head, turn("z", 12), at(66, 4, 38)),
      ];
    },
  }),
];

export const dockPictures = [
  picture({
    alt: "Dock 9 hub with its row of sockets and its braided cable",
    backdrop: paper,
    yaw: -24,
    pitch: 26,
    fill: 0.8,
    parts: () => dock(anodised(colours.Silver), "#37c98d"),
  }),
  picture({
    alt: "The sockets along the front of the Dock 9 hub, in the dark",
    backdrop: midnight,
    yaw: -12,
    pitch: 14,
    fill: 1.12,
    centre: [0.44, 0.46],
    parts: () => dock(anodised(colours.Silver), "#59f0b4"),
  }),
];
