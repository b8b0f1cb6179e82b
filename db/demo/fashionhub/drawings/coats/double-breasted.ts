import { tones } from "../../studio/colour.ts";
import { mirrored, shape } from "../../studio/curve.ts";
import { button, label, seam, stitches } from "../../studio/trims.ts";
import { cloth, folds, type Piece, patch, type Subject, type Weave } from "../../studio.ts";
import {
  back,
  type Coat,
  coatFolds,
  coatOutline,
  collar,
  side,
  sleeves,
  turned,
  underFolds,
} from "./tailoring.ts";

/** A long double-breasted coat with peaked lapels. */
export function coat(made: Coat): Subject {
  return {
    art: drawn(made),
    outline: coatOutline(),
    place: { y: -48 },
    neck: 252,
    opening: shape("524,236! 676,236! 690,300 640,480 606,560 556,440 510,300"),
  };
}

function drawn(made: Coat): string {
  const { colour, weaves = [], lining = "#8c6f5b", buttons = "#4b372b" } = made;
  const over = `524,232! ${turned(side)} 600,1412! 712,1408! 716,1000 714,780 702,640! 640,540 560,380`;
  const under = `676,232! ${side} 560,1412! 556,900 560,640! 590,560 640,380`;
  const lapel =
    "676,228! 640,360 590,520 552,610! 640,580 716,490 772,392! 724,388! 746,340 720,280 694,232!";
  const broad =
    "524,228! 560,360 630,520 702,640! 590,590 480,490 426,386! 474,386! 454,340 480,280 506,232!";
  const pieces: Piece[] = [
    ...sleeves(made),
    { path: shape(back), colour: lining, round: 0.8 },
    { path: shape(under), colour, weaves, round: 0.45 },
  ];
  const front = cloth(
    [{ path: shape(over), colour, weaves, round: 0.4 }],
    folds(colour, coatFolds),
    coatSeams(colour),
  );
  const lapels = [
    patch({ path: shape(lapel), colour, weaves, turn: 26, round: 0.4 }, 1),
    front,
    patch({ path: shape(broad), colour, weaves, turn: -26, round: 0.4 }, 1.2),
  ];
  const sewn = [690, 812, 934].flatMap((y) => [
    button(530, y, 20, buttons),
    button(668, y, 20, buttons),
  ]);
  const flaps = [flap(colour, weaves), flap(colour, weaves, true)];
  return (
    cloth(pieces, folds(colour, underFolds), label(600, 268)) +
    [...lapels, ...flaps, ...sewn, collar(made), cuffButtons(buttons)].join("")
  );
}

function coatSeams(colour: string): string {
  const armhole = "842,290 822,370 820,470 846,574";
  const edge = "708,650 706,780 706,1000 702,1400";
  const panel = "400,560 424,700 420,900 404,1150 396,1400";
  return [
    seam(armhole, colour),
    seam(mirrored(armhole), colour),
    seam(panel, colour),
    seam(mirrored(panel), colour),
    stitches(edge, tones(colour).line),
  ].join("");
}

function flap(colour: string, weaves: Weave[], right = false): string {
  const left = "400,1004! 520,1016! 518,1064! 398,1054!";
  const points = right ? mirrored(left) : left;
  return patch({ path: shape(points), colour, weaves, round: 0.3 }, 1);
}

function cuffButtons(colour: string): string {
  const places = [
    [906, 1010],
    [904, 984],
    [902, 958],
  ];
  return places
    .flatMap(([x = 0, y = 0]) => [button(x, y, 9, colour), button(1200 - x, y, 9, colour)])
    .join("");
}
