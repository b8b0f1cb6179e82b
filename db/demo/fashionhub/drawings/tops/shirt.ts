import { tones } from "../../studio/colour.ts";
import { halves, mirrored, shape } from "../../studio/curve.ts";
import { button, label, seam, stitches } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";

export interface Shirt {
  colour: string;
  weaves?: Weave[];
  buttons?: string;
  pocket?: boolean;
}

const sleeve =
  "846,376! 918,450 968,640 1000,860 1016,1010! 900,1036! 884,880 868,760 856,650! 832,560 834,460";

const side =
  "846,376! 834,460 832,560 856,650! 846,800 850,940 864,1040! 830,1110 740,1150 600,1158";

const neck = "600,384 656,362 704,310!";

const cuff = "896,1028! 1020,1002! 1034,1106! 912,1132!";

/** A shirt with a collar, buttoned, laid flat. */
export function shirt(made: Shirt): Subject {
  return { art: drawn(made), outline: outline(), place: { y: 40, scale: 1.05 }, neck: 262 };
}

function drawn(made: Shirt): string {
  const { colour, weaves = [] } = made;
  const pieces: Piece[] = [
    { path: shape(mirrored(sleeve)), colour, weaves, turn: 9, round: 0.5 },
    { path: shape(sleeve), colour, weaves, turn: -9, round: 0.6 },
    { path: shape(halves(`${neck} ${side}`)), colour, weaves, round: 0.42 },
  ];
  const cuffs = [cuff, mirrored(cuff)].map((points, index) =>
    patch({ path: shape(points), colour, weaves, turn: index ? 12 : -12, round: 0.4 }, 0.6),
  );
  const rest = [...cuffs, cuffDetails(made), placket(made, 1152), pocket(made), shirtCollar(made)];
  return cloth(pieces, folds(colour, creases), shirtSeams(colour) + rest.join(""));
}

function outline(): string[] {
  const arms = [sleeve, cuff].flatMap((points) => [shape(points), shape(mirrored(points))]);
  return [...arms, shape(halves(`600,262 680,280! ${side}`))];
}

/** Of the front of a shirt or a blouse. */
export const bodyCreases: Fold[] = [
  ["856,664 780,740 710,790 640,812", 44, 0.4, 1],
  ["344,664 420,740 490,790 560,812", 42, 0.4],
  ["834,520 796,620 784,760 796,900", 40, 0.3],
  ["366,520 404,620 414,760 402,900", 36, 0.28],
  ["500,470 486,640 494,860 478,1090", 54, 0.26],
  ["706,470 722,660 708,860 730,1100", 58, 0.3],
  ["560,520 566,720 552,900 560,1100", 30, 0.2],
  ["352,860 420,900 500,912 566,900", 30, 0.34],
  ["848,910 780,960 710,976 640,966", 30, 0.34, 1],
  ["342,1010 400,1060 480,1090 560,1088", 26, 0.3],
];

const creases: Fold[] = [
  ...bodyCreases,
  ["976,680 930,712 892,712 866,698", 32, 0.5],
  ["224,680 270,712 308,712 334,698", 32, 0.46],
  ["992,780 944,824 906,826 876,808", 38, 0.46],
  ["208,780 256,824 294,826 324,808", 38, 0.44],
  ["906,480 932,640 948,820 956,990", 38, 0.34],
  ["294,480 268,640 252,820 244,990", 38, 0.28],
  ["1004,920 962,950 928,950 894,936", 30, 0.44],
  ["196,920 238,950 272,950 306,936", 30, 0.4],
  ["930,960 926,990 922,1010 920,1030", 12, 0.5],
  ["972,960 972,985 974,1000 976,1016", 12, 0.5],
];

function shirtSeams(colour: string): string {
  const armhole = "846,376 834,460 832,560 856,650";
  const yoke = "716,330 780,356 842,396";
  return [
    seam(armhole, colour, -9, 2),
    seam(mirrored(armhole), colour, 9, 2),
    seam(yoke, colour, 0, 8),
    seam(mirrored(yoke), colour, 0, 8),
    stitches("336,1030 372,1096 460,1136 600,1144 740,1136 828,1096 864,1030", tones(colour).line),
  ].join("");
}

function cuffDetails({ colour, buttons = "#efe8dc" }: Shirt): string {
  const { line } = tones(colour);
  const rows = [
    "904,1040 1014,1016",
    "918,1120 1024,1096",
    "186,1016 296,1040",
    "176,1096 282,1120",
  ];
  const fastened = [button(938, 1080, 11, buttons), button(262, 1080, 11, buttons)];
  return rows.map((points) => stitches(points, line)).join("") + fastened.join("");
}

/** The buttoned band down the front, from the collar to `foot`. */
export function placket(
  { colour, weaves = [], buttons = "#efe8dc" }: Shirt,
  foot: number,
  turn = 0,
): string {
  const path = shape(`574,392! 626,392! 626,${foot}! 574,${foot}!`);
  const rows = [`582,396 582,${foot}`, `618,396 618,${foot}`].map((points) =>
    stitches(points, tones(colour).line),
  );
  const count = Math.floor((foot - 420) / 122);
  const places = Array.from({ length: count }, (_, index) => 452 + index * 122);
  const sewn = places.map((y) => buttonhole(600, y, colour) + button(600, y, 13, buttons));
  return patch({ path, colour, weaves, turn, round: 0.2 }, 0.7) + rows.join("") + sewn.join("");
}

function buttonhole(x: number, y: number, colour: string): string {
  return stroke(`M${x},${y - 20}V${y + 20}`, tones(colour).line, 4, 0.5, 'stroke-linecap="round"');
}

function pocket({ colour, weaves = [], pocket: sewn = false }: Shirt): string {
  if (!sewn) return "";
  const path = shape("668,566! 784,566! 784,672! 726,704! 668,672!");
  const { line } = tones(colour);
  const rows =
    stitches("676,590 776,590", line) +
    stitches("675,572 675,668! 726,696! 777,668! 777,572", line);
  return patch({ path, colour, weaves, round: 0.25 }, 0.6) + rows;
}

/** A turned-down collar on its stand. */
export function shirtCollar({ colour, weaves = [], buttons = "#efe8dc" }: Shirt): string {
  const { dark, line } = tones(colour);
  const leaf =
    "604,386! 630,350 664,300 682,272! 716,288 734,318! 752,380 758,446! 706,432 652,408";
  const inner: Piece = {
    path: shape("516,276! 600,262 684,276! 664,340 600,392 536,340"),
    colour: dark,
    weaves,
    round: 0.7,
  };
  const stand: Piece = {
    path: shape("520,276! 560,262 600,258 640,262 680,276! 640,290 600,296 560,290"),
    colour,
    round: 0.3,
  };
  const leaves = [mirrored(leaf), leaf].map((points, index) =>
    patch({ path: shape(points), colour, weaves, turn: index ? 30 : -30, round: 0.32 }, 0.9),
  );
  const inset = "622,384 660,402 706,420 744,430 738,378 724,326";
  const rows = stitches(inset, line) + stitches(mirrored(inset), line);
  return (
    cloth([inner], "", label(600, 326)) +
    patch(stand, 0.4) +
    leaves.join("") +
    rows +
    button(600, 404, 11, buttons)
  );
}
