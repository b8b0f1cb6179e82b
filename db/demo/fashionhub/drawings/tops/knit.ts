import { tones } from "../../studio/colour.ts";
import { curve, halves, mirrored, shape } from "../../studio/curve.ts";
import { cabled, ribbed, stockinette, striped } from "../../studio/fabrics.ts";
import { button, label, rib } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";

export interface Knit {
  colour: string;
  weave?: "plain" | "rib" | "cable" | "stripe";
  neck?: "crew" | "roll" | "vee";
  /** Colour of the stripes. */
  stripe?: string;
  /** Colour of the buttons of a cardigan; a jumper has none. */
  buttons?: string;
}

const sleeve =
  "862,372! 930,440 985,620 1018,850 1036,1020! 922,1046! 905,880 884,760 866,650! 838,560 842,460";

const side = "862,372! 842,460 838,560 866,650! 864,780 858,900 850,1000 836,1050! 600,1062";

const necks = {
  crew: "600,392 668,372 712,304!",
  roll: "600,372 668,352 706,304!",
  vee: "600,600! 640,500 684,392 712,304!",
};

const inside = {
  crew: "490,306! 600,322 710,306! 668,376 600,398 532,376",
  roll: "494,306! 600,310 706,306! 660,360 600,378 540,360",
  vee: "490,306! 600,324 710,306! 668,420 600,604! 532,420",
};

/** A jumper or a cardigan, laid flat. */
export function knit(made: Knit): Subject {
  const neck = made.neck ?? "crew";
  const place = { y: neck === "roll" ? 60 : 44, scale: 1.05 };
  const opening = neck === "roll" ? "" : shape(inside[neck]);
  return { art: drawn(made), outline: outline(neck), place, opening, neck: 322 };
}

function drawn(knitted: Knit): string {
  const { colour, neck = "crew", weave } = knitted;
  const weaves = weavesOf(knitted);
  const pieces: Piece[] = [
    { path: shape(inside[neck]), colour: tones(colour).dark, weaves: weaves.slice(-1) },
    { path: shape(mirrored(sleeve)), colour, weaves, turn: 10, round: 0.62 },
    { path: shape(sleeve), colour, weaves, turn: -10, round: 0.72 },
    { path: shape(halves(`${necks[neck]} ${side}`)), colour, weaves },
  ];
  // Deep folds would bleach a dark stripe.
  const calm = weave === "stripe" ? 0.5 : 1;
  const made = creases.map(([points, size, depth = 0.4, side = -1]) => {
    return [points, size, depth * calm, side] as const;
  });
  return label(600, 336) + cloth(pieces, folds(colour, made), trims(knitted));
}

function outline(neck: "crew" | "roll" | "vee"): string[] {
  const cuff = "914,1050! 1036,1022! 1046,1090! 930,1116!";
  const hem = "600,1050 836,1040! 836,1110! 600,1126";
  const arms = [sleeve, cuff].flatMap((points) => [shape(points), shape(mirrored(points))]);
  const top = neck === "roll" ? "600,232 700,240!" : "600,300 700,296!";
  return [...arms, shape(halves(hem)), shape(halves(`${top} 712,304! ${side}`))];
}

function weavesOf({ colour, weave = "plain", stripe = "#222222" }: Knit): Weave[] {
  const loops = stockinette(colour);
  if (weave === "rib") return [ribbed(colour, 22)];
  if (weave === "cable") return [loops, cabled(colour)];
  return weave === "stripe" ? [striped(stripe, 62, 22, true), loops] : [loops];
}

const creases: Fold[] = [
  ["862,660 790,730 720,775 650,800", 46, 0.42, 1],
  ["338,660 410,730 480,770 550,795", 44, 0.4],
  ["838,540 800,620 776,740 780,860", 44, 0.32],
  ["364,540 396,620 418,720 416,830", 36, 0.26],
  ["520,440 505,600 512,780 498,960", 56, 0.2],
  ["694,440 708,620 692,820 712,1000", 58, 0.24],
  ["352,860 410,910 490,932 590,926", 30, 0.36],
  ["850,900 790,960 710,985 620,984", 34, 0.36, 1],
  ["360,990 430,1024 530,1032 610,1020", 24, 0.36],
  ["846,1012 790,1036 730,1036 670,1028", 22, 0.32, 1],
  ["990,690 940,724 900,722 872,706", 32, 0.5],
  ["212,700 258,730 300,728 330,714", 32, 0.44],
  ["1004,770 955,815 918,820 884,804", 36, 0.46],
  ["196,780 240,815 284,820 318,802", 36, 0.42],
  ["914,470 942,640 956,820 968,980", 36, 0.3],
  ["288,470 260,640 246,820 234,980", 36, 0.26],
  ["1022,930 980,958 944,958 914,944", 26, 0.44],
  ["180,930 222,958 258,958 288,944", 26, 0.4],
];

function trims(made: Knit): string {
  const { colour } = made;
  const { line } = tones(colour);
  const hem = rib("364,1074 480,1086 600,1090 720,1086 836,1074", 76, colour, 9);
  const cuffs = rib("924,1082 1042,1056", 72, colour, 8) + rib("276,1082 158,1056", 72, colour, 8);
  const armhole = "862,372 842,460 838,560 866,650";
  const armholes = [armhole, mirrored(armhole)].map((points) => {
    return stroke(curve(points), line, 9, 0.12) + stroke(curve(points), line, 2.5, 0.55);
  });
  return [...armholes, hem, cuffs, collar(made)].join("");
}

function collar({ colour, neck = "crew", buttons }: Knit): string {
  const back = rib("498,300 548,306 600,309 652,306 702,300", 26, tones(colour).dark, 7);
  if (neck === "roll") return rollNeck(colour);
  if (neck === "vee") return back + (buttons ? opening(colour, buttons) : veeBand(colour));
  return back + rib("487,304 528,372 600,402 672,372 713,304", 38, colour, 7);
}

function veeBand(colour: string): string {
  const right = "712,302 684,396 640,506 596,604";
  return rib(mirrored(right), 34, colour, 7) + rib(right, 34, colour, 7);
}

function rollNeck(colour: string): string {
  const turned = "494,300 540,330 600,340 660,330 706,300";
  const rolled = "500,258 545,282 600,290 655,282 700,258";
  const inner = shape("504,226! 600,214 696,226! 656,250 600,256 544,250");
  const hollow = `<path d="${inner}" fill="${tones(colour).line}"/>`;
  return hollow + rib(turned, 54, tones(colour).dark, 8) + rib(rolled, 78, colour, 8);
}

/** The front edges of a cardigan, the right one over the left. */
function opening(colour: string, buttons: string): string {
  const left = "488,302 516,396 560,506 590,620 592,860 590,1110";
  const right = "712,302 684,396 640,506 610,620 608,860 606,1110";
  const places = [632, 744, 856, 968, 1076];
  const holes = places.map((y) => button(607, y, 17, buttons));
  return rib(left, 40, tones(colour).dark, 7) + rib(right, 44, colour, 7) + holes.join("");
}
