import { element, linear, radial } from "../../svg.ts";
import { anodised, gloss, type Material, plastic, polished, rubber } from "../studio/materials.ts";
import { at, decal, dots, moved, type Part, solid, stack } from "../studio/parts.ts";
import {
  box,
  disc,
  drum,
  type Form,
  lidded,
  loft,
  plate,
  revolve,
  roundedRectangle,
  superellipse,
} from "../studio/solids.ts";
import { type Flat, flats, type Move, type Point, radians, steps, turn } from "../studio/space.ts";
import { lettering } from "./glyphs.ts";

const towardsViewer: Move = turn("x", 90);

/** One ring of a lens, from the mount to the front. */
interface Barrel {
  radius: number;
  to: number;
  look: "metal" | "grip" | "accent";
}

export interface Lens {
  barrels: readonly Barrel[];
  metal: Material;
  accent: Material;
  glass: number;
  /** Figures on the front ring. */
  engraving: string;
}

/** Widths grow towards the front; lengths in millimetres from the mount. */
export const primeBarrels: readonly Barrel[] = [
  { radius: 27, to: 6, look: "metal" },
  { radius: 29.5, to: 14, look: "metal" },
  { radius: 30, to: 30, look: "grip" },
  { radius: 29.4, to: 33, look: "accent" },
  { radius: 30.5, to: 44, look: "metal" },
];

export const zoomBarrels: readonly Barrel[] = [
  { radius: 29, to: 7, look: "metal" },
  { radius: 34, to: 22, look: "metal" },
  { radius: 35, to: 46, look: "grip" },
  { radius: 34.4, to: 58, look: "metal" },
  { radius: 36.5, to: 88, look: "grip" },
  { radius: 36, to: 91, look: "accent" },
  { radius: 38.5, to: 106, look: "metal" },
];

/** A lens that stands on its mount, its front upwards. */
export function lens({ barrels, metal, accent, glass, engraving }: Lens): Part {
  const looks = { metal, accent, grip: rubber("#1b1e23") };
  let from = 0;
  const rings = barrels.map(({ radius, to, look }) => {
    const [start, length] = [from, to - from];
    from = to;
    const form = look === "grip" ? knurled(radius, length) : lidded(disc(radius, length, 0.9), 72);
    return solid(form, looks[look], at(0, 0, start));
  });
  const outer = barrels.at(-1)?.radius ?? 30;
  return stack(...rings, ...frontOf(outer, from, glass, engraving, metal));
}

/** Ribs all around. */
function knurled(radius: number, length: number): Form {
  const outline = (inset: number) =>
    Array.from({ length: 180 }, (_, i): Flat => {
      const r = radius - inset - (i % 4 < 2 ? 0 : 0.9);
      return [r * Math.cos(radians(i * 2)), r * Math.sin(radians(i * 2))];
    });
  return loft(outline, [
    [0.8, 0],
    [0, 0.8],
    [0, length - 0.8],
    [0.8, length],
  ]);
}

function frontOf(r: number, z: number, glass: number, engraving: string, metal: Material): Part[] {
  const well: Flat[] = [
    [r - 0.9, z],
    [r - 2.2, z],
    [r - 3.2, z - 2],
    [glass + 4, z - 4.5],
    [glass + 1, z - 6],
    [glass, z - 5.6],
  ];
  const white = { size: 2.3, colour: "#c9d3e2", weight: 0.13 };
  const words = [...engraving].map((letter, i) => {
    const angle = (i - (engraving.length - 1) / 2) * (138 / (glass + 3));
    return element(
      "g",
      { transform: `rotate(${angle.toFixed(1)})` },
      lettering(letter, 0, -(glass + 3.4), white),
    );
  });
  return [
    solid(revolve(well, 72), plastic("#101216", { rough: 0.4 })),
    solid(lidded(disc(r - 1.4, 1.2, 0.5).slice(-4), 72), metal, at(0, 0, z - 1.2)),
    solid(revolve(well, 72), plastic("#0d0f13", { rough: 0.35 })),
    decal(words.join("") + coatedGlass(glass), at(0, 0, z - 5)),
  ];
}

