import { clip, element } from "../../svg.ts";
import { disc, f, glow, lighter, mix, path, points, wash } from "./craft/brush.ts";
import { blown, lip, oval, type Profile, sampled, silhouette, turned } from "./craft/lathe.ts";
import type { Skin } from "./craft/light.ts";
import { cast, contact } from "./craft/shadow.ts";

export interface Glass {
  profile: Profile;
  /** The colour of the glass where it is thick. */
  tint: string;
  /** 0..1, how much is seen through it. */
  clear?: number;
  /** What is in it: up to this height, from this height, in this colour. */
  liquid?: readonly [top: number, bottom: number, colour: string];
  flutes?: readonly [count: number, depth: number];
  wall?: number;
}

/** The colour of clear glass. */
export const clearTint = "#a9bdb4";

/** The colour of water, which is seen through. */
export const water = "#b9d2d0";

/** A glass that stands at 0, 0; `inside` is drawn between its walls. */
export function glass(work: Glass, inside = ""): string {
  const { profile, tint } = work;
  const [rim, height] = profile.at(-1) ?? [0, 0];
  const skin: Skin = { colour: tint, gloss: 1, clear: work.clear ?? 0.9 };
  const back = lighter(tint, 0.5);
  return [
    glassShadow(work),
    oval(rim, height, wash([0, 0, 0, 1], `${back}/0.4`, `${back}/0.08`)),
    inside,
    work.liquid ? liquid(work, work.liquid) : "",
    blown({ profile, skin, ...(work.flutes && { flutes: work.flutes }) }),
    base(profile, tint),
    streak(profile, [-0.76, -0.58], [0.12, 0.86], 0.55),
    streak(profile, [0.76, 0.88], [0.2, 0.8], 0.3),
    lip(rim, rim - (work.wall ?? 5), height, edge(tint)),
  ].join("");
}

function edge(tint: string): string {
  const dark = mix(tint, "#1e2a26", 0.28);
  return wash(
    [0, 0, 1, 0],
    `${dark}/0.8`,
    "#ffffff/0.95@0.25",
    `${lighter(tint, 0.5)}/0.75@0.6`,
    `${dark}/0.8`,
  );
}

/** A tinted shadow, with the light that the glass gathers in its middle. */
function glassShadow({ profile, tint }: Glass): string {
  const [r = 0, height = 0] = [profile[0]?.[0], profile.at(-1)?.[1]];
  const gathered = mix(tint, "#fff7df", 0.75);
  const spot = glow({}, `${gathered}/0.75`, `${gathered}/0`);
  return (
    cast(silhouette(profile), 0.28) +
    disc(r * 0.7 + height * 0.28, -height * 0.06, height * 0.3, r * 0.2, spot) +
    contact(r, 0.34)
  );
}

/** The thick bottom: a lens of darker and brighter glass. */
function base(profile: Profile, tint: string): string {
  const { r, h } = sampled(profile, 4)[3] ?? { r: 0, h: 0 };
  const dark = mix(tint, "#13201c", 0.35);
  return (
    oval(r * 0.97, h, wash([0, 0, 0, 1], `${dark}/0.1`, `${dark}/0.55`)) +
    oval(r * 0.84, h + 7, wash([0, 0, 1, 0.4], "#ffffff/0.55", "#ffffff/0.08", "#ffffff/0.26"))
  );
}

/** A reflection that follows the profile: between two shares of the radius, two shares of the height. */
function streak(
  profile: Profile,
  [a, b]: readonly [number, number],
  [low, high]: readonly [number, number],
  opacity: number,
): string {
  const height = profile.at(-1)?.[1] ?? 1;
  const rings = sampled(profile, 12).filter(({ h }) => h >= height * low && h <= height * high);
  const side = (share: number) => {
    const drop = Math.sqrt(1 - share * share) * 0.2;
    return rings.map(({ r, h }) => `${f(r * share)} ${f(r * drop - h)}`);
  };
  const pane = (inset: number) =>
    `M${[...side(a + inset), ...side(b - inset).reverse()].join("L")}Z`;
  const fill = wash(
    [0, 0, 0, 1],
    `#ffffff/${opacity * 0.5}`,
    `#ffffff/${opacity * 0.26}`,
    "#ffffff/0.02",
  );
  return path(pane(0), fill) + path(pane((b - a) * 0.14), fill) + path(pane((b - a) * 0.26), fill);
}

function liquid(work: Glass, [top, bottom, colour]: readonly [number, number, string]): string {
  const rings = sampled(work.profile, 8).filter(({ h }) => h >= bottom && h <= top);
  const wall = (work.wall ?? 5) + 3;
  const profile = rings.map(({ r, h }) => [Math.max(0, r - wall), h] as const);
  const [r, level] = profile.at(-1) ?? [0, 0];
  if (colour === water) {
    const skin: Skin = { colour, gloss: 0.2, clear: 0.78 };
    return blown({ profile, skin }) + surface(r, level, colour, 0.3);
  }
  const skin: Skin = { colour, gloss: 0.25 };
  return turned({ profile, skin, grounded: 0 }) + surface(r, level, colour, 0.85);
}

function surface(r: number, level: number, colour: string, opacity: number): string {
  const [far, near] = [mix(colour, "#ffffff", 0.5), mix(colour, "#ffffff", 0.3)];
  return oval(r, level, wash([0, 0, 1, 0.6], `${far}/0.9`, `${colour}/${opacity}`, `${near}/0.9`));
}

/** A straight tumbler with flutes. */
export function tumbler(tint: string = clearTint, drink?: string): string {
  const profile = points("92 0, 96 6, 106 110, 114 262");
  const clear = tint === clearTint ? 0.93 : 0.6;
  const work: Glass = { profile, tint, clear, flutes: [18, 0.22] };
  return glass(drink ? { ...work, liquid: [180, 16, drink] } : work);
}

/** A carafe with a narrow neck. */
export function carafe(drink?: string): string {
  const profile = points("118 0, 128 10, 152 110, 138 230, 74 350, 54 430, 62 520, 80 552");
  const work: Glass = { profile, tint: clearTint, clear: 0.93 };
  return glass(drink ? { ...work, liquid: [270, 16, drink] } : work);
}

/** A wine glass: foot, stem and bowl. */
export function wineGlass(wine?: string): string {
  const profile = points("10 262, 52 280, 128 352, 140 440, 112 560");
  const foot = points("112 0, 104 6, 40 16, 11 40, 8 150, 10 262");
  const skin: Skin = { colour: clearTint, gloss: 1, clear: 0.82 };
  const work: Glass = { profile, tint: clearTint, clear: 0.94, wall: 3 };
  const above = clip(path("M-400 -700H400V-258H-400Z", "#fff"));
  const cup = glass(wine ? { ...work, liquid: [408, 290, wine] } : work);
  return [
    cast(silhouette([...foot, ...profile.slice(1)]), 0.26),
    contact(104, 0.3),
    blown({ profile: foot, skin }),
    element("g", { "clip-path": above }, cup),
  ].join("");
}

const budShapes = [
  "78 0, 86 8, 98 80, 70 170, 26 226, 22 300, 34 326",
  "62 0, 68 8, 72 120, 66 230, 30 290, 24 380, 36 408",
  "92 0, 104 10, 120 70, 84 134, 28 164, 22 210, 32 232",
] as const;

/** A small bottle for one stem, in one of three shapes. */
export function budVase(tint: string, kind: 0 | 1 | 2, stem = ""): string {
  return glass({ profile: points(budShapes[kind]), tint, clear: 0.66, wall: 4 }, stem);
}
