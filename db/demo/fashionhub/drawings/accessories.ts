import { element, radial } from "../../svg.ts";
import { mix, tones } from "../colour.ts";
import { curve, lens, mirrored, sample, shape } from "../curve.ts";
import { checked, felted } from "../fabrics.ts";
import { cloth, dot, type Fold, folds, label, patch, type Piece, placed, soft, stroke, veil, type Weave } from "../studio.ts";
import { footing, gold } from "./bags.ts";
import { silk } from "./shirts.ts";

export interface Scarf {
  colour: string;
  border: string;
  /** Colours of the printed motif. */
  inks: readonly [string, string];
}

const square =
  "120,276! 360,262 600,272 840,258 1082,280! 1070,520 1086,740 1076,1206! 840,1222 600,1208 360,1224 124,1204! 134,960 116,740 132,500";

/** A printed silk square laid out flat, one corner turned over. */
export function silkSquare({ colour, border, inks }: Scarf): string {
  const inner = "232,386! 600,376 968,388! 962,740 966,1096! 600,1106 234,1094! 240,740";
  const print: Weave = () => motif(inks);
  const pieces: Piece[] = [
    { path: shape(square), colour: border, sheen: silk(border), round: 0.3 },
    { path: shape(inner), colour, sheen: silk(colour), round: 0.2, weaves: [print] },
  ];
  const hem = stroke(shape(square), tones(border).line, 5, 0.4) + stroke(shape(inner), inks[0], 4, 0.8);
  return cloth(pieces, folds(border, silkFolds), hem);
}

export function squareOutline(): string[] {
  return [shape(square)];
}

const silkFolds: Fold[] = [
  ["120,500 340,560 560,520 780,600", 60, 0.26],
  ["420,264 460,500 410,780 470,1210", 60, 0.22],
  ["760,266 800,540 740,820 800,1216", 64, 0.26],
  ["124,900 330,850 560,930 760,900", 54, 0.24],
  ["840,300 860,460 960,640 1076,700", 50, 0.3],
  ["560,1216 640,1100 800,1040 1070,1040", 50, 0.26],
];

/** Arches, suns and leaves, as a print. */
function motif([one, two]: readonly [string, string]): string {
  const arches = [196, 150, 104, 58].map((r, index) => {
    const path = `M${600 - r},960V740A${r},${r} 0 0 1 ${600 + r},740V960Z`;
    return element("path", { d: path, fill: index % 2 ? two : one, "fill-opacity": index === 3 ? 1 : 0.92 });
  });
  const sun = dot(600, 466, 40, two) + rays(600, 466, two);
  const sprays = [branch("322,1000 330,820 370,640 440,500", one), branch("878,1000 870,820 830,640 760,500", one)];
  const lines = [268, 932].map((x) => stroke(`M${x},420V1060`, two, 5, 0.8)).join("");
  const drops = [400, 450, 500, 550, 600, 650, 700, 750, 800].map((x) => dot(x, 1030, x % 100 ? 8 : 13, x % 100 ? two : one)).join("");
  return [...arches, sun, ...sprays, lines, drops].join("");
}

function rays(x: number, y: number, colour: string): string {
  const made = Array.from({ length: 16 }, (_, index) => {
    const lean = (index * Math.PI) / 8;
    const [c, s] = [Math.cos(lean), Math.sin(lean)];
    return `M${(x + c * 58).toFixed(1)},${(y + s * 58).toFixed(1)}L${(x + c * 82).toFixed(1)},${(y + s * 82).toFixed(1)}`;
  });
  return stroke(made.join(""), colour, 6, 1, 'stroke-linecap="round"');
}

function branch(points: string, colour: string): string {
  const places = sample(points, 9);
  const leaves = places.slice(1).flatMap(([x, y], index) =>
    [-1, 1].map((way) => {
      const size = 46 - index * 2;
      return `<path d="${lens(`${x},${y} ${x + way * size * 0.5},${y - size * 0.5} ${x + way * size},${y - size * 0.6}`, 20)}" fill="${colour}"/>`;
    }),
  );
  return stroke(curve(points), colour, 5) + leaves.join("");
}

