import { element, linear } from "../../../svg.ts";
import { disc, f, glow } from "./brush.ts";
import { step } from "./detail.ts";
import { type Profile, silhouette } from "./lathe.ts";
import { tilt } from "./light.ts";

const dark = "#4b2f1d";

/**
 * The shadow that an outline standing at 0, 0 throws on the table, away from the window: sheets upon
 * sheets, as one blur costs more than all the rest of a picture.
 */
export function cast(outline: string, strength = 0.5, softness = 1): string {
  const sheets = steps();
  const one = strength / sheets.length;
  const fill = linear([
    [0, dark, f(one * 0.06, 3)],
    [0.5, dark, f(one * 0.8, 3)],
    [1, dark, f(one * 1.5, 3)],
  ]);
  const drawn = sheets.map((sheet) => {
    const grow = sheet * softness;
    const [wide, lean, rise] = [1 + 0.03 * grow, -0.6 - 0.007 * grow, 0.15 + 0.012 * grow];
    const transform = `matrix(${f(wide, 3)} 0 ${f(lean, 3)} ${f(rise, 3)} 0 ${f(grow)})`;
    return element("path", { d: outline, fill, transform });
  });
  return drawn.join("");
}

/** The sheets of a shadow, from the widest to the narrowest; few where things are drawn roughly. */
function steps(): number[] {
  return step(1) > 1.3 ? [4, 2, 0, -2, -4] : [4, 3, 2, 1, 0, -1, -2, -3, -4];
}

/** Left, top, right and bottom of an outline. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** How a shadow on a wall falls: how dark, how soft (pixels), how far to the right and down. */
export type Fall = readonly [strength: number, softness: number, x: number, y: number];

/** The soft shadow of an outline on the wall right behind it: smaller sheets upon larger ones. */
export function behind(d: string, box: Box, [strength, softness, x, y]: Fall): string {
  const [left, top, right, bottom] = box;
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2];
  const sheets = [4, 3, 2, 1, 0, -1, -2, -3, -4];
  const opacity = f((strength * 1.1) / sheets.length, 3);
  const drawn = sheets.map((sheet) => {
    const grow = (sheet / 2) * softness;
    const [sx, sy] = [1 + grow / (right - left), 1 + grow / (bottom - top)];
    const move = `${f(cx * (1 - sx) + x)} ${f(cy * (1 - sy) + y)}`;
    const transform = `matrix(${f(sx, 4)} 0 0 ${f(sy, 4)} ${move})`;
    return element("path", { d, fill: dark, "fill-opacity": opacity, transform });
  });
  return drawn.join("");
}

/** The dark where something as wide as `r` touches the table. */
export function contact(r: number, strength = 0.5, look = tilt): string {
  const fill = glow({}, `#3f2616/${strength}`, `#3f2616/${strength * 0.85}@0.74`, "#3f2616/0");
  return disc(r * 0.05, r * 0.02, r * 1.2, r * 1.22 * (look + 0.03), fill);
}

/** Both shadows of a turned body. */
export function grounded(profile: Profile, strength = 0.5): string {
  return cast(silhouette(profile), strength) + contact(profile[0]?.[0] ?? 0);
}
