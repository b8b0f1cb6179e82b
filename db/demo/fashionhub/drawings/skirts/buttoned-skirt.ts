import { tones } from "../../studio/colour.ts";
import { curve, halves, mirrored, shape } from "../../studio/curve.ts";
import { button, label, seam, stitches } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";

const flare = "764,300! 800,420 840,640 890,920 930,1180! 780,1214 600,1220";

/** An A-line skirt that buttons down the front. */
export function buttonedSkirt(made: {
  colour: string;
  weaves?: Weave[];
  buttons?: string;
}): Subject {
  return { art: drawn(made), outline: outline(), place: { y: 24, scale: 1.04 } };
}

function drawn({
  colour,
  weaves = [],
  buttons = "#5a4331",
}: {
  colour: string;
  weaves?: Weave[];
  buttons?: string;
}): string {
  const pieces: Piece[] = [
    {
      path: shape("440,252! 520,242 600,238 680,242 760,252! 700,290 600,300 500,290"),
      colour: tones(colour).deep,
    },
    { path: shape(halves(`600,300 ${flare}`)), colour, weaves, round: 0.5 },
  ];
  const strip = patch(
    { path: shape("566,300! 634,300! 634,1220! 566,1220!"), colour, weaves, round: 0.2 },
    0.7,
  );
  const band = patch(
    {
      path: shape(
        "436,252! 520,268 600,274 680,268 764,252! 768,312! 680,330 600,336 520,330 432,312!",
      ),
      colour,
      weaves,
      round: 0.5,
    },
    0.8,
  );
  const { line } = tones(colour);
  const pocketLine = "720,330 756,400 806,440";
  const hem = "284,1150 420,1176 600,1182 780,1176 916,1150";
  const details = [
    seam(pocketLine, colour, -6, 8),
    seam(mirrored(pocketLine), colour, 6, 8),
    stroke(curve(hem), line, 2, 0.4),
    strip,
    stitches("576,340 576,1216", line),
    stitches("624,340 624,1216", line),
    band,
    ...[304, 440, 580, 720, 860, 1000, 1130].map((y) => button(600, y, 18, buttons)),
  ];
  return cloth(pieces, folds(colour, flareFolds), label(600, 258) + details.join(""));
}

function outline(): string[] {
  return [shape(halves(`600,246 760,252! ${flare}`))];
}

const flareFolds: Fold[] = [
  ["470,340 440,560 390,860 340,1180", 54, 0.44],
  ["520,340 510,600 470,900 440,1200", 54, 0.4],
  ["680,340 690,600 726,900 750,1200", 56, 0.44],
  ["730,340 760,560 812,860 850,1180", 54, 0.48],
  ["400,700 380,880 330,1040 304,1160", 40, 0.34],
  ["548,500 540,760 530,1000 528,1210", 34, 0.3],
  ["652,500 660,760 668,1000 672,1210", 34, 0.34],
];
