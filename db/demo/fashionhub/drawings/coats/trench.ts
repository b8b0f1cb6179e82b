import { tones } from "../../studio/colour.ts";
import { halves, mirrored, shape } from "../../studio/curve.ts";
import { button, label, seam, stitches } from "../../studio/trims.ts";
import { cloth, type Fold, folds, type Piece, patch, type Subject, stroke } from "../../studio.ts";
import { tail } from "../tops/ribbons.ts";
import { back, type Coat, collar, sleeve, sleeves, turned, underFolds } from "./tailoring.ts";

/** A trench coat: storm flap, shoulder straps and a belt with a buckle. */
export function trench(made: Coat): Subject {
  return {
    art: drawn(made),
    outline: outline(),
    place: { y: -32 },
    neck: 252,
    opening: shape("524,236! 676,236! 690,300 640,480 606,560 556,440 510,300"),
  };
}

function drawn(made: Coat): string {
  const { colour, weaves = [], lining = "#7d6a57", buttons = "#5a4331" } = made;
  const over = `524,232! ${turned(trenchSide)} 600,1372! 706,1368! 700,1000 690,800 700,640! 650,520 560,380`;
  const under = `676,232! ${trenchSide} 560,1372! 556,900 560,640! 590,560 640,380`;
  const lapel =
    "676,228! 640,340 600,470 560,580! 660,560 740,470 790,380! 736,366! 736,320 712,270 694,232!";
  const broad =
    "524,228! 556,350 620,500 700,640! 580,580 460,470 408,380! 464,366! 464,320 488,270 506,232!";
  const storm = "440,330! 384,300! 372,420 366,520! 440,600 540,616 600,600! 520,520 470,430";
  const base: Piece[] = [
    ...sleeves(made),
    { path: shape(back), colour: lining, round: 0.8 },
    { path: shape(under), colour, weaves, round: 0.45 },
  ];
  const front = cloth(
    [{ path: shape(over), colour, weaves, round: 0.4 }],
    folds(colour, trenchFolds),
    trenchSeams(colour),
  );
  const parts = [
    patch({ path: shape(lapel), colour, weaves, round: 0.4 }, 1),
    front,
    patch({ path: shape(storm), colour, weaves, round: 0.35 }, 1),
    patch({ path: shape(broad), colour, weaves, round: 0.4 }, 1.2),
    ...[580, 690, 930, 1040].flatMap((y) => [
      button(y < 600 ? 500 : 520, y, 18, buttons),
      button(664, y < 600 ? 690 : y + 0.5, y < 600 ? 0.1 : 18, buttons),
    ]),
  ];
  const trims = [straps(colour), welts(colour), belt(colour, buttons), collar(made)];
  return cloth(base, folds(colour, underFolds), label(600, 268)) + [...parts, ...trims].join("");
}

const trenchSide = "842,290! 822,370 820,470 846,574! 812,700 796,810! 850,1000 912,1352! 760,1374";

function outline(): string[] {
  return [
    shape(sleeve),
    shape(mirrored(sleeve)),
    shape(halves(`600,206 684,224! ${trenchSide} 600,1376`)),
  ];
}

const trenchFolds: Fold[] = [
  ["404,812 390,960 340,1160 310,1350", 50, 0.46],
  ["450,850 440,1000 410,1180 392,1360", 50, 0.42],
  ["520,850 520,1020 500,1200 492,1366", 46, 0.38],
  ["600,850 612,1020 604,1200 616,1366", 44, 0.4],
  ["660,850 668,1020 664,1200 672,1366", 34, 0.4],
  ["760,840 800,1000 836,1180 850,1350", 50, 0.46],
  ["720,850 740,1020 760,1200 770,1360", 44, 0.4],
  ["354,590 410,660 440,720 450,790", 36, 0.4],
  ["846,590 790,660 764,720 756,790", 36, 0.4],
  ["520,640 524,700 516,760 520,800", 30, 0.36],
  ["620,680 628,720 620,760 624,800", 26, 0.36],
];

function trenchSeams(colour: string): string {
  const armhole = "842,290 822,370 820,470 846,574";
  const { line } = tones(colour);
  return [
    seam(armhole, colour, -8, 0),
    seam(mirrored(armhole), colour, 8, 0),
    stitches("692,650 682,800 692,1000 696,1366", line),
    stitches("290,1336 440,1358 600,1360 704,1356", line),
  ].join("");
}

/** Straps on the shoulders and at the wrists. */
function straps(colour: string): string {
  const { line } = tones(colour);
  const shoulder = "716,262! 836,300! 846,330! 716,296!";
  const wrist = "880,926! 1006,904! 1010,944! 882,968!";
  const made = [shoulder, mirrored(shoulder), wrist, mirrored(wrist)].map((points) =>
    patch({ path: shape(points), colour, round: 0.4 }, 0.8),
  );
  const rows = ["884,936 1002,914", "888,958 1004,936", "722,272 838,308"].flatMap((points) => [
    points,
    mirrored(points),
  ]);
  const knobs = [button(730, 282, 9, "#5a4331"), button(470, 282, 9, "#5a4331")];
  return made.join("") + rows.map((points) => stitches(points, line)).join("") + knobs.join("");
}

function welts(colour: string): string {
  const left = "420,930! 470,912! 500,1050! 450,1068!";
  const { line } = tones(colour);
  return [left, mirrored(left)]
    .map(
      (points, index) =>
        patch({ path: shape(points), colour, round: 0.35 }, 0.9) +
        stitches(index ? "770,936 742,1052" : "430,936 458,1052", line),
    )
    .join("");
}

function belt(colour: string, buckle: string): string {
  const around =
    "400,776! 500,790 600,794 700,790 800,776! 806,832! 700,848 600,852 500,848 394,832!";
  const { line } = tones(colour);
  const rows = [
    "404,786 500,800 600,804 700,800 798,786",
    "400,822 500,838 600,842 700,838 802,822",
  ];
  const frame = shape("556,776! 644,776! 648,868! 552,868!");
  const metal = stroke(frame, buckle, 15) + stroke(frame, tones(buckle).glow, 4, 0.5);
  const end = tail("640,822 690,870 706,960 730,1050", colour, 0.62);
  return [
    end,
    patch({ path: shape(around), colour, round: 0.4 }, 1.1),
    ...rows.map((points) => stitches(points, line)),
    metal,
    stroke("M596,780V864", tones(buckle).light, 8),
  ].join("");
}
