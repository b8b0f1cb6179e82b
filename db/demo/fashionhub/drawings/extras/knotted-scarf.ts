import { mirrored, shape } from "../../studio/curve.ts";
import { dotted } from "../../studio/fabrics.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";
import { silk } from "../tops/ribbons.ts";
import type { Scarf } from "./silk-scarf.ts";

/** The same square knotted, as it is worn at the throat. */
export function knottedScarf(scarf: Scarf): Subject {
  return { art: drawn(scarf), outline: outline(), place: { y: -80, scale: 1.12 } };
}

function drawn({ colour, border, inks }: Scarf): string {
  const spots = dotted(inks[0], 64, 7);
  const rim: Weave = (path) => stroke(path, border, 44) + stroke(path, inks[1], 58, 0.25);
  const leaf = (points: string, turn: number): Piece => ({
    path: shape(points),
    colour,
    sheen: silk(colour),
    weaves: [spots, rim],
    turn,
  });
  const ends = [
    leaf(knotted.left, 18),
    { path: shape(knotted.right), colour: border, sheen: silk(border) },
  ];
  const wings = [leaf(mirrored(knotted.wing), 24), leaf(knotted.wing, -24)];
  const knot: Piece = {
    path: shape(knotted.knot),
    colour: border,
    round: 0.8,
    sheen: silk(border),
  };
  const pinched: Fold[] = [
    ["580,500 596,580 576,650", 20, 0.6],
    ["626,500 616,580 634,650", 18, 0.6],
  ];
  return (
    cloth(ends, folds(colour, tails)) +
    cloth(wings, folds(colour, tied)) +
    cloth([knot], folds(border, pinched))
  );
}

function outline(): string[] {
  const { wing, left, right } = knotted;
  return [wing, mirrored(wing), left, right].map(shape);
}

const knotted = {
  wing: "610,560! 720,440 880,380 1020,440 1070,560 1040,680! 940,730 800,700 610,620!",
  left: "560,620! 500,760 420,900 330,1090 300,1230! 400,1200 500,1250 560,1300! 590,1100 640,860 640,630!",
  right:
    "590,630! 640,780 680,900 690,1020 660,1180! 740,1150 830,1180 900,1240! 900,1060 840,860 760,740 650,620!",
  knot: "550,510! 600,488 652,512! 680,580 656,656! 604,676 548,656! 526,580",
};

const tails: Fold[] = [
  ["590,660 520,820 440,1000 380,1200", 50, 0.5],
  ["610,680 580,860 530,1040 500,1230", 46, 0.46],
  ["570,660 470,840 390,1000 330,1180", 34, 0.4],
  ["640,680 720,840 770,980 760,1150", 50, 0.55],
  ["660,680 780,840 840,980 850,1180", 40, 0.5],
];

const tied: Fold[] = [
  ["630,570 760,510 880,480 1010,530", 54, 0.55],
  ["630,590 790,590 920,600 1050,610", 44, 0.5],
  ["630,610 740,640 860,670 960,690", 34, 0.44],
  ["570,570 440,510 320,480 190,530", 54, 0.5],
  ["570,590 410,590 280,600 150,610", 44, 0.46],
  ["570,610 460,640 340,670 240,690", 34, 0.4],
];
