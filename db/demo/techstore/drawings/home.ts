import { element, linear, radial, type Stop } from "../../svg.ts";
import { gloss, lamp, type Material, plastic, polished, rubber } from "../studio/materials.ts";
import { fade } from "../studio/paints.ts";
import { at, decal, dots, moved, type Part, solid, stack } from "../studio/parts.ts";
import { drum, lidded, loft, plate, revolve, smooth, superellipse } from "../studio/solids.ts";
import { type Flat, flats, type Move, type Point, radians, steps, turn } from "../studio/space.ts";
import { lettering } from "./glyphs.ts";

const towardsViewer: Move = turn("x", 90);

/** A light bulb, 116 high, its cap below; `glow`: the colour in which it shines, or none. */
export function bulb(body: Material, glow?: string): Part {
  const thread = steps(0, 22, 45).map((z): Flat => [12.6 + 0.9 * Math.sin(z * 1.9), 8 + z]);
  const neck: Flat[] = flats("14.5,32 17,38 22,46 27.5,55");
  const globe: Flat[] = flats(
    "27.6,55 30,62 31.4,72 31.2,84 28.6,96 23,106 14,112.6 6,115.4 0.4,116",
  );
  const diffuser = plastic("#f6f8fb", { rough: 0.35 });
  const shine = glow ? { ...diffuser, colour: glow, glow: 0.7 } : diffuser;
  return stack(
    solid(lidded(flats("4,0 6,2 9,5 12,8"), 40), rubber("#1a1d22")),
    solid(revolve(thread, 48), polished("#c6ccd6")),
    solid(revolve(flats("13.4,29.6 14.6,30.4 14.6,32.4"), 48), rubber("#22262d")),
    solid(revolve(smooth(neck), 64), body),
    solid(revolve(flats("27.8,54.4 28.2,55 27.8,55.8"), 64), polished("#c6ccd6")),
    solid(revolve(smooth(globe, 5), 64), shine),
  );
}

/** A soft halo of light around a spot of the canvas, in pixels. */
export function halo(x: number, y: number, r: number, colour: string, strength = 0.9): string {
  const tones: Stop[] = [
    [0, colour, strength],
    [0.25, colour, strength * 0.5],
    [0.6, colour, strength * 0.14],
    [1, colour, 0],
  ];
  return element("circle", { cx: x, cy: y, r, fill: radial(tones) });
}

/** A thermostat of 86 across that faces the viewer, 26 deep, its middle at the origin. */
export function thermostat(
  ring: Material,
  accent: string,
  degrees: string,
  doing = "HEATING",
): Part {
  const rim: Flat[] = flats("38,5 42.4,6 43,9 43,20 42.2,23.4 39.6,25.4 36.8,24.6");
  const layers = stack(
    solid(drum(34, 6, 1, 64), rubber("#15171b")),
    solid(revolve(smooth(rim), 80), ring),
    dots(grooves(43.1), 0.7, "#000000", 0.28),
    solid(plate(37.4, 24.3, 80), gloss("#0b0d12")),
    decal(dial(accent, degrees, doing), at(0, 0, 24.4)),
  );
  return moved(layers, towardsViewer);
}

function grooves(radius: number) {
  return steps(9, 20, 5).flatMap((z) =>
    steps(0, 357, 120).map((a): readonly [Point, Point] => {
      const [x, y] = [Math.cos(radians(a)), Math.sin(radians(a))];
      return [
        [x * radius, y * radius, z],
        [x * (radius + 1), y * (radius + 1), z],
      ];
    }),
  );
}

function dial(accent: string, degrees: string, doing: string): string {
  const ticks = steps(-130, 130, 53).map((a, i) => {
    const lit = i < 34;
    const look = {
      stroke: lit ? accent : "#46505f",
      "stroke-width": i === 33 ? 1.5 : 0.8,
      "stroke-linecap": "round",
    };
    return element("path", {
      d: `M0 ${i === 33 ? -26.5 : -28.5}V-33`,
      transform: `rotate(${a})`,
      ...look,
    });
  });
  const glow = radial([
    [0, accent, 0.22],
    [0.7, accent, 0.05],
    [1, accent, 0],
  ]);
  return [
    element("circle", { cx: 0, cy: 0, r: 37, fill: glow }),
    ...ticks,
    lettering(degrees, 0, -1, { size: 14, colour: "#f4f8ff", weight: 0.1 }),
    lettering(doing, 0, 14, { size: 3, colour: accent, weight: 0.14 }),
    element("path", {
      d: "M-37 0A37 37 0 0 1 10 -35.6L0 -20A30 30 0 0 0 -26 6Z",
      fill: linear(fade("#ffffff", 0.1, 0)),
    }),
  ].join("");
}

/** A hub of 104 x 104 x 30 with a line of light around it. */
export function hub(body: Material, light: string): Part[] {
  const outline = (inset: number) => superellipse(104 - 2 * inset, 104 - 2 * inset, 3.2, 80);
  const groove = (inset: number) => outline(inset + 0.8);
  const above = smooth(flats("0,15.4 0.4,21 2,26 6,29 12,30"), 4);
  return [
    solid(loft(outline, flats("7,0 2,3 0.4,8 0,13")), body),
    solid(loft(groove, flats("0,12.6 0,15.8")), lamp(light)),
    solid(loft(outline, above), body),
    decal(pilot(light), at(0, 0, 30.1)),
  ];
}

function pilot(light: string): string {
  const middle = { cx: 0, cy: 0 };
  const ring = { stroke: "#8c97a6", "stroke-width": 0.7, "stroke-opacity": 0.5, fill: "none" };
  return [
    element("circle", { ...middle, r: 13, fill: radial(fade(light, 0.55, 0)) }),
    element("circle", { ...middle, r: 3, fill: light }),
    element("circle", { ...middle, r: 7.4, ...ring }),
  ].join("");
}

/** A small sensor for doors and rooms: 44 x 44 x 16, it lies on its back. */
export function sensor(body: Material, light: string): Part {
  const outline = (inset: number) => superellipse(44 - 2 * inset, 44 - 2 * inset, 3.4, 60);
  const eye = element("circle", {
    cx: 0,
    cy: 0,
    r: 7,
    fill: radial([
      [0, "#39424f"],
      [0.6, "#12151b"],
      [1, "#05070a"],
    ]),
  });
  const spark = element("circle", {
    cx: -2,
    cy: -2.2,
    r: 1.4,
    fill: "#dce9ff",
    "fill-opacity": 0.7,
  });
  const lit = element("circle", { cx: 0, cy: 14, r: 0.9, fill: light });
  return stack(
    solid(loft(outline, flats("1,0 0,1.5 0,10 0.8,13 3,15.4 6,16")), body),
    decal(eye + spark + lit, at(0, 0, 16.1)),
  );
}
