import { diagonal, element, linear } from "../../svg.ts";
import { anodised, fabric, gloss, type Material, polished, rubber } from "../studio/materials.ts";
import { fade } from "../studio/paints.ts";
import { at, cluster, decal, moved, type Part, solid, stack } from "../studio/parts.ts";
import {
  belt,
  box,
  curve,
  disc,
  drum,
  loft,
  round,
  roundedRectangle,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import { type Flat, type Move, type Point, points, steps, turn } from "../studio/space.ts";

import { plug, socket } from "./cables.ts";

const towardsViewer: Move = turn("x", 90);

/** A wall charger that lies on its back; its sockets face the viewer, its pins the far side. */
export function charger(body: Material, ports: number, accent: string): Part[] {
  const [w, h, d] = [26 + ports * 7, 46, 52];
  const shape = solid(
    box({ w, d: h, h: d, r: 9, soft: 2.5 }),
    body,
    at(0, 0, -d),
    towardsViewer,
    at(0, -d / 2, h / 2),
  );
  const pins = [-6.4, 6.4].map((x) => {
    const pin = box({ w: 1.6, d: 6.4, h: 17, r: 0.6, soft: 0.5 });
    return solid(pin, polished("#d9dee6"), towardsViewer, at(x, d / 2 + 17, h / 2));
  });
  return [
    ...pins,
    shape,
    moved(front(ports, h, accent), towardsViewer, at(0, -d / 2 - 0.1, h / 2)),
  ];
}

function front(ports: number, h: number, accent: string): Part {
  const sockets = steps(-(ports - 1) * 6, (ports - 1) * 6, Math.max(2, ports)).slice(0, ports);
  const art = sockets.map((y) => socket(0, ports === 1 ? 0 : y)).join("");
  const light = element("circle", { cx: 0, cy: -h / 2 + 5.5, r: 0.9, fill: accent });
  const plate = element("rect", {
    x: -8.5,
    y: -h / 2 + 9,
    width: 17,
    height: h - 18,
    rx: 8,
    fill: "#000000",
    "fill-opacity": 0.14,
  });
  return decal(plate + art + light);
}

/** A power bank of 72 x 148 x 17 that stands on its long edge or lies: see the moves. */
export function powerBank(body: Material, trim: Material, charge: number): Part {
  const outline = (inset: number) =>
    roundedRectangle(72 - 2 * inset, 148 - 2 * inset, 12 - inset * 0.6, 10);
  const levels = [...disc(0, 17, 6)].map(([inset, z]): Flat => [-inset, z]);
  const lights = [0, 1, 2, 3].map((i) => {
    const fill = i < charge ? "#6fe3ff" : "#59626f";
    return element("circle", { cx: -9 + i * 6, cy: 62, r: 1.1, fill });
  });
  const ribs = steps(-52, 40, 24).map((y) =>
    element("rect", { x: -26, y, width: 52, height: 1.5, rx: 0.7 }),
  );
  const groove = element("g", { fill: "#000000", "fill-opacity": 0.2 }, ...ribs);
  const ends = moved(decal(socket(-12, 0) + socket(12, 0)), towardsViewer, at(0, -74.1, 8.5));
  const band = belt(
    (inset) => outline(inset - 0.25),
    [
      [0, 7.4],
      [0, 9.6],
    ],
  );
  return stack(
    solid(loft(outline, levels), body),
    solid(band, trim),
    ends,
    decal(groove + lights.join(""), at(0, 0, 17.1)),
  );
}

/** A charging stand: a tilted disc for a phone, a puck for a watch, a tray for earbuds. */
export function chargingStand(metal: Material, pad: string): Part[] {
  const neck: Point[] = points("0,34,6 0,32,50 0,20,96 0,6,124");
  const face = stack(
    solid(drum(31, 8, 2, 64), metal),
    solid(drum(28, 1, 0.4, 64), rubber(pad), at(0, 0, 8)),
    decal(ring(19, "#ffffff", 0.28), at(0, 0, 9.1)),
  );
  const puck = stack(
    solid(drum(17, 26, 2, 48), metal),
    solid(drum(14.5, 2.4, 1, 48), gloss(pad), at(0, 0, 26)),
    decal(ring(9, "#ffffff", 0.25), at(0, 0, 28.5)),
  );
  return [
    solid(box({ w: 190, d: 104, h: 9, r: 40, soft: 3 }), metal),
    decal(tray(pad), at(0, 0, 9.1)),
    solid(sweep(curve(neck), superellipse(9, 26, 4, 28), [1, 0, 0]), metal),
    moved(puck, at(66, 4, 9)),
    moved(face, at(0, 0, -8), turn("x", 66), at(0, 0, 132)),
  ];
}

function tray(pad: string): string {
  const look = { fill: pad, "fill-opacity": 0.95 };
  return (
    element("ellipse", { cx: -64, cy: -2, rx: 24, ry: 30, ...look }) +
    moveTo(ring(13, "#ffffff", 0.25), -64, -2)
  );
}

function moveTo(art: string, x: number, y: number): string {
  return element("g", { transform: `translate(${x} ${y})` }, art);
}

function ring(r: number, stroke: string, strength: number): string {
  return element("circle", {
    cx: 0,
    cy: 0,
    r,
    fill: "none",
    stroke,
    "stroke-width": 1,
    "stroke-opacity": strength,
  });
}

/** A phone of 72 x 150 x 8 that lies on its back. */
export function phone(body: Material, art: string): Part {
  const glass = element("rect", {
    x: -35,
    y: -74,
    width: 70,
    height: 148,
    rx: 10,
    fill: "#06080c",
  });
  const island = element("rect", { x: -9, y: -69, width: 18, height: 5, rx: 2.5, fill: "#000000" });
  return stack(
    solid(box({ w: 72, d: 150, h: 8, r: 11, soft: 2 }), body),
    decal(glass + art + island, at(0, 0, 8.1)),
  );
}

/** A dock of 132 x 58 x 17, its cable leaving to the left. */
export function dock(metal: Material, accent: string): Part[] {
  const shape = box({ w: 132, d: 58, h: 17, r: 9, soft: 3 });
  const cord = curve(points("-64,6,8 -92,8,5 -122,26,3 -120,58,3 -78,72,3 -30,66,3"), 8);
  const tone = linear(fade("#ffffff", 0.16, 0), diagonal);
  const shine = element("rect", { x: -63, y: -26, width: 126, height: 52, rx: 7, fill: tone });
  return [
    cluster(solid(sweep(cord, round(2.6, 14), [0, 0, 1]), fabric("#2b3038"))),
    moved(plug(anodised("#aeb6c2")), turn("z", -12), at(-30, 66, 3.4)),
    solid(shape, metal),
    decal(shine, at(0, 0, 17.1)),
    moved(decal(dockFront(accent)), towardsViewer, at(0, -29.1, 8.5)),
  ];
}

function dockFront(accent: string): string {
  const card = { x: 42, y: -1.2, width: 18, height: 2.4, rx: 0.6, fill: "#07080b" };
  const lamp = element("circle", { cx: 60, cy: 4, r: 0.8, fill: accent });
  const small = [-52, -37, 22].map((x) => socket(x, 0));
  const wide = [-18, 2].map(wideSocket);
  return [...small, ...wide, element("rect", card), lamp].join("");
}

function wideSocket(x: number): string {
  const hole = { x: x - 6.8, y: -3, width: 13.6, height: 6, rx: 1, fill: "#07080b" };
  const tongue = { x: x - 5.6, y: -1.9, width: 11.2, height: 1.7, fill: "#2f6bff" };
  const rim = { stroke: "#9aa4b2", "stroke-width": 0.35 };
  return element("rect", { ...hole, ...rim }) + element("rect", tongue);
}
