import { tones } from "../colour.ts";
import { curve, halves, mirrored, shape } from "../curve.ts";
import { ribbed } from "../fabrics.ts";
import { cloth, type Fold, folds, label, patch, type Piece, rib, seam, stitches, stroke, type Weave } from "../studio.ts";
import { type Fall, pleatedOutline, pleats } from "./pleats.ts";
import { bow, placket, type Shirt, shirtCollar, silk, tail } from "./shirts.ts";

const slip = (foot: number) =>
  `694,316! 702,400 744,474! 728,560 714,640 738,760 792,960 834,1160 872,${foot}! 740,${foot + 26} 600,${foot + 16}`;

/** A bias-cut slip dress with a cowl neck; `foot` is where it ends, in pixels from the top. */
export function slipDress({ colour, foot = 1350 }: { colour: string; foot?: number }): string {
  const { line, glow, dark } = tones(colour);
  const sheen = silk(colour);
  const back = shape("520,360! 600,388 680,360! 700,420 600,520 500,420");
  const pieces: Piece[] = [
    { path: back, colour: dark, round: 0.9 },
    { path: shape(halves(`600,446 650,420 ${slip(foot)}`)), colour, sheen, round: 0.55 },
  ];
  const strap = "692,322 684,262 664,196 640,150";
  const straps = [strap, mirrored(strap)].map((points) => {
    const path = curve(points);
    return stroke(path, line, 8, 0.9) + stroke(path, colour, 5) + stroke(path, glow, 1.6, 0.8);
  });
  const hem = `330,${foot - 14} 460,${foot + 12} 600,${foot + 2} 740,${foot + 12} 870,${foot - 14}`;
  const darts = "742,486 704,476 676,486";
  const seams = [seam(darts, colour), seam(mirrored(darts), colour), stroke(curve(hem), line, 1.6, 0.4)];
  return straps.join("") + cloth(pieces, folds(colour, slipFolds), seams.join(""));
}

export function slipOutline(foot = 1350): string[] {
  return [shape(halves(`600,446 650,420 ${slip(foot)}`))];
}

const slipFolds: Fold[] = [
  ["500,322 540,410 600,470 660,410 700,322", 30, 0.6],
  ["492,360 545,460 600,510 655,460 708,360", 34, 0.56],
  ["480,430 540,520 604,560 668,510 722,430", 36, 0.5],
  ["474,490 540,580 610,612 672,570 728,500", 30, 0.36],
  ["500,640 520,800 470,1000 420,1330", 62, 0.5],
  ["548,640 580,840 556,1080 520,1360", 66, 0.46],
  ["626,660 640,860 664,1080 676,1366", 72, 0.5],
  ["690,640 720,820 770,1040 806,1340", 62, 0.54],
  ["478,610 540,668 620,684 716,640", 26, 0.36],
  ["462,760 540,800 620,800 706,776", 26, 0.24],
];

const bodice = "846,376! 834,460 832,560 850,650! 800,740 776,812!";
const dressSleeve = "846,376! 920,440 972,560 1002,710! 876,748! 864,690 850,650! 832,560 834,460";
const roll = "868,708! 998,670! 1012,742! 884,782!";

/** A shirt dress with rolled sleeves and a belt tied at the waist. */
export function shirtDress(made: Shirt & { trim?: string }): string {
  const { colour, weaves = [] } = made;
  const skirt = "830,960 886,1260 922,1520! 770,1560 600,1564";
  const pieces: Piece[] = [
    { path: shape(mirrored(dressSleeve)), colour, weaves, turn: 10 },
    { path: shape(dressSleeve), colour, weaves, turn: -10, round: 0.6 },
    { path: shape(halves(`600,384 656,362 704,310! ${bodice} ${skirt}`)), colour, weaves, round: 0.42 },
  ];
  const rolls = [roll, mirrored(roll)].map((points, index) =>
    patch({ path: shape(points), colour, weaves, turn: index ? 16 : -16, round: 0.4 }, 0.7),
  );
  const armhole = "846,376 834,460 832,560 850,650";
  const seams = [seam(armhole, colour, -9, 2), seam(mirrored(armhole), colour, 9, 2), ...rolls];
  const rest = [placket(made, 1564), sash(made.trim ?? colour), shirtCollar(made)];
  return cloth(pieces, folds(colour, shirtDressFolds), [...seams, ...rest].join(""));
}

