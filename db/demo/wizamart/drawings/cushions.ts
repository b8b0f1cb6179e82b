import { clip, element } from "../../svg.ts";
import type { Yarn } from "./cloth.ts";
import { darker, disc, f, glow, lighter, line, many, path } from "./craft/brush.ts";
import { type Cloth, hem, woven } from "./craft/forms.ts";
import { cast } from "./craft/shadow.ts";

export interface Cushion {
  width: number;
  height: number;
  colour: string;
  yarn?: Yarn;
  piping?: string;
  /** A motif printed all over: drawn around 0, 0, about 60 wide. */
  print?: string;
}

/** A cushion that stands at 0, 0. */
export function cushion(plan: Cushion): string {
  const shape = pillow(plan.width, plan.height);
  const d = hem(shape, 40);
  const { colour, yarn } = plan;
  const cloth: Cloth = { shape, skin: { colour, gloss: 0 }, ...(yarn && { yarn }) };
  const seam = plan.piping ?? darker(colour, 0.2);
  const motifs = plan.print ? printed(shape, plan, plan.print) : "";
  return [
    cast(d, 0.42),
    disc(plan.width * 0.04, -2, plan.width * 0.5, 26, underneath),
    woven({ ...cloth, rows: Math.round(plan.height / 5), thread: 0.022 }),
    element("g", { "clip-path": clip(path(d, "#fff")) }, motifs),
    line(d, darker(seam, 0.2), plan.piping ? 10 : 5),
    plan.piping ? line(d, lighter(seam, 0.15), 5) : "",
  ].join("");
}

const underneath = glow({}, "#3f2616/0.6", "#3f2616/0.5@0.6", "#3f2616/0");

function pillow(width: number, height: number): Cloth["shape"] {
  const slack = Math.min(width, height);
  return (u, v) => {
    const [a, b] = [2 * u - 1, 2 * v - 1];
    const pinch = b > 0 ? 0.045 : 0.085;
    const corner = 1 - 0.035 * (a * b) ** 8;
    const x = (a * width * (1 - 0.07 * (1 - b * b) * a * a) * corner) / 2;
    const y = (b * height * (1 - pinch * (1 - a * a) * b * b) * corner) / 2;
    const puff = Math.max(0, (1 - a ** 4) * (1 - b ** 4)) ** 0.75;
    const pulled = Math.exp(-3.2 * Math.hypot(1 - Math.abs(a), 1 - Math.abs(b)));
    const wrinkles =
      16 * pulled * Math.sin(7 * Math.atan2(1 - Math.abs(b), 1 - Math.abs(a)) + a * 2);
    const dent = 7 * Math.sin(2.2 * a + 1.4 * b + 0.6) * puff;
    return [x, y - height * 0.485, puff * slack * 0.4 + wrinkles + dent];
  };
}

function printed(shape: Cloth["shape"], plan: Cushion, motif: string): string {
  const [columns, rows] = [Math.round(plan.width / 100), Math.round(plan.height / 100)];
  const print = (column: number, row: number) => {
    const u = (column + 0.5 + (row % 2 ? 0.25 : -0.25)) / columns;
    const [x, y] = shape(u, (row + 0.5) / rows);
    const squeeze = 1 - 0.3 * Math.abs(2 * u - 1) ** 3;
    return `<g transform="translate(${f(x)} ${f(y)}) scale(${f(squeeze, 2)} 1)">${motif}</g>`;
  };
  return many(rows, (row) => many(columns, (column) => print(column, row)));
}

/** A motif for block prints: a stem with leaves and a berry. */
export function leafPrint(colour: string): string {
  const high = "M0 6C-26 0 -34 -18 -36 -34C-14 -32 0 -18 0 6C0 -18 14 -32 36 -34C34 -18 26 0 0 6Z";
  const low = "M0 34C-18 30 -26 18 -28 6C-10 8 0 18 0 34C0 18 10 8 28 6C26 18 18 30 0 34Z";
  const stem = line("M0 40V-30", colour, 4, 0.86);
  return path(high + low, colour, 0.86) + stem + disc(0, -38, 6, 6, colour, 0.86);
}
