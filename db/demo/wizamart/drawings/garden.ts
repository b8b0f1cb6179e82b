import { clayBody, glaze } from "./ceramics.ts";
import { peg } from "./cloth.ts";
import {
  at,
  darker,
  disc,
  dots,
  lighter,
  line,
  type Point,
  path,
  points,
  wash,
} from "./craft/brush.ts";
import { rod } from "./craft/forms.ts";
import { lip, oval, turned } from "./craft/lathe.ts";
import type { Skin } from "./craft/light.ts";
import { behind, grounded } from "./craft/shadow.ts";
import { vessel } from "./craft/vessels.ts";
import { brass, hoop } from "./lamps.ts";
import { trails } from "./nature/plants.ts";
import { wood } from "./wood.ts";

export const soil = "#3f2c20";

/** A flower pot with a rolled rim on its saucer; `plant` grows from the middle of the soil. */
export function planter(colour: string, plant = ""): string {
  const pot = points("136 20, 146 30, 186 220, 190 224, 204 228, 208 284, 202 290");
  const saucer = points("150 0, 176 4, 206 26, 208 32");
  const skin: Skin = { colour, gloss: 0.1 };
  const earth = { depth: 0.5, gloom: 0.7, wall: 15, drink: [30, soil] as const };
  return [
    grounded([...saucer, ...pot.slice(2)]),
    turned({ profile: saucer, skin }),
    lip(208, 196, 32, lighter(colour, 0.2)),
    oval(196, 32, wash([0, 0, 1, 0.4], darker(colour, 0.45), darker(colour, 0.25))),
    vessel({ profile: pot, skin, ...earth, shadow: 0 }),
    hoop(188, 222, darker(colour, 0.6), 7, 0.35),
    at(0, -270, 1, crumbs() + plant),
  ].join("");
}

function crumbs(): string {
  const places = Array.from({ length: 46 }, (_, index): Point => {
    const angle = index * 2.4;
    const r = Math.sqrt(index / 46) * 150;
    return [Math.cos(angle) * r, Math.sin(angle) * r * 0.11];
  });
  return (
    dots(places, 9, "#5a4030", 0.7) +
    dots(
      places.filter((_, at) => at % 3 === 0),
      6,
      "#7a5a42",
      0.8,
    )
  );
}

/** A watering can: its long spout on the left, its handle on the right. */
export function wateringCan(colour: string): string {
  const skin = glaze(colour, 0.6);
  const body = points("164 0, 170 8, 172 40, 160 220, 152 262, 110 300, 84 306");
  const spout = points("-140 -60, -230 -110, -310 -250, -400 -396");
  const handle = points("100 -292, 140 -420, 262 -420, 300 -280, 240 -120, 160 -70");
  return [
    rod(spout, (t) => 30 - 15 * t, skin),
    at(-404, -402, 1, rose(), -34),
    rod(
      [
        [-150, -226],
        [-220, -236],
        [-300, -240],
      ],
      () => 7,
      brass,
    ),
    grounded(body),
    rod(handle, () => 15, brass),
    turned({ profile: body, skin }),
    hoop(172, 36, darker(colour, 0.4), 6, 0.6),
    hoop(160, 222, darker(colour, 0.4), 6, 0.6),
    opening(colour),
  ].join("");
}

function opening(colour: string): string {
  return disc(0, -306, 84, 17, lighter(colour, 0.2)) + disc(0, -305, 76, 13, darker(colour, 0.65));
}

function rose(): string {
  const holes = points(
    "0 0, 22 0, -22 0, 44 0, -44 0, 11 7, -11 7, 33 6, -33 6, 11 -7, -11 -7, 33 -6, -33 -6",
  );
  const cone = turned({ profile: points("16 0, 22 14, 68 52"), skin: brass, grounded: 0 });
  return (
    cone +
    disc(0, -52, 68, 16, wash([0, 0, 1, 0.3], "#f3d48c", "#b98536")) +
    at(0, -52, 1, dots(holes, 6, "#5a3d18", 0.9))
  );
}

