import { element, linear } from "../../svg.ts";
import { anodised, fabric, gloss, type Material, polished, rubber } from "../studio/materials.ts";
import {
  at,
  cluster,
  decal,
  dots,
  moved,
  type Part,
  type Solid,
  solid,
  stack,
} from "../studio/parts.ts";
import {
  belt,
  box,
  curve,
  disc,
  drum,
  lidded,
  loft,
  round,
  roundedRectangle,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import {
  add,
  type Flat,
  flats,
  type Move,
  type Point,
  points,
  radians,
  steps,
  turn,
  unit,
} from "../studio/space.ts";

const towardsViewer: Move = turn("x", 90);

/** A USB-C socket around 0, 0, seen from the front. */
export function socket(x: number, y: number): string {
  const hole = { x: x - 4.6, y: y - 1.7, width: 9.2, height: 3.4, rx: 1.7, fill: "#07080b" };
  const rim = { stroke: "#9aa4b2", "stroke-width": 0.35 };
  const tongue = { x: x - 3.2, y: y - 0.4, width: 6.4, height: 0.8, rx: 0.3, fill: "#4b535f" };
  return element("rect", { ...hole, ...rim }) + element("rect", tongue);
}

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
  const pins = [-6.4, 6.4].map((x) => {
    return solid(
      box({ w: 1.6, d: 6.4, h: 17, r: 0.6, soft: 0.5 }),
      polished("#d9dee6"),
      towardsViewer,
      at(x, d / 2 + 17, h / 2),
    );
  });
  return [
    ...pins,
    shape,
    moved(decal(plate + art + light), towardsViewer, at(0, -d / 2 - 0.1, h / 2)),
  ];
}

export interface Cable {
  colour: string;
  /** The thread that winds around it. */
  thread: string;
  metal: Material;
}

/** A braided cable, coiled; both plugs come towards the viewer. */
export function cable({ colour, thread, metal }: Cable): Part[] {
  const coil = steps(-40, 1150, 34).map((a, i): Point => {
    const r = 66 + 7 * Math.sin(i / 2.3);
    return [r * Math.cos(radians(a)), r * 0.94 * Math.sin(radians(a)), 3.4 + (i / 34) * 9];
  });
  const start: Point[] = points("-44,-112,3.4 -6,-100,3.4 30,-76,3.4");
  const end: Point[] = points("-18,76,12 -60,78,8 -100,50,4 -122,6,3.4 -122,-40,3.4 -108,-84,3.4");
  const path = curve([...start, ...coil, ...end], 9);
  const cord = solid(sweep(path, round(3.1, 14), [0, 0, 1]), fabric(colour));
  return [
    cluster(cord),
    dots(braid(path), 1.3, thread, 0.55),
    moved(plug(metal), turn("z", 198), at(-44, -112, 3.4)),
    moved(plug(metal), turn("z", 288), at(-108, -84, 3.4)),
  ];
}

/** Threads that wind around a cord, on its upper half. */
function braid(path: readonly Point[]) {
  return curve(path, 3).flatMap((at, i, all): (readonly [Point, Point])[] => {
    const along = unit(add(all[i + 1] ?? at, all[i - 1] ?? at, -1));
    const side: Point = [-along[1], along[0], 0];
    const a = radians(((i * 50) % 200) - 100);
    const out: Point = [side[0] * Math.sin(a), side[1] * Math.sin(a), Math.cos(a)];
    const spot = add(at, out, 3.1);
    return [[spot, add(spot, out)]];
  });
}

/** A plug that points along x from the origin. */
export function plug(metal: Material): Part {
  const lying: Move = turn("y", 90);
  const body = loft(
    (inset) => superellipse(6.6 - 2 * inset, 11 - 2 * inset, 4, 36),
    flats("0.8,0 0,1.2 0,20 0.8,21"),
  );
  const tip = loft(
    (inset) => superellipse(2.6 - 2 * inset, 8.4 - 2 * inset, 5, 36),
    flats("0,20 0,27 0.3,27.6"),
  );
  const sleeve = lidded(disc(3.7, 12, 0.8), 28);
  return stackAlong(
    solid(sleeve, rubber("#1a1d22"), at(0, 0, -11), lying),
    solid(body, metal, lying),
    solid(tip, polished("#dfe4eb"), lying),
  );
}

function stackAlong(...solids: Solid[]): Part {
  const parts = solids.map((one) => moved(one, turn("y", -90)));
  return moved(stack(...parts), turn("y", 90));
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

/** A dock of 132 x 58 x 17 with nine sockets, its cable leaving to the left. */
export function dock(metal: Material, accent: string): Part[] {
  const shape = box({ w: 132, d: 58, h: 17, r: 9, soft: 3 });
  const cord = curve(points("-64,6,8 -92,8,5 -122,26,3 -120,58,3 -78,72,3 -30,66,3"), 8);
  const wide = (x: number) => {
    const hole = { x: x - 6.8, y: -3, width: 13.6, height: 6, rx: 1, fill: "#07080b" };
    const rim = { stroke: "#9aa4b2", "stroke-width": 0.35 };
    return (
      element("rect", { ...hole, ...rim }) +
      element("rect", { x: x - 5.6, y: -1.9, width: 11.2, height: 1.7, fill: "#2f6bff" })
    );
  };
  const card = element("rect", {
    x: 42,
    y: -1.2,
    width: 18,
    height: 2.4,
    rx: 0.6,
    fill: "#07080b",
  });
  const lamp = element("circle", { cx: 60, cy: 4, r: 0.8, fill: accent });
  const front = socket(-52, 0) + socket(-37, 0) + wide(-18) + wide(2) + socket(22, 0) + card + lamp;
  const shineTone = linear(
    [
      [0, "#ffffff", 0.16],
      [1, "#ffffff", 0],
    ],
    [0, 0, 1, 1],
  );
  const shine = element("rect", { x: -63, y: -26, width: 126, height: 52, rx: 7, fill: shineTone });
  return [
    cluster(solid(sweep(cord, round(2.6, 14), [0, 0, 1]), fabric("#2b3038"))),
    solid(shape, metal),
    decal(shine, at(0, 0, 17.1)),
    moved(decal(front), towardsViewer, at(0, -29.1, 8.5)),
    moved(plug(anodised("#aeb6c2")), turn("z", -12), at(-30, 66, 3.4)),
  ];
}
