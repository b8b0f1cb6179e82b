import { element, radial } from "../../svg.ts";
import { fabric, gloss, type Material, plastic, rubber } from "../studio/materials.ts";
import { at, decal, dots, moved, type Part, solid, stack } from "../studio/parts.ts";
import {
  ball,
  box,
  curve,
  drum,
  lidded,
  loft,
  plate,
  revolve,
  roundedRectangle,
  smooth,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import {
  type Flat,
  flats,
  type Move,
  type Point,
  points,
  radians,
  steps,
  turn,
} from "../studio/space.ts";

/** Turns what lies on the table towards the viewer. */
const upright: Move = turn("x", 90);

export interface Cabinet {
  body: Material;
  cone: string;
  trim: Material;
}

/** A bookshelf speaker of 170 x 220 x 280; its front stands at y = -110. */
export function bookshelf({ body, cone, trim }: Cabinet): Part[] {
  const cabinet = solid(box({ w: 170, d: 220, h: 276, r: 10, soft: 5 }), body, at(0, 0, 4));
  const feet = [-60, 60].map((x) => solid(drum(9, 4, 0.5, 24), rubber("#14161a"), at(x, -92, 0)));
  const front = [
    moved(driver(62, cone, trim), upright, at(0, -110, 100)),
    moved(driver(24, cone, trim), upright, at(0, -110, 218)),
    moved(decal(port), upright, at(0, -110.1, 258)),
  ];
  return [...feet, cabinet, ...front];
}

const port = element("rect", { x: -22, y: -2, width: 44, height: 4, rx: 2, fill: "#08090c" });

const funnelLine = flats("0.76,-0.016 0.6,-0.13 0.4,-0.24 0.24,-0.29");
const capLine = flats("0.27,-0.28 0.22,-0.2 0.12,-0.16 0.002,-0.15");
const rollLine = flats("0.95,0.008 0.92,0.05 0.86,0.085 0.79,0.05 0.75,-0.016");
const ringLine = flats("1.1,-0.006 1.1,0.026 1.06,0.038 0.97,0.035 0.94,0.01");

/** A cone in its ring, facing upwards. */
export function driver(radius: number, cone: string, trim: Material): Part {
  const turned = (profile: Flat[], look: Material) =>
    solid(revolve(profile.map(([r, z]): Flat => [r * radius, z * radius])), look);
  return stack(
    solid(plate(0.3 * radius, -0.29 * radius), fabric("#0a0b0e")),
    turned(smooth(funnelLine), plastic(cone, { rough: 0.62 })),
    turned(smooth(capLine), gloss(cone)),
    turned(smooth(rollLine), rubber("#1a1d22")),
    turned(ringLine, trim),
  );
}

/** A pebble of 92 x 92 x 54 in knitted fabric with a strap. */
export function pebble(colour: string): Part[] {
  const body = ball(47, 47, 26, 56);
  const strap = curve(
    points("43,-4,24 58,-10,17 74,-20,5 84,-34,3 76,-45,3 62,-40,4 50,-24,12 42,-10,22"),
  );
  const plus =
    cross(7) + element("circle", { cx: 0, cy: 16, r: 1.6, fill: "#ffffff", "fill-opacity": 0.85 });
  return [
    solid(drum(26, 4, 1), rubber("#14161a")),
    solid(body, fabric(colour), at(0, 0, 26.5)),
    dots(knitOn(47, 26, 26.5), 0.85, "#05070c", 0.3),
    solid(drum(19, 2, 1, 56), rubber(colour), at(0, 0, 51.4)),
    decal(plus, at(0, 0, 53.5)),
    solid(sweep(strap, superellipse(2.2, 7, 4, 20), [0, 0, 1]), rubber("#20242b")),
  ];
}

function cross(size: number): string {
  const look = {
    stroke: "#ffffff",
    "stroke-opacity": 0.85,
    "stroke-width": 1.6,
    "stroke-linecap": "round",
    fill: "none",
  };
  return element("path", { d: `M${-size / 2} -2h${size}M0 ${-2 - size / 2}v${size}`, ...look });
}

/** Stitches on a flattened ball that lies at the height `z`. */
function knitOn(radius: number, height: number, z: number) {
  return steps(-50, 62, 30).flatMap((latitude, row) => {
    const [c, s] = [Math.cos(radians(latitude)), Math.sin(radians(latitude))];
    const count = Math.round(100 * c);
    return Array.from({ length: count }, (_, i) => {
      const turned = radians((360 * (i + (row % 2) / 2)) / count);
      const normal: Point = [Math.cos(turned) * c, Math.sin(turned) * c, s];
      const spot: Point = [normal[0] * radius, normal[1] * radius, z + s * height];
      return [
        spot,
        [spot[0] + normal[0], spot[1] + normal[1], spot[2] + normal[2]] as Point,
      ] as const;
    });
  });
}

export interface Tower {
  colour: string;
  trim: Material;
  /** Of the light on its top. */
  light: string;
}

/** A cylinder that plays all around, 150 high. */
export function tower({ colour, trim, light }: Tower): Part[] {
  const skirt: Flat[] = flats("42,0 44,1.5 45,5 45,12");
  const side: Flat[] = flats("44.4,12 45,40 44.4,90 43,138");
  const crown: Flat[] = flats("43.4,138 43.4,143 42.4,146 39.5,147.6 36.6,146.4 36,144.8");
  return [
    solid(lidded(skirt, 64), trim),
    solid(revolve(smooth(side, 6), 64), fabric(colour)),
    dots(knitAround(45, 15, 137), 1, "#05070c", 0.32),
    solid(revolve(smooth(crown), 64), trim),
    solid(plate(36.8, 145), gloss("#101319")),
    decal(halo(light), at(0, 0, 145.1)),
  ];
}

function halo(light: string): string {
  const ring = { cx: 0, cy: 0, r: 29, fill: "none", stroke: light };
  const glow = radial([
    [0.5, light, 0],
    [0.86, light, 0.5],
    [1, light, 0],
  ]);
  const look = { stroke: "#aebdd4", "stroke-width": 1.4, "stroke-linecap": "round", fill: "none" };
  return [
    element("circle", { cx: 0, cy: 0, r: 34, fill: glow }),
    element("circle", { ...ring, "stroke-width": 1.8 }),
    element("path", { d: "M-12 0h6M-9 -3v6M6 0h6", ...look }),
  ].join("");
}

function knitAround(radius: number, from: number, to: number) {
  return steps(from, to, 52).flatMap((z, row) => {
    return Array.from({ length: 96 }, (_, i) => {
      const a = radians((360 * (i + (row % 2) / 2)) / 96);
      const [x, y] = [Math.cos(a), Math.sin(a)];
      return [
        [x * radius, y * radius, z],
        [x * (radius + 1), y * (radius + 1), z],
      ] as const;
    });
  });
}

/** A soundbar of 640 x 84 x 58 with rounded ends. */
export function soundbar(body: Material, cloth: string): Part[] {
  const outline = (inset: number) =>
    roundedRectangle(640 - 2 * inset, 84 - 2 * inset, 40 - inset, 12);
  return [
    solid(
      loft(outline, [
        [6, 0],
        [4, 4],
      ]),
      rubber("#14161a"),
    ),
    solid(loft(outline, flats("1,4 0,6 0,50")), fabric(cloth)),
    dots(holesInFront(), 1.9, "#030408", 0.6),
    solid(loft(outline, flats("0,50 0,55 0.8,57 2.4,58")), body),
    decal(touchBar, at(0, 0, 58.1)),
    moved(decal(statusLight), upright, at(-250, -42.4, 28)),
  ];
}

const touchBar = [
  element("rect", { x: -70, y: -9, width: 140, height: 18, rx: 9, fill: "#0d1016" }),
  element("path", {
    d: "M-48 0h8M40 0h8M44 -4v8M-4 -4v8l7 -4z",
    stroke: "#b9c9e0",
    "stroke-width": 1.6,
    "stroke-linejoin": "round",
    fill: "none",
  }),
].join("");

const statusLight = element("rect", { x: -5, y: -1, width: 10, height: 2, rx: 1, fill: "#6fb6ff" });

function holesInFront() {
  return steps(10, 46, 10).flatMap((z, row) => {
    return steps(-304, 304, 129).map((x) => {
      const at = x + (row % 2) * 2.4;
      return [
        [at, -42.2, z],
        [at, -43.2, z],
      ] as const;
    });
  });
}
