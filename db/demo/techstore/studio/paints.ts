import type { Stop } from "../../svg.ts";

/** Stops of one colour that loses (or gains) strength. */
export function fade(colour: string, from: number, to: number): Stop[] {
  return [
    [0, colour, from],
    [1, colour, to],
  ];
}

/** Evenly spaced stops of full strength. */
export function blend(...colours: string[]): Stop[] {
  return colours.map((colour, i) => [i / Math.max(1, colours.length - 1), colour]);
}
