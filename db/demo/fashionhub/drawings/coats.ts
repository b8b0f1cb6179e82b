import { linear } from "../../svg.ts";
import { tones } from "../colour.ts";
import { curve, halves, mirrored, shape } from "../curve.ts";
import { button, cloth, dot, type Fold, folds, label, patch, type Piece, seam, stitches, stroke, type Weave } from "../studio.ts";
import { tail } from "./shirts.ts";

export interface Coat {
  colour: string;
  weaves?: Weave[];
  lining?: string;
  buttons?: string;
}

const sleeve = "842,290! 916,362 964,560 996,800 1010,1030! 884,1056! 868,840 856,700 846,574! 820,470 822,370";
const side = "842,290! 822,370 820,470 846,574! 832,760 852,1000 886,1396! 740,1414";
const back = "518,230! 560,214 600,210 640,214 682,230! 690,300 640,500 600,560 560,500 510,300";

/** A long double-breasted coat with peaked lapels. */
export function coat(made: Coat): string {
  const { colour, weaves = [], lining = "#8c6f5b", buttons = "#4b372b" } = made;
  const over = `524,232! ${turned(side)} 600,1412! 712,1408! 716,1000 714,780 702,640! 640,540 560,380`;
  const under = `676,232! ${side} 560,1412! 556,900 560,640! 590,560 640,380`;
  const lapel = "676,228! 640,360 590,520 552,610! 640,580 716,490 772,392! 724,388! 746,340 720,280 694,232!";
  const broad = "524,228! 560,360 630,520 702,640! 590,590 480,490 426,386! 474,386! 454,340 480,280 506,232!";
  const pieces: Piece[] = [
    ...sleeves(made),
    { path: shape(back), colour: lining, round: 0.8 },
    { path: shape(under), colour, weaves, round: 0.45 },
  ];
  const front = cloth([{ path: shape(over), colour, weaves, round: 0.4 }], folds(colour, coatFolds), coatSeams(colour));
  const lapels = [patch({ path: shape(lapel), colour, weaves, turn: 26, round: 0.4 }, 1), front, patch({ path: shape(broad), colour, weaves, turn: -26, round: 0.4 }, 1.2)];
  const sewn = [690, 812, 934].flatMap((y) => [button(530, y, 20, buttons), button(668, y, 20, buttons)]);
  const flaps = [flap(colour, weaves), flap(colour, weaves, true)];
  return cloth(pieces, folds(colour, underFolds), label(600, 268)) + [...lapels, ...flaps, ...sewn, collar(made), cuffButtons(buttons)].join("");
}

/** The outlines that throw a shadow on the wall. */
export function coatOutline(): string[] {
  return [shape(sleeve), shape(mirrored(sleeve)), shape(halves(`600,206 684,224! ${side} 600,1416`))];
}

function turned(points: string): string {
  return mirrored(points).split(" ").reverse().join(" ");
}

