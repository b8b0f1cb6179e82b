import { linear, radial, type Stop } from "../../svg.ts";
import { day, type Light, night } from "./materials.ts";
import type { ShadowLook } from "./shadow.ts";
import type { Flat } from "./space.ts";

/** A paper sweep with its lights. */
export interface Backdrop {
  light: Light;
  shadow: ShadowLook;
  /** Wall above, wall at the horizon, table at the horizon, table in front. */
  tones: readonly [string, string, string, string];
  /** The pool of light behind the product: colour and strength. */
  glow: readonly [string, number];
  dark: boolean;
}

const daylight = { cast: 0.2, contact: 0.4 };
const moonlight = { cast: 0.55, contact: 0.75 };

export const paper: Backdrop = {
  light: day,
  shadow: daylight,
  tones: ["#e6eaef", "#f3f5f8", "#eceff3", "#d9dfe6"],
  glow: ["#ffffff", 0.9],
  dark: false,
};

export const ice: Backdrop = {
  light: day,
  shadow: daylight,
  tones: ["#cfdeed", "#e6eff8", "#dce8f3", "#bfd1e4"],
  glow: ["#ffffff", 0.75],
  dark: false,
};

export const slate: Backdrop = {
  light: day,
  shadow: { ...daylight, cast: 0.26 },
  tones: ["#9fafc2", "#bccad9", "#b0bfd0", "#8fa1b7"],
  glow: ["#eaf3ff", 0.5],
  dark: false,
};

export const midnight: Backdrop = {
  light: night,
  shadow: moonlight,
  tones: ["#070b16", "#101a30", "#0d1527", "#060912"],
  glow: ["#2f66ff", 0.42],
  dark: true,
};

/** The empty studio, with its pool of light around the product's middle. */
export function emptyStudio(
  look: Backdrop,
  [width, height]: Flat,
  [cx, cy]: Flat = [0.5, 0.5],
): string {
  const [above, wall, table, front] = look.tones;
  const stops: Stop[] = [
    [0, above],
    [0.5, wall],
    [0.68, table],
    [1, front],
  ];
  const [colour, strength] = look.glow;
  const pool: Stop[] = [
    [0, colour, strength],
    [0.5, colour, strength * 0.4],
    [1, colour, 0],
  ];
  const [shade, edge] = look.dark ? ["#01030a", 0.6] : ["#17263f", 0.12];
  const vignette: Stop[] = [
    [0.55, shade, 0],
    [1, shade, edge],
  ];
  const area = `width="${width}" height="${height}"`;
  return [
    `<rect ${area} fill="${linear(stops)}"/>`,
    `<rect ${area} fill="${radial(pool, { cx, cy: cy - 0.05, r: 0.56 })}"/>`,
    `<rect ${area} fill="${radial(vignette, { cx: 0.5, cy: 0.48, r: 0.8 })}"/>`,
  ].join("");
}
