import {
  at,
  darker,
  disc,
  f,
  line,
  many,
  mix,
  type Point,
  path,
  random,
  wash,
} from "../craft/brush.ts";
import { along, heading, smooth } from "../craft/curve.ts";

const sunlit = "#fff3d0";
const deep = "#23271a";

/** A leaf that grows upwards from 0, 0: a light and a dark half; `bend` pushes its tip sideways. */
export function leaf(length: number, width: number, colour: string, bend = 0): string {
  const tip = `${f(bend)} ${f(-length)}`;
  const spine = `Q${f(bend * 0.25)} ${f(-length * 0.5)}`;
  const half = (side: number) =>
    `M0 0C${f(side * width * 0.75)} ${f(-length * 0.3)} ${f(side * width * 0.6 + bend * 0.6)} ` +
    `${f(-length * 0.78)} ${tip}${spine} 0 0Z`;
  const dark = wash([0.2, 1, 0, 0], mix(colour, deep, 0.45), mix(colour, deep, 0.08));
  const light = wash(
    [0, 1, 0.3, 0],
    mix(colour, deep, 0.25),
    mix(colour, sunlit, 0.12),
    mix(colour, sunlit, 0.3),
  );
  const rib = line(`M0 0${spine} ${tip}`, mix(colour, sunlit, 0.4), Math.max(1, length / 90), 0.6);
  return path(half(1), dark) + path(half(-1), light) + rib;
}

export interface Sprig {
  /** The line of the stem, from where it stands to its tip. */
  stem: readonly Point[];
  leaves: number;
  length: number;
  width: number;
  colour: string;
  seed?: number;
  /** The share of the stem, from below, that is bare. */
  bare?: number;
  /** How far the leaves stand off the stem, in degrees. */
  spread?: number;
  bark?: string;
}

/** A stem with leaves in turn on its left and right, smaller towards the tip. */
export function sprig(plan: Sprig): string {
  const chance = random(plan.seed ?? 1);
  const bark = plan.bark ?? mix(plan.colour, "#5a3d24", 0.5);
  const leaves = many(plan.leaves, (index) => leafOn(plan, index, chance));
  const [x, y] = along(plan.stem, 1);
  const last = leaf(plan.length * 0.62, plan.width * 0.6, plan.colour);
  return (
    twig(plan.stem, bark, plan.length / 14) + leaves + at(x, y, 1, last, heading(plan.stem, 1))
  );
}

function leafOn(plan: Sprig, index: number, chance: () => number): string {
  const bare = plan.bare ?? 0.25;
  const t = Math.min(1, bare + ((1 - bare) * (index + 0.6)) / plan.leaves);
  const [x, y] = along(plan.stem, t);
  const side = index % 2 ? 1 : -1;
  const turn = heading(plan.stem, t) + side * (plan.spread ?? 52) * (0.75 + chance() * 0.5);
  const size = (1.08 - 0.45 * t) * (0.82 + chance() * 0.36);
  const colour = mix(plan.colour, chance() > 0.5 ? "#eef0c8" : "#28321f", chance() * 0.22);
  const blade = leaf(plan.length * size, plan.width * size, colour, side * plan.width * 0.3);
  return at(x, y, 1, blade, turn);
}

/** A thin stem. */
export function twig(stem: readonly Point[], colour: string, width: number): string {
  const d = smooth(stem);
  const light = stem.map(([x, y]): Point => [x - width * 0.16, y]);
  return (
    line(d, darker(colour, 0.3), f(width)) +
    line(smooth(light), mix(colour, sunlit, 0.25), f(width * 0.4))
  );
}

/** A flower seen from the front: rings of petals around a heart. */
export function bloom(r: number, colour: string, heart: string, petals = 7, seed = 1): string {
  const chance = random(seed);
  const ring = (count: number, size: number, tint: number, offset: number) =>
    many(count, (index) => {
      const shade = mix(mix(colour, "#fff4e4", tint), "#5a2417", chance() * 0.12);
      const turn = (360 / count) * index + offset + chance() * 14;
      return at(0, 0, 1, petal(r * size * (0.92 + chance() * 0.16), shade), turn);
    });
  const middle = disc(0, 0, r * 0.2, r * 0.2, heart);
  const light = disc(-r * 0.05, -r * 0.05, r * 0.11, r * 0.11, mix(heart, "#fff0c0", 0.4));
  return ring(petals, 1, 0.05, 0) + ring(petals - 1, 0.74, 0.22, 20) + middle + light;
}

