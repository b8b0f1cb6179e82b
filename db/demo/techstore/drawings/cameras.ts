import { element, linear } from "../../svg.ts";
import { anodised, gloss, type Material, plastic, polished, rubber } from "../studio/materials.ts";
import { blend } from "../studio/paints.ts";
import { at, decal, dots, moved, type Part, solid, stack } from "../studio/parts.ts";
import { box, drum, loft, plate, roundedRectangle, superellipse } from "../studio/solids.ts";
import { flats, type Move, type Point, steps, turn } from "../studio/space.ts";
import { lettering } from "./glyphs.ts";
import { coatedGlass, knurled, type Lens, lens } from "./lenses.ts";
import { type Mood, panel, sheen, wallpaper } from "./screens.ts";

const towardsViewer: Move = turn("x", 90);

export interface MirrorlessLook {
  top: Material;
  skin: string;
  dial: Material;
  lens: Lens | null;
}

/** A mirrorless camera of 130 x 40 x 92; it looks at the viewer. */
export function mirrorless({ top, skin, dial, lens: glass }: MirrorlessLook): Part[] {
  const body = solid(box({ w: 130, d: 38, h: 66, r: 13, soft: 3 }), plastic(skin, { rough: 0.75 }));
  const base = solid(box({ w: 131, d: 39, h: 7, r: 13, soft: 2 }), top);
  const cover = solid(box({ w: 131, d: 39, h: 14, r: 13, soft: 3 }), top, at(0, 0, 62));
  const grip = solid(
    loft(
      (inset) => superellipse(26 - 2 * inset, 26 - 2 * inset, 3, 48),
      flats("3,5 1,8 0,14 0,58 2,62"),
    ),
    rubber(skin),
    at(-49, -14, 0),
  );
  const shutter = [
    moved(knob(8.4, 6, dial), at(-48, -12, 76)),
    moved(stack(solid(drum(5.6, 3, 1, 36), polished("#dfe4eb"))), at(-48, -12, 82)),
  ];
  return [
    base,
    body,
    leather(),
    grip,
    cover,
    finder(top),
    moved(knob(12, 8, dial), at(46, 2, 76)),
    moved(knob(9, 6, dial), at(-24, 4, 76)),
    ...shutter,
    mount(glass),
  ];
}

/** The same camera from behind, its screen on. */
export function mirrorlessBack(look: Omit<MirrorlessLook, "lens">, mood: Mood): Part[] {
  const { top, skin, dial } = look;
  const screen = element("g", {}, panel(76, 50, 3, 3, wallpaper(70, 44, mood) + sheen(70, 44)));
  const keys = [0, 1, 2].map((i) =>
    element("circle", { cx: 52, cy: -10 + i * 9, r: 2.6, ...keyLook }),
  );
  const eye = element("rect", { x: -14, y: -49, width: 28, height: 15, rx: 4, fill: "#0a0b0e" });
  const glass = element("rect", { x: -9, y: -46, width: 18, height: 9, rx: 2, fill: coating() });
  const wheel = moved(knob(9, 3, dial), towardsViewer, at(49, -19, 52));
  return [
    solid(box({ w: 131, d: 39, h: 7, r: 13, soft: 2 }), top),
    solid(box({ w: 130, d: 38, h: 66, r: 13, soft: 3 }), plastic(skin, { rough: 0.75 })),
    solid(box({ w: 131, d: 39, h: 14, r: 13, soft: 3 }), top, at(0, 0, 62)),
    finder(top),
    moved(knob(12, 8, dial), at(-46, -2, 76)),
    moved(knob(9, 6, dial), at(24, -4, 76)),
    moved(knob(8.4, 6, dial), at(48, 8, 76)),
    moved(decal(screen), towardsViewer, at(-12, -19.1, 34)),
    moved(decal(keys.join("")), towardsViewer, at(0, -19.1, 26)),
    moved(decal(eye + glass), towardsViewer, at(0, -19.6, 42)),
    wheel,
  ];
}

const keyLook = { fill: "#15181d", stroke: "#4a525e", "stroke-width": 0.5 };

function coating(): string {
  return linear(blend("#3d2f7a", "#0b1a33"), [0, 0, 1, 1]);
}

function knob(radius: number, height: number, look: Material): Part {
  return stack(
    solid(knurled(radius, height), look),
    solid(drum(radius - 1.6, 0.8, 0.4, 48), look, at(0, 0, height)),
  );
}

