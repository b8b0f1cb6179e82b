import { linear } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve, halves, mirrored, shape } from "../../studio/curve.ts";
import { label, seam } from "../../studio/trims.ts";
import {
  cloth,
  dot,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";
import type { Coat } from "./tailoring.ts";

const short = "846,340! 832,430 830,530 854,620! 850,800 852,960 858,1120! 740,1136";

const arm =
  "846,340! 918,410 968,600 998,820 1014,1010! 896,1036! 880,860 866,740 854,620! 830,530 832,430";

/** A quilted jacket without a collar, bound at the edges. */
export function quiltedJacket(made: Coat & { trim: string }): Subject {
  const opening = shape("500,298! 600,286 700,298! 660,360 600,384 540,360");
  return {
    art: drawn(made),
    outline: outline(),
    place: { y: 40, scale: 1.05 },
    neck: 302,
    opening,
  };
}

function drawn({ colour, weaves = [], trim }: Coat & { trim: string }): string {
  const half = `${short} 604,1138! 604,380! 650,360 700,296!`;
  const pieces: Piece[] = [
    {
      path: shape("500,296! 560,284 600,282 640,284 700,296! 660,360 600,384 540,360"),
      colour: trim,
      round: 0.8,
    },
    { path: shape(mirrored(arm)), colour, weaves, turn: 9 },
    { path: shape(arm), colour, weaves, turn: -9, round: 0.6 },
    { path: shape(mirrored(half)), colour, weaves },
    { path: shape(half), colour, weaves },
  ];
  const neck = "498,292 540,352 576,376 598,384";
  const foot = "342,1118 460,1134 598,1138";
  const bound = [neck, foot, "598,384 598,1138"].flatMap((points) => [points, mirrored(points)]);
  const edges = [...bound, "892,1036 1016,1010", "308,1036 184,1010"].map((points) =>
    binding(points, trim),
  );
  const armhole = "846,340 832,430 830,530 854,620";
  const rest = [
    seam(armhole, colour),
    seam(mirrored(armhole), colour),
    quiltPocket(colour, weaves, trim),
    quiltPocket(colour, weaves, trim, true),
    ...edges,
    ...snaps(),
  ];
  return cloth(pieces, folds(colour, quiltFolds), label(600, 316) + rest.join(""));
}

function outline(): string[] {
  return [shape(arm), shape(mirrored(arm)), shape(halves(`600,276 700,292! ${short} 600,1142`))];
}

function binding(points: string, colour: string): string {
  const { line, glow } = tones(colour);
  const path = curve(points);
  return stroke(path, line, 18, 0.8) + stroke(path, colour, 15) + stroke(path, glow, 4, 0.4);
}

function quiltPocket(colour: string, weaves: Weave[], trim: string, right = false): string {
  const left = "388,850! 540,850! 540,1010 530,1030 398,1030 388,1010!";
  const points = right ? mirrored(left) : left;
  const top = right ? mirrored("386,852 542,852") : "386,852 542,852";
  return patch({ path: shape(points), colour, weaves, round: 0.4 }, 0.9) + binding(top, trim);
}

function snaps(): string[] {
  const metal = linear(
    [
      [0, "#f3e6c8"],
      [0.5, "#b39055"],
      [1, "#6b5127"],
    ],
    [0.2, 0, 0.8, 1],
  );
  return [430, 590, 750, 910, 1070].map(
    (y) => dot(602, y + 3, 15, "#1c1512", 0.3) + dot(599, y, 14, metal) + dot(599, y, 8, "#c8a76c"),
  );
}

const quiltFolds: Fold[] = [
  ["854,630 800,700 740,750 690,770", 40, 0.4, 1],
  ["346,630 400,700 460,750 510,770", 40, 0.38],
  ["500,440 494,620 500,800 490,840", 46, 0.26],
  ["710,440 716,620 706,800 714,840", 46, 0.28],
  ["984,660 934,696 896,696 866,682", 36, 0.5],
  ["216,660 266,696 304,696 334,682", 36, 0.46],
  ["996,780 946,820 910,824 876,808", 38, 0.46],
  ["204,780 254,820 290,824 324,808", 38, 0.44],
  ["350,1050 420,1090 500,1096 590,1086", 26, 0.34],
  ["852,1050 780,1090 700,1096 612,1086", 26, 0.34, 1],
];