function petal(length: number, colour: string): string {
  const [w, l] = [f(length * 0.46), f(length)];
  const fill = wash(
    [0, 0, 0, 1],
    mix(colour, "#fff6ea", 0.3),
    `${colour}@0.6`,
    mix(colour, "#4a1d12", 0.35),
  );
  return path(
    `M0 0C${-w} ${f(-l * 0.35)} ${f(-w * 1.05)} ${-l} 0 ${-l}S${w} ${f(-l * 0.35)} 0 0Z`,
    fill,
  );
}

/** A dried grass: many fine strokes along the upper half of a stem. */
export function plume(stem: readonly Point[], colour: string, size: number, seed = 1): string {
  const chance = random(seed);
  const stroke = (index: number) => {
    const t = 0.5 + (index / 100) * 0.5;
    const [x, y] = along(stem, t);
    const full = Math.sin(Math.PI * Math.min(1, (t - 0.48) * 1.85)) ** 0.7;
    const reach = size * (0.25 + full) * (0.6 + chance() * 0.5);
    const side = index % 2 ? 1 : -1;
    const turn = ((heading(stem, t) + side * (18 + chance() * 22)) * Math.PI) / 180;
    const [dx, dy] = [Math.sin(turn) * reach, -Math.cos(turn) * reach];
    return `M${f(x)} ${f(y)}q${f(dx * 0.35)} ${f(dy * 0.65)} ${f(dx)} ${f(dy)}`;
  };
  const tints = [mix(colour, "#7a5a38", 0.3), colour, mix(colour, "#fff6e2", 0.35)];
  const bunches = tints.map((tint, at) =>
    line(
      many(34, (index) => stroke(index * 3 + at)),
      tint,
      3.2,
      0.75,
    ),
  );
  return twig(stem, mix(colour, "#6a4d2c", 0.4), 5) + bunches.join("");
}

/** A stem that hangs down, with a pair of round leaves at every knot. */
export function trail(
  stem: readonly Point[],
  leaves: number,
  size: number,
  colour: string,
  seed: number,
) {
  const chance = random(seed);
  const pairs = many(leaves, (index) => {
    const t = (index + 0.5) / leaves;
    const [x, y] = along(stem, t);
    const grown = size * (1.1 - 0.5 * t) * (0.8 + chance() * 0.4);
    const tint = mix(colour, chance() > 0.5 ? "#dfe6b8" : "#2a3a28", chance() * 0.3);
    const one = (turn: number) =>
      at(x, y, 1, leaf(f(grown), f(grown * 0.95), tint), turn + chance() * 30);
    return one(95) + one(-125);
  });
  return twig(stem, mix(colour, "#5a3d24", 0.5), 3) + pairs;
}

/** A tall stiff leaf with pale edges, such as of a sansevieria. */
export function sword(length: number, width: number, colour: string, bend: number): string {
  const outline = (w: number) =>
    `M${f(-w * 0.5)} 0C${f(-w)} ${f(-length * 0.4)} ${f(bend * 0.4 - w * 0.6)} ${f(-length * 0.8)} ${f(bend)} ${-length}` +
    `C${f(bend * 0.4 + w * 0.7)} ${f(-length * 0.8)} ${w} ${f(-length * 0.4)} ${f(w * 0.5)} 0Z`;
  const fill = wash(
    [0, 0, 1, 0.1],
    mix(colour, sunlit, 0.2),
    `${colour}@0.45`,
    mix(colour, deep, 0.5),
  );
  const bars = many(9, (index) => {
    const y = f(-length * (0.12 + index * 0.085));
    const x = f(bend * (0.12 + index * 0.085) ** 2 * 0.9);
    return `M${f(x - width * 0.42)} ${y}q${f(width * 0.4)} ${index % 2 ? 14 : -10} ${f(width * 0.8)} -4`;
  });
  return (
    path(outline(width), mix(colour, "#e6dc9c", 0.4)) +
    path(outline(width * 0.87), fill) +
    line(bars, mix(colour, deep, 0.4), 7, 0.2)
  );
}