function finder(top: Material): Part {
  const hump = loft(
    (inset) => roundedRectangle(46 - 2.6 * inset, 34 - 1.4 * inset, 5, 8),
    flats("0,0 0.6,8 2,13 4,16"),
  );
  const shoe = element("path", {
    d: "M-9 -8V8H9V-8",
    fill: "none",
    stroke: "#c9d0da",
    "stroke-width": 2,
  });
  return stack(solid(hump, top, at(0, 1, 75)), decal(shoe, at(0, 3, 91.2)));
}

function leather(): Part {
  const spots = steps(10, 60, 26).flatMap((z, row) =>
    steps(-52, 52, 53).map((x): readonly [Point, Point] => {
      const at = x + (row % 2);
      return [
        [at, -19.1, z],
        [at, -20.1, z],
      ];
    }),
  );
  return dots(spots, 0.8, "#000000", 0.35);
}

function mount(glass: Lens | null): Part {
  const ring = solid(drum(31, 3, 0.8, 72), polished("#c9d0da"));
  const dark = solid(plate(25, 3.1), rubber("#0a0b0e"));
  const chip = decal(sensor(), at(0, 0, 3.2));
  const inside = glass ? [moved(lens(glass), at(0, 0, 3))] : [dark, chip];
  return moved(stack(ring, ...inside), towardsViewer, at(8, -19, 36));
}

function sensor(): string {
  const tone = linear(
    [
      [0, "#2c1c5e"],
      [0.45, "#14506e"],
      [1, "#0d1433"],
    ],
    [0, 0, 1, 1],
  );
  return element("rect", {
    x: -17,
    y: -11.5,
    width: 34,
    height: 23,
    rx: 1,
    fill: tone,
    stroke: "#3c4452",
  });
}

/** An action camera of 62 x 34 x 46; it looks at the viewer. */
export function actionCamera(body: Material, accent: string): Part[] {
  const shape = solid(box({ w: 62, d: 32, h: 46, r: 8, soft: 4 }), body);
  const block = stack(
    solid(box({ w: 27, d: 27, h: 5, r: 7, soft: 1.4 }), gloss("#14171c")),
    solid(drum(11.4, 1.4, 0.5, 64), polished("#b9c1cc"), at(0, 0, 5)),
    decal(coatedGlass(9.6), at(0, 0, 6.5)),
  );
  const screen = element("rect", {
    x: -23,
    y: -8,
    width: 22,
    height: 17,
    rx: 2.4,
    fill: "#07090d",
  });
  const figures = lettering("4K 60", -12, 0.6, { size: 3.2, colour: "#8fd0ff", weight: 0.15 });
  const light = element("circle", { cx: -21, cy: 15, r: 1.1, fill: accent });
  return [
    shape,
    solid(drum(7, 2, 0.8, 40), plastic(accent), at(-16, 0, 46)),
    moved(decal(screen + figures + light), towardsViewer, at(-3, -16.1, 23)),
    moved(block, towardsViewer, at(15, -16, 27)),
  ];
}

/** A webcam of 96 x 30 on its hinge, 62 high. */
export function webcam(body: Material, light: string): Part[] {
  const bar = solid(
    box({ w: 96, d: 30, h: 34, r: 14, soft: 6 }),
    body,
    at(0, 0, -17),
    towardsViewer,
    at(0, 0, 46),
  );
  const eye = stack(
    solid(drum(14, 4, 1, 64), gloss("#0e1014")),
    solid(drum(10.6, 1, 0.4, 64), anodised("#59616d"), at(0, 0, 4)),
    decal(coatedGlass(9), at(0, 0, 5.1)),
  );
  const art =
    element("circle", { cx: 30, cy: 0, r: 1.3, fill: light }) +
    element("circle", { cx: -32, cy: 0, r: 0.9, fill: "#050608" });
  const stem = solid(drum(8, 26, 2, 40), body, at(0, 0, 6));
  const foot = solid(box({ w: 52, d: 56, h: 7, r: 9, soft: 2 }), body);
  return [
    foot,
    stem,
    bar,
    moved(decal(art), towardsViewer, at(0, -17.1, 46)),
    moved(eye, towardsViewer, at(0, -17, 46)),
  ];
}
