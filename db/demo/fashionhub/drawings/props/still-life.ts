import { element, linear } from "../../../svg.ts";
import { mix, tones } from "../../studio/colour.ts";
import { chance, curve, lens, sample, shape } from "../../studio/curve.ts";
import { stockinette } from "../../studio/fabrics.ts";
import {
  cloth,
  dot,
  type Fold,
  folds,
  patch,
  soft,
  stroke,
  veil,
  type Weave,
} from "../../studio.ts";

/** A pile of folded knits, the lowest first, standing on `y`. */
export function pile(
  x: number,
  y: number,
  w: number,
  colours: readonly string[],
  weave?: (colour: string) => Weave,
): string {
  const next = chance(colours.length + 2);
  let foot = y;
  return colours
    .map((colour) => {
      const [h, wide, lean] = [
        w * (0.13 + next() * 0.04),
        w * (0.93 + next() * 0.07),
        (next() - 0.5) * w * 0.05,
      ];
      foot -= h * 0.94;
      return folded(
        x + lean - wide / 2,
        foot,
        wide,
        h,
        colour,
        weave?.(colour) ?? stockinette(colour),
      );
    })
    .join("");
}

/** One knit, folded, seen from the front: its fold on the left, its layers on the right. */
function folded(x: number, y: number, w: number, h: number, colour: string, weave: Weave): string {
  const at = (px: number, py: number) => `${Math.round(x + px * w)},${Math.round(y + py * h)}`;
  const path = shape(
    [
      at(0.03, 0.12),
      at(0.3, 0),
      at(0.7, 0.02),
      at(0.965, 0.1),
      at(1, 0.5),
      at(0.97, 0.95),
      at(0.6, 1.02),
      at(0.3, 1.01),
      at(0.03, 0.96),
      at(-0.005, 0.55),
    ].join(" "),
  );
  const made: Fold[] = [
    [[at(0.01, 0.52), at(0.4, 0.58), at(0.99, 0.5)].join(" "), h * 0.24, 0.8],
    [[at(0.05, 0.9), at(0.4, 0.98), at(0.95, 0.9)].join(" "), h * 0.3, 0.5],
    [[at(0.02, 0.3), at(0.1, 0.5), at(0.02, 0.75)].join(" "), h * 0.2, 0.4],
    [[at(0.5, 0.2), at(0.7, 0.26), at(0.95, 0.24)].join(" "), h * 0.14, 0.35],
  ];
  const slit = stroke(
    curve([at(0.005, 0.53), at(0.4, 0.57), at(0.997, 0.5)].join(" ")),
    tones(colour).line,
    2.5,
    0.7,
  );
  return cloth([{ path, colour, weaves: [weave], round: 0.6 }], folds(colour, made), slit);
}

/** A stoneware vase that stands on `y`, with dry branches. */
export function vase(x: number, y: number, scale: number, colour: string, leaf: string): string {
  const body = shape(
    "-46,-330! 0,-322 46,-330! 40,-280 66,-230 128,-150 122,-60 74,0! 0,10 -74,0! -122,-60 -128,-150 -66,-230 -40,-280",
  );
  const twigs = [
    "0,-320 -30,-520 -120,-700 -150,-860",
    "6,-320 30,-540 90,-700 190,-840",
    "0,-320 0,-560 20,-760 -10,-960",
  ];
  const made = [
    ...twigs.map((points) => twig(points, leaf)),
    patch({ path: body, colour, round: 0.9 }, 1),
    `<ellipse cx="0" cy="-328" rx="46" ry="11" fill="${tones(colour).line}"/>`,
    soft("-60,-200 -92,-130 -80,-50", 44, "#ffffff", 0.5),
  ];
  return element("g", { transform: `translate(${x} ${y}) scale(${scale})` }, ...made);
}

function twig(points: string, colour: string): string {
  const { deep, light } = tones(colour);
  const places = sample(points, 11);
  const leaves = places.slice(3).flatMap(([x, y], index) =>
    [-1, 1].map((way) => {
      const size = 78 - index * 4;
      const path = lens(
        `${x},${y} ${x + way * size * 0.5},${y - size * 0.36} ${x + way * size},${y - size * 0.3}`,
        30 - index,
      );
      return `<path d="${path}" fill="${(index + way) % 2 ? colour : mix(colour, light, 0.6)}"/>`;
    }),
  );
  return stroke(curve(points), deep, 5) + leaves.join("");
}

/** A plinth with a lit front, standing on `foot`. */
export function plinth(x: number, y: number, w: number, foot: number, colour: string): string {
  const { glow, deep, light, dark } = tones(colour);
  const side = linear(
    [
      [0, light],
      [0.5, colour],
      [1, dark],
    ],
    [0, 0, 1, 0],
  );
  const face = element("rect", { x, y, width: w, height: foot - y, fill: side });
  const top = `M${x},${y}L${x + w * 0.08},${y - 34}H${x + w * 0.92}L${x + w},${y}Z`;
  return [
    veil(
      ...[1, 2, 3, 4, 5, 6, 7, 8].map((step) =>
        element("rect", {
          x: x + step * 5,
          y: y + step * 3,
          width: w + step * 6,
          height: foot - y,
          fill: "#2a1f1a",
          "fill-opacity": 0.03,
        }),
      ),
    ),
    face,
    `<path d="${top}" fill="${glow}"/>`,
    stroke(`M${x},${y}H${x + w}`, deep, 2, 0.3),
  ].join("");
}

/** A reel of thread. */
export function reel(x: number, y: number, scale: number, colour: string): string {
  const { deep, glow } = tones(colour);
  const turns = Array.from(
    { length: 15 },
    (_, index) => `M-50,${-118 + index * 7}L50,${-112 + index * 7}`,
  ).join("");
  const wood = (at: number) =>
    patch(
      {
        path: shape(
          `-64,${at}! 0,${at - 12} 64,${at}! 64,${at + 18}! 0,${at + 30} -64,${at + 18}!`,
        ),
        colour: "#c8a274",
        round: 0.8,
      },
      0.4,
    );
  const made = [
    wood(-14),
    patch(
      {
        path: shape("-52,-126! 0,-132 52,-126! 56,-70 52,-12! 0,-4 -52,-12! -56,-70"),
        colour,
        round: 0.8,
      },
      0.3,
    ),
    stroke(turns, deep, 2, 0.4),
    soft("-24,-120 -28,-70 -24,-16", 22, glow, 0.8),
    wood(-142),
    dot(0, -140, 9, "#5d4025"),
  ];
  return element("g", { transform: `translate(${x} ${y}) scale(${scale})` }, ...made);
}