/** Depth, an iris and the coloured reflections of coatings. */
export function coatedGlass(r: number): string {
  const deep = radial([
    [0, "#05060c"],
    [0.34, "#0a0d18"],
    [0.55, "#161a3a"],
    [0.82, "#0c1024"],
    [1, "#030408"],
  ]);
  const violet = radial([
    [0, "#7b4dff", 0.75],
    [0.5, "#4b3dff", 0.3],
    [1, "#3a2dff", 0],
  ]);
  const green = radial([
    [0, "#41f0c0", 0.6],
    [1, "#1fae9a", 0],
  ]);
  const amber = radial([
    [0, "#ffb27a", 0.55],
    [1, "#ff7a5a", 0],
  ]);
  const soft = linear([
    [0, "#ffffff", 0.85],
    [1, "#cfe2ff", 0.05],
  ]);
  const circle = (x: number, y: number, size: number, fill: string) =>
    element("circle", { cx: x * r, cy: y * r, r: size * r, fill });
  const iris = element("circle", { cx: 0, cy: 0, r: r * 0.36, fill: "#020306" });
  const rings = [0.92, 0.74, 0.56].map((part) =>
    element("circle", {
      cx: 0,
      cy: 0,
      r: r * part,
      fill: "none",
      stroke: "#8da2d8",
      "stroke-opacity": 0.22,
      "stroke-width": r * 0.02,
    }),
  );
  const window = element("path", {
    d: `M${-0.62 * r} ${-0.5 * r}A${0.8 * r} ${0.8 * r} 0 0 1 ${-0.08 * r} ${-0.79 * r}L${-0.16 * r} ${-0.46 * r}A${0.5 * r} ${0.5 * r} 0 0 0 ${-0.44 * r} ${-0.3 * r}Z`,
    fill: soft,
    "fill-opacity": 0.8,
  });
  return [
    circle(0, 0, 1, deep),
    ...rings,
    iris,
    circle(0.22, 0.3, 0.56, violet),
    circle(0.42, -0.3, 0.3, green),
    circle(-0.34, 0.44, 0.24, amber),
    window,
    circle(0.36, 0.5, 0.07, soft),
  ].join("");
}

export interface MirrorlessLook {
  top: Material;
  skin: string;
  dial: Material;
  lens: Lens | null;
}

/** A mirrorless camera of 130 x 40 x 92; it looks at the viewer. */
export function mirrorless({ top, skin, dial, lens: glass }: MirrorlessLook): Part[] {
  const body = solid(box({ w: 130, d: 38, h: 66, r: 13, soft: 3 }), plastic(skin, { rough: 0.75 }));
  const base = solid(box({ w: 131, d: 39, h: 7, r: 13, soft: 2 }), top);
  const cover = solid(box({ w: 131, d: 39, h: 14, r: 13, soft: 3 }), top, at(0, 0, 62));
  const grip = solid(
    loft(
      (inset) => superellipse(26 - 2 * inset, 26 - 2 * inset, 3, 48),
      flats("3,5 1,8 0,14 0,58 2,62"),
    ),
    rubber(skin),
    at(-49, -14, 0),
  );
  const shutter = [
    moved(knob(8.4, 6, dial), at(-48, -12, 76)),
    moved(stack(solid(drum(5.6, 3, 1, 36), polished("#dfe4eb"))), at(-48, -12, 82)),
  ];
  return [
    base,
    body,
    leather(),
    grip,
    cover,
    finder(top),
    moved(knob(12, 8, dial), at(46, 2, 76)),
    moved(knob(9, 6, dial), at(-24, 4, 76)),
    ...shutter,
    mount(glass),
  ];
}

function knob(radius: number, height: number, look: Material): Part {
  return stack(
    solid(knurled(radius, height), look),
    solid(drum(radius - 1.6, 0.8, 0.4, 48), look, at(0, 0, height)),
  );
}

