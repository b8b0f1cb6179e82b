import { across, clip, element, linear, type Stop, svg } from "../svg.ts";
import { type Tones, tones } from "./colour.ts";
import { curve, lens, moved } from "./curve.ts";

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
  const laid = pieces.map((piece, index) => (index ? shade(piece) : "") + body(piece)).join("");
  const inside = { "clip-path": clip(whole) };
  return element("g", inside, laid, veil(folds)) + pieces.map(edge).join("") + seams;
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
  return stroke(path, tones(colour).line, 2, 0.55);
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
export function cast(paths: string[], far = 26, strength = 0.34, tint = "#2a1f1a"): string {
  const path = paths.join("");
  const veils = Array.from({ length: 26 }, (_, index) => {
    const share = ((index + 1) / 26) ** 1.35;
    return stroke(path, tint, share * far * 4.4, strength / 26);
  });
  const close = [4, 8, 13, 19].map((size) => stroke(path, tint, size, strength * 0.2));
  return veil(
    element("g", { transform: `translate(${far * 0.55} ${far * 0.9})` }, ...veils),
    element("g", { transform: `translate(${far * 0.14} ${far * 0.22})` }, ...close),
  );
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
  return made.map(([points, size, depth, side]) => fold(points, size, colour, depth, side)).join("");
}

/** A line along path data. */
export function stroke(path: string, colour: string, size = 2, opacity = 1, more = ""): string {
  const joined = 'fill="none" stroke-linejoin="round"';
  const look = `stroke="${colour}" stroke-width="${size}" stroke-opacity="${opacity}"`;
  return `<path d="${path}" ${joined} ${look} ${more}/>`;
}

/** A sewn seam: the groove, and the row of stitches beside it. */
export function seam(points: string, colour: string, dx = 0, dy = 0): string {
  const { line, glow } = tones(colour);
  const groove = stroke(curve(points), line, 2, 0.55);
  return groove + (dx || dy ? stitches(moved(points, dx, dy), line, glow) : "");
}

/** A row of stitches. */
export function stitches(points: string, line: string, glow = line): string {
  const row = 'stroke-dasharray="9 5" stroke-linecap="round"';
  const path = curve(points);
  return stroke(path, line, 2.4, 0.55, row) + stroke(path, glow, 1, 0.5, row);
}

/** A round button with four holes. */
export function button(x: number, y: number, size: number, colour: string): string {
  const { glow, deep, line, light } = tones(colour);
  const hole = size * 0.17;
  const holes = [
    [-1, -1],
    [1, -1],
    [-1, 1],
    [1, 1],
  ].map(([dx = 0, dy = 0]) => dot(x + dx * hole * 1.25, y + dy * hole * 1.25, hole * 0.8, line));
  return [
    dot(x + size * 0.14, y + size * 0.24, size * 1.04, "#1c1512", 0.28),
    dot(x, y, size, linear([[0, glow], [1, deep]], [0.2, 0, 0.8, 1])),
    dot(x, y, size * 0.78, linear([[0, deep], [0.4, colour], [1, light]], [0.2, 0, 0.8, 1])),
    ...holes,
  ].join("");
}

/** A disc. */
export function dot(x: number, y: number, radius: number, fill: string, opacity = 1): string {
  return element("circle", { cx: x, cy: y, r: radius, fill, "fill-opacity": opacity });
}

/**
 * A knitted rib along a line, such as a cuff or a collar: the ribs stand across it. `size` is its
 * depth in pixels.
 */
export function rib(points: string, size: number, colour: string, gap = 7): string {
  const { line, deep, glow, dark } = tones(colour);
  const path = curve(points);
  const ribs = `stroke-dasharray="${gap * 0.42} ${gap * 0.58}"`;
  return [
    stroke(path, line, size + 3, 0.6),
    stroke(path, colour, size),
    stroke(path, glow, size * 0.45, 0.25),
    stroke(path, deep, size, 0.42, ribs),
    stroke(path, glow, size, 0.25, `${ribs} stroke-dashoffset="${gap / 2}"`),
    stroke(path, dark, size, 0.12),
  ].join("");
}

/** Turns, scales and moves a drawing about a point. */
export function placed(
  drawing: string,
  { x = 0, y = 0, turn = 0, scale = 1, about = [600, 750] as [number, number] },
): string {
  const [cx, cy] = about;
  const moves = `translate(${cx + x} ${cy + y}) rotate(${turn}) scale(${scale})`;
  return element("g", { transform: `${moves} translate(${-cx} ${-cy})` }, drawing);
}


/** The woven label at the back of a neck. */
export function label(x: number, y: number): string {
  const [w, h] = [74, 30];
  const place = { x: x - w / 2, y: y - h / 2, width: w, height: h };
  const marks = `M${x - 22},${y - 3}H${x + 22}M${x - 12},${y + 6}H${x + 12}`;
  return element("rect", { ...place, fill: "#ece4d6" }) + stroke(marks, "#6d6154", 2.4, 0.8);
}
