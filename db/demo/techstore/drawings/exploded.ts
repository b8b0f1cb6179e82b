import { anodised, gloss, type Material, plastic, polished, rubber } from "../studio/materials.ts";
import { at, decal, type Part, solid, stack } from "../studio/parts.ts";
import { type Form, revolve, smooth } from "../studio/solids.ts";
import { type Flat, flats } from "../studio/space.ts";
import { coatedGlass } from "./lenses.ts";

const black = anodised("#2c3038");
const crystal: Material = { ...gloss("#a9cbff"), alpha: 0.55 };

/** A lens in its pieces, one above the other, 330 high. */
export function explodedLens(accent: string): Part {
  return stack(
    solid(tube(27, 18, 6), polished("#c6ccd6")),
    solid(element(15), crystal, at(0, 0, 22)),
    solid(tube(30, 25, 18), black, at(0, 0, 46)),
    solid(element(19), crystal, at(0, 0, 82)),
    solid(tube(26, 17, 9), plastic("#3a404a"), at(0, 0, 106)),
    solid(tube(32, 28, 26), rubber("#1b1e23"), at(0, 0, 134)),
    solid(tube(31, 27, 5), anodised(accent), at(0, 0, 178)),
    solid(element(22), crystal, at(0, 0, 200)),
    solid(tube(34, 27, 22), black, at(0, 0, 228)),
    solid(element(25), crystal, at(0, 0, 270)),
    solid(tube(36, 29, 10), black, at(0, 0, 300)),
    solid(dish(28), gloss("#0b0d14"), at(0, 0, 306)),
    decal(coatedGlass(26), at(0, 0, 311)),
  );
}

/** A ring with its bore. */
function tube(outer: number, inner: number, height: number): Form {
  const soft = 0.8;
  const line: Flat[] = [
    [inner, soft],
    [inner + soft, 0],
    [outer - soft, 0],
    [outer, soft],
    [outer, height - soft],
    [outer - soft, height],
    [inner + soft, height],
    [inner, height - soft],
    [inner, soft],
  ];
  return revolve(line, 72);
}

/** A ground piece of glass, curved on both sides. */
function element(radius: number): Form {
  const line = flats("0.02,0 0.4,0.3 0.8,1.4 0.98,2.6 1,3 1,5 0.98,5.4 0.8,6.8 0.4,7.8 0.02,8");
  return revolve(smooth(line.map(([r, z]): Flat => [r * radius, z])), 64);
}

function dish(radius: number): Form {
  return revolve(
    [
      [radius, 0],
      [radius, 4],
      [radius - 1, 4.8],
      [0.1, 4.9],
    ],
    72,
  );
}
