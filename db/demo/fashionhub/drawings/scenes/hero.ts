import { element, svg } from "../../../svg.ts";
import { hanging, whole } from "../../drawings.ts";
import { arch, ledge, panes, wall } from "../../studio/backdrops.ts";
import { tones } from "../../studio/colour.ts";
import { felted, striped, twill } from "../../studio/fabrics.ts";
import { type Place, placed, type Subject, stroke, veil } from "../../studio.ts";
import { topHandle } from "../bags/top-handle.ts";
import { coat } from "../coats/double-breasted.ts";
import { trench } from "../coats/trench.ts";
import { pleatedDress } from "../dresses/pleated-dress.ts";
import { slipDress } from "../dresses/slip-dress.ts";
import { plinth, vase } from "../props/still-life.ts";
import { loafers } from "../shoes/loafer.ts";
import { knit } from "../tops/knit.ts";
import { shirt } from "../tops/shirt.ts";

const [wide, high] = [1600, 1200];
const bar = 150;

/** The atelier: a rail of the season's clothes in the morning sun. */
export function atelier(): string {
  return svg(
    wide,
    high,
    wall("bone", wide, high),
    arch("bone", "#dcc0b0", 880, 70, 560),
    panes(0.36, 330),
    ledge("#cdb7a2", 1010, wide, high),
    frame(),
    ...clothes(),
    plinth(1150, 812, 300, 1120, "#e6d8c9"),
    placed(whole({ ...topHandle({ colour: "#7a2f33" }), place: {} }), onto(1300, 800, 0.42, 1160)),
    placed(vase(0, 0, 1, "#efe8dd", "#8a8d6c"), { about: [0, 0], x: 1500, y: 1110, scale: 0.86 }),
    placed(loafers({ colour: "#4a2c25" }).art, onto(420, 1124, 0.28, 1060)),
  );
}

/** Puts a drawing that stands at `foot` in its own portrait onto `y`, its middle at `x`. */
function onto(x: number, y: number, scale: number, foot: number): Place {
  return { about: [600, foot], x: x - 600, y: y - foot, scale };
}

function clothes(): string[] {
  const camel = "#b98d5f";
  const sand = "#cbb894";
  const hung: [Subject, number, number][] = [
    [slipDress("#d8bf97"), 250, 0.5],
    [coat({ colour: camel, weaves: [felted(camel)] }), 395, 0.5],
    [shirt({ colour: "#f1efe9", weaves: [striped("#8fa3b4", 26, 6)] }), 545, 0.55],
    [pleatedDress({ colour: "#8d957c" }), 690, 0.5],
    [knit({ colour: "#efe6d6", weave: "rib" }), 830, 0.5],
    [trench({ colour: sand, weaves: [twill(sand)] }), 985, 0.6],
  ];
  return hung.map(([subject, x, squeeze]) => {
    const top = (subject.neck ?? 150) - 150;
    const place = { about: [600, top] as const, x: x - 600, y: bar - 6 - top, scale: 0.6, squeeze };
    return placed(hanging(subject, top), place);
  });
}

/** A free-standing rail of dark metal. */
function frame(): string {
  const metal = tones("#3a3633");
  const bars = [
    "M150,1096V150H1080V1096",
    "M90,1112L150,1080L214,1112",
    "M1016,1112L1080,1080L1144,1112",
  ];
  const path = bars.join("");
  const shadows = [34, 24, 15, 8].map((size) => stroke(path, "#2a1f1a", size, 0.05));
  return [
    element("g", { transform: "translate(26 20)" }, veil(...shadows)),
    stroke(path, metal.line, 15),
    stroke(path, metal.base, 11),
    stroke(path, metal.glow, 3, 0.8, 'transform="translate(-2 -2)"'),
  ].join("");
}
