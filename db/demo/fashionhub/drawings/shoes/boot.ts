import { tones } from "../../studio/colour.ts";
import { curve, shape } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import { cloth, type Fold, folds, patch, type Subject, stroke } from "../../studio.ts";
import { gleam, ground, heel, pair, type Shoe } from "./leather.ts";

const bootUpper =
  "300,300! 288,420 276,560 262,700 236,820 232,940 240,1000! 460,1012 700,1014 1000,1002! 1018,950 980,890 880,848 780,810 700,750 656,660 644,560 650,440 662,312! 560,330 420,326";

/** A pair of ankle boots with elastic at the sides. */
export function boots(shoe: Shoe): Subject {
  const { colour, lining = "#b08d6b", sole = "#241d1a", polish = 0.4 } = shoe;
  const welt = "232,996! 640,1012 1014,994! 1036,1008 1024,1034! 640,1040 236,1024!";
  const mouth = "304,296! 420,282 560,284 660,304! 560,332 420,328";
  const parts = [
    ground(620, 1070, 880),
    heel(shape("240,1012! 470,1020! 460,1080! 250,1080!"), sole),
    patch({ path: shape(welt), colour: sole, round: 0.5 }, 0.8),
    stitches("250,1006 640,1022 1012,1006", "#d8c6a6"),
    patch({ path: shape(mouth), colour: lining, round: 0.9 }, 0),
    cloth([{ path: shape(bootUpper), colour, round: 0.6 }], folds(colour, creases)),
    side(colour),
    pullTab(colour),
    gleam("800,850 870,880 940,916 980,950", 30, polish),
    gleam("346,380 336,500 336,600 326,680", 26, polish * 0.8),
    gleam("280,900 330,940 400,960 470,966", 26, polish * 0.6),
  ];
  return { ...pair(parts.join("")), place: { y: 60, x: -10, scale: 1.04 } };
}

const creases: Fold[] = [
  ["656,640 600,690 560,760 470,790", 34, 0.55, 1],
  ["672,720 620,770 570,820 480,850", 30, 0.5, 1],
  ["262,690 320,740 380,760 440,760", 30, 0.45],
  ["250,800 310,840 380,860 450,850", 26, 0.35],
  ["330,340 318,480 320,600 306,700", 36, 0.4],
  ["620,340 612,460 620,580 612,660", 34, 0.45],
  ["760,980 860,1000 940,996 1000,970", 30, 0.5],
  ["250,900 320,960 440,980 560,984", 36, 0.3],
];

function side(colour: string): string {
  const { line, deep, glow } = tones(colour);
  const gusset = "430,332! 560,334! 552,470 540,620 516,716! 470,716! 448,620 438,470";
  const around = "420,330 428,470 440,630 466,728 520,728 552,620 564,470 572,334";
  return [
    elastic(shape(gusset), colour),
    stitches(around, line, glow),
    stitches("520,724 600,800 700,850 720,1004", deep, glow),
  ].join("");
}

function elastic(path: string, colour: string): string {
  const { deep, glow } = tones(colour);
  const rows = Array.from({ length: 15 }, (_, index) => `M${430 + index * 9},320V730`).join("");
  return patch({ path, colour: deep, round: 0.5, weaves: [() => stroke(rows, glow, 2.4, 0.4)] }, 0);
}

function pullTab(colour: string): string {
  const loop = "296,318! 284,270 300,238 320,240 332,272 330,320!";
  return (
    stroke(curve(loop), tones(colour).line, 20, 0.8) +
    stroke(curve(loop), colour, 16) +
    stitches(loop, tones(colour).glow)
  );
}
