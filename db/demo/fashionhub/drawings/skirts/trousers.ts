import { tones } from "../../studio/colour.ts";
import { curve, mirrored, shape } from "../../studio/curve.ts";
import { button, label, seam, stitches } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  soft,
  stroke,
  type Weave,
} from "../../studio.ts";

export interface Trousers {
  colour: string;
  cut?: "wide" | "slim";
  weaves?: Weave[];
  /** Where the legs end, in pixels from the top. */
  foot?: number;
}

const cuts = {
  wide: (foot: number) =>
    `600,246! 770,240! 806,330 834,470 850,640 880,1000 906,${foot}! 770,${foot + 18} 628,${foot + 12}! 622,1000 612,760 600,618!`,
  slim: (foot: number) =>
    `600,246! 764,240! 800,340 824,470 826,620 806,900 786,${foot}! 730,${foot + 12} 664,${foot + 8}! 646,1000 622,780 600,612!`,
};

/** Trousers laid flat. */
export function trousers(made: Trousers): Subject {
  const foot = made.foot ?? 1376;
  const place = { y: foot > 1400 ? -60 : -40, scale: foot > 1400 ? 0.94 : 1 };
  return { art: drawn(made), outline: outline(made), place };
}

function drawn(made: Trousers): string {
  const { colour, weaves = [], cut = "wide", foot = 1376 } = made;
  const leg = cuts[cut](foot);
  const lean = cut === "wide" ? 2 : 1;
  const pieces: Piece[] = [
    {
      path: shape("436,206! 600,196 764,206! 740,250 600,262 460,250"),
      colour: tones(colour).deep,
    },
    { path: shape(mirrored(leg, 600.001)), colour, weaves, turn: lean, round: 0.5 },
    { path: shape(leg), colour, weaves, turn: -lean, round: 0.55 },
  ];
  return cloth(pieces, folds(colour, cut === "wide" ? wideFolds : slimFolds), details(made, foot));
}

function outline({ cut = "wide", foot = 1376 }: Trousers): string[] {
  const leg = cuts[cut](foot).replace("600,246!", "600,206! 764,206!");
  return [shape(leg), shape(mirrored(leg, 600.001))];
}

const hips: Fold[] = [
  ["604,610 660,560 730,520 810,500", 34, 0.2, 1],
  ["596,610 540,560 470,520 390,500", 34, 0.2],
  ["604,640 660,640 720,620 800,590", 26, 0.22, 1],
  ["596,640 540,640 480,620 400,590", 26, 0.2],
];

const wideFolds: Fold[] = [
  ...hips,
  ["690,290 700,560 720,900 742,1370", 40, 0.5],
  ["510,290 500,560 480,900 458,1370", 40, 0.46],
  ["760,300 790,600 830,960 856,1370", 46, 0.42],
  ["440,300 410,600 370,960 344,1370", 44, 0.36],
  ["640,760 660,960 676,1160 690,1370", 44, 0.4],
  ["560,760 540,960 524,1160 510,1370", 44, 0.36],
  ["850,900 800,960 760,980 720,976", 26, 0.26, 1],
  ["350,940 400,996 450,1010 490,1004", 26, 0.26],
];

const slimFolds: Fold[] = [
  ...hips,
  ["700,290 712,560 714,900 724,1370", 26, 0.5],
  ["500,290 488,560 486,900 476,1370", 26, 0.46],
  ["818,640 760,700 700,716 630,700", 26, 0.4, 1],
  ["382,640 440,700 500,716 570,700", 26, 0.38],
  ["806,880 750,930 700,936 650,920", 30, 0.44, 1],
  ["394,880 450,930 500,936 550,920", 30, 0.4],
  ["800,960 756,986 710,990 664,978", 20, 0.36, 1],
  ["400,960 444,986 490,990 536,978", 20, 0.34],
  ["790,1240 750,1266 710,1268 668,1256", 22, 0.36, 1],
  ["410,1240 450,1266 490,1268 532,1256", 22, 0.34],
];

function details(made: Trousers, foot: number): string {
  const { colour, cut = "wide" } = made;
  const { line, deep } = tones(colour);
  const hem =
    cut === "wide"
      ? `906,${foot - 44} 770,${foot - 26} 628,${foot - 32}`
      : `788,${foot - 40} 730,${foot - 28} 662,${foot - 32}`;
  const pocketLine = "742,262 776,340 806,420";
  const fly = "626,262 628,440 622,520 602,580";
  return [
    soft("600,270 600,400 600,520 600,640", 14, deep, 0.6),
    seam("600,262 601,430 600,616", colour),
    stitches(fly, line),
    ...[pocketLine, mirrored(pocketLine)].map((points, index) =>
      seam(points, colour, index ? 9 : -9, 3),
    ),
    ...[hem, mirrored(hem)].map((points) => stroke(curve(points), line, 2, 0.4)),
    waistband(made),
    cut === "wide" ? tucks(colour) : "",
  ].join("");
}

function waistband({ colour, weaves = [] }: Trousers): string {
  const front = shape(
    "432,204! 520,226 600,230 680,226 768,204! 772,248! 680,272 600,276 520,272 428,248!",
  );
  const { line } = tones(colour);
  const loop = (x: number, y: number, lean: number) =>
    patch(
      {
        path: shape(
          `${x - 9},${y}! ${x + 9},${y + lean}! ${x + 9},${y + 66 + lean}! ${x - 9},${y + 66}!`,
        ),
        colour,
        round: 0.5,
      },
      0.5,
    );
  return [
    label(600, 214),
    patch({ path: front, colour, weaves, round: 0.4 }, 0.6),
    stitches("436,212 520,234 600,238 680,234 764,212", line),
    stitches("434,240 520,264 600,268 680,264 766,240", line),
    ...[loop(516, 216, 4), loop(684, 220, -4)],
    button(600, 252, 14, "#cdbfa8"),
  ].join("");
}

/** Two folds a side, sewn into the waistband. */
function tucks(colour: string): string {
  const { deep, glow } = tones(colour);
  const lines = ["690,270 694,320 698,400", "722,266 730,312 738,380"];
  return lines
    .flatMap((points) => [points, mirrored(points)])
    .map((points) => soft(points, 16, deep, 0.9) + stroke(curve(points), glow, 1.4, 0.5))
    .join("");
}