/** The same square knotted, as it is worn at the throat. */
export function knottedScarf({ colour, border, inks }: Scarf): string {
  const checks = checked(inks[0], inks[1], 96, 0.5);
  const leaf = (points: string, turn: number): Piece => ({
    path: shape(points),
    colour,
    sheen: silk(colour),
    weaves: [checks],
    turn,
  });
  const ends = [leaf(knotted.left, 18), { path: shape(knotted.right), colour: border, sheen: silk(border) }];
  const wings = [leaf(mirrored(knotted.wing), 24), leaf(knotted.wing, -24)];
  const knot: Piece = { path: shape(knotted.knot), colour: border, round: 0.8, sheen: silk(border) };
  const pinched: Fold[] = [
    ["580,500 596,580 576,650", 20, 0.6],
    ["626,500 616,580 634,650", 18, 0.6],
  ];
  return cloth(ends, folds(colour, tails)) + cloth(wings, folds(colour, tied)) + cloth([knot], folds(border, pinched));
}

export function knottedOutline(): string[] {
  const { wing, left, right } = knotted;
  return [wing, mirrored(wing), left, right].map(shape);
}

const knotted = {
  wing: "610,560! 720,440 880,380 1020,440 1070,560 1040,680! 940,730 800,700 610,620!",
  left: "560,620! 500,760 420,900 330,1090 300,1230! 400,1200 500,1250 560,1300! 590,1100 640,860 640,630!",
  right: "590,630! 640,780 680,900 690,1020 660,1180! 740,1150 830,1180 900,1240! 900,1060 840,860 760,740 650,620!",
  knot: "550,510! 600,488 652,512! 680,580 656,656! 604,676 548,656! 526,580",
};

const tails: Fold[] = [
  ["590,660 520,820 440,1000 380,1200", 50, 0.5],
  ["610,680 580,860 530,1040 500,1230", 46, 0.46],
  ["570,660 470,840 390,1000 330,1180", 34, 0.4],
  ["640,680 720,840 770,980 760,1150", 50, 0.55],
  ["660,680 780,840 840,980 850,1180", 40, 0.5],
];

const tied: Fold[] = [
  ["630,570 760,510 880,480 1010,530", 54, 0.55],
  ["630,590 790,590 920,600 1050,610", 44, 0.5],
  ["630,610 740,640 860,670 960,690", 34, 0.44],
  ["570,570 440,510 320,480 190,530", 54, 0.5],
  ["570,590 410,590 280,600 150,610", 44, 0.46],
  ["570,610 460,640 340,670 240,690", 34, 0.4],
];

export interface Wool {
  colour: string;
  weaves?: Weave[];
}

const hangs = {
  far: "560,250! 660,236 770,240! 800,500 806,800 800,1080! 700,1090 600,1084! 590,800 576,500",
  near: "420,250! 520,232 640,244! 660,500 664,900 652,1250! 540,1262 424,1250! 416,900 410,500",
};

/** A long wool scarf hung over a peg, with fringes. */
export function woolScarf({ colour, weaves = [] }: Wool): string {
  const pieces: Piece[] = [
    { path: shape(hangs.far), colour: mix(colour, tones(colour).dark, 0.5), weaves, turn: -2 },
    { path: shape(hangs.near), colour, weaves, turn: 1 },
  ];
  const made: Fold[] = [
    ["470,260 480,500 470,800 476,1240", 44, 0.46],
    ["540,250 556,500 550,800 560,1250", 50, 0.42],
    ["610,260 620,500 618,800 612,1240", 40, 0.46],
    ["700,260 716,500 720,800 706,1080", 44, 0.46],
    ["764,260 780,500 788,800 780,1070", 36, 0.4],
    ["430,300 500,340 580,340 640,310", 30, 0.4],
  ];
  const brand = element("g", { transform: "translate(0 900)" }, label(470, 280));
  return rail(260) + fringe(604, 800, 1082, mix(colour, tones(colour).dark, 0.5), 24) + cloth(pieces, folds(colour, made)) + fringe(424, 652, 1250, colour, 28) + brand;
}

/** A round wooden rail fixed to the wall. */
export function rail(y: number, left = -20, right = 1220, colour = "#b98f63"): string {
  const { glow, deep, line } = tones(colour);
  const path = `M${left},${y}H${right}`;
  const grain = [-7, -2, 4, 9].map((dy) => stroke(`M${left},${y + dy}H${right}`, line, 1, 0.25, `stroke-dasharray="${90 + dy * 4} 24"`));
  return [
    veil(...[46, 38, 30, 22, 14].map((size) => stroke(`M${left},${y + 30}H${right}`, "#2a1f1a", size, 0.045))),
    stroke(path, line, 34),
    stroke(path, colour, 31),
    stroke(`M${left},${y + 8}H${right}`, deep, 14, 0.4),
    stroke(`M${left},${y - 7}H${right}`, glow, 7, 0.6),
    ...grain,
  ].join("");
}

