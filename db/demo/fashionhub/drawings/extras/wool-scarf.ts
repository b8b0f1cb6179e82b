import { element } from "../../../svg.ts";
import { mix, tones } from "../../studio/colour.ts";
import { curve, shape } from "../../studio/curve.ts";
import { label } from "../../studio/trims.ts";
import {
  cloth,
  type Fold,
  folds,
  type Piece,
  type Subject,
  stroke,
  type Weave,
} from "../../studio.ts";
import { rail } from "../props/hanging.ts";

export interface Wool {
  colour: string;
  weaves?: Weave[];
}

const hangs = {
  far: "560,250! 660,236 770,240! 800,500 806,800 800,1080! 700,1090 600,1084! 590,800 576,500",
  near: "420,250! 520,232 640,244! 660,500 664,900 652,1250! 540,1262 424,1250! 416,900 410,500",
};

/** A long wool scarf hung over a peg, with fringes. */
export function woolScarf(scarf: Wool): Subject {
  return { art: drawn(scarf), outline: [hangs.far, hangs.near].map(shape), place: { y: -40 } };
}

function drawn({ colour, weaves = [] }: Wool): string {
  const pieces: Piece[] = [
    { path: shape(hangs.far), colour: mix(colour, tones(colour).dark, 0.5), weaves, turn: -2 },
    { path: shape(hangs.near), colour, weaves, turn: 1 },
  ];
  const made: Fold[] = [
    ["470,260 480,500 470,800 476,1240", 44, 0.46],
    ["540,250 556,500 550,800 560,1250", 50, 0.42],
    ["610,260 620,500 618,800 612,1240", 40, 0.46],
    ["700,260 716,500 720,800 706,1080", 44, 0.46],
    ["764,260 780,500 788,800 780,1070", 36, 0.4],
    ["430,300 500,340 580,340 640,310", 30, 0.4],
  ];
  const brand = element("g", { transform: "translate(0 900)" }, label(470, 280));
  return (
    rail(260) +
    fringe(604, 800, 1082, mix(colour, tones(colour).dark, 0.5), 24) +
    cloth(pieces, folds(colour, made)) +
    fringe(424, 652, 1250, colour, 28) +
    brand
  );
}

/** Twisted threads along the foot of a scarf. */
function fringe(left: number, right: number, y: number, colour: string, count: number): string {
  const { line, glow, deep } = tones(colour);
  return Array.from({ length: count }, (_, index) => {
    const x = left + ((index + 0.5) / count) * (right - left);
    const lean = ((index * 7) % 5) - 2;
    const path = curve(
      `${x},${y - 8} ${x + lean},${y + 34} ${x + lean * 2.2},${y + 84 + ((index * 5) % 7)}`,
    );
    return (
      stroke(path, line, 8, 0.7) +
      stroke(path, index % 3 ? colour : deep, 6) +
      stroke(path, glow, 2, 0.5, 'stroke-dasharray="5 4"')
    );
  }).join("");
}
