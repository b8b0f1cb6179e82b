import { element, linear } from "../../svg.ts";
import { dot, stroke } from "../studio.ts";
import { tones } from "./colour.ts";
import { curve, moved } from "./curve.ts";

/** A sewn seam: the groove, and the row of stitches beside it. */
export function seam(points: string, colour: string, dx = 0, dy = 0): string {
  const { line, glow } = tones(colour);
  const groove = stroke(curve(points), line, 2, 0.55);
  return groove + (dx || dy ? stitches(moved(points, dx, dy), line, glow) : "");
}

/** A row of stitches. */
export function stitches(points: string, line: string, glow = line): string {
  const row = 'stroke-dasharray="9 5" stroke-linecap="round"';
  const path = curve(points);
  return stroke(path, line, 2.4, 0.55, row) + stroke(path, glow, 1, 0.5, row);
}

/** A round button with four holes. */
export function button(x: number, y: number, size: number, colour: string): string {
  const { glow, deep, line, light } = tones(colour);
  const slant = [0.2, 0, 0.8, 1] as const;
  const rim = linear(
    [
      [0, glow],
      [1, deep],
    ],
    slant,
  );
  const dish = linear(
    [
      [0, deep],
      [0.4, colour],
      [1, light],
    ],
    slant,
  );
  const reach = size * 0.21;
  const holes = [-1, 1].flatMap((dx) =>
    [-1, 1].map((dy) => dot(x + dx * reach, y + dy * reach, size * 0.14, line)),
  );
  const shadow = dot(x + size * 0.14, y + size * 0.24, size * 1.04, "#1c1512", 0.28);
  return [shadow, dot(x, y, size, rim), dot(x, y, size * 0.78, dish), ...holes].join("");
}

/**
 * A knitted rib along a line, such as a cuff or a collar: the ribs stand across it. `size` is its
 * depth in pixels.
 */
export function rib(points: string, size: number, colour: string, gap = 7): string {
  const { line, deep, glow, dark } = tones(colour);
  const path = curve(points);
  const ribs = `stroke-dasharray="${gap * 0.42} ${gap * 0.58}"`;
  return [
    stroke(path, line, size + 3, 0.6),
    stroke(path, colour, size),
    stroke(path, glow, size * 0.45, 0.25),
    stroke(path, deep, size, 0.42, ribs),
    stroke(path, glow, size, 0.25, `${ribs} stroke-dashoffset="${gap / 2}"`),
    stroke(path, dark, size, 0.12),
  ].join("");
}

/** The woven label at the back of a neck. */
export function label(x: number, y: number): string {
  const [w, h] = [74, 30];
  const place = { x: x - w / 2, y: y - h / 2, width: w, height: h };
  const marks = `M${x - 22},${y - 3}H${x + 22}M${x - 12},${y + 6}H${x + 12}`;
  return element("rect", { ...place, fill: "#ece4d6" }) + stroke(marks, "#6d6154", 2.4, 0.8);
}
