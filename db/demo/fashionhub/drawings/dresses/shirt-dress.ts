import { halves, mirrored, shape } from "../../studio/curve.ts";
import { seam } from "../../studio/trims.ts";
import { cloth, type Fold, folds, type Piece, patch, type Subject } from "../../studio.ts";
import { bow, tail } from "../tops/ribbons.ts";
import { placket, type Shirt, shirtCollar } from "../tops/shirt.ts";

const bodice = "846,376! 834,460 832,560 850,650! 800,740 776,812!";

const dressSleeve = "846,376! 920,440 972,560 1002,710! 876,748! 864,690 850,650! 832,560 834,460";

const roll = "868,708! 998,670! 1012,742! 884,782!";

/** A shirt dress with rolled sleeves and a sash, tied, in the colour `trim`. */
export function shirtDress(made: Shirt & { trim?: string }): Subject {
  return { art: drawn(made), outline: outline(), place: { scale: 0.87, y: -24 }, neck: 262 };
}

function drawn(made: Shirt & { trim?: string }): string {
  const { colour, weaves = [] } = made;
  const skirt = "830,960 886,1260 922,1520! 770,1560 600,1564";
  const pieces: Piece[] = [
    { path: shape(mirrored(dressSleeve)), colour, weaves, turn: 10 },
    { path: shape(dressSleeve), colour, weaves, turn: -10, round: 0.6 },
    {
      path: shape(halves(`600,384 656,362 704,310! ${bodice} ${skirt}`)),
      colour,
      weaves,
      round: 0.42,
    },
  ];
  const rolls = [roll, mirrored(roll)].map((points, index) =>
    patch({ path: shape(points), colour, weaves, turn: index ? 16 : -16, round: 0.4 }, 0.7),
  );
  const armhole = "846,376 834,460 832,560 850,650";
  const seams = [seam(armhole, colour, -9, 2), seam(mirrored(armhole), colour, 9, 2), ...rolls];
  const rest = [placket(made, 1564), sash(made.trim ?? colour), shirtCollar(made)];
  return cloth(pieces, folds(colour, shirtDressFolds), [...seams, ...rest].join(""));
}

function outline(): string[] {
  const arms = [dressSleeve, roll].flatMap((points) => [shape(points), shape(mirrored(points))]);
  const body = `600,262 684,276! ${bodice} 830,960 886,1260 922,1520! 770,1560 600,1564`;
  return [...arms, shape(halves(body))];
}

const shirtDressFolds: Fold[] = [
  ["850,660 790,720 730,770 690,800", 36, 0.42, 1],
  ["350,660 410,720 470,770 510,800", 34, 0.4],
  ["500,480 490,600 510,720 500,800", 40, 0.3],
  ["706,480 716,600 694,720 700,800", 44, 0.32],
  ["450,840 420,1060 370,1300 330,1530", 50, 0.46],
  ["500,840 480,1060 450,1320 424,1548", 54, 0.42],
  ["550,840 546,1060 536,1320 516,1556", 46, 0.36],
  ["650,840 660,1060 676,1320 694,1556", 50, 0.42],
  ["700,840 724,1060 756,1320 786,1548", 54, 0.46],
  ["750,840 790,1060 836,1300 876,1530", 46, 0.44],
  ["980,560 940,596 900,600 864,590", 32, 0.46],
  ["220,560 260,596 300,600 336,590", 32, 0.42],
];

/** A sash, tied at the front of the waist. */
function sash(colour: string): string {
  const path = shape(
    "424,786! 520,800 600,804 680,800 776,786! 780,834! 680,850 600,854 520,850 420,834!",
  );
  const creased: Fold[] = [
    ["430,806 500,824 560,820 590,828", 12, 0.5],
    ["770,806 700,826 640,820 612,828", 12, 0.5],
  ];
  const ends =
    tail("612,836 650,930 640,1020 664,1130", colour, 0.62) +
    tail("588,836 560,920 574,1000 552,1086", colour, 0.62);
  const round = cloth([{ path, colour, round: 0.4 }], folds(colour, creased));
  return round + ends + bow(600, 828, 0.62, colour);
}
