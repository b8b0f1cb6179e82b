import { tones } from "../../studio/colour.ts";
import { halves, mirrored, shape } from "../../studio/curve.ts";
import { label, stitches } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  type Weave,
} from "../../studio.ts";
import { bow, tail } from "../tops/ribbons.ts";

const flutter = "778,352! 850,372 918,450 956,570! 900,600 850,596 812,590! 796,520 782,430";

const wrapSide = "778,352! 782,430 796,520 812,590! 790,650 752,716!";

const wrapFront = `676,284! ${wrapSide} 620,728 500,722! 586,600 644,440`;

/** A wrap dress: two crossed fronts, a tie at the side and a flounce along the edge. */
export function wrapDress(made: { colour: string; weaves?: Weave[] }): Subject {
  return {
    art: drawn(made),
    outline: outline(),
    place: { scale: 0.9, y: -28 },
    neck: 308,
    opening: shape("520,294! 600,308 680,294! 650,480 600,590 550,480"),
  };
}

function drawn({ colour, weaves = [] }: { colour: string; weaves?: Weave[] }): string {
  const { dark } = tones(colour);
  const skirt =
    "752,716! 812,880 880,1180 922,1490! 760,1536 600,1544 440,1536 278,1490! 320,1180 388,880 448,716!";
  const pieces: Piece[] = [
    {
      path: shape("520,290! 600,306 680,290! 650,480 600,590 550,480"),
      colour: dark,
      weaves,
      round: 0.8,
    },
    { path: shape(mirrored(flutter)), colour, weaves, turn: 20 },
    { path: shape(flutter), colour, weaves, turn: -20, round: 0.6 },
    { path: shape(wrapFront), colour, weaves },
    { path: shape(skirt), colour, weaves, round: 0.45 },
    { path: shape(mirrored(wrapFront)), colour, weaves },
    {
      path: shape(
        "600,722! 744,716! 730,940 690,1220 724,1548! 690,1560 650,1544 604,1556! 650,1260 640,960",
      ),
      colour,
      weaves,
      round: 0.5,
    },
  ];
  return cloth(pieces, folds(colour, wrapFolds), wrapSeams(colour, weaves));
}

function outline(): string[] {
  const body =
    "600,300 676,284! 778,352! 782,430 796,520 812,590! 790,650 752,716! 812,880 880,1180 922,1490! 760,1536 600,1544";
  return [shape(halves(body)), shape(flutter), shape(mirrored(flutter))];
}

function wrapSeams(colour: string, weaves: Weave[]): string {
  const band = patch(
    {
      path: shape("446,696! 600,716 754,696! 758,738! 600,758 442,738!"),
      colour,
      weaves,
      round: 0.5,
    },
    0.7,
  );
  const { line } = tones(colour);
  const edges = ["532,292 564,440 622,596 702,712", "668,292 638,436 606,520"].map((points) =>
    stitches(points, line),
  );
  const ends =
    tail("470,730 440,830 452,920 420,1040", colour, 0.5) +
    tail("476,730 496,820 486,900 508,980", colour, 0.46);
  return [...edges, band, ends, bow(474, 726, 0.42, colour), label(600, 318)].join("");
}

const wrapFolds: Fold[] = [
  ["470,704 530,620 550,520 546,430", 36, 0.36],
  ["690,706 640,640 590,540 556,420", 30, 0.36],
  ["790,620 740,660 680,690 620,700", 30, 0.4, 1],
  ["410,620 450,660 500,690 540,700", 30, 0.4],
  ["480,740 450,960 390,1240 340,1500", 52, 0.46],
  ["520,740 510,980 470,1260 440,1520", 50, 0.42],
  ["600,740 570,980 560,1260 540,1530", 40, 0.4],
  ["690,740 700,980 680,1260 710,1540", 54, 0.5],
  ["730,740 760,960 810,1240 850,1500", 56, 0.46],
  ["650,750 640,980 660,1240 640,1550", 34, 0.46],
  ["780,380 850,440 890,510 910,590", 30, 0.5],
  ["790,440 830,500 850,550 858,590", 24, 0.46],
  ["420,380 350,440 310,510 290,590", 30, 0.44],
  ["410,440 370,500 350,550 342,590", 24, 0.4],
];
