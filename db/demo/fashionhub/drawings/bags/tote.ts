import { tones } from "../../studio/colour.ts";
import { halves, shape } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import { cloth, type Fold, folds, patch, type Subject, stroke } from "../../studio.ts";
import { type Bag, footing, handle, stud } from "./fittings.ts";

const toteBody = "894,560! 910,800 918,1000 912,1190 888,1214! 740,1226 600,1228";

/** A tall leather tote with two handles. */
export function tote(bag: Bag): Subject {
  return { art: drawn(bag), outline: [], place: { y: 40 } };
}

function drawn({ colour, lining = "#b89b7a", weaves = [] }: Bag): string {
  const { line, dark } = tones(colour);
  const body = shape(halves(`600,586 750,578 ${toteBody}`));
  const mouth = "310,556! 450,530 600,524 750,530 890,556! 750,584 600,592 450,584";
  const rows = "320,580 450,600 600,606 750,600 880,580";
  return [
    footing(600, 1220, 640),
    handle("420,590 400,420 460,270 600,240 740,270 800,420 780,590", dark, -26),
    patch({ path: shape(mouth), colour: lining, round: 0.9 }, 0),
    cloth(
      [{ path: body, colour, weaves, round: 0.42 }],
      folds(colour, toteFolds),
      stitches(rows, line),
    ),
    foot(colour),
    handle("420,650 396,460 450,300 600,266 750,300 804,460 780,650", colour, 0),
    ...[420, 780].map((x) => tab(x, 600, colour)),
    stamp(600, 800, colour),
  ].join("");
}

const toteFolds: Fold[] = [
  ["330,600 380,800 360,1000 340,1180", 54, 0.3],
  ["870,600 830,800 850,1000 866,1190", 60, 0.4],
  ["480,720 520,880 490,1040 500,1200", 50, 0.2],
  ["310,1120 420,1180 600,1196 780,1184", 40, 0.36],
  ["610,580 690,640 800,650 890,600", 36, 0.3, 1],
];

/** The second skin around the foot of the bag. */
function foot(colour: string): string {
  const half = "600,1100 780,1096 914,1080! 914,1190 888,1214! 740,1226 600,1228";
  const row = "290,1092 420,1108 600,1112 780,1108 910,1092";
  const skin = patch({ path: shape(halves(half)), colour, round: 0.5 }, 0.6);
  return skin + stitches(row, tones(colour).line);
}

function tab(x: number, y: number, colour: string): string {
  const path = shape(
    `${x - 28},${y - 6}! ${x + 28},${y - 6}! ${x + 28},${y + 92} ${x},${y + 124}! ${x - 28},${y + 92}`,
  );
  const row = `${x - 20},${y} ${x - 20},${y + 86}! ${x},${y + 112}! ${x + 20},${y + 86}! ${x + 20},${y}`;
  return (
    patch({ path, colour, round: 0.4 }, 0.8) + stitches(row, tones(colour).line) + stud(x, y + 34)
  );
}

/** A maker's mark pressed into the leather. */
function stamp(x: number, y: number, colour: string): string {
  const { deep, glow } = tones(colour);
  const arch = `M${x - 26},${y + 30}V${y - 6}A26,26 0 0 1 ${x + 26},${y - 6}V${y + 30}Z M${x - 12},${y + 30}V${y + 2}A12,12 0 0 1 ${x + 12},${y + 2}V${y + 30}`;
  return stroke(arch, glow, 3, 0.5, 'transform="translate(1.5 1.5)"') + stroke(arch, deep, 3, 0.8);
}
