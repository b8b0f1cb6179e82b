import { tones } from "../../studio/colour.ts";
import { halves, mirrored, shape } from "../../studio/curve.ts";
import { seam } from "../../studio/trims.ts";
import { cloth, type Fold, folds, type Piece, patch, type Subject, stroke } from "../../studio.ts";
import { type Fall, pleatedOutline, pleats } from "../skirts/pleats.ts";

const pleatedFall: Fall = { waist: [468, 732, 690], hem: [226, 974, 1530], count: 21, swing: 66 };

const fluted =
  "800,372! 868,430 904,600 920,780 934,940! 850,956! 834,860 824,740 806,640! 788,540 790,450";

const highBodice = "800,372! 790,450 788,540 806,640! 770,670 732,704! 600,716";

/** A pleated dress with long narrow sleeves and a small stand-up collar. */
export function pleatedDress(made: { colour: string }): Subject {
  return { art: drawn(made), outline: outline(), place: { scale: 0.89, y: -20 }, neck: 262 };
}

function drawn({ colour }: { colour: string }): string {
  const skirt: Piece = { path: pleatedOutline(pleatedFall), colour, round: 0.5 };
  const upper: Piece[] = [
    {
      path: shape("536,262! 600,250 664,262! 654,300 600,320 546,300"),
      colour: tones(colour).deep,
    },
    { path: shape(mirrored(fluted)), colour },
    { path: shape(fluted), colour, round: 0.6 },
    { path: shape(halves(`600,312 650,300 664,268! ${highBodice}`)), colour },
  ];
  const belt = patch(
    { path: shape("464,682! 600,700 736,682! 738,716! 600,734 462,716!"), colour, round: 0.6 },
    0.8,
  );
  const cuff = patch(
    { path: shape("846,948! 938,932! 946,992! 854,1008!"), colour, round: 0.5 },
    0.5,
  );
  const other = patch(
    { path: shape(mirrored("846,948! 938,932! 946,992! 854,1008!")), colour, round: 0.5 },
    0.5,
  );
  const armhole = "800,372 790,450 788,540 806,640";
  const seams = [
    seam(armhole, colour),
    seam(mirrored(armhole), colour),
    cuff,
    other,
    standing(colour),
    belt,
  ];
  return (
    cloth([skirt], pleats(pleatedFall, colour)) +
    cloth(upper, folds(colour, pleatedFolds), seams.join(""))
  );
}

function outline(): string[] {
  const body = shape(halves(`600,250 664,262! ${highBodice}`));
  return [pleatedOutline(pleatedFall), body, shape(fluted), shape(mirrored(fluted))];
}

/** A small collar with a row of covered buttons below it. */
function standing(colour: string): string {
  const collar = shape(
    "534,258! 566,292 600,302 634,292 666,258! 672,300! 640,338 600,346 560,338 528,300!",
  );
  const { glow, deep } = tones(colour);
  const knobs = [376, 420, 464, 508].map(
    (y) =>
      `<circle cx="600" cy="${y}" r="8" fill="${deep}"/><circle cx="598.500" cy="${y - 1.5}" r="6" fill="${glow}" fill-opacity=".7"/>`,
  );
  return (
    stroke("M600,346V690", deep, 2, 0.5) +
    patch({ path: collar, colour, round: 0.5 }, 0.7) +
    knobs.join("")
  );
}

const pleatedFolds: Fold[] = [
  ["806,650 750,680 700,690 660,690", 26, 0.4, 1],
  ["394,650 450,680 500,690 540,690", 26, 0.4],
  ["520,380 512,500 530,600 520,690", 36, 0.36],
  ["684,380 692,500 672,600 676,690", 38, 0.4],
  ["560,420 566,540 556,620 560,690", 22, 0.3],
  ["644,420 640,540 650,620 640,690", 22, 0.3],
  ["900,600 868,630 842,634 818,624", 26, 0.5],
  ["300,600 332,630 358,634 382,624", 26, 0.46],
  ["912,700 874,734 850,738 826,726", 28, 0.46],
  ["288,700 326,734 350,738 374,726", 28, 0.44],
  ["846,450 866,620 880,800 890,930", 28, 0.36],
  ["354,450 334,620 320,800 310,930", 28, 0.3],
];
