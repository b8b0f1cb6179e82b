import { tones } from "../../studio/colour.ts";
import { mirrored, shape } from "../../studio/curve.ts";
import { label, seam, stitches } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  type Weave,
} from "../../studio.ts";
import { tail } from "../tops/ribbons.ts";
import {
  back,
  type Coat,
  coatFolds,
  coatOutline,
  side,
  sleeves,
  turned,
  underFolds,
} from "./tailoring.ts";

/** A collarless robe coat with a shawl collar and a tied belt. */
export function wrapCoat(made: Coat): Subject {
  return {
    art: drawn(made),
    outline: coatOutline(),
    place: { y: -48 },
    neck: 252,
    opening: shape("524,236! 676,236! 690,300 640,480 606,560 556,440 510,300"),
  };
}

const shawl =
  "672,216! 690,226! 760,330 780,460 740,620 700,770! 600,830 540,800! 600,700 650,520 660,360";
const wide =
  "528,216! 510,226! 440,330 420,460 460,620 560,760 716,790! 700,740! 620,600 556,440 540,320";
const nape = "526,220! 560,196 600,190 640,196 674,220! 650,236 600,230 550,236";
const over = `524,232! ${turned(side)} 600,1412! 734,1406! 744,1000 740,860 716,760! 660,600 570,400`;
const under = `676,232! ${side} 560,1412! 500,900 520,760! 560,600 630,400`;

function drawn(made: Coat): string {
  const { colour, weaves = [], lining = "#a58a74" } = made;
  const cut = (points: string, turn = 0): Piece => ({ path: shape(points), colour, weaves, turn });
  const base = [...sleeves(made), { path: shape(back), colour: lining, round: 0.8 }, cut(under)];
  return [
    cloth(base, folds(colour, underFolds), label(600, 264)),
    turnedCuffs(made),
    patch(cut(shawl, 12), 1.2),
    cloth([cut(over)], folds(colour, coatFolds), robeSeams(colour)),
    patch(cut(wide, -12), 1.4),
    patch(cut(nape), 0.6),
    patchPocket(colour, weaves),
    patchPocket(colour, weaves, true),
    tiedBelt(colour, weaves),
  ].join("");
}

function robeSeams(colour: string): string {
  const armhole = "842,290 822,370 820,470 846,574";
  return (
    seam(armhole, colour) +
    seam(mirrored(armhole), colour) +
    stitches("732,880 734,1000 724,1400", tones(colour).line)
  );
}

function turnedCuffs({ colour, weaves = [] }: Coat): string {
  const cuff = "876,968! 1010,940! 1018,1036! 878,1062!";
  return [cuff, mirrored(cuff)]
    .map((points, index) =>
      patch({ path: shape(points), colour, weaves, turn: index ? 12 : -12 }, 1),
    )
    .join("");
}

function patchPocket(colour: string, weaves: Weave[], right = false): string {
  const left = "380,960! 524,972! 524,1120 510,1136 390,1126 376,1112!";
  const points = right ? mirrored(left) : left;
  const { line } = tones(colour);
  const row = "382,988 522,1000";
  return (
    patch({ path: shape(points), colour, weaves, round: 0.3 }, 1) +
    stitches(right ? mirrored(row) : row, line)
  );
}

function tiedBelt(colour: string, weaves: Weave[]): string {
  const around =
    "372,786! 480,802 600,808 720,802 828,786! 832,848! 720,866 600,872 480,866 368,848!";
  const knot = "560,792! 600,784 642,796! 650,850 636,884! 600,890 562,880! 552,840";
  const creased: Fold[] = [
    ["380,812 460,834 520,830 556,838", 14, 0.5],
    ["820,812 740,834 690,830 650,838", 14, 0.5],
  ];
  const tied: Fold[] = [
    ["580,796 590,840 580,882", 14, 0.5],
    ["618,792 614,840 622,884", 14, 0.5],
  ];
  const ends =
    tail("616,876 660,960 652,1080 684,1230", colour, 0.86, weaves) +
    tail("590,876 560,960 572,1060 540,1160", colour, 0.82, weaves);
  return [
    cloth([{ path: shape(around), colour, weaves, round: 0.5 }], folds(colour, creased)),
    ends,
    cloth([{ path: shape(knot), colour, weaves, round: 0.7 }], folds(colour, tied)),
  ].join("");
}
