import { element, linear, radial } from "../../svg.ts";
import { lamp, type Material, rubber } from "../studio/materials.ts";
import { fade } from "../studio/paints.ts";
import { at, cluster, decal, moved, type Part, sheet, solid, stack } from "../studio/parts.ts";
import {
  box,
  curve,
  drum,
  round,
  roundedRectangle,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import { type Flat, type Move, type Point, points, steps, turn } from "../studio/space.ts";
import {
  type Mood,
  panel,
  sheen,
  skyFill,
  sunFill,
  wallpaper,
  waveFill,
  wavesOf,
} from "./screens.ts";

const towardsViewer: Move = turn("x", 90);

/** A box that stands on its edge, its front at y = 0, its middle at the origin. */
function slab(
  w: number,
  h: number,
  thick: number,
  radius: number,
  soft: number,
  look: Material,
): Part {
  return solid(box({ w, d: h, h: thick, r: radius, soft }), look, at(0, 0, -thick), towardsViewer);
}

/** A flat monitor of 614 x 352 on its stand; the foot's middle is at the origin. */
export function monitor(body: Material, mood: Mood): Part[] {
  const [w, h] = [614, 356];
  const art = wallpaper(w - 14, h - 16, mood) + sheen(w - 14, h - 16);
  const screen = moved(decal(panel(w - 2, h - 2, 6, 7, art)), towardsViewer, at(0, -0.2, 0));
  const head = stackFront(slab(w, h, 14, 9, 3, body), screen);
  const lens = moved(
    decal(element("circle", { cx: 0, cy: -174.5, r: 1.2, fill: "#2b3650" })),
    towardsViewer,
  );
  return [...stand(body), moved(head, at(0, -26, 296)), moved(lens, at(0, -27, 296))];
}

/** The first lies behind the second for who stands in front. */
function stackFront(...parts: Part[]): Part {
  return moved(stack(...parts.map((part) => moved(part, turn("x", -90)))), towardsViewer);
}

function stand(body: Material): Part[] {
  const neck: Point[] = points("0,34,4 0,30,60 0,12,190 0,2,300");
  return [
    solid(box({ w: 230, d: 170, h: 6, r: 14, soft: 1.5 }), body),
    solid(sweep(curve(neck), superellipse(12, 62, 5, 32), [1, 0, 0]), body),
  ];
}

/** The same monitor seen from behind. */
export function monitorBack(body: Material, socket: string): Part[] {
  const [w, h] = [614, 356];
  const mount = solid(box({ w: 130, d: 130, h: 16, r: 18, soft: 4 }), body);
  const hub = solid(drum(40, 6, 2, 64), body, at(0, 0, 16));
  const vents = element("path", {
    d: steps(-120, 120, 25)
      .map((x) => `M${x} -150v14`)
      .join(""),
    stroke: "#0b0d11",
    "stroke-width": 2.6,
    "stroke-linecap": "round",
    "stroke-opacity": 0.75,
  });
  const row = [110, 130, 150, 170, 188]
    .map((x, i) => portArt(x, 150, i < 2 ? 12 : 9, socket))
    .join("");
  const back = stack(
    solid(box({ w, d: h, h: 14, r: 9, soft: 3 }), body),
    decal(vents + row, at(0, 0, 14.1)),
    mount,
    hub,
  );
  const neck: Point[] = points("0,-34,4 0,-30,60 0,-12,190 0,-2,290");
  return [
    solid(box({ w: 230, d: 170, h: 6, r: 14, soft: 1.5 }), body),
    moved(back, towardsViewer, at(0, 26, 296)),
    solid(sweep(curve(neck), superellipse(12, 62, 5, 32), [-1, 0, 0]), body),
  ];
}

/** A socket seen from the front. */
function portArt(x: number, y: number, w: number, inside: string): string {
  const place = { x: x - w / 2, y: y - 2, width: w, height: 4.4, rx: 2.2 };
  const tongue = {
    x: x - w / 2 + 1.6,
    y: y - 0.2,
    width: w - 3.2,
    height: 0.9,
    rx: 0.4,
    fill: inside,
  };
  const rim = { fill: "#08090c", stroke: "#8f98a6", "stroke-width": 0.5, "stroke-opacity": 0.7 };
  return element("rect", { ...place, ...rim }) + element("rect", tongue);
}

/** A curved monitor of 810 x 366. */
export function ultrawide(body: Material, mood: Mood): Part[] {
  const [w, h, radius] = [820, 366, 900];
  const bow = (x: number) => radius - Math.sqrt(radius * radius - x * x);
  const front = (x: number, z: number, back = 0): Point => [x, -bow(x) + back, z];
  const xs = steps(-w / 2, w / 2, 41);
  const edge = roundedProfile(h, 18, 6);
  const casing = sweep(
    xs.map((x) => front(x, 0, 10)),
    edge,
    [0, 0, 1],
  );
  const glass = (x: number, y: number): Point => front(x - w / 2, h / 2 - y, -0.4);
  const legs = [-1, 1].map((side) => {
    const foot: Point[] = [
      [0, 60, 4],
      [side * 60, 20, 4],
      [side * 150, -70, 4],
    ];
    return solid(sweep(curve(foot), superellipse(26, 7, 5, 28), [0, 0, 1]), body);
  });
  const neck = sweep(
    curve(points("0,52,4 0,46,100 0,26,290")),
    superellipse(14, 70, 5, 32),
    [1, 0, 0],
  );
  const screen = [solid(casing, body), ...curvedScreen([w, h], glass, mood)];
  return [...legs, solid(neck, body), ...screen.map((part) => moved(part, at(0, -8, 292)))];
}

function roundedProfile(h: number, thick: number, soft: number): Flat[] {
  return roundedRectangle(thick, h, soft, 6);
}

/** The wallpaper bent onto a curve: `place` gives the spot of a pixel. */
function curvedScreen([w, h]: Flat, place: (x: number, y: number) => Point, mood: Mood): Part[] {
  const area = (inset: number) => {
    const xs = steps(inset, w - inset, 31);
    const above = xs.map((x) => place(x, inset));
    return [...above, ...xs.toReversed().map((x) => place(x, h - inset))];
  };
  const waves = wavesOf(w - 12, h - 12).map((points, i) => {
    return sheet(
      points.map(([x, y]) => place(x + 6, y + 6)),
      waveFill(mood, i),
    );
  });
  const layers = [sheet(area(6), skyFill(mood)), sheet(area(6), sunFill(mood)), ...waves];
  return [sheet(area(1), "#07090d"), ...layers];
}

/** A stand of one bent sheet, 250 wide and 150 high. */
export function laptopStand(metal: Material): Part[] {
  const bend: Point[] = points(
    "0,-70,3 0,30,3 0,74,6 0,92,24 0,84,48 0,60,84 0,42,108 0,20,118 0,-40,112 0,-112,96 0,-128,96 0,-133,104",
  );
  const sheet = sweep(curve(bend, 8), superellipse(4.6, 244, 14, 36), [1, 0, 0]);
  const pad = solid(box({ w: 196, d: 8, h: 1.6, r: 4, soft: 0.6 }), rubber("#1a1d22"));
  return [cluster(solid(sheet, metal)), moved(pad, turn("x", 11), at(0, -60, 110.4))];
}

/** An open laptop, 300 x 210; its hinge is at the far edge of its base. */
export function laptop(body: Material, mood: Mood, open = 108): Part {
  const [w, d] = [304, 212];
  const base = solid(box({ w, d, h: 9, r: 12, soft: 2 }), body);
  const keys = element("g", { fill: "#12151a" }, keyField(), trackpad());
  const art = wallpaper(w - 14, d - 18, mood) + sheen(w - 14, d - 18, 0.12);
  const lid = stack(
    solid(box({ w, d, h: 5, r: 12, soft: 1.5 }), body),
    decal(panel(w - 2, d - 2, 6, 11, art), at(0, 0, 5.1)),
  );
  const raised = moved(lid, at(0, d / 2, -5), turn("x", 180 - open), at(0, d / 2 - 3, 9));
  return stack(base, decal(keys, at(0, 0, 9.1)), raised);
}

function keyField(): string {
  const keys = steps(-84, 4, 5).flatMap((y) => {
    return steps(-132, 116, 14).map((x) =>
      element("rect", { x, y, width: 16.4, height: 18, rx: 2.4 }),
    );
  });
  return keys.join("");
}

function trackpad(): string {
  const tone = linear(fade("#000000", 0.1, 0.03));
  return element("rect", { x: -50, y: 34, width: 100, height: 60, rx: 6, fill: tone });
}

/** A desk lamp, 420 high, its light bar over the left of the desk. */
export function deskLamp(body: Material, shine: number): Part[] {
  const stem: Point[] = points("0,0,8 0,0,200 -2,0,330 -30,0,392 -90,0,408 -150,0,408");
  const bar = box({ w: 260, d: 30, h: 12, r: 14, soft: 4 });
  const light = lamp(shine > 0 ? "#fff3dc" : "#dfe3e8");
  return [
    solid(drum(72, 8, 2, 80), body),
    decal(touchRing, at(0, -36, 8.1)),
    solid(drum(11, 18, 2, 32), body, at(0, 0, 8)),
    solid(sweep(curve(stem, 12), round(7, 24), [0, 1, 0]), body),
    solid(box({ w: 236, d: 20, h: 2, r: 9, soft: 0.5 }), light, at(-190, 0, 400)),
    solid(bar, body, at(-190, 0, 402)),
  ];
}

const touchRing = [
  element("circle", {
    cx: 0,
    cy: 0,
    r: 8,
    fill: radial([
      [0.7, "#4d8dff", 0],
      [1, "#4d8dff", 0.9],
    ]),
  }),
  element("circle", { cx: 0, cy: 0, r: 8, fill: "none", stroke: "#8fb8ff", "stroke-width": 0.8 }),
].join("");