export function woolOutline(): string[] {
  return [shape(hangs.far), shape(hangs.near)];
}

/** Twisted threads along the foot of a scarf. */
function fringe(left: number, right: number, y: number, colour: string, count: number): string {
  const { line, glow, deep } = tones(colour);
  return Array.from({ length: count }, (_, index) => {
    const x = left + ((index + 0.5) / count) * (right - left);
    const lean = ((index * 7) % 5) - 2;
    const path = curve(`${x},${y - 8} ${x + lean},${y + 34} ${x + lean * 2.2},${y + 84 + ((index * 5) % 7)}`);
    return stroke(path, line, 8, 0.7) + stroke(path, index % 3 ? colour : deep, 6) + stroke(path, glow, 2, 0.5, 'stroke-dasharray="5 4"');
  }).join("");
}

/** A wide-brimmed felt hat. */
export function hat({ colour, ribbon }: { colour: string; ribbon: string }): string {
  const brim = "150,930! 220,820 420,770 600,764 780,770 980,820 1050,930! 980,1000 800,1040 600,1048 400,1040 220,1000";
  const crown = "352,900! 360,700 380,540 440,470 520,486 600,520 680,486 760,470 820,540 840,700 848,900! 740,946 600,958 460,946";
  const band = "350,806! 460,852 600,864 740,852 850,806! 852,906! 740,952 600,964 460,952 348,906!";
  const made: Fold[] = [
    ["520,490 560,560 580,640 572,720", 60, 0.5],
    ["680,490 650,560 636,640 640,700", 54, 0.46],
    ["600,520 604,580 600,640 606,700", 50, 0.5],
    ["400,560 390,660 394,740 384,820", 44, 0.3],
    ["806,560 820,660 812,740 826,830", 50, 0.5],
  ];
  const under: Fold[] = [
    ["180,950 360,1020 600,1034 840,1020", 50, 0.44],
    ["330,940 460,990 700,1000 870,940", 60, 0.5],
  ];
  return [
    footing(600, 1040, 900, 46),
    cloth([{ path: shape(brim), colour, weaves: [felted(colour, 0.16)], round: 0.5 }], folds(colour, under)),
    stroke(curve("160,936 230,1000 400,1034 600,1042 800,1034 970,1000 1040,936"), tones(colour).glow, 3, 0.5),
    cloth([{ path: shape(crown), colour, weaves: [felted(colour, 0.16)], round: 0.65 }], folds(colour, made)),
    patch({ path: shape(band), colour: ribbon, round: 0.6, weaves: [grosgrain(ribbon)] }, 0.7),
    flatBow(398, 880, ribbon),
  ].join("");
}

function grosgrain(colour: string): Weave {
  return () => stroke(Array.from({ length: 9 }, (_, index) => curve(`350,${816 + index * 11} 460,${862 + index * 11} 600,${874 + index * 11} 740,${862 + index * 11} 850,${816 + index * 11}`)).join(""), tones(colour).deep, 2, 0.35);
}

function flatBow(x: number, y: number, colour: string): string {
  const loop = shape(`${x - 30},${y - 42}! ${x + 90},${y - 22}! ${x + 66},${y + 14} ${x + 86},${y + 58}! ${x - 34},${y + 40}!`);
  const knot = shape(`${x - 18},${y - 44}! ${x + 18},${y - 38}! ${x + 18},${y + 50}! ${x - 18},${y + 44}!`);
  return patch({ path: loop, colour, round: 0.5 }, 0.8) + patch({ path: knot, colour, round: 0.7 }, 0.6);
}

const pearl = radial([[0, "#ffffff"], [0.3, "#f8efe6"], [0.75, "#d9c6b6"], [1, "#a48d7d"]], { cx: 0.36, cy: 0.32, r: 0.72 });

