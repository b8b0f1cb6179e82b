import { hanging, whole } from "../../drawings.ts";
import { arch, ledge, niche, panes, paper, table, wall } from "../../studio/backdrops.ts";
import { felted, ribbed, sprigged, stockinette, twill } from "../../studio/fabrics.ts";
import { type Place, placed, portrait, type Subject } from "../../studio.ts";
import { footing } from "../bags/fittings.ts";
import { halfMoon } from "../bags/half-moon.ts";
import { topHandle } from "../bags/top-handle.ts";
import { tote } from "../bags/tote.ts";
import { coat } from "../coats/double-breasted.ts";
import { trench } from "../coats/trench.ts";
import { slipDress } from "../dresses/slip-dress.ts";
import { wrapDress } from "../dresses/wrap-dress.ts";
import { hat } from "../extras/hat.ts";
import { rail } from "../props/hanging.ts";
import { pile, plinth, reel, vase } from "../props/still-life.ts";
import { boots } from "../shoes/boot.ts";
import { loafers } from "../shoes/loafer.ts";
import { slingbacks } from "../shoes/slingback.ts";
import { trousers } from "../skirts/trousers.ts";
import { shirt } from "../tops/shirt.ts";

/** The maker's table: folded knits, thread and a branch in the sun. */
export function workTable(): string {
  const knits = ["#4b4f45", "#e8dfd0", "#8d4a41", "#cdb999", "#efe9df"];
  return portrait(
    wall("clay"),
    arch("clay", "#a9836f", 150, 110, 900),
    panes(0.34, 60, "#ffe9d2"),
    ledge("#d9c5b2", 1130),
    vase(880, 1196, 0.98, "#ece4d8", "#6e7257"),
    footing(470, 1200, 620),
    pile(470, 1206, 600, knits, (colour) => ribbed(colour, 12)),
    reel(250, 1330, 1, "#8d4a41"),
    reel(400, 1370, 0.86, "#efe9df"),
    reel(330, 1420, 0.94, "#4b4f45"),
  );
}

/** A pile of folded knitwear on a plinth. */
export function foldedKnits(): string {
  const knits = ["#39414f", "#efe6d6", "#b9825e", "#d9c7ab", "#6d2b32", "#e3c6b8", "#8d957c"];
  return portrait(
    niche("sage"),
    plinth(220, 1180, 760, 1520, "#d8cdbd"),
    footing(600, 1168, 640, 24),
    pile(600, 1172, 640, knits, (colour) => stockinette(colour)),
  );
}

/** Two dresses on a rail. */
export function dressRail(): string {
  const floral = wrapDress({ colour: "#ecd3c8", weaves: [sprigged("#5c6b4f", "#a8423f")] });
  return portrait(
    niche("blush"),
    rail(120),
    onRail(slipDress("#d8bf97"), 400, 0.8),
    onRail(floral, 760, 0.8),
  );
}

/** Two coats on a rail. */
export function coatRail(): string {
  const [camel, sand] = ["#b98d5f", "#cbb894"];
  return portrait(
    wall("ink"),
    rail(120, -20, 1220, "#8f7154"),
    onRail(trench({ colour: sand, weaves: [twill(sand)] }), 800, 0.84),
    onRail(coat({ colour: camel, weaves: [felted(camel)] }), 420, 0.88),
  );
}

/** A shirt laid over trousers, as an outfit. */
export function outfit(): string {
  const stone = "#9d9282";
  const below = trousers({ colour: stone, weaves: [twill(stone)] });
  const above = shirt({ colour: "#f4f1ea" });
  return portrait(
    paper("plaster", "#cfc9b6"),
    placed(whole({ ...below, place: {} }), { x: 80, y: 170, scale: 0.86 }),
    placed(whole({ ...above, place: {} }), { x: -80, y: -230, scale: 0.8 }),
  );
}

/** A hat and a bag on two plinths. */
export function hatAndBag(): string {
  return portrait(
    niche("plaster"),
    plinth(520, 880, 560, 1520, "#dccdbb"),
    placed(hat({ colour: "#8d7660", ribbon: "#2e2b2a" }).art, onto(800, 880, 0.56, 1040)),
    plinth(130, 1150, 480, 1520, "#e5d9ca"),
    placed(topHandle({ colour: "#7a2f33" }).art, onto(370, 1142, 0.62, 1160)),
  );
}

/** Three pairs of shoes on steps. */
export function shoeSteps(): string {
  return portrait(
    niche("clay"),
    plinth(560, 620, 560, 1520, "#d9b9a3"),
    placed(slingbacks({ colour: "#8d3236" }).art, onto(820, 612, 0.56, 1052)),
    plinth(330, 960, 560, 1520, "#e2c7b3"),
    placed(loafers({ colour: "#4a2c25" }).art, onto(590, 952, 0.58, 1060)),
    plinth(90, 1300, 600, 1520, "#ead4c3"),
    placed(boots({ colour: "#26262a" }).art, onto(390, 1292, 0.52, 1080)),
  );
}

/** A tote on the table, a half-moon bag on the wall. */
export function bagShelf(): string {
  const tan = "#a06a44";
  return portrait(
    table("sage", 1060, "#b9a994"),
    placed(whole({ ...halfMoon({ colour: "#e0cdb9" }), place: {} }), {
      x: 210,
      y: -260,
      scale: 0.74,
    }),
    placed(tote({ colour: tan, weaves: [felted(tan, 0.1)] }).art, onto(430, 1250, 0.84, 1224)),
  );
}

function onRail(subject: Subject, x: number, scale: number): string {
  const top = (subject.neck ?? 150) - 130;
  const place = { about: [600, top] as const, x: x - 600, y: 110 - top, scale };
  return placed(hanging(subject, top), place);
}

/** Puts a drawing that stands at `foot` in its own portrait onto `y`, its middle at `x`. */
function onto(x: number, y: number, scale: number, foot: number): Place {
  return { about: [600, foot], x: x - 600, y: y - foot, scale };
}