function sleeves({ colour, weaves = [] }: Coat): Piece[] {
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
const underFolds: Fold[] = [
  ...sleeveFolds,
  ["846,590 800,650 770,720 752,800", 40, 0.4],
  ["800,850 812,1020 836,1200 850,1380", 50, 0.46],
  ["752,880 758,1060 768,1220 776,1390", 44, 0.4],
  ["822,770 790,800 760,812 720,810", 22, 0.3, 1],
];

const coatFolds: Fold[] = [
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

function coatSeams(colour: string): string {
  const armhole = "842,290 822,370 820,470 846,574";
  const edge = "708,650 706,780 706,1000 702,1400";
  const panel = "400,560 424,700 420,900 404,1150 396,1400";
  return [
    seam(armhole, colour),
    seam(mirrored(armhole), colour),
    seam(panel, colour),
    seam(mirrored(panel), colour),
    stitches(edge, tones(colour).line),
  ].join("");
}

function flap(colour: string, weaves: Weave[], right = false): string {
  const left = "400,1004! 520,1016! 518,1064! 398,1054!";
  const points = right ? mirrored(left) : left;
  return patch({ path: shape(points), colour, weaves, round: 0.3 }, 1);
}

function collar({ colour, weaves = [] }: Coat): string {
  const leaf = "690,228! 664,216! 640,232 656,270 690,320 730,372! 766,356! 752,300 724,256";
  const around = "508,232! 556,204 600,198 644,204 692,232! 650,230 600,226 550,230";
  const leaves = [leaf, mirrored(leaf)].map((points, index) =>
    patch({ path: shape(points), colour, weaves, turn: index ? -40 : 40, round: 0.35 }, 0.9),
  );
  return patch({ path: shape(around), colour, weaves, round: 0.3 }, 0.5) + leaves.join("");
}

function cuffButtons(colour: string): string {
  const places = [
    [906, 1010],
    [904, 984],
    [902, 958],
  ];
  return places.flatMap(([x = 0, y = 0]) => [button(x, y, 9, colour), button(1200 - x, y, 9, colour)]).join("");
}

/** A trench coat: storm flap, shoulder straps and a belt with a buckle. */
export function trench(made: Coat): string {
  const { colour, weaves = [], lining = "#7d6a57", buttons = "#5a4331" } = made;
  const over = `524,232! ${turned(trenchSide)} 600,1372! 706,1368! 700,1000 690,800 700,640! 650,520 560,380`;
  const under = `676,232! ${trenchSide} 560,1372! 556,900 560,640! 590,560 640,380`;
  const lapel = "676,228! 640,340 600,470 560,580! 660,560 740,470 790,380! 736,366! 736,320 712,270 694,232!";
  const broad = "524,228! 556,350 620,500 700,640! 580,580 460,470 408,380! 464,366! 464,320 488,270 506,232!";
  const storm = "440,330! 384,300! 372,420 366,520! 440,600 540,616 600,600! 520,520 470,430";
  const base: Piece[] = [...sleeves(made), { path: shape(back), colour: lining, round: 0.8 }, { path: shape(under), colour, weaves, round: 0.45 }];
  const front = cloth([{ path: shape(over), colour, weaves, round: 0.4 }], folds(colour, trenchFolds), trenchSeams(colour));
  const parts = [
    patch({ path: shape(lapel), colour, weaves, round: 0.4 }, 1),
    front,
    patch({ path: shape(storm), colour, weaves, round: 0.35 }, 1),
    patch({ path: shape(broad), colour, weaves, round: 0.4 }, 1.2),
    ...[580, 690, 930, 1040].flatMap((y) => [button(y < 600 ? 500 : 520, y, 18, buttons), button(664, y < 600 ? 690 : y + 0.5, y < 600 ? 0.1 : 18, buttons)]),
  ];
  const trims = [straps(colour), welts(colour), belt(colour, buttons), collar(made)];
  return cloth(base, folds(colour, underFolds), label(600, 268)) + [...parts, ...trims].join("");
}

const trenchSide = "842,290! 822,370 820,470 846,574! 812,700 796,810! 850,1000 912,1352! 760,1374";

export function trenchOutline(): string[] {
  return [shape(sleeve), shape(mirrored(sleeve)), shape(halves(`600,206 684,224! ${trenchSide} 600,1376`))];
}

const trenchFolds: Fold[] = [
  ["404,812 390,960 340,1160 310,1350", 50, 0.46],
  ["450,850 440,1000 410,1180 392,1360", 50, 0.42],
  ["520,850 520,1020 500,1200 492,1366", 46, 0.38],
  ["600,850 612,1020 604,1200 616,1366", 44, 0.4],
  ["660,850 668,1020 664,1200 672,1366", 34, 0.4],
  ["760,840 800,1000 836,1180 850,1350", 50, 0.46],
  ["720,850 740,1020 760,1200 770,1360", 44, 0.4],
  ["354,590 410,660 440,720 450,790", 36, 0.4],
  ["846,590 790,660 764,720 756,790", 36, 0.4],
  ["520,640 524,700 516,760 520,800", 30, 0.36],
  ["620,680 628,720 620,760 624,800", 26, 0.36],
];

function trenchSeams(colour: string): string {
  const armhole = "842,290 822,370 820,470 846,574";
  const { line } = tones(colour);
  return [
    seam(armhole, colour, -8, 0),
    seam(mirrored(armhole), colour, 8, 0),
    stitches("692,650 682,800 692,1000 696,1366", line),
    stitches("290,1336 440,1358 600,1360 704,1356", line),
  ].join("");
}

/** Straps on the shoulders and at the wrists. */
function straps(colour: string): string {
  const { line } = tones(colour);
  const shoulder = "716,262! 836,300! 846,330! 716,296!";
  const wrist = "880,926! 1006,904! 1010,944! 882,968!";
  const made = [shoulder, mirrored(shoulder), wrist, mirrored(wrist)].map((points) => patch({ path: shape(points), colour, round: 0.4 }, 0.8));
  const rows = ["884,936 1002,914", "888,958 1004,936", "722,272 838,308"].flatMap((points) => [points, mirrored(points)]);
  const knobs = [button(730, 282, 9, "#5a4331"), button(470, 282, 9, "#5a4331")];
  return made.join("") + rows.map((points) => stitches(points, line)).join("") + knobs.join("");
}

function welts(colour: string): string {
  const left = "420,930! 470,912! 500,1050! 450,1068!";
  const { line } = tones(colour);
  return [left, mirrored(left)]
    .map((points, index) => patch({ path: shape(points), colour, round: 0.35 }, 0.9) + stitches(index ? "770,936 742,1052" : "430,936 458,1052", line))
    .join("");
}

function belt(colour: string, buckle: string): string {
  const around = "400,776! 500,790 600,794 700,790 800,776! 806,832! 700,848 600,852 500,848 394,832!";
  const { line } = tones(colour);
  const rows = ["404,786 500,800 600,804 700,800 798,786", "400,822 500,838 600,842 700,838 802,822"];
  const frame = shape("556,776! 644,776! 648,868! 552,868!");
  const metal = stroke(frame, buckle, 15) + stroke(frame, tones(buckle).glow, 4, 0.5);
  const end = tail("640,822 690,870 706,960 730,1050", colour, 0.62);
  return [
    end,
    patch({ path: shape(around), colour, round: 0.4 }, 1.1),
    ...rows.map((points) => stitches(points, line)),
    metal,
    stroke("M596,780V864", tones(buckle).light, 8),
  ].join("");
}

/** A collarless robe coat with a shawl collar and a tied belt. */
export function wrapCoat(made: Coat): string {
  const { colour, weaves = [], lining = "#a58a74" } = made;
  const over = `524,232! ${turned(side)} 600,1412! 734,1406! 744,1000 740,860 716,760! 660,600 570,400`;
  const under = `676,232! ${side} 560,1412! 500,900 520,760! 560,600 630,400`;
  const shawl = "672,216! 690,226! 760,330 780,460 740,620 700,770! 600,830 540,800! 600,700 650,520 660,360";
  const wide = "528,216! 510,226! 440,330 420,460 460,620 560,760 716,790! 700,740! 620,600 556,440 540,320";
  const base: Piece[] = [...sleeves(made), { path: shape(back), colour: lining, round: 0.8 }, { path: shape(under), colour, weaves, round: 0.45 }];
  const front = cloth([{ path: shape(over), colour, weaves, round: 0.4 }], folds(colour, coatFolds), robeSeams(colour));
  const parts = [
    patch({ path: shape(shawl), colour, weaves, turn: 12, round: 0.5 }, 1.2),
    front,
    patch({ path: shape(wide), colour, weaves, turn: -12, round: 0.5 }, 1.4),
    patch({ path: shape("526,220! 560,196 600,190 640,196 674,220! 650,236 600,230 550,236"), colour, weaves, round: 0.4 }, 0.6),
    patchPocket(colour, weaves),
    patchPocket(colour, weaves, true),
    tiedBelt(colour, weaves),
  ];
  return cloth(base, folds(colour, underFolds), label(600, 264)) + turnedCuffs(made) + parts.join("");
}

function robeSeams(colour: string): string {
  const armhole = "842,290 822,370 820,470 846,574";
  return seam(armhole, colour) + seam(mirrored(armhole), colour) + stitches("732,880 734,1000 724,1400", tones(colour).line);
}

function turnedCuffs({ colour, weaves = [] }: Coat): string {
  const cuff = "876,968! 1010,940! 1018,1036! 878,1062!";
  return [cuff, mirrored(cuff)].map((points, index) => patch({ path: shape(points), colour, weaves, turn: index ? 12 : -12 }, 1)).join("");
}

function patchPocket(colour: string, weaves: Weave[], right = false): string {
  const left = "380,960! 524,972! 524,1120 510,1136 390,1126 376,1112!";
  const points = right ? mirrored(left) : left;
  const { line } = tones(colour);
  const row = "382,988 522,1000";
  return patch({ path: shape(points), colour, weaves, round: 0.3 }, 1) + stitches(right ? mirrored(row) : row, line);
}

function tiedBelt(colour: string, weaves: Weave[]): string {
  const around = "372,786! 480,802 600,808 720,802 828,786! 832,848! 720,866 600,872 480,866 368,848!";
  const knot = "560,792! 600,784 642,796! 650,850 636,884! 600,890 562,880! 552,840";
  const creased: Fold[] = [
    ["380,812 460,834 520,830 556,838", 14, 0.5],
    ["820,812 740,834 690,830 650,838", 14, 0.5],
  ];
  const tied: Fold[] = [["580,796 590,840 580,882", 14, 0.5], ["618,792 614,840 622,884", 14, 0.5]];
  const ends = tail("616,876 660,960 652,1080 684,1230", colour, 0.86, weaves) + tail("590,876 560,960 572,1060 540,1160", colour, 0.82, weaves);
  return [
    cloth([{ path: shape(around), colour, weaves, round: 0.5 }], folds(colour, creased)),
    ends,
    cloth([{ path: shape(knot), colour, weaves, round: 0.7 }], folds(colour, tied)),
  ].join("");
}

const short = "846,340! 832,430 830,530 854,620! 850,800 852,960 858,1120! 740,1136";
const arm = "846,340! 918,410 968,600 998,820 1014,1010! 896,1036! 880,860 866,740 854,620! 830,530 832,430";

/** A quilted jacket without a collar, bound at the edges. */
export function quilted({ colour, weaves = [], trim }: Coat & { trim: string }): string {
  const half = `${short} 604,1138! 604,380! 650,360 700,296!`;
  const pieces: Piece[] = [
    { path: shape("500,296! 560,284 600,282 640,284 700,296! 660,360 600,384 540,360"), colour: trim, round: 0.8 },
    { path: shape(mirrored(arm)), colour, weaves, turn: 9 },
    { path: shape(arm), colour, weaves, turn: -9, round: 0.6 },
    { path: shape(mirrored(half)), colour, weaves },
    { path: shape(half), colour, weaves },
  ];
  const neck = "498,292 540,352 576,376 598,384";
  const foot = "342,1118 460,1134 598,1138";
  const bound = [neck, foot, "598,384 598,1138"].flatMap((points) => [points, mirrored(points)]);
  const edges = [...bound, "892,1036 1016,1010", "308,1036 184,1010"].map((points) => binding(points, trim));
  const armhole = "846,340 832,430 830,530 854,620";
  const rest = [seam(armhole, colour), seam(mirrored(armhole), colour), quiltPocket(colour, weaves, trim), quiltPocket(colour, weaves, trim, true), ...edges, ...snaps()];
  return cloth(pieces, folds(colour, quiltFolds), label(600, 316) + rest.join(""));
}

export function quiltedOutline(): string[] {
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
  const metal = linear([[0, "#f3e6c8"], [0.5, "#b39055"], [1, "#6b5127"]], [0.2, 0, 0.8, 1]);
  return [430, 590, 750, 910, 1070].map((y) => dot(602, y + 3, 15, "#1c1512", 0.3) + dot(599, y, 14, metal) + dot(599, y, 8, "#c8a76c"));
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
