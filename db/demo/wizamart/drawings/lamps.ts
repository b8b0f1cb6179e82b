import { glaze } from "./ceramics.ts";
import {
  at,
  darker,
  disc,
  glow,
  lighter,
  line,
  mix,
  type Point,
  path,
  points,
  wash,
} from "./craft/brush.ts";
import { rod } from "./craft/forms.ts";
import { hollow, lip, oval, type Profile, silhouette, turned } from "./craft/lathe.ts";
import type { Skin } from "./craft/light.ts";
import { cast, contact, grounded } from "./craft/shadow.ts";
import { meridian, vessel } from "./craft/vessels.ts";

type Lit = 0 | 1;

export const brass: Skin = { colour: "#e6b25e", gloss: 0.7, metal: 0.8 };
const warm = "#ffdf9e";
const cordSkin: Skin = { colour: "#8a6a4c", gloss: 0.1 };
const pool = glow({}, "#fff3cf/0.34", "#fff3cf/0");

/** The light of a lamp on the wall and on things near it. */
function halo(r: number, strength = 0.8): string {
  const fill = glow({}, `#fff0c4/${strength}`, `${warm}/${strength * 0.42}@0.4`, `${warm}/0`);
  return disc(0, 0, r, r, fill);
}

/** A table lamp: a ceramic foot and a linen shade. */
export function tableLamp(colour: string, linen: string, lit: Lit): string {
  const foot = points("92 0, 100 8, 146 92, 140 190, 76 284, 30 326, 24 350");
  const cord = points("80 -6, 190 14, 330 -4, 520 46, 760 30");
  return [
    lit ? at(0, -500, 1, halo(560)) : "",
    lit ? disc(0, 20, 420, 84, pool) : "",
    rod(cord, () => 4.5, cordSkin),
    grounded(foot),
    turned({ profile: foot, skin: glaze(colour, 0.6) }),
    turned({
      profile: [
        [16, 344],
        [16, 396],
      ],
      skin: brass,
    }),
    lampshade(linen, lit),
  ].join("");
}

function lampshade(linen: string, lit: Lit): string {
  const profile = points("214 380, 206 400, 136 624");
  const skin = (height: number): Skin => {
    const near = Math.exp(-(((height - 480) / 130) ** 2));
    return { colour: mix(linen, warm, lit * 0.55), gloss: 0, glow: lit * (0.55 + 0.35 * near) };
  };
  const inside: Skin = { colour: lit ? "#fff0c8" : linen, gloss: 0, glow: lit * 0.85 };
  const tape = mix(linen, "#8a6a4c", 0.35);
  return [
    turned({ profile, skin, grounded: lit ? 0 : 0.1 }),
    yarns(profile),
    hollow({ profile: points("131 624, 150 560, 160 520"), skin: inside }, 0.45),
    lip(136, 131, 624, tape),
    hoop(208, 393, tape),
    hoop(137, 618, tape),
  ].join("");
}

/** The yarn of a shade: fine lines from top to bottom. */
function yarns(profile: Profile): string {
  const angles = Array.from({ length: 40 }, (_, index) => -1.45 + index * 0.075);
  const lines = angles.map((angle) => meridian(profile, angle, angle + 0.022));
  return path(lines.join(""), "#5a3c22", 0.06);
}

/** A line around a body, at the height `h`. */
export function hoop(r: number, h: number, colour: string, width = 5, opacity = 0.55): string {
  const x = r - width / 2;
  return line(`M${-x} ${-h}A${x} ${x * 0.2} 0 0 0 ${x} ${-h}`, colour, width, opacity);
}

/** A pendant seen slightly from below; its rim is at 0, 0, and it hangs from a cord of `drop`. */
export function pendant(colour: string, drop: number, lit: Lit): string {
  const dome = points("262 0, 258 34, 226 120, 150 196, 66 232, 46 244");
  const cap = points("46 242, 44 270, 30 292, 12 306");
  const level = 0.001;
  const cord: Point[] = [
    [0, -300],
    [0, -drop],
  ];
  return [
    lit ? at(0, 60, 1, halo(600, 0.85)) : "",
    rod(cord, () => 4.5, cordSkin),
    turned({ profile: dome, skin: glaze(colour, 0.5), tilt: level, grounded: 0 }),
    turned({ profile: cap, skin: brass, tilt: level, grounded: 0 }),
    opening(colour, lit),
  ].join("");
}

