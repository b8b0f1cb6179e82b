import { element } from "../../svg.ts";
import { anodised, type Material, plastic, rubber } from "../studio/materials.ts";
import { at, decal, moved, type Part, solid, spread, stack } from "../studio/parts.ts";
import { box, drum, loft, roundedRectangle } from "../studio/solids.ts";
import { type Flat, flats, type Move, turn } from "../studio/space.ts";
import { lettering } from "./glyphs.ts";

export interface Keyboard {
  frame: Material;
  keys: string;
  /** Keys around the letters. */
  others: string;
  /** Escape and Enter. */
  accent: string;
  legend: string;
}

interface Key {
  legend: string;
  width: number;
  kind: "letter" | "other" | "accent";
}

const unit = 19;

/** A row: legends parted by blanks, `name*1.5` for wider keys, `!` before an accented one. */
function row(text: string): Key[] {
  return text.split(" ").map((word) => {
    const [name = "", width = "1"] = word.split("*");
    if (name.startsWith("!"))
      return { legend: name.slice(1), width: Number(width), kind: "accent" };
    const kind = name.length === 1 && Number(width) === 1 ? "letter" : "other";
    return { legend: name === "_" ? "" : name, width: Number(width), kind };
  });
}

const compactRows = [
  "!ESC ` 1 2 3 4 5 6 7 8 9 0 - = BACK*2",
  "TAB*1.5 Q W E R T Y U I O P [ ] \\*1.5 DEL",
  "CAPS*1.75 A S D F G H J K L ; ' !ENTER*2.25 HOME",
  "SHIFT*2.25 Z X C V B N M , . / SHIFT*1.75 ^^ END",
  "CTRL*1.25 OPT*1.25 CMD*1.25 _*7.25 FN CTRL << ~~ >>",
].map(row);

/** A mechanical keyboard of 75 percent, 322 x 122, tilted towards the typist. */
export function mechanical(look: Keyboard): Part[] {
  const tilt = turn("x", 5);
  const frame = solid(box({ w: 324, d: 124, h: 20, r: 9, soft: 3 }), look.frame);
  const well = decal(wellArt(308, 100), at(0, -6, 20.1));
  const keys = compactRows.flatMap((line, i) => rowOfKeys(line, i, look, [-304 / 2, 35]));
  const knob = stack(
    solid(drum(9, 12, 1.4), anodised("#aeb6c2")),
    solid(drum(8, 1, 0.4), anodised("#dfe4ea"), at(0, 0, 12)),
  );
  const tuned: Move[] = [tilt, at(0, 0, 4)];
  return [
    ...feet(300, 90),
    moved(stack(frame, well, spread(...keys), moved(knob, at(142, 52, 20))), ...tuned),
  ];
}

function wellArt(w: number, d: number): string {
  return element("rect", { x: -w / 2, y: -d / 2, width: w, height: d, rx: 5, fill: "#0c0e12" });
}

function feet(w: number, d: number): Part[] {
  return [-1, 1].map((side) =>
    solid(drum(6, 6, 1, 20), rubber("#101216"), at((side * w) / 2, d / 2, 0)),
  );
}

function rowOfKeys(keys: readonly Key[], index: number, look: Keyboard, [left, top]: Flat): Part[] {
  let x = left;
  return keys.map((key) => {
    const middle = x + (key.width * unit) / 2;
    x += key.width * unit;
    return moved(keycap(key, look, index), at(middle, top - index * unit, 21));
  });
}

/** Sculpted: the rows lean towards the typist's middle. */
const leans = [4, 1.5, -1, -4, -6];

function keycap(key: Key, look: Keyboard, index: number): Part {
  const w = key.width * unit - 1.1;
  const d = unit - 1.1;
  const outline = (inset: number) =>
    roundedRectangle(w - 2 * inset, d - 1.6 * inset, 1.6 + inset * 0.5, 4);
  const levels: Flat[] = flats("0,0 0.3,1 1.9,7.4 2.4,8.1 3,8.4");
  const colour = { letter: look.keys, other: look.others, accent: look.accent }[key.kind];
  const legend = decal(legendArt(key, look, w), at(0, 0.6, 8.5));
  return moved(
    stack(solid(loft(outline, levels), plastic(colour)), legend),
    turn("x", leans[index] ?? 0),
  );
}

function legendArt({ legend, kind }: Key, look: Keyboard, w: number): string {
  const colour = kind === "accent" ? "#ffffff" : look.legend;
  if (legend.length > 1 && legend[0] === legend[1]) {
    return lettering(legend.slice(1), 0, 0, { size: 4, colour });
  }
  if (legend.length === 1) return lettering(legend, -2.6, -1.4, { size: 3.7, colour });
  return lettering(legend, 4.4 - w / 2, 0.4, { size: 2.3, colour, weight: 0.15, align: "start" });
}

const wideRows = [
  "!ESC F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12 DEL INS P1 P2 P3",
  "` 1 2 3 4 5 6 7 8 9 0 - = BACK*2 7 8 9",
  "TAB*1.5 Q W E R T Y U I O P [ ] \\*1.5 4 5 6",
  "CAPS*1.75 A S D F G H J K L ; ' ENTER*2.25 1 2 3",
  "SHIFT*2.25 Z X C V B N M , . / SHIFT*1.75 ^^ 0 .",
  "CTRL OPT CMD*1.25 _*6.75 CMD OPT CTRL << ~~ >> !ENTER*2",
].map(row);

/** A flat keyboard with low keys, 360 x 130 x 9. */
export function slim(look: Keyboard): Part[] {
  const body = solid(box({ w: 362, d: 132, h: 8, r: 10, soft: 2 }), look.frame, at(0, 0, 3));
  const keys = wideRows.flatMap((line, i) => flatRow(line, i, look));
  const bar = solid(box({ w: 300, d: 14, h: 7, r: 5, soft: 1.5 }), rubber("#15171b"), at(0, 52, 0));
  return [bar, moved(stack(body, spread(...keys)), turn("x", 3), at(0, 0, 3))];
}

function flatRow(keys: readonly Key[], index: number, look: Keyboard): Part[] {
  let x = -342 / 2;
  return keys.map((key) => {
    const w = key.width * unit - 2.2;
    const middle = x + (key.width * unit) / 2;
    x += key.width * unit;
    const cap = box({ w, d: unit - 2.2, h: 2.6, r: 3, soft: 0.7, taper: 0.3 });
    const colour = { letter: look.keys, other: look.others, accent: look.accent }[key.kind];
    const legend = decal(legendArt(key, look, w + 3), at(0, 0, 2.7));
    return moved(stack(solid(cap, plastic(colour)), legend), at(middle, 48 - index * unit, 11));
  });
}
