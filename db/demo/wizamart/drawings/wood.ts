import { clip, element } from "../../svg.ts";
import {
  at,
  darker,
  disc,
  f,
  glow,
  lighter,
  line,
  many,
  mix,
  type Point,
  path,
  points,
  random,
  wash,
} from "./craft/brush.ts";
import { smooth } from "./craft/curve.ts";
import { rod } from "./craft/forms.ts";
import { type Profile, turned } from "./craft/lathe.ts";
import type { Skin } from "./craft/light.ts";
import { behind, contact, grounded } from "./craft/shadow.ts";
import { meridian } from "./craft/vessels.ts";
import { brass } from "./lamps.ts";

export const wood = {
  oak: "#c79a63",
  walnut: "#6f4a31",
  olive: "#b58a4f",
  beech: "#ddb98a",
} as const;

/** Wood inside an outline of about `width` x `height` around 0, 0; its grain runs upwards. */
export function timber(d: string, colour: string, [width, height]: Point, seed: number): string {
  const fill = wash([0, 0, 1, 0.6], lighter(colour, 0.24), colour, darker(colour, 0.2));
  const inside = clip(path(d, "#fff"));
  return path(d, fill) + element("g", { "clip-path": inside }, grain(colour, width, height, seed));
}

function grain(colour: string, width: number, height: number, seed: number): string {
  const chance = random(seed);
  const heart = (chance() - 0.5) * width * 0.4;
  const vein = (index: number) => {
    const x = (index / 33 - 0.5) * width * 1.1 + (chance() - 0.5) * 12;
    const pull = (x - heart) * 0.28 * Math.exp(-(((x - heart) / (width * 0.3)) ** 2));
    const shift = [0, 0.6, 1, 0, 0];
    const stem = [-0.55, -0.25, 0.05, 0.3, 0.55].map(
      (y, at): Point => [x + (shift[at] ?? 0) * pull + (chance() - 0.5) * 9, y * height],
    );
    const dark = chance() > 0.3;
    const tint = dark ? darker(colour, 0.45) : lighter(colour, 0.45);
    return line(smooth(stem, 6), tint, f(1 + chance() * 3.4), f(0.12 + chance() * 0.26, 2));
  };
  return many(34, vein);
}

/** A bread board that leans on the wall; it stands at 0, 0. */
export function leaningBoard(w: number, h: number, colour: string, seed = 1): string {
  const d = boardOutline(w, h, 0);
  return [
    behind(d, [-w / 2, -h - 150, w / 2, 0], [0.3, 26, 34, 6]),
    contact(w * 0.5, 0.45, 0.1),
    `<g transform="translate(9 3)">${path(d, darker(colour, 0.5))}</g>`,
    at(0, -h / 2, 1, timber(boardOutline(w, h, h / 2), colour, [w, h * 1.5], seed)),
    line(d, lighter(colour, 0.5), 4, 0.7),
    disc(0, -h - 96, 17, 17, darker(colour, 0.72)),
  ].join("");
}

function boardOutline(w: number, h: number, drop: number): string {
  const [x, r, top, foot] = [w / 2, 46, drop - h, drop];
  return [
    `M${-x + r} ${foot}H${x - r}Q${x} ${foot} ${x} ${foot - r}V${top + 70}`,
    `C${x} ${top} 60 ${top + 10} 46 ${top - 40}V${top - 100}A46 46 0 0 0 -46 ${top - 100}V${top - 40}`,
    `C-60 ${top + 10} ${-x} ${top} ${-x} ${top + 70}V${foot - r}Q${-x} ${foot} ${-x + r} ${foot}Z`,
  ].join("");
}

/** A board that lies on the table, its near edge at 0, 0. */
export function lyingBoard(w: number, depth: number, colour: string, seed = 3): string {
  const x = w / 2;
  const far = x * 0.94;
  const top = `M${-far + 30} ${-depth}H${far - 30}Q${far} ${-depth} ${far + 4} ${-depth + 22}L${x} -14H${-x}L${-far - 4} ${-depth + 22}Q${-far} ${-depth} ${-far + 30} ${-depth}Z`;
  const front = `M${-x} -15V8Q${-x} 30 ${-x + 26} 30H${x - 26}Q${x} 30 ${x} 8V-15Z`;
  const side = wash([0, 0, 0, 1], darker(colour, 0.16), darker(colour, 0.48));
  const field = `M${-depth} ${-w}H${depth}V${w}H${-depth}Z`;
  const planks = at(0, -depth / 2, 1, timber(field, colour, [depth * 1.3, w], seed), 90);
  return [
    behind(front, [-x, -15, x, 30], [0.45, 14, 10, 10]),
    element("g", { "clip-path": clip(path(top, "#fff")) }, planks),
    path(front, side),
    line(`M${-x + 4} -14H${x - 4}`, lighter(colour, 0.45), 3, 0.6),
  ].join("");
}

