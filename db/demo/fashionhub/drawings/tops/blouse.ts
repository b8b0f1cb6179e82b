import { tones } from "../../studio/colour.ts";
import { halves, mirrored, shape } from "../../studio/curve.ts";
import { label, seam } from "../../studio/trims.ts";
import { cloth, type Fold, folds, type Piece, patch, type Subject } from "../../studio.ts";
import { bow, silk, tail } from "./ribbons.ts";
import { bodyCreases } from "./shirt.ts";

const balloon =
  "806,372! 900,416 984,600 1030,820 1026,950 960,1046! 890,1052! 850,980 846,800 848,650! 822,560 808,460";

const blouseSide = "806,372! 808,460 822,560 848,650! 836,800 842,940 856,1080! 740,1104 600,1108";

/** A silk blouse with full sleeves and a bow at the neck. */
export function blouse(colour: string): Subject {
  return { art: drawn(colour), outline: outline(), place: { y: 56, scale: 1.06 }, neck: 276 };
}

function drawn(colour: string): string {
  const sheen = silk(colour);
  const pieces: Piece[] = [
    { path: shape(mirrored(balloon)), colour, sheen, round: 0.5 },
    { path: shape(balloon), colour, sheen, round: 0.6 },
    { path: shape(halves(`600,340 650,334 690,312! ${blouseSide}`)), colour, sheen, round: 0.45 },
  ];
  const wrist = "884,1046! 966,1038! 974,1104! 892,1112!";
  const cuffs = [wrist, mirrored(wrist)].map((points) =>
    patch({ path: shape(points), colour, round: 0.6 }, 0.6),
  );
  const armhole = "806,372 808,460 822,560 848,650";
  const seams = seam(armhole, colour) + seam(mirrored(armhole), colour) + cuffs.join("");
  return cloth(pieces, folds(colour, gathers), seams + neckBow(colour));
}

function outline(): string[] {
  const wrist = "884,1046! 966,1038! 974,1104! 892,1112!";
  const arms = [balloon, wrist].flatMap((points) => [shape(points), shape(mirrored(points))]);
  return [...arms, shape(halves(`600,270 680,280! ${blouseSide}`))];
}

const gathers: Fold[] = [
  ...bodyCreases,
  ["900,440 950,620 990,820 950,1040", 54, 0.46],
  ["860,440 890,640 920,840 926,1046", 44, 0.5],
  ["1006,760 1010,880 980,980 958,1040", 34, 0.5, 1],
  ["862,800 866,920 890,1000 900,1048", 26, 0.5],
  ["300,440 250,620 210,820 250,1040", 54, 0.42],
  ["340,440 310,640 280,840 274,1046", 44, 0.46],
  ["194,760 190,880 220,980 242,1040", 34, 0.4],
  ["338,800 334,920 310,1000 300,1048", 26, 0.5],
  ["640,420 668,600 650,820 664,1090", 60, 0.4],
  ["450,400 440,560 452,780 430,1070", 50, 0.36],
];

/** The band and bow of a blouse. */
function neckBow(colour: string): string {
  const inside: Piece = {
    path: shape("514,286! 560,270 600,266 640,270 686,286! 680,352 600,386 520,352"),
    colour: tones(colour).dark,
  };
  const round: Piece = {
    path: shape(
      "512,292! 520,330 560,352 600,356 640,352 680,330 688,292! 700,330 660,384 600,392 540,384 500,330",
    ),
    colour,
    round: 0.4,
  };
  const tails = [
    tail("606,392 650,520 640,640 668,800", colour, 0.9),
    tail("594,392 548,540 556,680 520,850", colour, 1),
  ];
  return (
    cloth([inside], "", label(600, 306)) +
    patch(round, 0.5) +
    tails.join("") +
    bow(600, 396, 1, colour)
  );
}
