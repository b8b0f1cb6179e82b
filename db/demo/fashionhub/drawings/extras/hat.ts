import { tones } from "../../studio/colour.ts";
import { curve, shape } from "../../studio/curve.ts";
import { felted } from "../../studio/fabrics.ts";
import { cloth, type Fold, folds, patch, type Subject, stroke, type Weave } from "../../studio.ts";
import { footing } from "../bags/fittings.ts";

/** A wide-brimmed felt hat. */
export function hat(made: { colour: string; ribbon: string }): Subject {
  return { art: drawn(made), outline: [], place: { y: 40, scale: 1.1 } };
}

const brim =
  "150,930! 220,820 420,770 600,764 780,770 980,820 1050,930! 980,1000 800,1040 600,1048 400,1040 220,1000";
const crown =
  "352,900! 360,700 380,540 440,470 520,486 600,520 680,486 760,470 820,540 840,700 848,900! 740,946 600,958 460,946";
const band = "350,806! 460,852 600,864 740,852 850,806! 852,906! 740,952 600,964 460,952 348,906!";

function drawn({ colour, ribbon }: { colour: string; ribbon: string }): string {
  const weaves = [felted(colour, 0.16)];
  const lip = "160,936 230,1000 400,1034 600,1042 800,1034 970,1000 1040,936";
  const ribboned = { path: shape(band), colour: ribbon, round: 0.6, weaves: [grosgrain(ribbon)] };
  return [
    footing(600, 1040, 900, 46),
    cloth([{ path: shape(brim), colour, weaves }], folds(colour, brimFolds)),
    stroke(curve(lip), tones(colour).glow, 3, 0.5),
    cloth([{ path: shape(crown), colour, weaves, round: 0.65 }], folds(colour, crownFolds)),
    patch(ribboned, 0.7),
    flatBow(398, 880, ribbon),
  ].join("");
}

const crownFolds: Fold[] = [
  ["520,490 560,560 580,640 572,720", 60, 0.5],
  ["680,490 650,560 636,640 640,700", 54, 0.46],
  ["600,520 604,580 600,640 606,700", 50, 0.5],
  ["400,560 390,660 394,740 384,820", 44, 0.3],
  ["806,560 820,660 812,740 826,830", 50, 0.5],
];

const brimFolds: Fold[] = [
  ["180,950 360,1020 600,1034 840,1020", 50, 0.44],
  ["330,940 460,990 700,1000 870,940", 60, 0.5],
];

function grosgrain(colour: string): Weave {
  return () =>
    stroke(
      Array.from({ length: 9 }, (_, index) =>
        curve(
          `350,${816 + index * 11} 460,${862 + index * 11} 600,${874 + index * 11} 740,${862 + index * 11} 850,${816 + index * 11}`,
        ),
      ).join(""),
      tones(colour).deep,
      2,
      0.35,
    );
}

function flatBow(x: number, y: number, colour: string): string {
  const loop = shape(
    `${x - 30},${y - 42}! ${x + 90},${y - 22}! ${x + 66},${y + 14} ${x + 86},${y + 58}! ${x - 34},${y + 40}!`,
  );
  const knot = shape(
    `${x - 18},${y - 44}! ${x + 18},${y - 38}! ${x + 18},${y + 50}! ${x - 18},${y + 44}!`,
  );
  return (
    patch({ path: loop, colour, round: 0.5 }, 0.8) + patch({ path: knot, colour, round: 0.7 }, 0.6)
  );
}
