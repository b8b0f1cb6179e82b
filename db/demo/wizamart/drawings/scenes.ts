import { picture, rooms, shade } from "../studio.ts";
import {
  bottleVase,
  bowl,
  clayBody,
  cup,
  duneVase,
  jug,
  moonJar,
  mug,
  plateStack,
  teapot,
} from "./ceramics.ts";
import { checked } from "./cloth.ts";
import { at, darker, type Point, path, wash } from "./craft/brush.ts";
import { roughly } from "./craft/detail.ts";
import { behind } from "./craft/shadow.ts";
import { cushion, leafPrint } from "./cushions.ts";
import { planter, wateringCan } from "./garden.ts";
import { carafe, tumbler, water, wineGlass } from "./glass.ts";
import { crock, jar, kettle, stores } from "./kitchen.ts";
import { candle, candlestick, pendant, tableLamp, toadstool } from "./lamps.ts";
import { branches, pears } from "./nature/arrangements.ts";
import { trail } from "./nature/foliage.ts";
import { oliveTree, rubberPlant } from "./nature/plants.ts";
import { foldedThrow } from "./textiles.ts";
import { leaningBoard, spoon, timber, wood } from "./wood.ts";

/** A table by a window, for the top of the home page. */
export function heroScene(): string {
  return roughly(0.64, heroTable);
}

/** The shelves of the workshop, for the story on the home page. */
export function storyScene(): string {
  return roughly(0.5, shelves);
}

function heroTable(): string {
  const room = { ...rooms.blush, edge: 0.66, window: 0.56, arch: "#d79c82" };
  return picture(
    1600,
    1200,
    room,
    ...[
      at(1290, 300, 0.72, pendant(shade.pine, 700, 0)),
      at(360, 930, 0.98, tableLamp(shade.chalk, "#f0e4cd", 1)),
      at(800, 940, 0.98, branches(580) + duneVase(shade.oat)),
      at(1200, 960, 0.98, plateStack([shade.chalk, shade.sage, shade.chalk])),
      at(1200, 888, 0.62, bowl(clayBody, shade.pine, pears())),
      at(600, 1050, 0.9, mug(shade.terracotta, "#4a2d1c")),
      at(960, 1090, 1.1, cup(shade.chalk, "#7d5426")),
    ],
  );
}

function shelves(): string {
  const room = { ...rooms.sage, edge: 0.985, window: 0.42 };
  const top = [
    at(280, 430, 0.5, bottleVase(shade.ochre)),
    at(480, 430, 0.52, moonJar(shade.chalk)),
    at(720, 430, 0.58, cup(shade.clay)),
    at(850, 430, 0.58, cup(shade.oat)),
    at(960, 430, 0.46, trailingPot()),
  ];
  const middle = [
    at(255, 850, 0.52, jug(shade.slate)),
    at(585, 850, 0.54, teapot(shade.sage)),
    at(
      850,
      850,
      0.52,
      plateStack([shade.chalk, shade.blush, shade.chalk, shade.sage, shade.chalk], 0.2),
    ),
  ];
  const low = [
    at(290, 1270, 0.54, bowl(clayBody, shade.ink)),
    at(590, 1270, 0.54, duneVase(shade.clay)),
    at(770, 1270, 0.52, mug(shade.pine)),
    at(940, 1270, 0.52, mug(shade.oat)),
  ];
  return picture(1200, 1500, room, shelf(430), ...top, shelf(850), ...middle, shelf(1270), ...low);
}

function trailingPot(): string {
  const stems: Point[][] = [
    [
      [-40, -190],
      [-120, -200],
      [-150, -60],
      [-140, 120],
    ],
    [
      [40, -190],
      [110, -200],
      [140, -40],
      [120, 200],
    ],
    [
      [0, -180],
      [20, -200],
      [40, -60],
      [20, 60],
    ],
  ];
  const trails = stems.map((stem, index) => trail(stem, 12, 42, shade.moss, index + 1));
  return at(0, 0, 0.72, planter(shade.chalk)) + trails.join("");
}

