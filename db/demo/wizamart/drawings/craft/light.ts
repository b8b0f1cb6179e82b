import type { Stop } from "../../../svg.ts";

/** Right, up, towards the viewer. */
export type Vector = readonly [x: number, y: number, z: number];

/** What a surface is made of: how its colour answers to the light. */
export interface Skin {
  colour: string;
  /** 0 is chalk, 1 is a mirror of the window. */
  gloss: number;
  /** 0 takes its colour from the pigment, 1 only from what it mirrors. */
  metal?: number;
  /** 0..1, light that comes from within (a lampshade). */
  glow?: number;
  /** 0..1, how much is seen through it where it faces the viewer. */
  clear?: number;
}

/** Red, green, blue (0..255) and opacity (0..1). */
export type Tone = readonly [red: number, green: number, blue: number, opacity: number];

/** How much the camera looks down: the height of a level ring divided by its width. */
export const tilt = 0.2;

const sun: Vector = unit([-0.62, 0.62, 0.5]);
const bounce: Vector = unit([0.85, -0.15, 0.3]);

/** The colour of a skin where its surface faces `normal`; `shade` below 1 is a darker corner. */
export function lit(skin: Skin, normal: Vector, shade = 1, look = tilt): Tone {
  const view: Vector = [0, look, Math.sqrt(1 - look * look)];
  const facing = Math.max(0, dot(normal, view));
  const fresnel = (1 - facing) ** 4;
  const mirrored = surroundings(reflect(view, normal));
  const metal = skin.metal ?? 0;
  const glow = skin.glow ?? 0;
  const body = diffuse(normal) * shade * (1 - metal) + (0.5 + 1.05 * mirrored) * metal;
  const light = body * (1 - glow) + glow * (0.72 + 0.42 * facing);
  const sheen = skin.gloss * mirrored * (0.42 + 0.5 * fresnel) * (1 - metal * 0.55);
  const [red, green, blue] = expose(skin.colour, light, sheen);
  return [red, green, blue, opacity(skin.clear ?? 0, sheen, facing)];
}

function opacity(clear: number, sheen: number, facing: number): number {
  const edge = (1 - facing) ** 2.2;
  return 1 - clear * (1 - 0.8 * edge) * (1 - Math.min(1, sheen * 1.6));
}

/** Wrapped daylight from the upper left, warm light thrown back by the table on the right. */
function diffuse(normal: Vector): number {
  const key = Math.max(0, (dot(normal, sun) + 0.3) / 1.3);
  const fill = Math.max(0, dot(normal, bounce));
  const table = Math.max(0, -normal[1]);
  return 0.5 + 0.06 * normal[1] + 0.62 * key ** 1.25 + 0.16 * fill + 0.14 * table;
}

/** What a mirror sees in the direction `ray`: a tall window on the left, a reflector on the right. */
function surroundings(ray: Vector): number {
  const across = Math.atan2(ray[0], ray[2]);
  const up = Math.asin(Math.max(-1, Math.min(1, ray[1])));
  const window = panel(across, -0.95, 0.34) * panel(up, 0.5, 0.5);
  const reflector = panel(across, 1.5, 0.2) * panel(up, 0.25, 0.55) * 0.4;
  return Math.min(1, window + reflector + 0.1 + 0.12 * Math.max(0, up));
}

function panel(value: number, centre: number, half: number): number {
  const x = Math.min(1, Math.max(0, (half + 0.2 - Math.abs(value - centre)) / 0.34));
  return x * x * (3 - 2 * x);
}

/** Shadows turn warm instead of grey, lights towards cream. */
function expose(colour: string, light: number, sheen: number): [number, number, number] {
  const channel = (at: number, warmth: number, cream: number) => {
    const pigment = Number.parseInt(colour.slice(at, at + 2), 16);
    const dark = pigment * Math.min(1, light) ** warmth;
    const lifted = dark + (255 - pigment) * Math.min(0.6, Math.max(0, light - 1) * 0.8);
    return Math.max(0, Math.min(255, Math.round(lifted + (cream - lifted) * Math.min(1, sheen))));
  };
  return [channel(1, 1, 255), channel(3, 1.1, 252), channel(5, 1.22, 242)];
}

/** A tone as `#rrggbb`. */
function hex([red, green, blue]: Tone): string {
  return `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** Stops of a gradient through the tones, without those that lie on the line between others. */
export function stops(tones: readonly (readonly [offset: number, tone: Tone])[]): Stop[] {
  const kept: (readonly [number, Tone])[] = [];
  for (const [at, candidate] of tones.entries()) {
    const [before, after] = [kept.at(-1), tones[at + 1]];
    if (before && after && between(before, candidate, after)) continue;
    kept.push(candidate);
  }
  return kept.map(([offset, tone]) => [
    Math.round(offset * 1000) / 1000,
    hex(tone),
    Math.round(tone[3] * 100) / 100,
  ]);
}

function between(
  [from, a]: readonly [number, Tone],
  [at, b]: readonly [number, Tone],
  [to, c]: readonly [number, Tone],
): boolean {
  const share = (at - from) / (to - from || 1);
  return [0, 1, 2, 3].every((channel) => {
    const [x, y, z] = [a[channel] ?? 0, b[channel] ?? 0, c[channel] ?? 0];
    return Math.abs(x + (z - x) * share - y) < (channel === 3 ? 0.02 : 1.6);
  });
}

function reflect(view: Vector, normal: Vector): Vector {
  const twice = 2 * dot(view, normal);
  return [twice * normal[0] - view[0], twice * normal[1] - view[1], twice * normal[2] - view[2]];
}

/** The vector of length 1 in the same direction. */
export function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}

/** The inner product. */
function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
