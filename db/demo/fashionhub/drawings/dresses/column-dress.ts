import { tones } from "../../studio/colour.ts";
import { halves, mirrored, shape } from "../../studio/curve.ts";
import { ribbed } from "../../studio/fabrics.ts";
import { rib } from "../../studio/trims.ts";
import { cloth, type Fold, folds, type Piece, type Subject } from "../../studio.ts";

const columnBody =
  "664,296! 728,318! 722,400 738,480 772,540! 758,680 752,800 776,980 786,1160 776,1366! 600,1376";

/** A sleeveless column of ribbed knit. */
export function columnDress(made: { colour: string }): Subject {
  return {
    art: drawn(made),
    outline: outline(),
    place: { y: -70, scale: 1.03 },
    neck: 316,
    opening: shape("530,298! 600,308 670,298! 640,350 600,362 560,350"),
  };
}

function drawn({ colour }: { colour: string }): string {
  const weaves = [ribbed(colour, 17)];
  const pieces: Piece[] = [
    {
      path: shape("530,294! 600,306 670,294! 640,350 600,362 560,350"),
      colour: tones(colour).deep,
    },
    { path: shape(halves(`600,362 640,346 ${columnBody}`)), colour, weaves, round: 0.75 },
  ];
  const arm = "728,318 722,400 738,480 772,540";
  const bands = [rib(arm, 18, colour, 6), rib(mirrored(arm), 18, colour, 6)];
  const neck = rib("531,292 560,346 600,362 640,346 669,292", 28, colour, 7);
  const foot = rib("424,1372 520,1382 600,1386 680,1382 776,1372", 30, colour, 9);
  return cloth(pieces, folds(colour, columnFolds), [...bands, neck, foot].join(""));
}

function outline(): string[] {
  return [shape(halves(`600,300 640,300 ${columnBody}`))];
}

const columnFolds: Fold[] = [
  ["770,550 720,610 660,640 610,650", 34, 0.46, 1],
  ["430,550 480,610 540,640 590,650", 34, 0.44],
  ["446,760 520,800 600,806 660,796", 30, 0.4],
  ["752,800 690,840 630,850 570,842", 30, 0.4, 1],
  ["440,860 500,894 560,900 620,890", 26, 0.3],
  ["540,420 530,640 545,860 530,1100", 44, 0.24],
  ["664,420 676,640 656,860 676,1100", 46, 0.3],
  ["480,900 470,1060 486,1200 470,1350", 40, 0.36],
  ["610,960 600,1100 612,1240 600,1366", 42, 0.32],
  ["716,900 730,1060 716,1200 726,1350", 44, 0.42],
];
