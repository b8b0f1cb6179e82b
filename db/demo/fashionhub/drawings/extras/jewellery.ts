import { element, radial } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve } from "../../studio/curve.ts";
import { dot, placed, type Subject, soft, stroke, veil } from "../../studio.ts";
import { gold } from "../bags/fittings.ts";

const pearl = radial(
  [
    [0, "#ffffff"],
    [0.3, "#f8efe6"],
    [0.75, "#d9c6b6"],
    [1, "#a48d7d"],
  ],
  { cx: 0.36, cy: 0.32, r: 0.72 },
);

/** Hoop earrings with a pearl each. */
export function earrings({ pearls = true }: { pearls?: boolean } = {}): Subject {
  const one = (x: number, y: number, turn: number) =>
    placed(hoop(x, y) + (pearls ? drop(x, y + 190) : ""), { turn, about: [x, y - 150] });
  return { art: one(400, 640, -5) + one(790, 690, 7), outline: [], place: { y: 10, scale: 1.1 } };
}

function hoop(x: number, y: number): string {
  const path = `M${x - 34},${y - 146}A150,150 0 1 0 ${x + 40},${y - 144}`;
  const pin = stroke(
    curve(`${x - 34},${y - 146} ${x - 10},${y - 176} ${x + 24},${y - 170} ${x + 40},${y - 144}`),
    "#b08a4a",
    6,
  );
  return [
    element(
      "g",
      { transform: "translate(16 26)" },
      ...[44, 34, 26, 18].map((size) => stroke(path, "#2a1f1a", size, 0.07)),
    ),
    pin,
    stroke(path, "#5f431a", 30, 1, 'stroke-linecap="round"'),
    element("path", {
      d: path,
      fill: "none",
      stroke: gold,
      "stroke-width": 26,
      "stroke-linecap": "round",
    }),
    stroke(path, "#fff2cf", 7, 0.8, 'transform="translate(-4 -5)" stroke-linecap="round"'),
    stroke(path, "#4d3512", 5, 0.35, 'transform="translate(7 8)" stroke-linecap="round"'),
  ].join("");
}

function drop(x: number, y: number): string {
  return [
    penumbra(x, y + 4, 56, 58),
    stroke(`M${x},${y - 46}V${y - 70}`, "#8a6a32", 7),
    dot(x, y, 58, pearl),
    element("ellipse", {
      cx: x - 20,
      cy: y - 24,
      rx: 15,
      ry: 10,
      fill: "#ffffff",
      "fill-opacity": 0.9,
      transform: `rotate(-32 ${x - 20} ${y - 24})`,
    }),
    soft(`${x - 34},${y + 34} ${x},${y + 52} ${x + 34},${y + 34}`, 12, "#fff4ea", 0.5),
    element("circle", { cx: x, cy: y - 58, r: 10, fill: gold }),
  ].join("");
}

/** A pendant on a fine chain. */
export function pendant(stone: string): Subject {
  return { art: drawn(stone), outline: [], place: { scale: 1.1, y: 20 } };
}

function drawn(stone: string): string {
  const chain = "290,-40 340,380 440,640 600,800 760,640 860,380 910,-40";
  const path = curve(chain);
  return [
    element(
      "g",
      { transform: "translate(12 22)" },
      ...[18, 12, 7].map((size) => stroke(path, "#2a1f1a", size, 0.07)),
    ),
    stroke(path, "#5f431a", 9, 0.9, 'stroke-dasharray="13 4" stroke-linecap="round"'),
    stroke(path, "#e7c987", 6, 1, 'stroke-dasharray="12 5" stroke-linecap="round"'),
    stroke(path, "#fff4d8", 2, 0.9, 'stroke-dasharray="5 12"'),
    medal(600, 940, stone),
  ].join("");
}

function medal(x: number, y: number, stone: string): string {
  const { glow } = tones(stone);
  const oval = (rx: number, ry: number, fill: string, opacity = 1) =>
    element("ellipse", { cx: x, cy: y, rx, ry, fill, "fill-opacity": opacity });
  const loop = { d: `M${x - 20},${y - 132}a20,26 0 1 1 40,0`, fill: "none", stroke: gold };
  const shadow = penumbra(x, y, 112, 140);
  return [
    shadow,
    element("path", { ...loop, "stroke-width": 11 }),
    oval(112, 140, "#5f431a"),
    oval(109, 137, gold),
    beads(x, y),
    oval(84, 112, "#6f4f1f"),
    oval(80, 108, cabochon(stone)),
    soft(`${x - 50},${y - 20} ${x - 40},${y - 66} ${x},${y - 90}`, 24, "#ffffff", 0.9),
    soft(`${x - 20},${y + 86} ${x + 30},${y + 76} ${x + 58},${y + 30}`, 22, glow, 0.7),
  ].join("");
}

function cabochon(stone: string): string {
  const { glow, deep } = tones(stone);
  const stops = [[0, glow] as const, [0.45, stone] as const, [1, deep] as const];
  return radial(stops, { cx: 0.36, cy: 0.3, r: 0.8 });
}

function beads(x: number, y: number): string {
  const made = Array.from({ length: 30 }, (_, index) => {
    const lean = (index * Math.PI) / 15;
    return dot(x + Math.cos(lean) * 99, y + Math.sin(lean) * 127, 6.5, gold);
  });
  return made.join("");
}

/** The soft shadow of something round, down to the right of it. */
function penumbra(x: number, y: number, rx: number, ry: number): string {
  const layers = Array.from({ length: 16 }, (_, index) => {
    const grow = 1 + (index - 6) * 0.022;
    const shift = 8 + index * 1.5;
    const place = { cx: x + shift * 0.7, cy: y + shift * 1.3, rx: rx * grow, ry: ry * grow };
    return element("ellipse", { ...place, fill: "#1f1819", "fill-opacity": 0.03 });
  });
  return veil(...layers);
}
