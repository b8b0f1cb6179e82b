import { element, radial } from "../../svg.ts";
import { type Material, plastic, polished, rubber } from "../studio/materials.ts";
import {
  at,
  cluster,
  decal,
  moved,
  type Part,
  shell,
  solid,
  spread,
  stack,
} from "../studio/parts.ts";
import {
  ball,
  curve,
  drum,
  edged,
  loft,
  plate,
  revolve,
  skin,
  smooth,
  superellipse,
  sweep,
} from "../studio/solids.ts";
import { type Flat, flats, type Point, points, turn } from "../studio/space.ts";

export interface Earbuds {
  shell: Material;
  /** The tray inside the case. */
  inside: string;
  tip: string;
}

/** One earbud, upright, 36 high; its tip points left and forward. */
export function earbud(look: Earbuds): Part {
  const stem = curve(points("0.2,0.2,30 0,-0.3,18 0,-0.4,9 0,-0.2,0.6"));
  const foot = solid(drum(2.6, 1, 0.4, 28), polished("#c9cfd8"), at(0, -0.2, -0.2));
  const shaft = sweep(
    stem,
    superellipse(6.4, 7.2, 2.4, 28),
    [0, 1, 0],
    (part) => Math.min(1.3, 0.5 + 4 * part) - 0.36 * part,
  );
  const mic = decal(
    element("rect", { x: -1, y: -3, width: 2, height: 6, rx: 1, fill: "#0d0f13" }),
    turn("x", 90),
    at(0, -4.4, 22),
  );
  return spread(stack(foot, solid(shaft, look.shell), mic), moved(head(look), at(-1, 1, 29)));
}

function head({ shell: body, tip }: Earbuds): Part {
  const neck: Flat[] = flats("7.2,4.4 5.4,8.4 4.6,11.5");
  const sleeve: Flat[] = flats("4.2,9.6 6.8,10.4 7.4,12.8 5.9,16.6 3.7,18 2.5,17.4");
  const layers = stack(
    solid(ball(9, 8.6, 8.6, 72), body),
    solid(revolve(smooth(neck), 40), body),
    solid(revolve(smooth(sleeve), 40), rubber(tip)),
    solid(plate(2.7, 17.2, 24), rubber("#15181d")),
  );
  return moved(layers, turn("y", -78), turn("z", 40));
}

const outer = { w: 62, d: 27, power: 2.9 };

/** The case, open, with both earbuds in it; 64 high. */
export function openCase(look: Earbuds): Part[] {
  const levels = edged(30, 0.8, 11);
  const walls = skin(levels.map(([inset, z]) => outline(inset).map(([x, y]): Point => [x, y, z])));
  const buds = [1, -1].map((side) => {
    return moved(earbud(look), turn("z", side > 0 ? -58 : 18), at(side * 14.5, 0, 14));
  });
  const light = moved(decal(indicator), turn("x", 90), at(0, -outer.d / 2 - 0.05, 19));
  const opening = decal(tray(look.inside), at(0, 0, 29.8));
  return [lid(look), opening, ...buds, solid(walls, look.shell), light];
}

function outline(inset: number): Flat[] {
  return superellipse(outer.w - 2 * inset, outer.d - 2 * inset, outer.power, 64);
}

const indicator = element("circle", { cx: 0, cy: 0, r: 0.9, fill: "#37e6a5" });

function tray(inside: string): string {
  const well = radial([
    [0, "#07080b"],
    [0.7, "#101319"],
    [1, inside],
  ]);
  const wells = [14.5, -14.5].map((cx) =>
    element("ellipse", { cx, cy: 0, rx: 8.4, ry: 7.6, fill: well }),
  );
  const path = superellipse(outer.w - 1, outer.d - 1, outer.power, 64);
  const points = path.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  return element("path", { d: `M${points}Z`, fill: inside }) + wells.join("");
}

function lid(look: Earbuds): Part {
  const rings = (levels: readonly Flat[]) =>
    levels.map(([inset, z]) => outline(inset).map(([x, y]): Point => [x, y, z]));
  const domed = edged(16, 9.5, 0.6);
  const inner = domed.map(([inset, z]): Flat => [inset + 1.4, Math.max(0, z - 1.2)]);
  const hinge = [at(0, -outer.d / 2 + 1, 0), turn("x", -98), at(0, outer.d / 2 - 1, 31)];
  const top = domed.at(-1) ?? [0, 16];
  return moved(
    cluster(
      solid(loft(outline, [...domed, top]), look.shell),
      shell(skin(rings(inner)), plastic(look.inside)),
    ),
    ...hinge,
  );
}
