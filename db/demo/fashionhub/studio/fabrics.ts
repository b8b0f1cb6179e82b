import { element, pattern } from "../../svg.ts";
import { dot, stroke, type Weave } from "../studio.ts";
import { tones } from "./colour.ts";
import { box, chance } from "./curve.ts";

/** Plain knitting: rows of small loops. */
export function stockinette(colour: string): Weave {
  const { deep, glow } = tones(colour);
  const rows = (dy: number) => zigzags(8, 4, dy);
  return tiled(stroke(rows(0), deep, 1.5, 0.3) + stroke(rows(2), glow, 1.2, 0.25));
}

/** A knitted rib that runs up the cloth, `gap` pixels from ridge to ridge. */
export function ribbed(colour: string, gap = 18): Weave {
  const { deep, glow, line } = tones(colour);
  return spun((span) => {
    const lines = rules(span, gap);
    return [
      stroke(lines, deep, gap * 0.62, 0.16),
      stroke(lines, deep, gap * 0.34, 0.28),
      stroke(lines, line, gap * 0.12, 0.25),
      stroke(rules(span, gap, 0.42), glow, gap * 0.34, 0.3),
      stroke(rules(span, gap, 0.5), line, gap * 0.5, 0.13, 'stroke-dasharray="1.6 7"'),
    ].join("");
  });
}

/** Cables: two strands that cross between ridges of purl. */
export function cabled(colour: string, gap = 92): Weave {
  const { deep, glow, line } = tones(colour);
  return spun((span) => {
    const strand = (way: number) =>
      crossings(span, gap, (x, y) => {
        const [from, to] = [x - way * gap * 0.18, x + way * gap * 0.18];
        return `M${from},${y - 8}C${from},${y + 30} ${to},${y + 50} ${to},${y + 88}`;
      });
    const twist = [strand(1), strand(-1)].map((path) => [
      stroke(path, line, 26, 0.4),
      stroke(path, colour, 22),
      stroke(path, deep, 22, 0.22),
      stroke(path, glow, 11, 0.4),
      stroke(path, line, 20, 0.25, 'stroke-dasharray="1.5 7"'),
    ]);
    const ridges = [0.42, 0.58].map((at) => stroke(rules(span, gap, at + 0.5), deep, 5, 0.4));
    return [stroke(rules(span, gap, 0.5), glow, 6, 0.4), ...ridges, ...twist.flat()].join("");
  });
}

/** Even stripes along the cloth, `gap` apart and `size` broad; `across` lays them crosswise. */
export function striped(colour: string, gap: number, size: number, across = false): Weave {
  const lines = spun((span) => stroke(rules(span, gap), colour, size, 0.92));
  return (path, turn) => lines(path, turn * (across ? 1.3 : 1) + (across ? 90 : 0));
}

/** The slant of a twill weave. */
export function twill(colour: string): Weave {
  const { deep, glow } = tones(colour);
  const slants = (shift: number) =>
    every(-tile, tile, tile / 50)
      .map((x) => `M${x + shift},${tile}l${tile},-${tile}`)
      .join("");
  return tiled(stroke(slants(0), deep, 1.2, 0.28) + stroke(slants(2.5), glow, 0.9, 0.25));
}

/** Wool: short fibres, every way. */
export function felted(colour: string, strength = 0.22): Weave {
  const { deep, glow } = tones(colour);
  const next = chance(11);
  const fibres = (count: number) =>
    every(0, count, 1).map(() => {
      const [x, y, lean] = [next() * tile, next() * tile, next() * 6.3];
      const [dx, dy] = [Math.cos(lean) * 5, Math.sin(lean) * 5];
      return `M${x.toFixed(1)},${y.toFixed(1)}l${dx.toFixed(1)},${dy.toFixed(1)}`;
    });
  const shades = [deep, glow].map((shade) => stroke(fibres(270).join(""), shade, 1.2, strength));
  return tiled(shades.join(""));
}

/** Herringbone: twill that turns back on itself. */
export function herringbone(colour: string): Weave {
  const { deep, glow } = tones(colour);
  const spines = every(0, tile, 16).map((x) => `M${x},0V${tile}`);
  return tiled(stroke(zigzags(8, 16, 0), deep, 2, 0.32) + stroke(spines.join(""), glow, 1, 0.2));
}

/** A tailor's check: broad bands of one colour, a fine over-check of another. */
export function checked(one: string, other: string, gap = 84, strength = 0.3): Weave {
  return spun((span) => {
    const [right, down] = [rules(span, gap), crossrules(span, gap)];
    const [rightOver, downOver] = [rules(span, gap, 0.5), crossrules(span, gap, 0.5)];
    return [right, down]
      .flatMap((lines) => [
        stroke(lines, one, gap * 0.36, strength),
        stroke(lines, one, gap * 0.05, strength),
        stroke(lines, one, gap * 0.2, strength * 0.4),
      ])
      .concat([rightOver, downOver].map((lines) => stroke(lines, other, 2.6, 0.7)))
      .join("");
  });
}

/** Linen: uneven threads both ways. */
export function woven(colour: string): Weave {
  const { deep, glow } = tones(colour);
  const next = chance(5);
  const threads = every(0, 430, 1).map((index) => {
    const [at, from] = [(next() * tile).toFixed(1), (next() * tile).toFixed(1)];
    const length = (15 + next() * 60).toFixed(0);
    const path = index % 2 ? `M${at},${from}v${length}` : `M${from},${at}h${length}`;
    return stroke(path, index % 3 ? deep : glow, 0.9, 0.2);
  });
  return tiled(threads.join(""));
}

