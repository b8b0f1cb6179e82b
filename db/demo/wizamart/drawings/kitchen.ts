import { clip, element } from "../../svg.ts";
import { clayBody, glaze } from "./ceramics.ts";
import {
  at,
  darker,
  disc,
  dots,
  f,
  lighter,
  mix,
  type Point,
  path,
  points,
  random,
  wash,
} from "./craft/brush.ts";
import { along } from "./craft/curve.ts";
import { rod, rodOutline } from "./craft/forms.ts";
import { hollow, lip, oval, type Profile, silhouette, turned } from "./craft/lathe.ts";
import type { Skin } from "./craft/light.ts";
import { behind, cast, contact, grounded } from "./craft/shadow.ts";
import { vessel } from "./craft/vessels.ts";
import { clearTint, glass } from "./glass.ts";
import { hoop } from "./lamps.ts";
import { wood } from "./wood.ts";

const iron: Skin = { colour: "#3a3532", gloss: 0.28 };
const panLook = 0.42;
const panOuter: Profile = points("250 0, 262 8, 296 72, 300 84");
const panInner: Profile = points("286 84, 276 60, 258 20, 250 16");

/** A pan of cast iron; `food` lies in it around 0, 0. Its handle points right. */
export function skillet(food = ""): string {
  const opening = clip(oval(284, 82, "#fff", panLook));
  const rim = wash([0, 0, 1, 0.4], "#948c85", "#5e5853", "#3e3935");
  return [
    cast(silhouette(panOuter, panLook), 0.5),
    contact(262, 0.5, panLook),
    panHandle(),
    turned({ profile: panOuter, skin: iron, tilt: panLook }),
    hollow({ profile: panInner, skin: { ...iron, gloss: 0.5 }, tilt: panLook }, 0.25),
    element("g", { "clip-path": opening }, at(0, -34, 1, food)),
    lip(300, 286, 84, rim, panLook),
  ].join("");
}

function panHandle(): string {
  const stem = points("280 -66, 360 -74, 480 -44, 570 -14");
  const width = (t: number) => 20 + 15 * t ** 2;
  return [
    behind(rodOutline(stem, width), [280, -96, 605, 20], [0.45, 22, 18, 42]),
    rod(stem, width, iron),
    at(570, -14, 1, disc(0, 0, 33, 33, wash([0, 0, 0, 1], "#5a534e", "#2a2624")), 16),
    at(562, -17, 1, disc(0, 0, 19, 11, "#16110f"), 16),
  ].join("");
}

/** An enamel kettle: spout on the left, a bail with a wooden grip above. */
export function kettle(colour: string): string {
  const skin = glaze(colour, 0.85);
  const body = points("186 0, 206 14, 222 110, 192 226, 112 288");
  const spout = points("-188 -110, -268 -156, -330 -262");
  const rim = mix(colour, "#1f2a2c", 0.75);
  return [
    bail(),
    rod(spout, (t) => 52 - 27 * t, skin),
    at(-330, -263, 1, disc(0, 0, 26, 11, rim), -28),
    grounded(body),
    turned({ profile: body, skin }),
    hoop(205, 17, rim, 7, 0.85),
    hoop(112, 287, rim, 7, 0.85),
    kettleLid(skin),
  ].join("");
}

function bail(): string {
  const bow = points("-176 -216, -214 -380, -110 -520, 0 -544, 110 -520, 214 -380, 176 -216");
  const grip: Point[] = [0.36, 0.43, 0.5, 0.57, 0.64].map((t) => along(bow, t));
  return (
    rod(bow, () => 9, { colour: "#3b3733", gloss: 0.5 }) +
    rod(grip, (t) => 19 + 6 * Math.sin(Math.PI * t), { colour: wood.walnut, gloss: 0.3 })
  );
}

function kettleLid(skin: Skin): string {
  const profile = points("114 288, 104 306, 54 326, 14 332, 14 344, 34 360, 30 382, 0 390");
  const knob: Skin = { colour: wood.walnut, gloss: 0.3 };
  return turned({ profile, skin: (h) => (h > 336 ? knob : skin), grounded: 0.3 });
}

/** What is in a jar: its colour, and the colour and size of a grain. */
export interface Store {
  colour: string;
  grain: string;
  size: number;
}

export const stores = {
  oats: { colour: "#d9c296", grain: "#ead8b0", size: 15 },
  beans: { colour: "#7e4331", grain: "#9c5a40", size: 20 },
  lentils: { colour: "#c98344", grain: "#e0a35c", size: 11 },
  peas: { colour: "#8b9158", grain: "#a9ad70", size: 17 },
} as const satisfies Record<string, Store>;

/** A jar with a wooden lid, filled. */
export function jar(r: number, h: number, store: Store): string {
  const profile: Profile = [
    [r - 10, 0],
    [r - 2, 6],
    [r, 30],
    [r, h - 40],
    [r - 2, h],
  ];
  const lid: Profile = [
    [r + 3, h - 6],
    [r + 6, h + 2],
    [r + 6, h + 34],
    [r - 2, h + 44],
    [0, h + 46],
  ];
  const rings = [0.24, 0.44, 0.64, 0.84].map((share) => {
    const [x, y] = [r * share, r * share * 0.2];
    return `M${f(r * 0.06 - x)} ${-h - 45}a${f(x)} ${f(y)} 0 1 0 ${f(2 * x)} 0a${f(x)} ${f(y)} 0 1 0 ${f(-2 * x)} 0Z`;
  });
  const outlines = { d: rings.join(""), fill: "none", stroke: "#8a5c2e" };
  return [
    glass({ profile, tint: clearTint, clear: 0.93 }, heap(r - 12, Math.round(h * 0.7), store)),
    turned({ profile: lid, skin: { colour: wood.beech, gloss: 0.15 }, grounded: 0.3 }),
    element("path", { ...outlines, "stroke-width": 2, "stroke-opacity": 0.28 }),
  ].join("");
}

function heap(r: number, level: number, store: Store): string {
  const profile: Profile = [
    [r - 4, 16],
    [r, 40],
    [r, level],
  ];
  const chance = random(r + level);
  const some = (): Point[] =>
    Array.from({ length: 70 }, () => {
      const x = (chance() * 2 - 1) * r * 0.94;
      const front = Math.sqrt(r * r - x * x) * 0.2;
      return [x, -20 - chance() * (level - 22) + front * 0.85];
    });
  return [
    turned({ profile, skin: { colour: store.colour, gloss: 0 }, grounded: 0.2 }),
    oval(r, level, lighter(store.colour, 0.22)),
    dots(some(), store.size, darker(store.grain, 0.3), 0.7),
    dots(some(), store.size, store.grain, 0.85),
    dots(some().slice(0, 40), store.size * 0.8, lighter(store.grain, 0.35), 0.85),
  ].join("");
}

/** An earthen crock; `spoons` stand in it. */
export function crock(colour: string, spoons: string): string {
  const profile = points("140 0, 150 10, 158 120, 146 260, 152 290");
  const pot = { profile, skin: glaze(colour, 0.5), specks: 80, depth: 0.4, gloom: 0.8 };
  const front = clip(path("M-400 -290H-144A144 29 0 0 0 144 -290H400V60H-400Z", "#fff"));
  const body = { ...pot, bare: [70, clayBody] as const };
  return (
    vessel(body) + spoons + element("g", { "clip-path": front }, vessel({ ...body, shadow: 0 }))
  );
}
