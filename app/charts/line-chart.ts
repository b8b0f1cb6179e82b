import { ticks } from "./scale.ts";

/** One point of time with its value, and that of the period before. */
export interface ChartPoint {
  label: string;
  value: number;
  before: number;
}

export interface LineChart {
  width: number;
  height: number;
  /** Lines and the area as SVG paths. */
  line: string;
  area: string;
  before: string;
  /** Where the axis is marked: the value that stands there, and its height. */
  marks: { value: number; y: number }[];
  /** Labels below, as many as fit. */
  labels: { text: string; x: number; anchor: "start" | "middle" | "end" }[];
  dots: { x: number; y: number }[];
}

const frame = { width: 720, height: 260, left: 4, right: 4, top: 14, bottom: 28 };

/** Works out a chart of values over time: pure geometry, which the view draws as SVG. `least`: the finest step of its axis. */
export function lineChart(points: readonly ChartPoint[], least = 1): LineChart {
  const most = Math.max(0, ...points.flatMap(({ value, before }) => [value, before]));
  const marks = ticks(most, least);
  const top = marks.at(-1) || 1;
  const place = (value: number, index: number) => ({
    x: across(index, points.length),
    y: down(value / top),
  });
  const dots = points.map(({ value }, index) => place(value, index));
  const line = pathOf(dots);
  const [first, last] = [dots[0], dots.at(-1)];
  return {
    width: frame.width,
    height: frame.height,
    line,
    area: first && last ? `${line}L${last.x} ${down(0)}L${first.x} ${down(0)}Z` : "",
    before: pathOf(points.map(({ before }, index) => place(before, index))),
    marks: marks.map((value) => ({ value, y: down(value / top) })),
    labels: labelsOf(points),
    dots,
  };
}

function pathOf(dots: readonly { x: number; y: number }[]): string {
  return dots.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join("");
}

/** Some six labels, the last one among them. */
function labelsOf(points: readonly ChartPoint[]): LineChart["labels"] {
  const step = Math.max(1, Math.ceil(points.length / 6));
  return points.flatMap(({ label }, index) => {
    if ((points.length - 1 - index) % step !== 0) return [];
    return [
      { text: label, x: across(index, points.length), anchor: anchorOf(index, points.length) },
    ];
  });
}

function anchorOf(index: number, count: number): "start" | "middle" | "end" {
  if (index === count - 1) return "end";
  return index === 0 ? "start" : "middle";
}

function across(index: number, count: number): number {
  const inner = frame.width - frame.left - frame.right;
  return rounded(frame.left + (count > 1 ? (inner * index) / (count - 1) : inner / 2));
}

function down(share: number): number {
  const inner = frame.height - frame.top - frame.bottom;
  return rounded(frame.top + inner * (1 - share));
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