export function shirtDressOutline(): string[] {
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
  const path = shape("424,786! 520,800 600,804 680,800 776,786! 780,834! 680,850 600,854 520,850 420,834!");
  const creased: Fold[] = [
    ["430,806 500,824 560,820 590,828", 12, 0.5],
    ["770,806 700,826 640,820 612,828", 12, 0.5],
  ];
  const ends = tail("612,836 650,930 640,1020 664,1130", colour, 0.62) + tail("588,836 560,920 574,1000 552,1086", colour, 0.62);
  const round = cloth([{ path, colour, round: 0.4 }], folds(colour, creased));
  return round + ends + bow(600, 828, 0.62, colour);
}

const pleatedFall: Fall = { waist: [468, 732, 690], hem: [226, 974, 1530], count: 21, swing: 66 };
const fluted = "800,372! 868,430 904,600 920,780 934,940! 850,956! 834,860 824,740 806,640! 788,540 790,450";
const highBodice = "800,372! 790,450 788,540 806,640! 770,670 732,704! 600,716";

/** A pleated dress with long narrow sleeves and a small stand-up collar. */
export function pleatedDress({ colour }: { colour: string }): string {
  const skirt: Piece = { path: pleatedOutline(pleatedFall), colour, round: 0.5 };
  const upper: Piece[] = [
    { path: shape("536,262! 600,250 664,262! 654,300 600,320 546,300"), colour: tones(colour).deep },
    { path: shape(mirrored(fluted)), colour },
    { path: shape(fluted), colour, round: 0.6 },
    { path: shape(halves(`600,312 650,300 664,268! ${highBodice}`)), colour },
  ];
  const belt = patch({ path: shape("464,682! 600,700 736,682! 738,716! 600,734 462,716!"), colour, round: 0.6 }, 0.8);
  const cuff = patch({ path: shape("846,948! 938,932! 946,992! 854,1008!"), colour, round: 0.5 }, 0.5);
  const other = patch({ path: shape(mirrored("846,948! 938,932! 946,992! 854,1008!")), colour, round: 0.5 }, 0.5);
  const armhole = "800,372 790,450 788,540 806,640";
  const seams = [seam(armhole, colour), seam(mirrored(armhole), colour), cuff, other, standing(colour), belt];
  return cloth([skirt], pleats(pleatedFall, colour)) + cloth(upper, folds(colour, pleatedFolds), seams.join(""));
}

export function pleatedDressOutline(): string[] {
  const body = shape(halves(`600,250 664,262! ${highBodice}`));
  return [pleatedOutline(pleatedFall), body, shape(fluted), shape(mirrored(fluted))];
}

/** A small collar with a row of covered buttons below it. */
function standing(colour: string): string {
  const collar = shape("534,258! 566,292 600,302 634,292 666,258! 672,300! 640,338 600,346 560,338 528,300!");
  const { glow, deep } = tones(colour);
  const knobs = [376, 420, 464, 508].map(
    (y) => `<circle cx="600" cy="${y}" r="8" fill="${deep}"/><circle cx="598.500" cy="${y - 1.5}" r="6" fill="${glow}" fill-opacity=".7"/>`,
  );
  return stroke("M600,346V690", deep, 2, 0.5) + patch({ path: collar, colour, round: 0.5 }, 0.7) + knobs.join("");
}

const pleatedFolds: Fold[] = [
  ["806,650 750,680 700,690 660,690", 26, 0.4, 1],
  ["394,650 450,680 500,690 540,690", 26, 0.4],
  ["520,380 512,500 530,600 520,690", 36, 0.36],
  ["684,380 692,500 672,600 676,690", 38, 0.4],
  ["560,420 566,540 556,620 560,690", 22, 0.3],
  ["644,420 640,540 650,620 640,690", 22, 0.3],
  ["900,600 868,630 842,634 818,624", 26, 0.5],
  ["300,600 332,630 358,634 382,624", 26, 0.46],
  ["912,700 874,734 850,738 826,726", 28, 0.46],
  ["288,700 326,734 350,738 374,726", 28, 0.44],
  ["846,450 866,620 880,800 890,930", 28, 0.36],
  ["354,450 334,620 320,800 310,930", 28, 0.3],
];

const flutter = "778,352! 850,372 918,450 956,570! 900,600 850,596 812,590! 796,520 782,430";
const wrapSide = "778,352! 782,430 796,520 812,590! 790,650 752,716!";
const wrapFront = `676,284! ${wrapSide} 620,728 500,722! 586,600 644,440`;

