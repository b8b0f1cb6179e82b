import { tones } from "../../studio/colour.ts";
import { curve, lens, moved, shape } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import { cloth, type Fold, folds, patch, type Subject, stroke } from "../../studio.ts";
import { gleam, ground, heel, pair, type Shoe } from "./leather.ts";

const loaferUpper =
  "222,722! 330,786 440,804 530,778 606,684! 644,690 684,724 770,790 860,838 950,876 1002,926 1012,986! 640,1004 224,988! 206,860";

/** A pair of loafers with a strap across the instep. */
export function loafers(shoe: Shoe): Subject {
  const { colour, lining = "#c9a982", sole = "#3a2a20", polish = 0.5 } = shoe;
  const throat = "222,722! 300,706 420,700 530,694 606,684! 570,748 440,806 330,788";
  const edge = "214,982! 620,1000 1014,980! 1034,996 1022,1018! 620,1026 220,1016!";
  const parts = [
    ground(616, 1056, 860),
    heel(shape("222,1006! 424,1012! 416,1064! 230,1064!"), sole),
    patch({ path: shape(edge), colour: sole, round: 0.5 }, 0.8),
    patch({ path: shape(throat), colour: lining, round: 0.9 }, 0),
    cloth([{ path: shape(loaferUpper), colour, round: 0.55 }], folds(colour, creases)),
    apron(colour),
    saddle(colour),
    gleam("744,804 820,846 890,872 956,896", 20, polish),
    gleam("246,850 300,910 380,946 480,960", 26, polish * 0.8),
    gleam("760,930 830,950 900,954 970,940", 14, polish * 0.6),
  ];
  return pair(parts.join(""));
}

const creases: Fold[] = [
  ["250,800 320,880 420,930 560,950", 46, 0.3],
  ["300,980 440,990 560,990 700,990", 30, 0.5],
  ["720,960 820,986 920,990 1000,966", 34, 0.55],
  ["706,800 700,850 716,900 704,960", 24, 0.3, 1],
  ["820,850 860,870 900,884 940,890", 18, 0.3],
];

/** The puckered seam around the toe, and the stitching of the sides. */
function apron(colour: string): string {
  const { deep, glow, line } = tones(colour);
  const seamed = "690,846 760,872 830,894 900,910 950,908 976,890";
  return [
    stroke(curve(seamed), line, 16, 0.5, 'stroke-dasharray="2.5 8"'),
    stroke(curve(seamed), deep, 4, 0.9),
    stroke(curve(moved(seamed, 0, -4)), glow, 2, 0.6),
    stitches("226,742 330,804 440,822 540,796", deep, glow),
    stitches("416,822 404,900 410,994", deep, glow),
  ].join("");
}

/** The strap of a loafer, with its cut-out. */
function saddle(colour: string): string {
  const { deep, line, glow } = tones(colour);
  const path = shape(
    "548,786! 600,744 648,706! 716,752! 694,830 690,920 694,1002! 566,1004! 552,930 546,860",
  );
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
