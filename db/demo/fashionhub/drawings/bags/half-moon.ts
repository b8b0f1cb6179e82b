import { element } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve, halves, mirrored, shape } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import {
  cloth,
  dot,
  type Fold,
  folds,
  type Piece,
  patch,
  type Subject,
  soft,
  stroke,
} from "../../studio.ts";
import { type Bag, gold, handle } from "./fittings.ts";

const lip =
  "268,592! 420,618 600,628 780,618 932,592! 944,620 930,640! 780,668 600,676 420,668 270,640! 256,620";

const moon = "930,600! 960,640 960,760 900,900 780,1010 660,1046 600,1050";

/** A half-moon bag on a shoulder strap. */
export function halfMoon(bag: Bag): Subject {
  return { art: drawn(bag), outline: outline(), place: { y: 130, scale: 1.16 } };
}

function drawn({ colour, weaves = [] }: Bag): string {
  const { line } = tones(colour);
  const made: Fold[] = [
    ["290,640 360,800 480,940 600,980", 60, 0.3],
    ["900,640 860,780 760,920 640,986", 70, 0.42],
    ["420,660 470,760 540,840 620,870", 40, 0.2],
    ["780,650 740,740 680,810 610,840", 40, 0.26, 1],
    ["330,900 430,1000 540,1030 660,1030", 44, 0.4],
  ];
  const body: Piece = {
    path: shape(halves(`600,640 780,632 ${moon}`)),
    colour,
    weaves,
    round: 0.6,
  };
  const piping = "930,640 950,760 894,890 776,996 660,1030 600,1034";
  const strap = "286,610 270,420 400,230 600,190 800,230 930,420 914,610";
  return [
    handle(strap, tones(colour).dark, 0),
    cloth([body], folds(colour, made)),
    ...[piping, mirrored(piping)].map(
      (points) => stroke(curve(points), line, 2.4, 0.5) + stitches(points, line),
    ),
    patch({ path: shape(lip), colour, round: 0.5 }, 0.8),
    zip("290,622 430,642 600,650 770,642 910,622"),
    ring(286, 610),
    ring(914, 610),
    soft("330,720 380,820 450,900 540,950", 46, "#fffaf0", 0.4),
  ].join("");
}

function outline(): string[] {
  return [shape(halves(`600,640 780,632 ${moon}`)), shape(lip)];
}

function zip(points: string): string {
  const path = curve(points);
  const puller = element("rect", { x: 862, y: 626, width: 14, height: 62, rx: 6, fill: gold });
  return (
    stroke(path, "#4a3a2c", 12, 0.9) +
    stroke(path, "#d9b873", 8, 1, 'stroke-dasharray="4 3.500"') +
    dot(869, 628, 10, gold) +
    puller
  );
}

function ring(x: number, y: number): string {
  const path = `M${x - 22},${y}a22,22 0 1 0 44,0a22,22 0 1 0 -44,0`;
  return (
    element("path", { d: path, fill: "none", stroke: gold, "stroke-width": 9 }) +
    stroke(path, "#fff3d6", 2, 0.6)
  );
}
