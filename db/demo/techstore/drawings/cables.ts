import { element } from "../../svg.ts";
import { fabric, type Material, polished, rubber } from "../studio/materials.ts";
import { at, cluster, dots, moved, type Part, type Solid, solid, stack } from "../studio/parts.ts";
import { curve, disc, lidded, loft, round, roundedRectangle, sweep } from "../studio/solids.ts";
import {
  add,
  flats,
  type Move,
  type Point,
  points,
  radians,
  steps,
  turn,
  unit,
} from "../studio/space.ts";

export interface Cable {
  colour: string;
  /** The thread that winds around it. */
  thread: string;
  metal: Material;
}

/** A braided cable, coiled; both plugs come towards the viewer. */
export function cable({ colour, thread, metal }: Cable): Part[] {
  const coil = steps(-40, 1150, 34).map((a, i): Point => {
    const r = 66 + 7 * Math.sin(i / 2.3);
    return [r * Math.cos(radians(a)), r * 0.94 * Math.sin(radians(a)), 3.4 + (i / 34) * 9];
  });
  const start: Point[] = points("-44,-112,3.4 -6,-100,3.4 30,-76,3.4");
  const end: Point[] = points("-18,76,12 -60,78,8 -100,50,4 -122,6,3.4 -122,-40,3.4 -108,-84,3.4");
  const path = curve([...start, ...coil, ...end], 9);
  const cord = solid(sweep(path, round(3.1, 14), [0, 0, 1]), fabric(colour));
  return [
    cluster(cord),
    dots(braid(path), 1.3, thread, 0.55),
    moved(plug(metal), turn("z", 198), at(-44, -112, 3.4)),
    moved(plug(metal), turn("z", 288), at(-108, -84, 3.4)),
  ];
}

/** Threads that wind around a cord, on its upper half. */
export function braid(path: readonly Point[], twist = 50) {
  return curve(path, 3).flatMap((at, i, all): (readonly [Point, Point])[] => {
    const along = unit(add(all[i + 1] ?? at, all[i - 1] ?? at, -1));
    const side: Point = [-along[1], along[0], 0];
    const a = radians(((i * twist) % 200) - 100);
    const out: Point = [side[0] * Math.sin(a), side[1] * Math.sin(a), Math.cos(a)];
    const spot = add(at, out, 3.1);
    return [[spot, add(spot, out)]];
  });
}

/** A plug that points along x from the origin. */
export function plug(metal: Material): Part {
  const lying: Move = turn("y", 90);
  const body = loft(
    (inset) => roundedRectangle(6.6 - 2 * inset, 11 - 2 * inset, 2.6 - inset, 9),
    flats("0.8,0 0,1.2 0,20 0.8,21"),
  );
  const tip = loft(
    (inset) => roundedRectangle(2.6 - 2 * inset, 8.4 - 2 * inset, 1.2 - inset, 6),
    flats("0,20 0,27 0.3,27.6"),
  );
  const sleeve = lidded(disc(3.7, 12, 0.8), 28);
  return stackAlong(
    solid(sleeve, rubber("#1a1d22"), at(0, 0, -11), lying),
    solid(body, metal, lying),
    solid(tip, polished("#dfe4eb"), lying),
  );
}

function stackAlong(...solids: Solid[]): Part {
  const parts = solids.map((one) => moved(one, turn("y", -90)));
  return moved(stack(...parts), turn("y", 90));
}

/** A USB-C socket around 0, 0, seen from the front. */
export function socket(x: number, y: number): string {
  const hole = { x: x - 4.6, y: y - 1.7, width: 9.2, height: 3.4, rx: 1.7, fill: "#07080b" };
  const rim = { stroke: "#9aa4b2", "stroke-width": 0.35 };
  const tongue = { x: x - 3.2, y: y - 0.4, width: 6.4, height: 0.8, rx: 0.3, fill: "#4b535f" };
  return element("rect", { ...hole, ...rim }) + element("rect", tongue);
}
