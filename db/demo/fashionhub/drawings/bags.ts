import { element, linear } from "../../svg.ts";
import { tones } from "../colour.ts";
import { curve, halves, mirrored, shape } from "../curve.ts";
import { cloth, dot, type Fold, folds, patch, type Piece, soft, stitches, stroke, veil, type Weave } from "../studio.ts";

export interface Bag {
  colour: string;
  lining?: string;
  weaves?: Weave[];
}

export const gold = linear([[0, "#f8ebc8"], [0.45, "#c49c55"], [1, "#6f4f1f"]], [0.15, 0, 0.85, 1]);

/** The shade on a table below what stands on it. */
export function footing(x: number, y: number, w: number, depth = 40): string {
  const layers = Array.from({ length: 16 }, (_, index) => {
    const share = (index + 1) / 16;
    return element("ellipse", { cx: x + share * 30, cy: y + share * 6, rx: w * (0.47 + share * 0.1), ry: 6 + share * depth, fill: "#2a1f1a", "fill-opacity": 0.045 });
  });
  return veil(...layers);
}

const toteBody = "894,560! 910,800 918,1000 912,1190 888,1214! 740,1226 600,1228";

/** A tall leather tote with two handles. */
export function tote({ colour, lining = "#b89b7a", weaves = [] }: Bag): string {
  const { line } = tones(colour);
  const made: Fold[] = [
    ["330,600 380,800 360,1000 340,1180", 54, 0.3],
    ["870,600 830,800 850,1000 866,1190", 60, 0.4],
    ["480,720 520,880 490,1040 500,1200", 50, 0.2],
    ["310,1120 420,1180 600,1196 780,1184", 40, 0.36],
    ["610,580 690,640 800,650 890,600", 36, 0.3, 1],
  ];
  const front: Piece = { path: shape(halves(`600,586 750,578 ${toteBody}`)), colour, weaves, round: 0.42 };
  const rows = "320,580 450,600 600,606 750,600 880,580";
  const base = patch({ path: shape("286,1080! 420,1096 600,1100 780,1096 914,1080! 914,1190 888,1214! 740,1226 600,1228 460,1226 312,1214! 286,1190"), colour, round: 0.5 }, 0.6);
  return [
    footing(600, 1220, 640),
    handle("420,590 400,420 460,270 600,240 740,270 800,420 780,590", tones(colour).dark, -26),
    patch({ path: shape("310,556! 450,530 600,524 750,530 890,556! 750,584 600,592 450,584"), colour: lining, round: 0.9 }, 0),
    cloth([front], folds(colour, made), stitches(rows, line)),
    base,
    stitches("290,1092 420,1108 600,1112 780,1108 910,1092", line),
    handle("420,650 396,460 450,300 600,266 750,300 804,460 780,650", colour, 0),
    ...[420, 780].map((x) => tab(x, 600, colour)),
    stamp(600, 800, colour),
  ].join("");
}

function handle(points: string, colour: string, up: number): string {
  const { line, glow } = tones(colour);
  const path = curve(points);
  const made = stroke(path, line, 32) + stroke(path, colour, 28) + stroke(path, glow, 7, 0.45);
  return element("g", { transform: `translate(0 ${up})` }, made, stitches(points, line, glow));
}

function tab(x: number, y: number, colour: string): string {
  const path = shape(`${x - 28},${y - 6}! ${x + 28},${y - 6}! ${x + 28},${y + 92} ${x},${y + 124}! ${x - 28},${y + 92}`);
  const row = `${x - 20},${y} ${x - 20},${y + 86}! ${x},${y + 112}! ${x + 20},${y + 86}! ${x + 20},${y}`;
  return patch({ path, colour, round: 0.4 }, 0.8) + stitches(row, tones(colour).line) + stud(x, y + 34);
}

function stud(x: number, y: number): string {
  return dot(x + 2, y + 3, 12, "#1c1512", 0.35) + dot(x, y, 11, gold) + dot(x - 3, y - 3, 4, "#fff6dd", 0.7);
}

/** A maker's mark pressed into the leather. */
function stamp(x: number, y: number, colour: string): string {
  const { deep, glow } = tones(colour);
  const arch = `M${x - 26},${y + 30}V${y - 6}A26,26 0 0 1 ${x + 26},${y - 6}V${y + 30}Z M${x - 12},${y + 30}V${y + 2}A12,12 0 0 1 ${x + 12},${y + 2}V${y + 30}`;
  return stroke(arch, glow, 3, 0.5, 'transform="translate(1.500 1.500)"') + stroke(arch, deep, 3, 0.8);
}

const moon = "930,600! 960,640 960,760 900,900 780,1010 660,1046 600,1050";

