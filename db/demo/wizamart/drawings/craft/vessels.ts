import { clip, element, linear, type Stop } from "../../../svg.ts";
import { dots, f, mix, type Point, path, random } from "./brush.ts";
import { hollow, lip, oval, type Profile, sampled, turned } from "./lathe.ts";
import { type Skin, tilt } from "./light.ts";
import { grounded } from "./shadow.ts";

export interface Vessel {
  profile: Profile;
  skin: Skin;
  /** The glaze inside; the outer skin where it is left out. */
  inside?: Skin;
  /** Thickness of the wall at the rim. */
  wall?: number;
  /** How deep one looks into it, as a share of the height. */
  depth?: number;
  /** How dark it is inside (0..1). */
  gloom?: number;
  /** Up to this height the clay is bare, in this colour. */
  bare?: readonly [height: number, colour: string];
  /** Iron specks in the glaze. */
  specks?: number;
  /** Meridian ridges: how many around, how strong (0..1). */
  flutes?: readonly [count: number, depth: number];
  /** What is in it: how far below the rim, and its colour. */
  drink?: readonly [below: number, colour: string];
  tilt?: number;
  shadow?: number;
}

export const clayBody = "#c9a98a";

/** A pot that stands at 0, 0 with its shadow. */
export function vessel(pot: Vessel): string {
  const look = pot.tilt ?? tilt;
  const inside = pot.inside ?? pot.skin;
  return [
    pot.shadow === 0 ? "" : grounded(pot.profile, pot.shadow),
    turned({ profile: pot.profile, skin: coat(pot), tilt: look }),
    pot.flutes ? fluting(pot.profile, ...pot.flutes) : "",
    pot.specks ? specks(pot, pot.specks, look) : "",
    hollow({ profile: within(pot), skin: inside, tilt: look }, pot.gloom ?? 0.6),
    pot.drink ? drink(pot, pot.drink, look) : "",
    brim(pot, inside, look),
  ].join("");
}

function coat({ skin, bare }: Vessel): Skin | ((height: number) => Skin) {
  if (!bare) return skin;
  const matte: Skin = { colour: bare[1], gloss: 0.06 };
  return (height) => (height < bare[0] ? matte : skin);
}

function brim(pot: Vessel, inside: Skin, look: number): string {
  const [rim, height] = pot.profile.at(-1) ?? [0, 0];
  return lip(rim, rim - (pot.wall ?? 8), height, mix(inside.colour, "#fff6e6", 0.22), look);
}

/** Ridges from foot to rim: a dark and a light flank each. */
function fluting(profile: Profile, count: number, depth: number): string {
  const pitch = (2 * Math.PI) / count;
  const ridges: string[] = [];
  for (let angle = -Math.PI / 2 + pitch / 2; angle < Math.PI / 2; angle += pitch) {
    const flank = (from: number, to: number, colour: string, opacity: number) =>
      path(meridian(profile, angle + from * pitch, angle + to * pitch), colour, opacity);
    ridges.push(
      flank(-0.08, 0.36, "#2b1a10", depth * 0.3) +
        flank(0.02, 0.26, "#2b1a10", depth * 0.35) +
        flank(-0.4, -0.12, "#fffaf0", depth * 0.45) +
        flank(-0.33, -0.19, "#fffaf0", depth * 0.4),
    );
  }
  return ridges.join("");
}

/** The strip of a turned body between two angles (radians, 0 is in front). */
export function meridian(profile: Profile, from: number, to: number): string {
  const rings = sampled(profile, 18);
  const side = (angle: number) => {
    const turn = Math.max(-Math.PI / 2, Math.min(Math.PI / 2, angle));
    return rings.map(({ r, h }) => `${f(r * Math.sin(turn))} ${f(r * Math.cos(turn) * tilt - h)}`);
  };
  return `M${[...side(from), ...side(to).reverse()].join("L")}Z`;
}

function drink(pot: Vessel, [below, colour]: readonly [number, string], look: number): string {
  const wall = pot.wall ?? 8;
  const [rim, height] = pot.profile.at(-1) ?? [0, 0];
  const level = sampled(pot.profile, 4).findLast(({ h }) => h <= height - below);
  if (!level) return "";
  const surface: Stop[] = [
    [0, mix(colour, "#fff3dc", 0.42)],
    [0.3, colour],
    [0.85, mix(colour, "#22120a", 0.3)],
    [1, mix(colour, "#fff3dc", 0.2)],
  ];
  const disc = oval(level.r - wall, level.h, linear(surface, [0.1, 0, 0.8, 1]), look);
  const mouth = clip(oval(rim - wall, height, "#fff", look));
  return element("g", { "clip-path": mouth }, disc);
}

/** The inner profile: from the rim down to the depth that can be seen. */
export function within(pot: Vessel): Profile {
  const wall = pot.wall ?? 8;
  const height = pot.profile.at(-1)?.[1] ?? 0;
  const floor = height * (1 - (pot.depth ?? 0.5));
  const down = sampled(pot.profile, height / 12).reverse();
  const seen = down
    .filter(({ h }) => h >= floor)
    .map(({ r, h }) => [Math.max(0, r - wall), h] as const);
  const last = seen.at(-1) ?? [0, floor];
  return [...seen, [last[0] * 0.8, floor]];
}

function specks(pot: Vessel, count: number, look: number): string {
  const chance = random(count);
  const rings = sampled(pot.profile, 10).filter(({ h }) => h > (pot.bare?.[0] ?? 0) + 6);
  const colour = mix(pot.skin.colour, "#3c2415", 0.72);
  const some = () =>
    Array.from({ length: Math.round(count / 3) }, (): Point => {
      const ring = rings[Math.floor(chance() * rings.length)] ?? { r: 0, h: 0 };
      const angle = (chance() - 0.5) * 2.8;
      return [ring.r * Math.sin(angle), ring.r * Math.cos(angle) * look - ring.h];
    });
  return [2, 3, 4.6]
    .map((size, at) => dots(some().slice(0, count / (at + 2)), size, colour, 0.5))
    .join("");
}