/** A wrap dress: two crossed fronts, a tie at the side and a flounce along the edge. */
export function wrapDress({ colour, weaves = [] }: { colour: string; weaves?: Weave[] }): string {
  const { dark } = tones(colour);
  const skirt = "752,716! 812,880 880,1180 922,1490! 760,1536 600,1544 440,1536 278,1490! 320,1180 388,880 448,716!";
  const pieces: Piece[] = [
    { path: shape("520,290! 600,306 680,290! 650,480 600,590 550,480"), colour: dark, weaves, round: 0.8 },
    { path: shape(mirrored(flutter)), colour, weaves, turn: 20 },
    { path: shape(flutter), colour, weaves, turn: -20, round: 0.6 },
    { path: shape(wrapFront), colour, weaves },
    { path: shape(skirt), colour, weaves, round: 0.45 },
    { path: shape(mirrored(wrapFront)), colour, weaves },
    { path: shape("600,722! 744,716! 730,940 690,1220 724,1548! 690,1560 650,1544 604,1556! 650,1260 640,960"), colour, weaves, round: 0.5 },
  ];
  return cloth(pieces, folds(colour, wrapFolds), wrapSeams(colour, weaves));
}

export function wrapOutline(): string[] {
  const body = "600,300 676,284! 778,352! 782,430 796,520 812,590! 790,650 752,716! 812,880 880,1180 922,1490! 760,1536 600,1544";
  return [shape(halves(body)), shape(flutter), shape(mirrored(flutter))];
}

function wrapSeams(colour: string, weaves: Weave[]): string {
  const band = patch({ path: shape("446,696! 600,716 754,696! 758,738! 600,758 442,738!"), colour, weaves, round: 0.5 }, 0.7);
  const { line } = tones(colour);
  const edges = ["532,292 564,440 622,596 702,712", "668,292 638,436 606,520"].map((points) => stitches(points, line));
  const ends = tail("470,730 440,830 452,920 420,1040", colour, 0.5) + tail("476,730 496,820 486,900 508,980", colour, 0.46);
  return [...edges, band, ends, bow(474, 726, 0.42, colour), label(600, 318)].join("");
}

const wrapFolds: Fold[] = [
  ["470,704 530,620 550,520 546,430", 36, 0.36],
  ["690,706 640,640 590,540 556,420", 30, 0.36],
  ["790,620 740,660 680,690 620,700", 30, 0.4, 1],
  ["410,620 450,660 500,690 540,700", 30, 0.4],
  ["480,740 450,960 390,1240 340,1500", 52, 0.46],
  ["520,740 510,980 470,1260 440,1520", 50, 0.42],
  ["600,740 570,980 560,1260 540,1530", 40, 0.4],
  ["690,740 700,980 680,1260 710,1540", 54, 0.5],
  ["730,740 760,960 810,1240 850,1500", 56, 0.46],
  ["650,750 640,980 660,1240 640,1550", 34, 0.46],
  ["780,380 850,440 890,510 910,590", 30, 0.5],
  ["790,440 830,500 850,550 858,590", 24, 0.46],
  ["420,380 350,440 310,510 290,590", 30, 0.44],
  ["410,440 370,500 350,550 342,590", 24, 0.4],
];

const columnBody = "664,296! 728,318! 722,400 738,480 772,540! 758,680 752,800 776,980 786,1160 776,1366! 600,1376";

/** A sleeveless column of ribbed knit. */
export function columnDress({ colour }: { colour: string }): string {
  const weaves = [ribbed(colour, 17)];
  const pieces: Piece[] = [
    { path: shape("530,294! 600,306 670,294! 640,350 600,362 560,350"), colour: tones(colour).deep },
    { path: shape(halves(`600,362 640,346 ${columnBody}`)), colour, weaves, round: 0.75 },
  ];
  const arm = "728,318 722,400 738,480 772,540";
  const bands = [rib(arm, 18, colour, 6), rib(mirrored(arm), 18, colour, 6)];
  const neck = rib("531,292 560,346 600,362 640,346 669,292", 28, colour, 7);
  const foot = rib("424,1372 520,1382 600,1386 680,1382 776,1372", 30, colour, 9);
  return cloth(pieces, folds(colour, columnFolds), [...bands, neck, foot].join(""));
}

export function columnOutline(): string[] {
  return [shape(halves(`600,300 640,300 ${columnBody}`))];
}

const columnFolds: Fold[] = [
  ["770,550 720,610 660,640 610,650", 34, 0.46, 1],
  ["430,550 480,610 540,640 590,650", 34, 0.44],
  ["446,760 520,800 600,806 660,796", 30, 0.4],
  ["752,800 690,840 630,850 570,842", 30, 0.4, 1],
  ["440,860 500,894 560,900 620,890", 26, 0.3],
  ["540,420 530,640 545,860 530,1100", 44, 0.24],
  ["664,420 676,640 656,860 676,1100", 46, 0.3],
  ["480,900 470,1060 486,1200 470,1350", 40, 0.36],
  ["610,960 600,1100 612,1240 600,1366", 42, 0.32],
  ["716,900 730,1060 716,1200 726,1350", 44, 0.42],
];
