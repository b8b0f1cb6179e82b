import { diagonal, element, linear, radial, type Stop } from "../../svg.ts";
import { type Flat, steps } from "../studio/space.ts";
import { lettering } from "./glyphs.ts";

/** Two or three tones of a wallpaper, from its sky to its waves. */
export type Mood = readonly [sky: string, glow: string, wave: string];

export const moods = {
  dawn: ["#10245c", "#ff9d7a", "#3f6bff"],
  deep: ["#050b22", "#3d7bff", "#1136b8"],
  mint: ["#0d2b4d", "#8ff0e0", "#1f74d6"],
  coral: ["#2a1248", "#ff7a66", "#6b3bd6"],
} satisfies Record<string, Mood>;

/** A wallpaper of layered waves, `w` x `h`, its upper left corner at 0, 0. */
export function wallpaper(w: number, h: number, mood: Mood): string {
  const layers = wavesOf(w, h).map((points, i) => {
    const d = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
    return element("path", { d: `M${d}Z`, fill: waveFill(mood, i) });
  });
  const area = { x: 0, y: 0, width: w, height: h };
  const back = element("rect", { ...area, fill: skyFill(mood) });
  return back + element("rect", { ...area, fill: sunFill(mood) }) + layers.join("");
}

export function skyFill([sky, , wave]: Mood): string {
  return linear([
    [0, sky],
    [1, wave],
  ]);
}

export function sunFill([, glow]: Mood): string {
  const light: Stop[] = [
    [0, glow, 0.95],
    [0.4, glow, 0.42],
    [1, glow, 0],
  ];
  return radial(light, { cx: 0.66, cy: 0.42, r: 0.48 });
}

export function waveFill([sky, glow, wave]: Mood, i: number): string {
  return linear(
    [
      [0, glow, 0.5 - i * 0.06],
      [0.5, wave, 0.75],
      [1, sky, 0.95],
    ],
    diagonal,
  );
}

/** Outlines of the waves, the farthest first. */
export function wavesOf(w: number, h: number): Flat[][] {
  return [0.5, 0.6, 0.7, 0.82].map((level, i) => {
    const swing = (0.085 - i * 0.012) * (i % 2 ? -1 : 1);
    const crest = steps(0, 1, 41).map((t): Flat => {
      const roll = Math.sin(t * 7.4 + i * 1.3) * swing + Math.sin(t * 3.1 + i * 2) * 0.03;
      return [t * w, (level + roll) * h];
    });
    const floor = steps(w, 0, 41).map((x): Flat => [x, h]);
    return [...crest, ...floor];
  });
}

/** The reflection of the softbox on glass: a faint slanted band. */
export function sheen(w: number, h: number, strength = 0.16): string {
  const tones: Stop[] = [
    [0, "#ffffff", strength],
    [0.8, "#ffffff", strength * 0.2],
    [1, "#ffffff", 0],
  ];
  const d = `M0 0H${(w * 0.52).toFixed(1)}L${(w * 0.3).toFixed(1)} ${h}H0Z`;
  return element("path", { d, fill: linear(tones, [0, 0, 1, 0.6]) });
}

/** A screen with its bezel: the panel's size, its frame's width, the corner's radius. */
export function panel(w: number, h: number, frame: number, radius: number, art: string): string {
  const rim = { x: -w / 2, y: -h / 2, width: w, height: h, rx: radius, fill: "#07090d" };
  const shown = `translate(${frame - w / 2} ${frame - h / 2})`;
  return element("rect", rim) + element("g", { transform: shown }, art);
}

/** The face of a watch, `w` x `h` around 0, 0: time, a ring of activity, three readings. */
export function watchFace(w: number, h: number, accent: string): string {
  const r = Math.min(w, h) * 0.36;
  const arc = (radius: number, part: number, colour: string) => {
    const around = 2 * Math.PI * radius;
    const dash = `${(around * part).toFixed(2)} ${around.toFixed(2)}`;
    const look = { fill: "none", "stroke-width": r * 0.13, "stroke-linecap": "round" };
    const ring = { cx: 0, cy: 0, r: radius, ...look };
    return [
      element("circle", { ...ring, stroke: colour, "stroke-opacity": 0.18 }),
      element("circle", {
        ...ring,
        stroke: colour,
        "stroke-dasharray": dash,
        transform: "rotate(-90)",
      }),
    ].join("");
  };
  const glass = { x: -w / 2, y: -h / 2, width: w, height: h, rx: w * 0.27, fill: "#06080c" };
  return [
    element("rect", glass),
    arc(r * 1.16, 0.78, accent),
    arc(r * 0.96, 0.55, "#f0604d"),
    lettering("10:24", 0, -r * 0.06, { size: r * 0.33, colour: "#f4f7fb", weight: 0.13 }),
    lettering("72", 0, r * 0.46, { size: r * 0.2, colour: accent, weight: 0.15 }),
  ].join("");
}
