import type { DemoProduct } from "../shop.ts";
import { ceramics } from "./products/ceramics.ts";
import { garden } from "./products/garden.ts";
import { glassware } from "./products/glassware.ts";
import { kitchen } from "./products/kitchen.ts";
import { lamps } from "./products/lamps.ts";
import { textiles } from "./products/textiles.ts";

const shelves = [ceramics, lamps, textiles, kitchen, glassware, garden];
const deepest = Math.max(...shelves.map((shelf) => shelf.length));

/** All products, one of each shelf in turn, so that the newest of them are of many kinds. */
export const products: DemoProduct[] = Array.from({ length: deepest }, (_, place) =>
  shelves.flatMap((shelf) => shelf[place] ?? []),
).flat();