function opening(colour: string, lit: Lit): string {
  const off = wash([0, 0, 0.4, 1], "#b9a58d", "#efe4d2");
  const on = glow({}, "#ffffff", "#fff3cf@0.35", "#f3c676");
  const bulb = glow(
    {},
    "#ffffff",
    `${lit ? "#fff8e2" : "#f3eee2"}@0.7`,
    lit ? "#ffe9b0" : "#c9bca6",
  );
  return [
    disc(0, 0, 262, 36, lighter(colour, 0.2)),
    disc(0, 1, 254, 31, lit ? on : off),
    disc(0, 4, 52, 24, bulb),
  ].join("");
}

/** A small lamp in the shape of a mushroom. */
export function toadstool(colour: string, lit: Lit): string {
  const stem = points("112 0, 112 10, 70 46, 46 130, 44 250, 58 306");
  const cap = points("208 300, 222 306, 216 356, 164 440, 84 488, 0 500");
  const shine = (h: number): Skin => {
    const near = lit * (h / 306) ** 3;
    return { colour: mix(colour, warm, near * 0.5), gloss: 0.5, glow: near * 0.6 };
  };
  const top: Skin = { colour: mix(colour, "#fff0d0", lit * 0.3), gloss: 0.7, glow: lit * 0.5 };
  return [
    lit ? at(0, -260, 1, halo(520, 0.75)) : "",
    cast(silhouette([...stem, ...cap]), lit ? 0.3 : 0.5),
    lit ? disc(0, 16, 380, 78, pool) : "",
    contact(112),
    turned({ profile: stem, skin: shine }),
    oval(208, 304, lit ? "#fff1c8" : darker(colour, 0.5)),
    turned({ profile: cap, skin: top, grounded: lit ? 0 : 0.15 }),
  ].join("");
}

/** A flame on its wick, which begins at 0, 0. */
function flame(): string {
  const outer =
    "M0 0C-22 -6 -26 -40 -10 -66C-4 -78 -2 -92 2 -106C8 -82 26 -56 22 -28C20 -10 12 -2 0 0Z";
  const heart = "M0 -4C-10 -8 -11 -26 -2 -44C4 -58 12 -36 9 -20C8 -10 5 -5 0 -4Z";
  return [
    at(0, -50, 1, halo(190, 0.75)),
    line("M0 10C1 2 -2 -4 2 -14", "#3a2a20", 5),
    path(outer, wash([0, 1, 0, 0], "#ffab40", "#ffd873", "#fff4d0")),
    path(heart, "#fffdf2", 0.85),
  ].join("");
}

/** A candle in a ceramic tumbler with a paper label that shows `motif`. */
export function candle(colour: string, motif: string, lit: Lit): string {
  const profile = points("112 0, 122 8, 126 120, 126 264");
  const wax = lit ? "#ffe9bf" : "#f3e7d0";
  const inside = glaze(mix(colour, wax, lit * 0.4), 0.3);
  const pot = { profile, skin: glaze(colour, 0.35), inside, depth: 0.5, gloom: 0.4, wall: 9 };
  return [
    vessel({ ...pot, drink: [34, wax] }),
    lit ? at(0, -238, 0.9, flame()) : line("M0 -232C1 -242 -2 -250 2 -262", "#3a2a20", 5),
    label(motif),
  ].join("");
}

function label(motif: string): string {
  const d = "M-73 -174A126 25 0 0 0 73 -174V-46A126 25 0 0 1 -73 -46Z";
  const paper = wash([0, 0, 1, 0], "#e9dcc4", "#fbf3e3@0.35", "#cdbb9d");
  return path(d, paper) + at(0, -74, 0.86, motif);
}

/** A candlestick of turned brass with a tapered candle. */
export function candlestick(height: number, taper: string, lit: Lit): string {
  const [a, b] = [Math.round(height * 0.46), Math.round(height * 0.93)];
  const profile = points(
    `78 0, 78 9, 62 16, 22 30, 12 50, 12 ${a - 12}, 24 ${a}, 24 ${a + 8}, 11 ${a + 20}, 11 ${b - 24}, 34 ${b}, 36 ${height}`,
  );
  const stick = points(
    `19 ${height - 4}, 18 ${height + 40}, 12 ${height + 300}, 3 ${height + 312}`,
  );
  const tip = -height - 310;
  return [
    grounded([...profile, ...stick]),
    turned({ profile, skin: brass }),
    lip(36, 20, height, "#8a6426"),
    lit ? "" : line(`M0 ${tip + 4}v-22`, "#3a2a20", 4),
    turned({ profile: stick, skin: { colour: taper, gloss: 0.25 }, grounded: 0.1 }),
    lit ? at(0, tip, 0.8, flame()) : "",
  ].join("");
}
