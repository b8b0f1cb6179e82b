import { element, linear, radial, type Stop } from "../../svg.ts";
import { type Material, plastic, rubber } from "../studio/materials.ts";
import { fade } from "../studio/paints.ts";
import { at, decal, type Part, solid, stack } from "../studio/parts.ts";
import { disc, type Form, lidded, loft, revolve } from "../studio/solids.ts";
import { type Flat, radians } from "../studio/space.ts";
import { lettering } from "./glyphs.ts";

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

/** A drum with ribs all around. */
export function knurled(radius: number, length: number): Form {
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
  const deep: Stop[] = [
    [0, "#05060c"],
    [0.34, "#0a0d18"],
    [0.55, "#161a3a"],
    [0.82, "#0c1024"],
    [1, "#030408"],
  ];
  const inside = element("circle", { cx: 0, cy: 0, r: r * 0.36, fill: "#020306" });
  return glassCircle(r, [0, 0, 1], radial(deep)) + zones(r) + inside + reflections(r);
}

type Spot = readonly [x: number, y: number, radius: number];

/** A circle in parts of the glass's radius. */
function glassCircle(r: number, [x, y, size]: Spot, fill: string): string {
  return element("circle", { cx: x * r, cy: y * r, r: size * r, fill });
}

function zones(r: number): string {
  const look = { fill: "none", stroke: "#8da2d8", "stroke-opacity": 0.22 };
  return [0.92, 0.74, 0.56]
    .map((part) => {
      return element("circle", { cx: 0, cy: 0, r: r * part, ...look, "stroke-width": r * 0.02 });
    })
    .join("");
}

function reflections(r: number): string {
  const violet: Stop[] = [
    [0, "#7b4dff", 0.75],
    [0.5, "#4b3dff", 0.3],
    [1, "#3a2dff", 0],
  ];
  const soft = linear([
    [0, "#ffffff", 0.85],
    [1, "#cfe2ff", 0.05],
  ]);
  const window = "M-.62 -.5A.8 .8 0 0 1 -.08 -.79L-.16 -.46A.5 .5 0 0 0 -.44 -.3Z";
  return [
    glassCircle(r, [0.22, 0.3, 0.56], radial(violet)),
    glassCircle(r, [0.42, -0.3, 0.3], radial(fade("#41f0c0", 0.6, 0))),
    glassCircle(r, [-0.34, 0.44, 0.24], radial(fade("#ffb27a", 0.55, 0))),
    element("path", { d: window, transform: `scale(${r})`, fill: soft, "fill-opacity": 0.8 }),
    glassCircle(r, [0.36, 0.5, 0.07], soft),
  ].join("");
}