/** A bowl that hangs by three cords from 0, 0 and holds trailing stems. */
export function hangingPlanter(colour: string, drop = 560): string {
  const skin: Skin = { colour: "#b79a72", gloss: 0 };
  const cord = (x: number, y: number) =>
    rod(
      [
        [0, 0],
        [x * 0.55, (drop - y) * 0.5],
        [x, drop - y],
      ],
      () => 5,
      skin,
    );
  return [
    rod(
      [
        [0, 4],
        [0, -100],
        [0, -300],
      ],
      () => 5,
      skin,
    ),
    cord(40, 258),
    at(0, drop, 1, hangingBowl(colour)),
    cord(-196, 222),
    cord(196, 222),
    at(0, drop - 214, 1, trails()),
    disc(0, 0, 20, 20, "#c9993f"),
    disc(0, 2, 11, 11, "#5a3d18"),
  ].join("");
}

function hangingBowl(colour: string): string {
  const profile = points("60 0, 84 8, 176 90, 204 190, 196 220");
  const earth = { depth: 0.4, gloom: 0.7, wall: 12, drink: [24, soil] as const };
  const skin = glaze(colour, 0.4);
  return vessel({ profile, skin, ...earth, bare: [84, clayBody], specks: 70, shadow: 0 });
}

const steel = wash([0, 0, 1, 0], "#6f7672", "#dfe3de@0.3", "#9aa19c@0.6", "#565c59");

/** A trowel that hangs down from 0, 0. */
export function trowel(): string {
  const blade =
    "M-18 430C-70 440 -84 480 -82 540C-80 640 -40 710 0 760C40 710 80 640 82 540C84 480 70 440 18 430Z";
  const groove = "M-8 446C-34 470 -40 560 -22 650C-14 690 -6 716 0 734C-2 640 -2 540 -8 446Z";
  return [
    behind(`${blade}M-20 20H20V430H-20Z`, [-84, 20, 84, 760], [0.4, 18, 24, 18]),
    rod(
      [
        [0, 300],
        [0, 380],
        [0, 452],
      ],
      (t) => 13 + 5 * t * t,
      { colour: "#9aa19c", gloss: 0.6, metal: 0.7 },
    ),
    path(blade, steel),
    path(groove, "#3b403d", 0.3),
    path(
      "M-70 520C-68 470 -50 452 -24 446C-50 480 -56 560 -44 640C-60 610 -70 570 -70 520Z",
      "#ffffff",
      0.35,
    ),
    handle(),
  ].join("");
}

/** A hand fork that hangs down from 0, 0. */
export function handFork(): string {
  const outline =
    "M-24 20H24V440C50 446 70 480 70 540L62 730L50 560C46 500 30 480 12 474V750H-12V474C-30 480 -46 500 -50 560L-62 730L-70 540C-70 480 -50 446 -24 440Z";
  const skin: Skin = { colour: "#a9b0ab", gloss: 0.6, metal: 0.7 };
  const width = (t: number) => 12 - 14 * Math.max(0, t - 0.75) * 2.4;
  const tine = (x: number, low: number) => {
    const line = `0 430, ${x * 0.8} 470, ${x} 540, ${x} ${low - 60}, ${x * 0.94} ${low}`;
    return rod(points(line), width, skin);
  };
  return [
    behind(outline, [-68, 20, 68, 750], [0.36, 14, 24, 18]),
    rod(points("0 300, 0 380, 0 452"), () => 13, skin),
    tine(-62, 730),
    tine(62, 730),
    tine(0, 750),
    handle(),
  ].join("");
}

function handle(): string {
  const stem: Point[] = [
    [0, 40],
    [0, 110],
    [0, 220],
    [0, 312],
  ];
  const skin: Skin = { colour: wood.oak, gloss: 0.3 };
  const loop = "M0 46C-34 20 -30 -24 0 -30C30 -24 34 20 0 46";
  return [
    line(loop, "#5b3d28", 8),
    line(loop, "#8a6244", 4),
    at(0, -18, 0.8, peg()),
    rod(stem, (t) => 25 + 8 * Math.sin(Math.PI * t) - 4 * t, skin),
    rod(
      [
        [0, 296],
        [0, 310],
        [0, 326],
      ],
      () => 21,
      brass,
    ),
  ].join("");
}
