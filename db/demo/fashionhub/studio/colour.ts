/** One cloth in the light: from where the light falls to the depth of a fold. */
export interface Tones {
  glow: string;
  light: string;
  base: string;
  dark: string;
  deep: string;
  line: string;
}

type Three = [number, number, number];

/** The tones of a colour ("#rrggbb"), moved in OKLCH so that they stay the same hue. */
export function tones(base: string): Tones {
  const [lightness] = lch(base);
  const room = 0.35 + lightness * 0.65;
  return {
    glow: shade(base, 0.19 - lightness * 0.09, 0.85),
    light: shade(base, 0.09 - lightness * 0.045, 0.94),
    base,
    dark: shade(base, -0.12 * room, 0.98),
    deep: shade(base, -0.27 * room, 0.92),
    line: shade(base, -0.36 * room, 0.82),
  };
}

/** A colour that is lighter by `by` (-1..1) and `colourful` times as saturated. */
export function shade(colour: string, by: number, colourful = 1): string {
  const [lightness, chroma, hue] = lch(colour);
  const warm = lightness > 0.9 && by < 0 ? 0.008 : 0;
  return hex([Math.min(Math.max(lightness + by, 0), 1), chroma * colourful + warm, hue]);
}

/** `share` (0..1) of the second colour in the first. */
export function mix(one: string, other: string, share: number): string {
  const [a, b] = [channels(one), channels(other)];
  return written(a.map((value, index) => value + ((b[index] ?? 0) - value) * share));
}

function lch(colour: string): Three {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) => linear(value / 255));
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
  return [lightness, Math.hypot(a, b), Math.atan2(b, a)];
}

function hex([lightness, chroma, hue]: Three): string {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return written(rgb.map((value) => 255 * companded(Math.min(Math.max(value, 0), 1))));
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function written(rgb: number[]): string {
  return `#${rgb.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function companded(value: number): number {
  return value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
}
