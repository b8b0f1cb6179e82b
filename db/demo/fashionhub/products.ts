import type { DemoProduct } from "../shop.ts";
import { accessories } from "./products/accessories.ts";
import { bags } from "./products/bags.ts";
import { coats } from "./products/coats.ts";
import { dresses } from "./products/dresses.ts";
import { knitwear } from "./products/knitwear.ts";
import { shirts } from "./products/shirts.ts";
import { shoes } from "./products/shoes.ts";
import { trouserRail } from "./products/trousers.ts";

const rails = [coats, dresses, knitwear, bags, shirts, shoes, trouserRail, accessories];

/** Everything the shop sells, newest first: one from each rail in turn, so that no page is all coats. */
export const products: DemoProduct[] = Array.from({ length: longest(rails) }, (_, place) =>
  rails.flatMap((rail) => rail.slice(place, place + 1)),
).flat();

function longest(lists: readonly DemoProduct[][]): number {
  return Math.max(...lists.map((list) => list.length));
}
