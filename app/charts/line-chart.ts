import { ticks } from "./scale.ts";

/** One point of time with its value, and that of the period before. */
export interface ChartPoint {
  label: string;
  value: number;
  before: number;
}

/** How large a chart is drawn: in a narrow one the words are as large as in a wide one. */
export type ChartSize = keyof typeof frames;

export interface LineChart {
  width: number;
  height: number;
  /** Lines and the area as SVG paths. */
  line: string;
  area: string;
  before: string;
  /** Where the lines begin, to the right of the axis's figures. */
  left: number;
  /** Where the axis is marked: the value that stands there, and its height. */
  marks: { value: number; y: number }[];
  /** Labels below, as many as fit. */
  labels: { text: string; x: number; anchor: "start" | "middle" | "end" }[];
  dots: { x: number; y: number }[];
}

interface Frame {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** How many labels fit below. */
  labels: number;
}

const frames = {
  narrow: { width: 320, height: 200, left: 44, right: 6, top: 10, bottom: 26, labels: 3 },
  medium: { width: 680, height: 240, left: 52, right: 8, top: 10, bottom: 28, labels: 6 },
  wide: { width: 1080, height: 300, left: 60, right: 8, top: 10, bottom: 28, labels: 7 },
} as const satisfies Record<string, Frame>;

export const chartSizes = Object.keys(frames) as ChartSize[];

/** Works out a chart of values over time: pure geometry, which the view draws as SVG. `least`: the finest step of its axis. */
export function lineChart(
  points: readonly ChartPoint[],
  { size, least = 1 }: { size: ChartSize; least?: number },
): LineChart {
  const frame = frames[size];
  const most = Math.max(0, ...points.flatMap(({ value, before }) => [value, before]));
  const marks = ticks(most, least);
  const top = marks.at(-1) || 1;
  const place = (value: number, index: number) => ({
    x: across(frame, index, points.length),
    y: down(frame, value / top),
  });
  const floor = down(frame, 0);
  const dots = points.map(({ value }, index) => place(value, index));
  const line = pathOf(dots);
  const [first, last] = [dots[0], dots.at(-1)];
  return {
    ...{ width: frame.width, height: frame.height, left: frame.left, line },
    area: first && last ? `${line}L${last.x} ${floor}L${first.x} ${floor}Z` : "",
    before: pathOf(points.map(({ before }, index) => place(before, index))),
    marks: marks.map((value) => ({ value, y: down(frame, value / top) })),
    labels: labelsOf(frame, points),
    dots,
  };
}

function pathOf(dots: readonly { x: number; y: number }[]): string {
  return dots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

/** As many labels as fit, the last one among them. */
function labelsOf(frame: Frame, points: readonly ChartPoint[]): LineChart["labels"] {
  const step = Math.max(1, Math.ceil(points.length / frame.labels));
  return points.flatMap(({ label }, index) => {
    if ((points.length - 1 - index) % step !== 0) return [];
    const x = across(frame, index, points.length);
    return [{ text: label, x, anchor: anchorOf(index, points.length) }];
  });
}

function anchorOf(index: number, count: number): "start" | "middle" | "end" {
  if (index === count - 1) return "end";
  return index === 0 ? "start" : "middle";
}

function across(frame: Frame, index: number, count: number): number {
  const inner = frame.width - frame.left - frame.right;
  return rounded(frame.left + (count > 1 ? (inner * index) / (count - 1) : inner / 2));
}

function down(frame: Frame, share: number): number {
  const inner = frame.height - frame.top - frame.bottom;
  return rounded(frame.top + inner * (1 - share));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