/** Small sprigs, scattered: `ink` for the stems, `bloom` for the flowers. */
export function sprigged(ink: string, bloom: string): Weave {
  const leaves = "M0,6C-9,4 -11,-3 -11,-6C-4,-5 0,-1 0,6ZM0,0C7,-1 10,-7 10,-11C4,-10 0,-6 0,0Z";
  const petals = [0, 72, 144, 216, 288].map((at) =>
    element("ellipse", {
      cy: -19,
      rx: 3.6,
      ry: 5.2,
      fill: bloom,
      transform: `rotate(${at} 0 -14)`,
    }),
  );
  const sprig = (x: number, y: number, lean: number) =>
    element(
      "g",
      { transform: `translate(${x} ${y}) rotate(${lean})` },
      stroke("M0,16C-2,6 2,-2 0,-12", ink, 1.8, 0.85),
      element("path", { d: leaves, fill: ink, "fill-opacity": 0.8 }),
      ...petals,
      dot(0, -14, 2, ink, 0.7),
    );
  const half = tile / 2;
  const places = [
    [30, 40, -14],
    [96, 100, 24],
    [94, 36, 160],
    [32, 104, 200],
  ] as const;
  const marks = [0, half].flatMap((dx) =>
    [0, half].flatMap((dy) => places.map(([x, y, lean]) => sprig(x + dx, y + dy, lean))),
  );
  return tiled(marks.join(""));
}

/** Polka dots, staggered. */
export function dotted(colour: string, gap = 32, radius = 4.5): Weave {
  const marks = every(0, tile, gap).flatMap((x) =>
    every(0, tile, gap).flatMap((y) =>
      [0.25, 0.75].map((at) => dot(x + gap * at, y + gap * at, radius, colour, 0.9)),
    ),
  );
  return tiled(marks.join(""));
}

/** Quilting: soft diamonds between crossing rows of stitches. */
export function diamonds(colour: string): Weave {
  const { deep, glow, line } = tones(colour);
  const size = tile / 4;
  const starts = every(-tile, tile * 2, size);
  const cross = starts.map((x) => `M${x},0l${tile},${tile}M${x},0l-${tile},${tile}`).join("");
  const puff = (x: number, y: number) =>
    [0.34, 0.24, 0.14].map((share) => dot(x - 3, y - 4, size * share, glow, 0.13)).join("");
  const puffs = starts.flatMap((x) =>
    every(0, tile + 1, size / 2).map((y, row) => puff(x + ((row + 1) % 2) * (size / 2), y)),
  );
  const rows = [9, 5].map((thick) => stroke(cross, deep, thick, 0.2));
  const sewn = stroke(cross, line, 1.8, 0.6, 'stroke-dasharray="5 3"');
  return tiled([...puffs, ...rows, sewn].join(""));
}

type Span = readonly [left: number, top: number, right: number, bottom: number];

/**
 * The side of a tile. `placed` keeps its corners on whole pixels: librsvg then paints
 * it once and repeats the pixels, where it would otherwise draw every tile anew.
 */
const tile = 256;

function tiled(marks: string): Weave {
  const fill = pattern(tile, tile, marks);
  return (path) => element("path", { d: path, fill });
}

/** Rows of zigzags over a tile: `pitch` apart, `half` wide and high. */
function zigzags(pitch: number, half: number, dy: number): string {
  const teeth = every(0, tile, half * 2).map(() => `l${half},${half}l${half},-${half}`);
  return every(-half * 2, tile, pitch)
    .map((y) => `M0,${y + dy}${teeth.join("")}`)
    .join("");
}

function every(from: number, to: number, step: number): number[] {
  const count = Math.ceil((to - from) / step - 1e-6);
  return Array.from({ length: count }, (_, index) => from + index * step);
}

/** Marks drawn as lines, since a leaning pattern takes librsvg ten times as long. */
function spun(marks: (span: Span) => string): Weave {
  return (path, turn) => {
    const [x, y, width, height] = box(path);
    const [cx, cy] = [x + width / 2, y + height / 2];
    const reach = turn ? Math.hypot(width, height) / 2 : 0;
    const [right, down] = turn ? reachOf(width, height, turn) : [width / 2, height / 2];
    const span = [cx - right, cy - down, cx + right, cy + down] as const;
    return reach
      ? element("g", { transform: `rotate(${turn} ${cx} ${cy})` }, marks(span))
      : marks(span);
  };
}

function reachOf(width: number, height: number, turn: number): [number, number] {
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)].map(
    Math.abs,
  );
  const [c = 1, s = 0] = [cos, sin];
  return [(width * c + height * s) / 2, (width * s + height * c) / 2];
}

/** Upright lines, counted from the middle so that both sides of a garment match. */
function rules([left, top, right, bottom]: Span, gap: number, shift = 0): string {
  return steps(left, right, gap, shift)
    .map((x) => `M${x},${top}V${bottom}`)
    .join("");
}

function crossrules([left, top, right, bottom]: Span, gap: number, shift = 0): string {
  return steps(top, bottom, gap, shift)
    .map((y) => `M${left},${y}H${right}`)
    .join("");
}

function crossings(span: Span, gap: number, mark: (x: number, y: number) => string): string {
  const [left, top, right, bottom] = span;
  const columns = steps(left, right, gap, 0);
  const rows = Array.from({ length: Math.ceil((bottom - top) / 80) }, (_, row) => top + row * 80);
  return columns.flatMap((x) => rows.map((y) => mark(x, Math.round(y)))).join("");
}

function steps(from: number, to: number, gap: number, shift: number): number[] {
  const middle = (from + to) / 2 + shift * gap;
  const count = Math.ceil((to - from) / 2 / gap) + 1;
  return Array.from(
    { length: count * 2 + 1 },
    (_, index) => Math.round((middle + (index - count) * gap) * 10) / 10,
  ).filter((at) => at > from - gap && at < to + gap);
}
