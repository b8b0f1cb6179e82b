import { halves, mirrored, shape } from "../../studio/curve.ts";
import { type Fold, type Piece, patch, type Weave } from "../../studio.ts";

export interface Coat {
  colour: string;
  weaves?: Weave[];
  lining?: string;
  buttons?: string;
}

export const sleeve =
  "842,290! 916,362 964,560 996,800 1010,1030! 884,1056! 868,840 856,700 846,574! 820,470 822,370";

export const side = "842,290! 822,370 820,470 846,574! 832,760 852,1000 886,1396! 740,1414";

export const back =
  "518,230! 560,214 600,210 640,214 682,230! 690,300 640,500 600,560 560,500 510,300";

/** The mirror image of points, in the order in which they were given. */
export function turned(points: string): string {
  return mirrored(points).split(" ").reverse().join(" ");
}

/** Both sleeves, the left one first. */
export function sleeves({ colour, weaves = [] }: Coat): Piece[] {
  return [
    { path: shape(mirrored(sleeve)), colour, weaves, turn: 8, round: 0.55 },
    { path: shape(sleeve), colour, weaves, turn: -8, round: 0.65 },
  ];
}

const sleeveFolds: Fold[] = [
  ["980,640 930,676 896,676 862,660", 34, 0.5],
  ["220,640 270,676 304,676 338,660", 34, 0.46],
  ["994,740 940,786 904,790 868,772", 38, 0.46],
  ["206,740 260,786 296,790 332,772", 38, 0.42],
  ["900,400 926,600 944,800 954,1030", 38, 0.3],
  ["300,400 274,600 256,800 246,1030", 38, 0.26],
  ["1004,900 960,930 920,934 880,922", 26, 0.36],
  ["196,900 240,930 280,934 320,922", 26, 0.34],
];

/** Of the sleeves, and of the front that lies below the other. */
export const underFolds: Fold[] = [
  ...sleeveFolds,
  ["846,590 800,650 770,720 752,800", 40, 0.4],
  ["800,850 812,1020 836,1200 850,1380", 50, 0.46],
  ["752,880 758,1060 768,1220 776,1390", 44, 0.4],
  ["822,770 790,800 760,812 720,810", 22, 0.3, 1],
];

export const coatFolds: Fold[] = [
  ["846,590 790,660 750,720 726,800", 40, 0.36],
  ["354,590 420,680 480,730 540,750", 42, 0.42],
  ["388,720 380,900 350,1140 336,1390", 54, 0.36],
  ["470,960 460,1100 440,1240 430,1400", 56, 0.34],
  ["560,1000 566,1120 552,1260 560,1404", 46, 0.3],
  ["640,1000 650,1140 636,1280 650,1404", 44, 0.32],
  ["366,800 420,830 470,834 520,824", 24, 0.3],
  ["820,760 830,960 846,1160 860,1390", 50, 0.4],
  ["770,980 780,1120 790,1260 800,1400", 44, 0.36],
];

/** The turned-down collar above the lapels. */
export function collar({ colour, weaves = [] }: Coat): string {
  const leaf = "690,228! 664,216! 640,232 656,270 690,320 730,372! 766,356! 752,300 724,256";
  const around = "508,232! 556,204 600,198 644,204 692,232! 650,230 600,226 550,230";
  const leaves = [leaf, mirrored(leaf)].map((points, index) =>
    patch({ path: shape(points), colour, weaves, turn: index ? -40 : 40, round: 0.35 }, 0.9),
  );
  return patch({ path: shape(around), colour, weaves, round: 0.3 }, 0.5) + leaves.join("");
}

/** The outlines that throw a shadow on the wall. */
export function coatOutline(): string[] {
  return [
    shape(sleeve),
    shape(mirrored(sleeve)),
    shape(halves(`600,206 684,224! ${side} 600,1416`)),
  ];
}
