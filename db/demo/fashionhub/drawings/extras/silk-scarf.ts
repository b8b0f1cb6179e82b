import { element } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve, lens, sample, shape } from "../../studio/curve.ts";
import {
  cloth,
  dot,
  type Fold,
  folds,
  type Piece,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";
import { silk } from "../tops/ribbons.ts";

export interface Scarf {
  colour: string;
  border: string;
  /** Colours of the printed motif. */
  inks: readonly [string, string];
}

const square =
  "120,276! 360,262 600,272 840,258 1082,280! 1070,520 1086,740 1076,1206! 840,1222 600,1208 360,1224 124,1204! 134,960 116,740 132,500";

/** A printed silk square laid out flat, one corner turned over. */
export function silkSquare(scarf: Scarf): Subject {
  return { art: drawn(scarf), outline: [shape(square)], place: { turn: -5, scale: 1.04 } };
}

function drawn({ colour, border, inks }: Scarf): string {
  const inner = "232,386! 600,376 968,388! 962,740 966,1096! 600,1106 234,1094! 240,740";
  const print: Weave = () => motif(inks);
  const pieces: Piece[] = [
    { path: shape(square), colour: border, sheen: silk(border), round: 0.3 },
    { path: shape(inner), colour, sheen: silk(colour), round: 0.2, weaves: [print] },
  ];
  const hem =
    stroke(shape(square), tones(border).line, 5, 0.4) + stroke(shape(inner), inks[0], 4, 0.8);
  return cloth(pieces, folds(border, silkFolds), hem);
}

const silkFolds: Fold[] = [
  ["120,500 340,560 560,520 780,600", 60, 0.26],
  ["420,264 460,500 410,780 470,1210", 60, 0.22],
  ["760,266 800,540 740,820 800,1216", 64, 0.26],
  ["124,900 330,850 560,930 760,900", 54, 0.24],
  ["840,300 860,460 960,640 1076,700", 50, 0.3],
  ["560,1216 640,1100 800,1040 1070,1040", 50, 0.26],
];

/** Arches, suns and leaves, as a print. */
function motif([one, two]: readonly [string, string]): string {
  const arches = [196, 150, 104, 58].map((r, index) => {
    const path = `M${600 - r},960V740A${r},${r} 0 0 1 ${600 + r},740V960Z`;
    return element("path", {
      d: path,
      fill: index % 2 ? two : one,
      "fill-opacity": index === 3 ? 1 : 0.92,
    });
  });
  const sun = dot(600, 466, 40, two) + rays(600, 466, two);
  const sprays = [
    branch("322,1000 330,820 370,640 440,500", one),
    branch("878,1000 870,820 830,640 760,500", one),
  ];
  const lines = [268, 932].map((x) => stroke(`M${x},420V1060`, two, 5, 0.8)).join("");
  const drops = [400, 450, 500, 550, 600, 650, 700, 750, 800]
    .map((x) => dot(x, 1030, x % 100 ? 8 : 13, x % 100 ? two : one))
    .join("");
  return [...arches, sun, ...sprays, lines, drops].join("");
}

function rays(x: number, y: number, colour: string): string {
  const made = Array.from({ length: 16 }, (_, index) => {
    const lean = (index * Math.PI) / 8;
    const [c, s] = [Math.cos(lean), Math.sin(lean)];
    return `M${(x + c * 58).toFixed(1)},${(y + s * 58).toFixed(1)}L${(x + c * 82).toFixed(1)},${(y + s * 82).toFixed(1)}`;
  });
  return stroke(made.join(""), colour, 6, 1, 'stroke-linecap="round"');
}

function branch(points: string, colour: string): string {
  const places = sample(points, 9);
  const leaves = places.slice(1).flatMap(([x, y], index) =>
    [-1, 1].map((way) => {
      const size = 46 - index * 2;
      return `<path d="${lens(`${x},${y} ${x + way * size * 0.5},${y - size * 0.5} ${x + way * size},${y - size * 0.6}`, 20)}" fill="${colour}"/>`;
    }),
  );
  return stroke(curve(points), colour, 5) + leaves.join("");
}