/** Hoop earrings with a pearl each. */
export function earrings({ pearls = true }: { pearls?: boolean } = {}): string {
  const one = (x: number, y: number, turn: number) =>
    placed(hoop(x, y) + (pearls ? drop(x, y + 190) : ""), { turn, about: [x, y - 150] });
  return one(400, 640, -5) + one(790, 690, 7);
}

function hoop(x: number, y: number): string {
  const path = `M${x - 34},${y - 146}A150,150 0 1 0 ${x + 40},${y - 144}`;
  const pin = stroke(curve(`${x - 34},${y - 146} ${x - 10},${y - 176} ${x + 24},${y - 170} ${x + 40},${y - 144}`), "#b08a4a", 6);
  return [
    element("g", { transform: "translate(16 26)" }, ...[44, 34, 26, 18].map((size) => stroke(path, "#2a1f1a", size, 0.07))),
    pin,
    stroke(path, "#5f431a", 30, 1, 'stroke-linecap="round"'),
    element("path", { d: path, fill: "none", stroke: gold, "stroke-width": 26, "stroke-linecap": "round" }),
    stroke(path, "#fff2cf", 7, 0.8, 'transform="translate(-4 -5)" stroke-linecap="round"'),
    stroke(path, "#4d3512", 5, 0.35, 'transform="translate(7 8)" stroke-linecap="round"'),
  ].join("");
}

function drop(x: number, y: number): string {
  return [
    element("ellipse", { cx: x + 22, cy: y + 36, rx: 66, ry: 70, fill: "#2a1f1a", "fill-opacity": 0.12 }),
    stroke(`M${x},${y - 46}V${y - 70}`, "#8a6a32", 7),
    dot(x, y, 58, pearl),
    element("ellipse", { cx: x - 20, cy: y - 24, rx: 15, ry: 10, fill: "#ffffff", "fill-opacity": 0.9, transform: `rotate(-32 ${x - 20} ${y - 24})` }),
    soft(`${x - 34},${y + 34} ${x},${y + 52} ${x + 34},${y + 34}`, 12, "#fff4ea", 0.5),
    element("circle", { cx: x, cy: y - 58, r: 10, fill: gold }),
  ].join("");
}

/** A pendant on a fine chain. */
export function pendant({ stone }: { stone: string }): string {
  const chain = "290,-40 340,380 440,640 600,800 760,640 860,380 910,-40";
  const path = curve(chain);
  return [
    element("g", { transform: "translate(12 22)" }, ...[18, 12, 7].map((size) => stroke(path, "#2a1f1a", size, 0.07))),
    stroke(path, "#5f431a", 9, 0.9, 'stroke-dasharray="13 4" stroke-linecap="round"'),
    stroke(path, "#e7c987", 6, 1, 'stroke-dasharray="12 5" stroke-linecap="round"'),
    stroke(path, "#fff4d8", 2, 0.9, 'stroke-dasharray="5 12"'),
    medal(600, 940, stone),
  ].join("");
}

function medal(x: number, y: number, stone: string): string {
  const { glow, deep } = tones(stone);
  const oval = (rx: number, ry: number, fill: string, opacity = 1) => element("ellipse", { cx: x, cy: y, rx, ry, fill, "fill-opacity": opacity });
  const cut = radial([[0, glow], [0.45, stone], [1, deep]], { cx: 0.36, cy: 0.3, r: 0.8 });
  const beads = Array.from({ length: 30 }, (_, index) => {
    const lean = (index * Math.PI) / 15;
    return dot(x + Math.cos(lean) * 99, y + Math.sin(lean) * 127, 6.5, gold);
  });
  return [
    element("g", { transform: "translate(20 32)" }, ...[1.2, 1.13, 1.06, 1].map((size) => oval(112 * size, 140 * size, "#2a1f1a", 0.09))),
    element("path", { d: `M${x - 20},${y - 132}a20,26 0 1 1 40,0`, fill: "none", stroke: gold, "stroke-width": 11 }),
    oval(112, 140, "#5f431a"),
    oval(109, 137, gold),
    ...beads,
    oval(84, 112, "#6f4f1f"),
    oval(80, 108, cut),
    soft(`${x - 50},${y - 20} ${x - 40},${y - 66} ${x},${y - 90}`, 24, "#ffffff", 0.9),
    soft(`${x - 20},${y + 86} ${x + 30},${y + 76} ${x + 58},${y + 30}`, 22, glow, 0.7),
  ].join("");
}