function finder(top: Material): Part {
  const hump = loft(
    (inset) => roundedRectangle(46 - 2.6 * inset, 34 - 1.4 * inset, 5, 8),
    flats("0,0 0.6,8 2,13 4,16"),
  );
  const shoe = element("path", {
    d: "M-9 -8V8H9V-8",
    fill: "none",
    stroke: "#c9d0da",
    "stroke-width": 2,
  });
  return stack(solid(hump, top, at(0, 1, 75)), decal(shoe, at(0, 3, 91.2)));
}

function leather(): Part {
  const spots = steps(10, 60, 26).flatMap((z, row) =>
    steps(-52, 52, 53).map((x): readonly [Point, Point] => {
      const at = x + (row % 2);
      return [
        [at, -19.1, z],
        [at, -20.1, z],
      ];
    }),
  );
  return dots(spots, 0.8, "#000000", 0.35);
}

function mount(glass: Lens | null): Part {
  const ring = solid(drum(31, 3, 0.8, 72), polished("#c9d0da"));
  const dark = solid(plate(25, 3.1), rubber("#0a0b0e"));
  const chip = decal(sensor(), at(0, 0, 3.2));
  const inside = glass ? [moved(lens(glass), at(0, 0, 3))] : [dark, chip];
  return moved(stack(ring, ...inside), towardsViewer, at(8, -19, 36));
}

function sensor(): string {
  const tone = linear(
    [
      [0, "#2c1c5e"],
      [0.45, "#14506e"],
      [1, "#0d1433"],
    ],
    [0, 0, 1, 1],
  );
  return element("rect", {
    x: -17,
    y: -11.5,
    width: 34,
    height: 23,
    rx: 1,
    fill: tone,
    stroke: "#3c4452",
  });
}

/** An action camera of 62 x 34 x 46; it looks at the viewer. */
export function actionCamera(body: Material, accent: string): Part[] {
  const shape = solid(box({ w: 62, d: 32, h: 46, r: 8, soft: 4 }), body);
  const block = stack(
    solid(box({ w: 27, d: 27, h: 5, r: 7, soft: 1.4 }), gloss("#14171c")),
    solid(drum(11.4, 1.4, 0.5, 64), polished("#b9c1cc"), at(0, 0, 5)),
    decal(coatedGlass(9.6), at(0, 0, 6.5)),
  );
  const screen = element("rect", {
    x: -23,
    y: -8,
    width: 22,
    height: 17,
    rx: 2.4,
    fill: "#07090d",
  });
  const figures = lettering("4K 60", -12, 0.6, { size: 3.2, colour: "#8fd0ff", weight: 0.15 });
  const light = element("circle", { cx: -21, cy: 15, r: 1.1, fill: accent });
  return [
    shape,
    solid(drum(7, 2, 0.8, 40), plastic(accent), at(-16, 0, 46)),
    moved(decal(screen + figures + light), towardsViewer, at(-3, -16.1, 23)),
    moved(block, towardsViewer, at(15, -16, 27)),
  ];
}

/** A webcam of 96 x 30 on its hinge, 62 high. */
export function webcam(body: Material, light: string): Part[] {
  const bar = solid(
    box({ w: 96, d: 30, h: 34, r: 14, soft: 6 }),
    body,
    at(0, 0, -17),
    towardsViewer,
    at(0, 0, 46),
  );
  const eye = stack(
    solid(drum(14, 4, 1, 64), gloss("#0e1014")),
    solid(drum(10.6, 1, 0.4, 64), anodised("#59616d"), at(0, 0, 4)),
    decal(coatedGlass(9), at(0, 0, 5.1)),
  );
  const art =
    element("circle", { cx: 30, cy: 0, r: 1.3, fill: light }) +
    element("circle", { cx: -32, cy: 0, r: 0.9, fill: "#050608" });
  const stem = solid(drum(8, 26, 2, 40), body, at(0, 0, 6));
  const foot = solid(box({ w: 52, d: 56, h: 7, r: 9, soft: 2 }), body);
  return [
    foot,
    stem,
    bar,
    moved(decal(art), towardsViewer, at(0, -17.1, 46)),
    moved(eye, towardsViewer, at(0, -17, 46)),
  ];
}