/** A half-moon bag on a shoulder strap. */
export function halfMoon({ colour, weaves = [] }: Bag): string {
  const { line } = tones(colour);
  const made: Fold[] = [
    ["290,640 360,800 480,940 600,980", 60, 0.3],
    ["900,640 860,780 760,920 640,986", 70, 0.42],
    ["420,660 470,760 540,840 620,870", 40, 0.2],
    ["780,650 740,740 680,810 610,840", 40, 0.26, 1],
    ["330,900 430,1000 540,1030 660,1030", 44, 0.4],
  ];
  const body: Piece = { path: shape(halves(`600,640 780,632 ${moon}`)), colour, weaves, round: 0.6 };
  const top = shape("268,592! 420,618 600,628 780,618 932,592! 944,620 930,640! 780,668 600,676 420,668 270,640! 256,620");
  const piping = "930,640 950,760 894,890 776,996 660,1030 600,1034";
  const strap = "286,610 270,420 400,230 600,190 800,230 930,420 914,610";
  return [
    handle(strap, tones(colour).dark, 0),
    cloth([body], folds(colour, made)),
    ...[piping, mirrored(piping)].map((points) => stroke(curve(points), line, 2.4, 0.5) + stitches(points, line)),
    patch({ path: top, colour, round: 0.5 }, 0.8),
    zip("290,622 430,642 600,650 770,642 910,622"),
    ring(286, 610),
    ring(914, 610),
    soft("330,720 380,820 450,900 540,950", 46, "#fffaf0", 0.4),
  ].join("");
}

export function halfMoonOutline(): string[] {
  return [shape(halves(`600,600 780,616 ${moon}`))];
}

function zip(points: string): string {
  const path = curve(points);
  const puller = element("rect", { x: 862, y: 626, width: 14, height: 62, rx: 6, fill: gold });
  return stroke(path, "#4a3a2c", 12, 0.9) + stroke(path, "#d9b873", 8, 1, 'stroke-dasharray="4 3.500"') + dot(869, 628, 10, gold) + puller;
}

function ring(x: number, y: number): string {
  const path = `M${x - 22},${y}a22,22 0 1 0 44,0a22,22 0 1 0 -44,0`;
  return element("path", { d: path, fill: "none", stroke: gold, "stroke-width": 9 }) + stroke(path, "#fff3d6", 2, 0.6);
}

const boxBody = "880,640! 900,800 912,1000 904,1130 890,1150! 740,1160 600,1162";

/** A small structured bag with a flap, a clasp and one handle. */
export function topHandle({ colour, weaves = [] }: Bag): string {
  const { line, deep } = tones(colour);
  const flapPath = "312,632! 450,612 600,608 750,612 888,632! 900,720 890,830 830,880 700,906 600,912 500,906 370,880 310,830 300,720";
  const made: Fold[] = [
    ["330,960 480,1010 700,1012 880,960", 50, 0.3],
    ["320,900 330,1000 326,1080 330,1140", 40, 0.36],
    ["880,900 872,1000 880,1080 872,1140", 46, 0.44],
  ];
  const flapFolds: Fold[] = [
    ["340,680 480,720 700,724 860,684", 44, 0.24],
    ["330,820 460,870 700,880 860,826", 40, 0.34],
  ];
  return [
    footing(600, 1156, 620),
    handle("452,640 430,500 490,410 600,396 710,410 770,500 748,640", colour, 0),
    cloth([{ path: shape(halves(`600,640 ${boxBody}`)), colour, weaves, round: 0.5 }], folds(colour, made)),
    cloth([{ path: shape(flapPath), colour, weaves, round: 0.45 }], folds(colour, flapFolds)),
    stitches("322,730 324,824 380,868 510,892 600,898 690,892 820,868 876,824 878,730", line),
    stroke(curve("312,1130 460,1144 600,1146 740,1144 888,1130"), deep, 2, 0.5),
    clasp(),
    stud(452, 648),
    stud(748, 648),
    soft("350,660 480,640 640,640 800,662", 40, "#fffaf0", 0.45),
  ].join("");
}

function clasp(): string {
  const plate = "M564,850h72v52a36,36 0 0 1 -72,0Z";
  return [
    element("path", { d: plate, fill: "#1c1512", "fill-opacity": 0.4, transform: "translate(4 7)" }),
    element("path", { d: plate, fill: gold }),
    stroke(plate, "#6f4f1f", 2, 0.7),
    stroke("M572,858h56", "#fff6dd", 4, 0.6),
    dot(600, 900, 13, "#7b5a26"),
    dot(599, 898, 10, gold),
  ].join("");
}
