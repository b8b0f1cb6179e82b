import { element } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve, shape } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import { cloth, dot, type Fold, folds, patch, type Subject, stroke } from "../../studio.ts";
import { gold } from "../bags/fittings.ts";
import { gleam, ground, pair, type Shoe } from "./leather.ts";

const slingUpper =
  "500,850! 560,800 640,770 720,800! 800,870 920,930 1040,968 1076,996! 1060,1016 960,1024 800,1024 640,1010 540,960 480,900!";

/** A pair of pointed slingbacks on a slender heel. */
export function slingbacks(shoe: Shoe): Subject {
  const { colour, polish = 0.6 } = shoe;
  const { deep } = tones(colour);
  const strap = "194,748 190,668 232,618 336,620 470,692 600,800";
  const parts = [
    ground(650, 1030, 900),
    ground(230, 1052, 160),
    under(shoe),
    stroke(curve("216,760 222,676 276,634 372,640 500,704 620,800"), deep, 15),
    bed(shoe),
    frontStrap(strap, colour),
    cup(colour),
    cloth([{ path: shape(slingUpper), colour, round: 0.55 }], folds(colour, creases)),
    stitches("506,858 566,812 640,784 714,812", deep),
    gleam("760,872 840,926 930,960 1020,986", 20, polish),
    gleam("540,900 580,950 660,990 760,1004", 24, polish * 0.8),
    gleam("196,800 214,880 222,960 226,1040", 12, polish),
  ];
  return { ...pair(parts.join("")), place: { y: -30, x: -30, scale: 1.06 } };
}

const creases: Fold[] = [
  ["540,880 640,950 780,990 960,1004", 40, 0.4],
  ["720,830 780,890 880,940 1000,980", 30, 0.35],
];

/** Sole and heel. */
function under({ colour, sole = "#c9a67c" }: Shoe): string {
  const soled =
    "172,760! 260,800 360,840 450,910 560,990 700,1024 880,1032 1060,1020! 1040,1036 800,1044 640,1038 520,1000 420,930 340,872 260,850! 254,940 262,1056! 214,1056! 204,940 180,860";
  const heeled = "170,752! 300,800! 262,868 254,940 262,1056! 214,1056! 204,940 180,850";
  return (
    patch({ path: shape(soled), colour: sole, round: 0.5 }, 0.6) +
    patch({ path: shape(heeled), colour, round: 0.9 }, 0.4)
  );
}

/** The lining that the foot rests on. */
function bed({ lining = "#dcc3a6" }: Shoe): string {
  const insole =
    "172,742! 250,720 340,730 420,780 520,860! 620,810 700,800 600,900 540,930 460,890 380,830 280,790 186,790!";
  return patch({ path: shape(insole), colour: lining, round: 0.6 }, 0.4);
}

/** What holds the strap behind the heel. */
function cup(colour: string): string {
  const path = shape("166,716! 180,700 204,706 212,726 222,800! 190,800! 172,764");
  return patch({ path, colour, round: 0.6 }, 0.4);
}

function frontStrap(points: string, colour: string): string {
  const { line, glow } = tones(colour);
  const path = curve(points);
  const holes = [0, 1, 2].map((index) => dot(404 + index * 26, 655 + index * 15, 3, line));
  const frame = { x: 326, y: 602, width: 40, height: 34, rx: 5, transform: "rotate(20 346 619)" };
  return [
    stroke(path, line, 21, 0.9),
    stroke(path, colour, 18),
    stroke(path, glow, 5, 0.5),
    ...holes,
    element("rect", { ...frame, fill: "none", stroke: gold, "stroke-width": 7 }),
  ].join("");
}
