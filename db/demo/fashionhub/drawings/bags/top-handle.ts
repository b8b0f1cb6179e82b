import { element } from "../../../svg.ts";
import { tones } from "../../studio/colour.ts";
import { curve, halves, shape } from "../../studio/curve.ts";
import { stitches } from "../../studio/trims.ts";
import { cloth, dot, type Fold, folds, type Subject, soft, stroke } from "../../studio.ts";
import { type Bag, footing, gold, handle, stud } from "./fittings.ts";

const boxBody = "880,640! 900,800 912,1000 904,1130 890,1150! 740,1160 600,1162";

/** A small structured bag with a flap, a clasp and one handle. */
export function topHandle(bag: Bag): Subject {
  return { art: drawn(bag), outline: [], place: { y: 10, scale: 1.12 } };
}

function drawn({ colour, weaves = [] }: Bag): string {
  const { line, deep } = tones(colour);
  const flapPath =
    "312,632! 450,612 600,608 750,612 888,632! 900,720 890,830 830,880 700,906 600,912 500,906 370,880 310,830 300,720";
  const made: Fold[] = [
    ["330,960 480,1010 700,1012 880,960", 50, 0.3],
    ["320,900 330,1000 326,1080 330,1140", 40, 0.36],
    ["880,900 872,1000 880,1080 872,1140", 46, 0.44],
  ];
  const flapFolds: Fold[] = [
    ["340,680 480,720 700,724 860,684", 44, 0.24],
    ["330,820 460,870 700,880 860,826", 40, 0.34],
  ];
  return [
    footing(600, 1156, 620),
    handle("452,640 430,500 490,410 600,396 710,410 770,500 748,640", colour, 0),
    cloth(
      [{ path: shape(halves(`600,640 ${boxBody}`)), colour, weaves, round: 0.5 }],
      folds(colour, made),
    ),
    cloth([{ path: shape(flapPath), colour, weaves, round: 0.45 }], folds(colour, flapFolds)),
    stitches("322,730 324,824 380,868 510,892 600,898 690,892 820,868 876,824 878,730", line),
    stroke(curve("312,1130 460,1144 600,1146 740,1144 888,1130"), deep, 2, 0.5),
    clasp(),
    stud(452, 648),
    stud(748, 648),
    soft("350,660 480,640 640,640 800,662", 40, "#fffaf0", 0.45),
  ].join("");
}

function clasp(): string {
  const plate = "M564,850h72v52a36,36 0 0 1 -72,0Z";
  return [
    element("path", {
      d: plate,
      fill: "#1c1512",
      "fill-opacity": 0.4,
      transform: "translate(4 7)",
    }),
    element("path", { d: plate, fill: gold }),
    stroke(plate, "#6f4f1f", 2, 0.7),
    stroke("M572,858h56", "#fff6dd", 4, 0.6),
    dot(600, 900, 13, "#7b5a26"),
    dot(599, 898, 10, gold),
  ].join("");
}
