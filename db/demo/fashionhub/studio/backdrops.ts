import { across, clip, element, linear, pattern, radial } from "../../svg.ts";
import { dot, height, stroke, veil, width } from "../studio.ts";
import { mix, shade, tones } from "./colour.ts";
import { chance, curve } from "./curve.ts";

/** The walls of the studio. */
const walls = {
  plaster: "#e6ddd1",
  bone: "#efe9df",
  blush: "#e3c6b8",
  sage: "#b8b9a6",
  clay: "#c2a08c",
  ink: "#2b2d35",
} as const;

type Wall = keyof typeof walls;

/** A plastered wall in soft light from the upper left. */
export function wall(name: Wall, w = width, h = height): string {
  const colour = walls[name];
  const { glow, deep, line } = tones(colour);
  const full = (fill: string) => element("rect", { width: w, height: h, fill });
  const light = linear(
    [
      [0, glow, 0.9],
      [0.5, glow, 0.1],
      [0.64, deep, 0.04],
      [1, deep, 0.5],
    ],
    [0.15, 0, 0.85, 1],
  );
  return [full(colour), full(light), trowel(line, glow, w, h), full(grain(line, glow))].join("");
}

/** Faint strokes of the plasterer's trowel. */
function trowel(line: string, glow: string, w: number, h: number): string {
  const next = chance(7);
  const strokes = Array.from({ length: 18 }, (_, index) => {
    const [x, y, length, rise] = [next() * w, next() * h, 140 + next() * 260, next() * 110 - 50];
    const path = curve(`${x},${y} ${x + length / 2},${y - rise} ${x + length},${y - length / 2}`);
    const size = 24 + next() * 70;
    return stroke(path, index % 2 ? line : glow, size, 0.014, 'stroke-linecap="round"');
  });
  return strokes.join("");
}

function grain(line: string, glow: string): string {
  const next = chance(3);
  const dots = Array.from({ length: 260 }, (_, index) =>
    dot(next() * 256, next() * 256, 0.5 + next() * 0.9, index % 2 ? line : glow, 0.13),
  );
  return pattern(256, 256, dots.join(""));
}

/** A tall niche with a round head, sunk into the wall. */
export function arch(name: Wall, tone: string, x = 200, top = 150, wide = 800): string {
  const foot = height + 40;
  const r = wide / 2;
  const path = `M${x},${foot}V${top + r}A${r},${r} 0 0 1 ${x + wide},${top + r}V${foot}Z`;
  const { deep, glow } = tones(tone);
  const depth = linear(
    [
      [0, deep, 0.5],
      [0.3, deep, 0.12],
      [0.75, glow, 0.1],
      [1, glow, 0.5],
    ],
    across,
  );
  const inner = [44, 30, 18, 8].map((size) => stroke(path, deep, size, 0.09)).join("");
  const rims = stroke(path, shade(walls[name], 0.05), 3, 0.7);
  return [
    `<path d="${path}" fill="${tone}"/><path d="${path}" fill="${depth}"/>`,
    element("g", { "clip-path": clip(`<path d="${path}"/>`) }, inner),
    rims,
  ].join("");
}

/** A round sun of paint on the wall. */
export function sun(tone: string, x = 600, y = 640, radius = 430): string {
  const { glow, dark } = tones(tone);
  const fill = linear([
    [0, mix(tone, glow, 0.4)],
    [1, mix(tone, dark, 0.35)],
  ]);
  return dot(x, y, radius, fill, 0.85);
}

/** A sheet of paper hung behind, with a soft shadow. */
function sheet(tone: string, x = 190, y = 130, w = 820, h = 1240): string {
  const { glow, dark } = tones(tone);
  const fill = linear(
    [
      [0, mix(tone, glow, 0.6)],
      [1, mix(tone, dark, 0.3)],
    ],
    [0, 0, 0.6, 1],
  );
  const place = { x, y, width: w, height: h };
  const shadows = [26, 18, 11, 5].map((size) =>
    element("rect", {
      ...place,
      fill: "none",
      stroke: "#2a1f1a",
      "stroke-opacity": 0.035,
      "stroke-width": size,
    }),
  );
  const shadow = element("g", { transform: "translate(6 12)" }, ...shadows);
  return shadow + element("rect", { ...place, fill });
}

/** Sun through a window: the wall darkens but for four leaning panes of light. */
export function panes(strength = 0.4, x = 120, tint = "#fff4e0"): string {
  const made = (grow: number) =>
    [0, 1].flatMap((row) =>
      [0, 1].map((column) => {
        const left = x + column * 330 + row * 196 - grow;
        const top = 60 + row * 640 + column * 66 - grow;
        const [wide, high] = [290 + 2 * grow, 590 + 2 * grow];
        return `M${left},${top}l${wide},58l180,${high}l${-wide},-58Z`;
      }),
    );
  const shades = [-9, -6, -3, 0, 3, 6, 9].map((grow) =>
    element("path", {
      d: `M0,0H1700V1600H0Z${made(grow).join("")}`,
      fill: "#644326",
      "fill-rule": "evenodd",
      "fill-opacity": strength * 0.055,
    }),
  );
  const light = { d: made(-4).join(""), fill: tint, "fill-opacity": strength * 0.3 };
  return veil(...shades) + element("path", light);
}

/** A table or floor below `y`, with the light running out over it. */
export function ledge(tone: string, y: number, w = width, h = height): string {
  const { glow, deep, light } = tones(tone);
  const top = linear([
    [0, light],
    [0.1, tone],
    [1, mix(tone, deep, 0.4)],
  ]);
  const shine = radial(
    [
      [0, glow, 0.8],
      [1, glow, 0],
    ],
    { cx: 0.35, cy: 0, r: 0.7 },
  );
  const place = { x: 0, y, width: w, height: h - y };
  const lip = element("rect", {
    x: 0,
    y: y - 16,
    width: w,
    height: 16,
    fill: deep,
    "fill-opacity": 0.12,
  });
  return (
    lip + element("rect", { ...place, fill: top }) + element("rect", { ...place, fill: shine })
  );
}

/** A bare wall. */
export function bare(name: Wall): string {
  return wall(name);
}

/** A wall with a niche, a shade deeper. */
export function niche(name: Wall, tone = shade(walls[name], -0.06)): string {
  return wall(name) + arch(name, tone);
}

/** A wall with a painted disc. */
export function disc(name: Wall, tone: string): string {
  return wall(name) + sun(tone);
}

/** A wall with a sheet of paper hung on it. */
export function paper(name: Wall, tone: string): string {
  return wall(name) + sheet(tone);
}

/** A wall on which the sun falls through a window. */
export function sunlit(name: Wall, strength = 0.42): string {
  return wall(name) + panes(strength);
}

/** A wall with a table before it, whose edge is at `y`. */
export function table(name: Wall, y = 860, tone = shade(walls[name], -0.1)): string {
  return wall(name) + ledge(tone, y);
}