/** An oak shelf from wall to wall of the picture, its upper side at `y`. */
function shelf(y: number): string {
  const board = "M-500 -14H500V30H-500Z";
  const bracket = (x: number) =>
    path(`M${x - 9} 30H${x + 9}V110L${x} 122L${x - 9} 110Z`, darker(wood.oak, 0.5));
  const grain = `<g transform="rotate(90)">${timber("M-14 -500H30V500H-14Z", wood.oak, [60, 1000], y)}</g>`;
  const front = path(
    "M-500 6H500V30H-500Z",
    wash([0, 0, 0, 1], darker(wood.oak, 0.2), darker(wood.oak, 0.5)),
  );
  return at(
    600,
    y,
    1,
    behind(board, [-500, -14, 500, 30], [0.4, 16, 22, 40]) +
      bracket(-360) +
      bracket(360) +
      grain +
      front,
  );
}

function kitchen(): string {
  const room = { ...rooms.oat, edge: 0.66 };
  const tools =
    at(-50, -60, 1, spoon(480, wood.olive), -14) + at(50, -60, 1, spoon(500, wood.walnut), 12);
  return picture(
    1200,
    900,
    room,
    ...[
      at(290, 700, 0.78, leaningBoard(430, 560, wood.oak)),
      at(890, 700, 0.86, crock(shade.chalk, tools)),
      at(590, 760, 0.92, kettle(shade.pine)),
      at(1060, 790, 0.8, jar(120, 220, stores.lentils)),
    ],
  );
}

function ceramics(): string {
  return picture(
    1200,
    900,
    { ...rooms.clay, edge: 0.66 },
    ...[
      at(360, 730, 0.98, duneVase(shade.oat)),
      at(740, 720, 0.9, bowl(clayBody, shade.chalk)),
      at(600, 800, 0.92, mug(shade.pine)),
      at(965, 806, 0.92, mug(shade.sand)),
    ],
  );
}

function glassware(): string {
  return picture(
    1200,
    900,
    { ...rooms.sage, edge: 0.64 },
    ...[
      at(300, 720, 1.06, carafe(water)),
      at(900, 700, 0.98, wineGlass()),
      at(560, 760, 1.12, tumbler("#b8702f")),
      at(740, 800, 1.12, tumbler(undefined, "#d08a3c")),
    ],
  );
}

function textiles(): string {
  const check = checked(shade.chalk, shade.clay, [5, 9], shade.pine);
  return picture(
    1200,
    900,
    { ...rooms.mist, edge: 0.62 },
    ...[
      at(
        350,
        740,
        0.92,
        cushion({ width: 600, height: 600, colour: shade.clay, piping: shade.rust }),
      ),
      at(
        640,
        780,
        0.86,
        cushion({
          width: 600,
          height: 600,
          colour: shade.chalk,
          print: leafPrint(shade.pine),
          piping: shade.pine,
        }),
      ),
      at(900, 810, 0.66, foldedThrow(shade.chalk, check)),
    ],
  );
}

function lighting(): string {
  const motif = "";
  return picture(
    1200,
    900,
    { ...rooms.dusk, edge: 0.66 },
    ...[
      at(380, 760, 1, tableLamp(shade.clay, "#efe3cc", 1)),
      at(770, 740, 0.82, toadstool(shade.chalk, 1)),
      at(620, 810, 0.9, candle(shade.moss, motif, 1)),
      at(960, 790, 1, candlestick(190, shade.chalk, 1)),
      at(1080, 760, 1, candlestick(120, shade.blush, 1)),
    ],
  );
}

function garden(): string {
  return picture(
    1200,
    900,
    { ...rooms.honey, edge: 0.68 },
    ...[
      at(290, 800, 0.86, planter(shade.terracotta, oliveTree())),
      at(950, 780, 0.84, planter(shade.charcoal, rubberPlant())),
      at(640, 820, 0.78, wateringCan(shade.pine)),
    ],
  );
}

/** The pictures of the categories. */
export const categoryScenes = {
  kitchen: () => roughly(0.7, kitchen),
  ceramics: () => roughly(0.7, ceramics),
  glassware: () => roughly(0.7, glassware),
  textiles,
  lighting: () => roughly(0.7, lighting),
  garden: () => roughly(0.7, garden),
} as const;