/** A pepper mill of turned wood with a brass knob; `tall` stretches it. */
export function mill(colour: string, tall = 1): string {
  const h = (value: number) => Math.round(value * tall);
  const body = points(`84 0, 88 14, 82 60, 56 ${h(190)}, 50 ${h(260)}, 66 ${h(350)}, 70 ${h(380)}`);
  const head = points(
    `70 ${h(374)}, 76 ${h(392)}, 70 ${h(430)}, 34 ${h(470)}, 36 ${h(484)}, 62 ${h(520)}, 58 ${h(568)}, 20 ${h(600)}, 0 ${h(604)}`,
  );
  const top = h(600);
  const knob = points(`12 ${top}, 14 ${top + 6}, 18 ${top + 22}, 10 ${top + 36}, 0 ${top + 38}`);
  const skin: Skin = { colour, gloss: 0.32 };
  return [
    grounded([...body, ...head]),
    turned({ profile: body, skin }),
    streaks(body, colour, 5),
    turned({ profile: head, skin, grounded: 0.5 }),
    streaks(head, colour, 6),
    turned({ profile: knob, skin: brass, grounded: 0 }),
  ].join("");
}

/** The grain of turned wood. */
function streaks(profile: Profile, colour: string, seed: number): string {
  const chance = random(seed);
  return many(20, () => {
    const angle = (chance() - 0.5) * 2.9;
    const tint = mix(colour, chance() > 0.35 ? "#331a0a" : "#fff0d6", 0.5);
    const strip = meridian(profile, angle, angle + 0.02 + chance() * 0.07);
    return path(strip, tint, f(0.06 + chance() * 0.14, 2));
  });
}

/** A wooden spoon of `length` that stands on its handle at 0, 0. */
export function spoon(length: number, colour: string, slotted = false): string {
  const y = (share: number) => f(-length * share);
  const face = wash([0, 0, 1, 0.4], lighter(colour, 0.3), `${colour}@0.5`, darker(colour, 0.3));
  const scoop = glow(
    { cx: 0.62, cy: 0.68, r: 0.62 },
    darker(colour, 0.05),
    `${darker(colour, 0.34)}@0.8`,
    darker(colour, 0.16),
  );
  const slots = [-16, 0, 16].map((x) => `M${x} ${y(0.86)}V${y(0.92)}`).join("");
  const shine = `M-49 ${y(0.87)}C-46 ${y(0.79)} -14 ${y(0.78)} -6 ${y(0.72)}`;
  return [
    rod(
      [
        [0, 0],
        [3, y(0.4)],
        [0, y(0.76)],
      ],
      (t) => 15 - 5 * t,
      { colour, gloss: 0.2 },
    ),
    path(spoonHead(length), face),
    disc(0, y(0.886), 41, f(length * 0.078), scoop),
    line(shine, lighter(colour, 0.5), 3, 0.6),
    slotted ? line(slots, darker(colour, 0.75), 8) : "",
  ].join("");
}

function spoonHead(length: number): string {
  const y = (share: number) => f(-length * share);
  const left = `M-9 ${y(0.7)}C-14 ${y(0.77)} -54 ${y(0.78)} -54 ${y(0.89)}`;
  return `${left}C-54 ${y(1.01)} 54 ${y(1.01)} 54 ${y(0.89)}C54 ${y(0.78)} 14 ${y(0.77)} 9 ${y(0.7)}Z`;
}

/** A spoon that lies on the table, with its shadow. */
export function lyingSpoon(length: number, colour: string, slotted = false): string {
  const outline = `${spoonHead(length)}M-14 0V${f(-length * 0.74)}H14V0Z`;
  const shadow = behind(outline, [-54, -length, 54, 0], [0.4, 12, 12, 12]);
  return shadow + disc(0, 0, 15, 7, darker(colour, 0.1)) + spoon(length, colour, slotted);
}
