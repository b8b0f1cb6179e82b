import { tones } from "../../studio/colour.ts";
import { band } from "../../studio/curve.ts";
import { stroke } from "../../studio.ts";

/** Where pleats hang: from a waist to a hem, each given as left end, right end and height. */
export interface Fall {
  waist: readonly [left: number, right: number, y: number];
  hem: readonly [left: number, right: number, y: number];
  count: number;
  /** How far the sides swing out between waist and hem, in pixels. */
  swing?: number;
}

/** Path data of the skirt that the pleats make, with its stepped hem. */
export function pleatedOutline(fall: Fall): string {
  const { waist, hem, count, swing = 30 } = fall;
  const steps = Array.from({ length: count }, (_, index) => {
    const [a, b] = [hemPoint(fall, index), hemPoint(fall, index + 1)];
    return `L${a[0]},${a[1]}Q${(a[0] * 2 + b[0]) / 3},${(a[1] + b[1]) / 2 + 12} ${b[0]},${b[1] - 9}`;
  });
  const middle = (waist[2] + hem[2]) / 2;
  const back = `Q${hem[1] - swing},${middle} ${waist[1]},${waist[2]}`;
  const down = `M${waist[0]},${waist[2]}Q${hem[0] + swing},${middle} ${hem[0]},${hem[2]}`;
  return `${down}${steps.join("")}${back}Z`;
}

/** The pleats themselves: a lit face and a shaded edge each. */
export function pleats(fall: Fall, colour: string, depth = 0.6): string {
  const { deep, glow, line, dark } = tones(colour);
  return Array.from({ length: fall.count }, (_, index) => {
    const wide = (fall.hem[1] - fall.hem[0]) / fall.count;
    const at = (share: number) => pleatLine(fall, index + share);
    const veil = (share: number, size: number, fill: string, opacity: number) =>
      `<path d="${band(at(share), (along) => 1.5 + size * wide * (0.35 + along * 0.65), 8)}" fill="${fill}" fill-opacity="${opacity}"/>`;
    return [
      veil(0.84, 0.34, dark, depth * 0.5),
      veil(0.9, 0.22, deep, depth * 0.6),
      veil(0.96, 0.1, line, depth * 0.6),
      veil(0.26, 0.36, glow, depth * 0.45),
      veil(0.2, 0.16, glow, depth * 0.6),
      stroke(polyline(at(1)), line, 1.6, 0.5),
    ].join("");
  }).join("");
}

function hemPoint({ hem, count }: Fall, index: number): [number, number] {
  const share = index / count;
  const sag = Math.sin(Math.PI * share) * 22;
  return [hem[0] + (hem[1] - hem[0]) * share, hem[2] + sag];
}

function pleatLine(fall: Fall, index: number): string {
  const { waist, count, swing = 30 } = fall;
  const share = index / count;
  const top = waist[0] + (waist[1] - waist[0]) * share;
  const [x, y] = hemPoint(fall, index);
  const out = (0.5 - share) * 2 * swing;
  const middle = (top + x) / 2 + out * 0.6;
  return `${top},${waist[2]} ${middle},${(waist[2] + y) / 2} ${x},${y}`;
}

function polyline(points: string): string {
  const [a = "", b = "", c = ""] = points.split(" ");
  return `M${a}Q${b} ${c}`;
}
