import type { DemoProduct } from "../shop.ts";
import { audio } from "./products/audio.ts";
import { cameras } from "./products/cameras.ts";
import { desk } from "./products/desk.ts";
import { living } from "./products/living.ts";
import { power } from "./products/power.ts";

/** The whole catalogue; the last ones are the newest, so neighbours come from different shelves. */
export const products: DemoProduct[] = inTurns(audio, power, desk, living, cameras);

function inTurns<T>(...lists: (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, i) => {
    return lists.flatMap((list) => list[i - longest + list.length] ?? []);
  }).flat();
}
