import { blur, element, linear } from "../../svg.ts";
import { disc, f, glow, path } from "./brush.ts";
import { type Profile, silhouette } from "./lathe.ts";
import { tilt } from "./light.ts";

const dark = "#4b2f1d";

/**
 * The shadow that an outline standing at 0, 0 throws on the table, away from the window: sheets upon
 * sheets, as one blur costs more than all the rest of a picture.
 */
export function cast(outline: string, strength = 0.5, softness = 1): string {
  const one = strength / 9;
  const fill = linear([
    [0, dark, f(one * 0.25, 3)],
    [0.5, dark, f(one * 0.8, 3)],
    [1, dark, f(one * 1.5, 3)],
  ]);
  const sheets = [4, 3, 2, 1, 0, -1, -2, -3, -4].map((step) => {
    const grow = step * softness;
    const [wide, lean, rise] = [1 + 0.03 * grow, -0.6 - 0.022 * grow, 0.15 + 0.012 * grow];
    const transform = `matrix(${f(wide, 3)} 0 ${f(lean, 3)} ${f(rise, 3)} 0 ${f(grow)})`;
    return element("path", { d: outline, fill, transform });
  });
  return sheets.join("");
}

/** A soft shadow right behind an outline, such as on a wall. */
export function behind(
  d: string,
  strength: number,
  softness: number,
  x: number,
  y: number,
): string {
  const shape = path(d, dark, strength);
  return `<g transform="translate(${x} ${y})" filter="${blur(softness, 0.2)}">${shape}</g>`;
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
