import type { DemoPicture } from "../shop.ts";
import { hanger, hook, rail } from "./drawings/props/hanging.ts";
import { cast, height, placed, portrait, type Subject, width } from "./studio.ts";

/** The whole of it before a backdrop. */
export function laid(backdrop: string, subject: Subject): string {
  return portrait(backdrop, whole(subject));
}

/** It as it lies in a portrait of its own, with its shadow. */
export function whole({ art, outline, place = {} }: Subject): string {
  return placed(cast(outline) + art, place);
}

/** From close by: `at` is the place in the drawing that comes to the middle. */
export function close(
  backdrop: string,
  { art, outline }: Subject,
  at: readonly [x: number, y: number],
  scale = 2,
): string {
  const [x, y] = at;
  const near = placed(cast(outline, 22) + art, { x: 600 - x, y: 750 - y, scale, about: at });
  return portrait(backdrop, near);
}

/** On a hanger, on a rail. */
export function hung(backdrop: string, subject: Subject, scale = 1.0625): string {
  const top = (subject.neck ?? 280) - 200;
  const place = { about: [600, top] as const, y: 92 - top, scale };
  return portrait(backdrop, rail(96), placed(hanging(subject, top), place));
}

/** The garment with its hanger, whose hook reaches up to `top`. */
export function hanging({ art, outline, opening = "", neck = 280 }: Subject, top: number): string {
  return cast(outline, 40) + hook(top, neck) + art + hanger(opening, neck);
}

/** A portrait picture of a product. */
export function picture(alt: string, draw: () => string, optionValue?: string): DemoPicture {
  const made = { alt, width, height, draw };
  return optionValue ? { ...made, optionValue } : made;
}

/** One picture for each colour: `of` says what it shows, `colours` are "#rrggbb" by name. */
export function colourways(
  of: string,
  colours: Record<string, string>,
  draw: (colour: string) => string,
): DemoPicture[] {
  return Object.entries(colours).map(([name, colour]) =>
    picture(`${of} in ${name.toLowerCase()}`, () => draw(colour), name),
  );
}
