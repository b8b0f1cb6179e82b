import { element, linear } from "../../svg.ts";
import { tones } from "../colour.ts";
import { curve, lens, moved, shape } from "../curve.ts";
import { cloth, dot, type Fold, folds, patch, placed, type Piece, soft, stitches, stroke, veil } from "../studio.ts";

export interface Shoe {
  colour: string;
  lining?: string;
  sole?: string;
  /** Leather that shines like glass, 0..1. */
  polish?: number;
}

/** A pair seen from the side: the far shoe a little behind and above the near one. */
export function pair(shoe: string): string {
  return placed(shoe, { x: 62, y: -92, scale: 0.93 }) + placed(shoe, { x: -30, y: 40 });
}

/** What lies on the ground beneath a shoe that stands at `y`. */
function ground(x: number, y: number, w: number): string {
  const layers = Array.from({ length: 14 }, (_, index) => {
    const share = (index + 1) / 14;
    return element("ellipse", { cx: x + share * 26, cy: y + 4, rx: w * (0.44 + share * 0.14), ry: 8 + share * 34, fill: "#2a1f1a", "fill-opacity": 0.04 });
  });
  return veil(...layers);
}

/** Light that glances off leather. */
function gleam(points: string, size: number, strength: number): string {
  return soft(points, size, "#fffaf0", strength);
}

const loaferUpper =
  "222,722! 330,786 440,804 530,778 606,684! 644,690 684,724 770,790 860,838 950,876 1002,926 1012,986! 640,1004 224,988! 206,860";

/** A loafer with a strap across the instep. */
export function loafer({ colour, lining = "#c9a982", sole = "#3a2a20", polish = 0.5 }: Shoe): string {
  const { deep, glow, line } = tones(colour);
  const made: Fold[] = [
    ["250,800 320,880 420,930 560,950", 46, 0.3],
    ["300,980 440,990 560,990 700,990", 30, 0.5],
    ["720,960 820,986 920,990 1000,966", 34, 0.55],
    ["706,800 700,850 716,900 704,960", 24, 0.3, 1],
    ["820,850 860,870 900,884 940,890", 18, 0.3],
  ];
  const throat = "222,722! 300,706 420,700 530,694 606,684! 570,748 440,806 330,788";
  const apron = "690,846 760,872 830,894 900,910 950,908 976,890";
  return [
    ground(616, 1056, 860),
    heel(shape("222,1006! 424,1012! 416,1064! 230,1064!"), sole),
    patch({ path: shape("214,982! 620,1000 1014,980! 1034,996 1022,1018! 620,1026 220,1016!"), colour: sole, round: 0.5 }, 0.8),
    patch({ path: shape(throat), colour: lining, round: 0.9 }, 0),
    cloth([{ path: shape(loaferUpper), colour, round: 0.55 }], folds(colour, made)),
    stroke(curve(apron), line, 16, 0.5, 'stroke-dasharray="2.500 8"'),
    stroke(curve(apron), deep, 4, 0.9) + stroke(curve(moved(apron, 0, -4)), glow, 2, 0.6),
    stitches("226,742 330,804 440,822 540,796", deep, glow),
    stitches("416,822 404,900 410,994", deep, glow),
    saddle(colour),
    gleam("744,804 820,846 890,872 956,896", 20, polish),
    gleam("246,850 300,910 380,946 480,960", 26, polish * 0.8),
    gleam("760,930 830,950 900,954 970,940", 14, polish * 0.6),
  ].join("");
}

/** The strap of a loafer, with its cut-out. */
function saddle(colour: string): string {
  const { deep, line, glow } = tones(colour);
  const path = shape("548,786! 600,744 648,706! 716,752! 694,830 690,920 694,1002! 566,1004! 552,930 546,860");
  const slot = "590,846 626,832 662,846";
  return [
    patch({ path, colour, round: 0.5 }, 0.8),
    `<path d="${lens(slot, 26)}" fill="${line}"/>`,
    stroke(curve("590,852 626,848 662,852"), glow, 2, 0.5),
    stitches("560,792 566,860 572,930 582,996", deep, glow),
    stitches("702,760 680,836 676,920 680,996", deep, glow),
    gleam("618,750 600,800 596,880 604,960", 16, 0.4),
  ].join("");
}

function heel(path: string, sole: string): string {
  const { glow } = tones(sole);
  const layers = [1022, 1036, 1049].map((y) => stroke(`M224,${y}H424`, glow, 1.4, 0.35)).join("");
  return patch({ path, colour: sole, round: 0.8 }, 0.6) + layers;
}

const bootUpper = "300,300! 288,420 276,560 262,700 236,820 232,940 240,1000! 460,1012 700,1014 1000,1002! 1018,950 980,890 880,848 780,810 700,750 656,660 644,560 650,440 662,312! 560,330 420,326";

