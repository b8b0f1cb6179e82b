import { across, clip, element, linear, type Stop, svg } from "../svg.ts";
import { type Tones, tones } from "./studio/colour.ts";
import { lens, moved } from "./studio/curve.ts";

/** What is woven into cloth: the marks on a piece, given its outline and its lean in degrees. */
export type Weave = (path: string, turn: number) => string;

/** One piece of cloth. */
export interface Piece {
  /** Its outline, as path data. */
  path: string;
  colour: string;
  weaves?: Weave[];
  /** How far its threads lean, in degrees. */
  turn?: number;
  /** How round it looks, 0..1; 0.5 when left out. */
  round?: number;
  /** The light on it, from left to right, in place of the usual. */
  sheen?: Stop[];
}

/** A thing to be shown. */
export interface Subject {
  art: string;
  /** The outlines that throw its shadow on the wall, as path data. */
  outline: string[];
  /** How it lies in a portrait of its own. */
  place?: Place;
  /** Where the wood of a hanger shows inside the neck, as path data. */
  opening?: string;
  /** Height of the neck, in pixels from the top. */
  neck?: number;
}

export const width = 1200;

export const height = 1500;

/** A whole portrait picture. */
export function portrait(...parts: string[]): string {
  return svg(width, height, ...parts);
}

/**
 * Cloth as it lies under the light: the pieces from back to front, each casting a little shade on
 * those below; `folds` cut to the outline; `seams` crisp on top.
 */
export function cloth(pieces: Piece[], folds: string, seams = ""): string {
  const whole = pieces.map(({ path }) => `<path d="${path}"/>`).join("");
  const laid = pieces.map(
    (piece, index) => (index ? shade(piece) : "") + body(piece) + edge(piece),
  );
  const inside = { "clip-path": clip(whole) };
  return element("g", inside, ...laid, veil(folds)) + seams;
}

/** One flat piece without folds of its own, such as a collar, a pocket or a strap. */
export function patch(piece: Piece, lift = 1): string {
  return (lift ? drop(piece.path, lift) : "") + body(piece) + edge(piece);
}

function body({ path, colour, weaves = [], turn = 0, round = 0.5, sheen }: Piece): string {
  const tone = tones(colour);
  const lit = linear(sheen ?? roundness(tone, round), across);
  const fills = [colour, lit].map((fill) => `<path d="${path}" fill="${fill}"/>`);
  const woven = weaves.map((weave) => weave(path, turn));
  const inside = { "clip-path": clip(`<path d="${path}"/>`) };
  return fills.join("") + element("g", inside, ...woven, rim(tone, path, round));
}

function roundness({ glow, deep, dark }: Tones, round: number): Stop[] {
  return [
    [0, dark, round * 0.7],
    [0.16, glow, round * 0.35],
    [0.38, glow, round * 0.6],
    [0.66, dark, round * 0.2],
    [1, deep, round],
  ];
}

/** The shade along an edge where cloth turns away from the light. */
function rim({ deep }: Tones, path: string, round: number): string {
  const sizes = [64, 44, 28, 15, 7];
  return veil(...sizes.map((size) => stroke(path, deep, size, 0.11 * round)));
}

function edge({ path, colour }: Piece): string {
  return stroke(path, tones(colour).line, 3, 0.6);
}

/** What a piece throws on the cloth below it. */
function shade({ path, colour }: Piece): string {
  const { deep } = tones(colour);
  return veil(...[26, 18, 11, 5].map((size) => stroke(path, deep, size, 0.11)));
}

function drop(path: string, lift: number): string {
  const sizes = [12, 9, 6, 3].map((size) => stroke(path, "#1c1512", size * lift, 0.05));
  return element("g", { transform: `translate(${3 * lift} ${5 * lift})` }, ...sizes);
}

/** The shadow on the wall behind what is hung or laid before it; `far` in pixels. */
export function cast(paths: string[], far = 26, strength = 0.34, tint = "#1f1819"): string {
  const path = paths.join("");
  // Each veil is shifted by less than half its width, so that no light shows along the edge.
  const veils = Array.from({ length: 26 }, (_, index) => {
    const size = ((index + 1) / 26) ** 1.35 * far * 3.8;
    const moves = `transform="translate(${Math.round(size * 0.2)} ${Math.round(size * 0.33)})"`;
    return stroke(path, tint, size, strength / 24, moves);
  });
  const close = [4, 9, 15].map((size) => stroke(path, tint, size, strength * 0.14));
  return veil(...veils, ...close);
}

/** Faint layers, drawn without smoothing their edges: nobody sees it, and it takes half the time. */
export function veil(...layers: string[]): string {
  return element("g", { "shape-rendering": "optimizeSpeed" }, ...layers);
}

/** A fold in cloth: dark where it sinks, with a lit ridge beside it (`side` -1 left, 1 right). */
export function fold(points: string, size: number, colour: string, depth = 0.5, side = -1): string {
  const { deep, glow } = tones(colour);
  const ridge = moved(points, side * size * 0.75, -size * 0.1);
  return soft(ridge, size * 1.25, glow, depth * 0.8) + soft(points, size * 1.3, deep, depth * 1.1);
}

/** A swelling stroke with soft sides: veils laid over each other, far cheaper than a blur. */
export function soft(points: string, size: number, colour: string, depth: number): string {
  const veils = [1, 0.82, 0.64, 0.47, 0.31, 0.16].map((share) => lens(points, size * share));
  const fill = `fill="${colour}" fill-opacity="${Math.round(depth * 210) / 1000}"`;
  return veils.map((path) => `<path d="${path}" ${fill}/>`).join("");
}

/** Where a fold runs, how wide it is, how deep (0..1), and the side of its lit ridge. */
export type Fold = readonly [points: string, size: number, depth?: number, side?: number];

/** The folds of one cloth. */
export function folds(colour: string, made: readonly Fold[]): string {
  return made
    .map(([points, size, depth, side]) => fold(points, size, colour, depth, side))
    .join("");
}

/** A line along path data. */
export function stroke(path: string, colour: string, size = 2, opacity = 1, more = ""): string {
  const joined = 'fill="none" stroke-linejoin="round"';
  const look = `stroke="${colour}" stroke-width="${size}" stroke-opacity="${opacity}"`;
  return `<path d="${path}" ${joined} ${look} ${more}/>`;
}

/** A disc. */
export function dot(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return element("circle", { cx: x, cy: y, r: radius, fill, "fill-opacity": opacity });
}

export interface Place {
  x?: number;
  y?: number;
  /** Degrees, clockwise. */
  turn?: number;
  scale?: number;
  /** Makes it narrower (below 1), as if it were turned away. */
  squeeze?: number;
  about?: readonly [x: number, y: number];
}

/**
 * Turns, scales and moves a drawing about a point, the middle of a portrait unless told. It scales by
 * 64ths and moves by whole pixels, which keeps woven patterns cheap (see fabrics.ts).
 */
export function placed(drawing: string, place: Place): string {
  const { x = 0, y = 0, turn = 0, scale = 1, squeeze = 1, about = [600, 750] } = place;
  const [cx, cy] = about;
  const [wide, high] = [scale * squeeze, scale].map((size) => Math.round(size * 64) / 64);
  const moves = [
    turn ? `rotate(${turn} ${cx + x} ${cy + y}) ` : "",
    `translate(${Math.round(cx + x - cx * (wide ?? 1))} ${Math.round(cy + y - cy * (high ?? 1))}) `,
    `scale(${wide} ${high})`,
  ];
  return element("g", { transform: moves.join("") }, drawing);
}
