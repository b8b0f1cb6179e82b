import { dot, type Point, unit } from "./space.ts";

/** How a surface answers the lights: `metal`, `rough` and `glow` from 0 to 1. */
export interface Material {
  colour: string;
  metal: number;
  rough: number;
  /** Light of its own. */
  glow: number;
  alpha: number;
}

/** The lights of a studio. Directions point to the light: x right, y up, z to the viewer. */
export interface Light {
  key: number;
  fill: number;
  ambient: number;
  /** The strip light at the right edge, in linear red, green, blue. */
  rim: Point;
  /** The same at the left edge. */
  edge: Point;
  /** What a mirror sees below and above the horizon. */
  floor: number;
  sky: number;
}

export const day: Light = {
  key: 0.78,
  fill: 0.3,
  ambient: 0.46,
  rim: [0.5, 0.56, 0.66],
  edge: [0.22, 0.24, 0.28],
  floor: 0.22,
  sky: 0.62,
};

export const night: Light = {
  key: 0.34,
  fill: 0.08,
  ambient: 0.13,
  rim: [0.3, 0.62, 1.5],
  edge: [0.5, 0.6, 0.8],
  floor: 0.03,
  sky: 0.2,
};

function material(metal: number, rough: number) {
  return (colour: string, more: Partial<Material> = {}): Material => {
    return { colour, metal, rough, glow: 0, alpha: 1, ...more };
  };
}

export const plastic = material(0, 0.5);
export const gloss = material(0, 0.12);
export const rubber = material(0, 0.85);
export const fabric = material(0, 1);
export const anodised = material(0.72, 0.55);
export const polished = material(1, 0.12);

/** A surface that shines by itself, whatever the studio's lights. */
export function lamp(colour: string): Material {
  return { colour, metal: 0, rough: 1, glow: 1, alpha: 1 };
}

const keyAt = unit([-0.5, 0.78, 0.52]);
const fillAt = unit([0.85, 0.15, 0.5]);
const boxAt = unit([-0.42, 0.72, 0.55]);

/** Red, green and blue, 0 to 255. */
export type Paint = readonly [number, number, number];

/** Gives the paint of a surface by its normal (viewer's axes, length 1). */
export function shader(surface: Material, light: Light): (normal: Point) => Paint {
  const own = linearColour(surface.colour);
  if (surface.glow >= 1) return () => bytes(own);
  const polish = light.key * 0.5 * (1 - surface.rough) ** 2;

  return (normal) => {
    const soft = diffuse(normal, light);
    const mirror = reflected(normal, surface.rough, light);
    const fresnel = (1 - Math.max(0, normal[2])) ** 5 * (1 - surface.rough * 0.75);
    const gleam = polish * softbox(normal, surface.rough);
    const lit = own.map((part, i) => {
      const seen = mirror[i] ?? 0;
      const matte = part * soft + seen * (0.05 + 1.25 * fresnel) + gleam;
      const metal = (part + (1 - part) * fresnel) * (seen * 0.95 + soft * 0.24);
      return mix(mix(matte, metal, surface.metal), part, surface.glow);
    });
    return bytes(lit);
  };
}

function diffuse(normal: Point, light: Light): number {
  const wrapped = Math.max(0, (dot(normal, keyAt) + 0.25) / 1.25);
  const sky = light.ambient * (0.72 + 0.28 * normal[1]);
  return sky + light.key * wrapped + light.fill * Math.max(0, dot(normal, fillAt));
}

/** What the surface mirrors: horizon, a softbox above left, strip lights at both edges. */
function reflected([nx, ny, nz]: Point, rough: number, light: Light): number[] {
  const ray: Point = [2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1];
  const blur = 0.1 + rough * 0.6;
  const horizon = light.floor + (light.sky - light.floor) * ramp(ray[1], -blur, blur + 0.25);
  const above = light.key * 1.2 * softbox([nx, ny, nz], rough);
  const right = ramp(ray[0], 0.72 - blur * 0.5, 0.95) * ramp(nz, 0.02, 0.2) * (1 - rough * 0.4);
  const left = ramp(-ray[0], 0.8 - blur * 0.5, 0.98) * (1 - rough * 0.4);
  return [0, 1, 2].map((i) => {
    return horizon + above + right * (light.rim[i] ?? 0) + left * (light.edge[i] ?? 0);
  });
}

function softbox([nx, ny, nz]: Point, rough: number): number {
  const ray: Point = [2 * nz * nx, 2 * nz * ny, 2 * nz * nz - 1];
  return ramp(dot(ray, boxAt), 0.8 - rough * 0.55, 0.93 + rough * 0.05);
}

function ramp(value: number, from: number, to: number): number {
  const t = Math.max(0, Math.min(1, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

function linearColour(colour: string): number[] {
  return [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
}

function bytes([red = 0, green = 0, blue = 0]: number[]): Paint {
  return [byte(red), byte(green), byte(blue)];
}

function byte(part: number): number {
  return Math.round(255 * rolledOff(part) ** (1 / 2.2));
}

/** Paint as "#rrggbb". */
export function hex([red, green, blue]: Paint): string {
  return `#${((1 << 24) | (red << 16) | (green << 8) | blue).toString(16).slice(1)}`;
}

function mix(a: number, b: number, part: number): number {
  return a + (b - a) * part;
}

/** Highlights fade to white instead of tearing off. */
function rolledOff(value: number): number {
  const calm = Math.max(0, value);
  return calm < 0.7 ? calm : 0.7 + 0.3 * (1 - Math.exp(-(calm - 0.7) / 0.3));
}

/** A mix of two colours, `part` (0..1) of the second. */
export function mixed(a: string, b: string, part: number): string {
  const second = linearColour(b);
  return hex(bytes(linearColour(a).map((value, i) => mix(value, second[i] ?? 0, part))));
}
