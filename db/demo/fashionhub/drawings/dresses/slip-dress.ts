import { tones } from "../../studio/colour.ts";
import { curve, halves, mirrored, shape } from "../../studio/curve.ts";
import { seam } from "../../studio/trims.ts";
import { cloth, type Fold, folds, type Piece, type Subject, stroke } from "../../studio.ts";
import { silk } from "../tops/ribbons.ts";

const slip = (foot: number) =>
  `694,316! 702,400 744,474! 728,560 714,640 738,760 792,960 834,1160 872,${foot}! 740,${foot + 26} 600,${foot + 16}`;

/** A bias-cut slip dress with a cowl neck; `foot` is where it ends, in pixels from the top. */
export function slipDress(colour: string, foot = 1350): Subject {
  const outline = [shape(halves(`600,446 650,420 ${slip(foot)}`))];
  const place = foot > 1400 ? { scale: 0.93, y: -60 } : { y: -10 };
  // Nothing hides the hanger of a dress with thin straps.
  const opening = shape("330,90! 870,90! 870,300! 330,300!");
  return { art: drawn(colour, foot), outline, place, opening, neck: 132 };
}

function drawn(colour: string, foot: number): string {
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
  const seams = [
    seam(darts, colour),
    seam(mirrored(darts), colour),
    stroke(curve(hem), line, 1.6, 0.4),
  ];
  return straps.join("") + cloth(pieces, folds(colour, slipFolds), seams.join(""));
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