/** An ankle boot with elastic at the side. */
export function boot({ colour, lining = "#b08d6b", sole = "#241d1a", polish = 0.4 }: Shoe): string {
  const { deep, line, glow } = tones(colour);
  const made: Fold[] = [
    ["656,640 600,690 560,760 470,790", 34, 0.55, 1],
    ["672,720 620,770 570,820 480,850", 30, 0.5, 1],
    ["262,690 320,740 380,760 440,760", 30, 0.45],
    ["250,800 310,840 380,860 450,850", 26, 0.35],
    ["330,340 318,480 320,600 306,700", 36, 0.4],
    ["620,340 612,460 620,580 612,660", 34, 0.45],
    ["760,980 860,1000 940,996 1000,970", 30, 0.5],
    ["250,900 320,960 440,980 560,984", 36, 0.3],
  ];
  const gusset = "430,332! 560,334! 552,470 540,620 516,716! 470,716! 448,620 438,470";
  return [
    ground(620, 1070, 880),
    heel(shape("240,1012! 470,1020! 460,1080! 250,1080!"), sole),
    patch({ path: shape("232,996! 640,1012 1014,994! 1036,1008 1024,1034! 640,1040 236,1024!"), colour: sole, round: 0.5 }, 0.8),
    stitches("250,1006 640,1022 1012,1006", "#d8c6a6"),
    patch({ path: shape("304,296! 420,282 560,284 660,304! 560,332 420,328"), colour: lining, round: 0.9 }, 0),
    cloth([{ path: shape(bootUpper), colour, round: 0.6 }], folds(colour, made)),
    elastic(shape(gusset), colour),
    stitches("420,330 428,470 440,630 466,728 520,728 552,620 564,470 572,334", line, glow),
    stitches("520,724 600,800 700,850 720,1004", deep, glow),
    pullTab(colour),
    gleam("800,850 870,880 940,916 980,950", 30, polish),
    gleam("346,380 336,500 336,600 326,680", 26, polish * 0.8),
    gleam("280,900 330,940 400,960 470,966", 26, polish * 0.6),
  ].join("");
}

function elastic(path: string, colour: string): string {
  const { deep, glow } = tones(colour);
  const rows = Array.from({ length: 15 }, (_, index) => `M${430 + index * 9},320V730`).join("");
  return patch({ path, colour: deep, round: 0.5, weaves: [() => stroke(rows, glow, 2.4, 0.4)] }, 0);
}

function pullTab(colour: string): string {
  const loop = "296,318! 284,270 300,238 320,240 332,272 330,320!";
  return stroke(curve(loop), tones(colour).line, 20, 0.8) + stroke(curve(loop), colour, 16) + stitches(loop, tones(colour).glow);
}

const slingUpper = "500,850! 560,800 640,770 720,800! 800,870 920,930 1040,968 1076,996! 1060,1016 960,1024 800,1024 640,1010 540,960 480,900!";

/** A pointed slingback on a small heel. */
export function slingback({ colour, lining = "#dcc3a6", sole = "#c9a67c", polish = 0.6 }: Shoe): string {
  const { deep, line } = tones(colour);
  const made: Fold[] = [
    ["540,880 640,950 780,990 960,1004", 40, 0.4],
    ["720,830 780,890 880,940 1000,980", 30, 0.35],
  ];
  const insole = "172,742! 250,720 340,730 420,780 520,860! 620,810 700,800 600,900 540,930 460,890 380,830 280,790 186,790!";
  const strap = "206,700 196,640 230,600 330,610 470,690 600,800";
  const gold = linear([[0, "#f6e7bf"], [0.5, "#b8924c"], [1, "#6b4c1c"]], [0.2, 0, 0.8, 1]);
  return [
    ground(650, 1030, 900),
    ground(230, 1052, 160),
    patch({ path: shape("172,760! 260,800 360,840 450,910 560,990 700,1024 880,1032 1060,1020! 1040,1036 800,1044 640,1038 520,1000 420,930 340,872 260,850! 254,940 262,1056! 214,1056! 204,940 180,860"), colour: sole, round: 0.5 }, 0.6),
    patch({ path: shape("170,752! 300,800! 262,868 254,940 262,1056! 214,1056! 204,940 180,850"), colour, round: 0.9 }, 0.4),
    stroke(curve(strap), line, 17, 0.3) + backStrap(strap, deep),
    patch({ path: shape(insole), colour: lining, round: 0.6 }, 0.4),
    patch({ path: shape("170,700! 186,676 210,690 204,760 214,800! 184,796! 172,760"), colour, round: 0.6 }, 0.4),
    cloth([{ path: shape(slingUpper), colour, round: 0.55 }], folds(colour, made)),
    stitches("506,858 566,812 640,784 714,812", deep),
    frontStrap(strap, colour),
    element("rect", { x: 322, y: 596, width: 40, height: 34, rx: 5, fill: "none", stroke: gold, "stroke-width": 7, transform: "rotate(14 342 613)" }),
    gleam("760,872 840,926 930,960 1020,986", 20, polish),
    gleam("540,900 580,950 660,990 760,1004", 24, polish * 0.8),
    gleam("196,800 214,880 222,960 226,1040", 12, polish),
  ].join("");
}

function backStrap(points: string, colour: string): string {
  return element("g", { transform: "translate(34 -6)" }, stroke(curve(points), colour, 15));
}

function frontStrap(points: string, colour: string): string {
  const { line, glow } = tones(colour);
  const path = curve(points);
  return stroke(path, line, 21, 0.9) + stroke(path, colour, 18) + stroke(path, glow, 5, 0.5) + [0, 1, 2].map((index) => dot(392 + index * 26, 642 + index * 15, 3, line)).join("");
}
