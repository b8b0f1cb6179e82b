import {
  at,
  darker,
  disc,
  f,
  lighter,
  line,
  many,
  mix,
  type Point,
  random,
  wash,
} from "./craft/brush.ts";
import { type Cloth, hem, rod, type Spot, woven } from "./craft/forms.ts";
import { behind } from "./craft/shadow.ts";
import { wood } from "./wood.ts";

/** The colour of the yarn at u, v (0..1). */
export type Yarn = (u: number, v: number) => string;

type Band = readonly [from: number, to: number, colour: string];

/** Bands across over a ground. */
export function striped(ground: string, ...bands: readonly Band[]): Yarn {
  return (_, v) => bands.find(([from, to]) => v >= from && v < to)?.[2] ?? ground;
}

/** Bands from top to bottom, the same on the left and on the right. */
export function pinstriped(ground: string, ...bands: readonly Band[]): Yarn {
  return (u) => {
    const x = Math.abs(u - 0.5) * 2;
    return bands.find(([from, to]) => x >= from && x < to)?.[2] ?? ground;
  };
}

/** A check of two colours with a thin line through it: so many squares across and down. */
export function checked(ground: string, second: string, [across, down]: Point, thin: string): Yarn {
  const tones = [ground, mix(ground, second, 0.5), second];
  return (u, v) => {
    const places = [(u * across) % 1, (v * down) % 1];
    if (places.some((place) => Math.abs(place - 0.75) < 0.04)) return thin;
    return tones[places.filter((place) => place < 0.5).length] ?? ground;
  };
}

export interface Hanging {
  width: number;
  length: number;
  colour: string;
  yarn?: Yarn;
  /** How many folds, how deep. */
  folds: Point;
  /** How much it is gathered at the top: 0 not at all, 1 to a point. */
  gathered?: number;
  seed?: number;
  /** Steps of the shading from left to right; more for yarns that change across. */
  columns?: number;
}

/** A cloth that hangs down from 0, 0 in front of a wall. */
export function hanging(plan: Hanging): string {
  const shape = drape(plan);
  const { colour, yarn } = plan;
  const cloth: Cloth = {
    shape,
    skin: { colour, gloss: 0 },
    ...(yarn && { yarn }),
    rows: 96,
    thread: 0,
  };
  const box = [-plan.width / 2, 0, plan.width / 2, plan.length] as const;
  return (
    behind(hem(shape), box, [0.34, 26, 28, 20]) + woven({ ...cloth, columns: plan.columns ?? 48 })
  );
}

/** The shape of a hanging cloth, for its hem and its fringe. */
export function drape(plan: Hanging): (u: number, v: number) => Spot {
  const gather = plan.gathered ?? 0;
  const [folds, deep] = plan.folds;
  const seed = plan.seed ?? 0;
  return (u, v) => {
    const sway = seed + 0.7 * Math.sin(2.4 * v + seed) + 0.5 * Math.sin(5 * u);
    const depth = Math.sin(2 * Math.PI * folds * u + sway);
    const z = depth * deep * (0.45 + 0.55 * v) * (1 + gather * Math.exp(-v * 3));
    const droop = gather * 150 * Math.abs(u - 0.5) * Math.exp(-v * 2.6);
    const x = (u - 0.5) * plan.width * (1 - gather * Math.exp(-v * 4.2));
    return [x, v * plan.length + droop + z * 0.22 * v, z];
  };
}

/** Twisted strands along the lower edge of a cloth. */
export function fringe(
  shape: Cloth["shape"],
  colour: string,
  strands: number,
  length: number,
): string {
  const chance = random(strands);
  const all = many(strands, (index) => {
    const [x, y] = shape((index + 0.5) / strands, 1);
    const [bend, end] = [chance() * 6 - 3, chance() * 8 - 4];
    const low = length * (0.88 + chance() * 0.2);
    return `M${f(x)} ${f(y - 3)}q${f(bend)} ${f(length * 0.5)} ${f(end)} ${f(low)}`;
  });
  return line(all, darker(colour, 0.34), 9) + line(all, lighter(colour, 0.08), 5);
}

/** The lower edge of a cloth, as path data. */
export function lowerEdge(shape: Cloth["shape"]): string {
  const spots = Array.from({ length: 25 }, (_, index) => shape(index / 24, 1));
  return `M${spots.map(([x, y]) => `${f(x)} ${f(y)}`).join("L")}`;
}

/** A rail of wood from which cloths hang; its middle is at 0, 0. */
export function rail(length: number): string {
  const half = length / 2;
  const turned = wash([0, 0, 1, 1], lighter(wood.oak, 0.3), darker(wood.oak, 0.4));
  const stem: Point[] = [
    [-half, 0],
    [0, 0],
    [half, 0],
  ];
  return [
    behind(`M${-half} -10H${half}V10H${-half}Z`, [-half, -10, half, 10], [0.4, 18, 22, 28]),
    rod(stem, () => 12, { colour: wood.oak, gloss: 0.25 }),
    disc(-half, 0, 19, 19, turned),
    disc(half, 0, 19, 19, turned),
  ].join("");
}

/** A brass peg on the wall. */
export function peg(): string {
  const edge = wash([0, 0, 1, 1], "#f3d48c", "#c08a36", "#7c5520");
  const face = wash([0, 0, 1, 1], "#fff0c4", "#c9963f");
  const shadow = at(12, 14, 1, disc(0, 0, 23, 23, "#4b2f1d", 0.3));
  return shadow + disc(0, 0, 24, 24, edge) + disc(-4, -5, 13, 13, face);
}
