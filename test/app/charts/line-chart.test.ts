import { expect } from "chai";
import { type ChartPoint, chartSizes, lineChart } from "../../../app/charts/line-chart.ts";
import { ticks } from "../../../app/charts/scale.ts";

describe("the axis of a chart", () => {
  for (const [most, expected] of [
    [0, [0, 1]],
    [1, [0, 1]],
    [7, [0, 2, 4, 6, 8]],
    [100, [0, 50, 100]],
    [999, [0, 500, 1000]],
    [1_234_567, [0, 500_000, 1_000_000, 1_500_000]],
  ] as const) {
    it(`is marked at round figures up to ${most}`, () => {
      expect(ticks(most)).to.deep.equal(expected);
    });
  }

  it("has no step finer than what the figures are counted in", () => {
    expect(ticks(120, 100)).to.deep.equal([0, 100, 200]);
  });

  it("ends at or above every figure, with at most six marks", () => {
    for (let most = 1; most < 1e12; most = Math.ceil(most * 1.37)) {
      const marks = ticks(most);
      expect(marks.at(-1)).to.be.at.least(most);
      expect(marks.length, `${most}`).to.be.at.most(6);
    }
  });
});

describe("a chart of values over time", () => {
  const point = (value: number, before = 0) => ({ label: `${value}`, value, before });
  const drawn = (points: ChartPoint[]) => lineChart(points, { size: "wide" });

  it("goes from the left edge to the right one, and as high as the value", () => {
    const { line, dots, marks } = drawn([point(0), point(50), point(100)]);
    expect(line)
      .to.match(/^M60 \d+(\.\d)?L566 /)
      .and.match(/L1072 /);
    expect(dots[2]?.y).to.equal(marks.at(-1)?.y);
    expect(dots[0]?.y).to.equal(marks[0]?.y);
  });

  it("is as high as the period before, where that was better", () => {
    const { marks, before } = drawn([point(1, 80), point(2, 100)]);
    expect(marks.at(-1)?.value).to.equal(100);
    expect(before).to.match(new RegExp(`L1072 ${marks.at(-1)?.y}$`));
  });

  it("draws nothing of nothing, and one point in the middle", () => {
    expect(drawn([])).to.include({ line: "", area: "" });
    expect(drawn([point(3)]).dots[0]?.x).to.equal(566);
  });

  it("labels as many points as fit, the last one among them", () => {
    const points = Array.from({ length: 30 }, (_, index) => point(index));
    const charts = chartSizes.map((size) => lineChart(points, { size }));
    expect(charts.map(({ labels }) => labels.length)).to.deep.equal([3, 6, 6]);
    for (const { labels } of charts)
      expect(labels.at(-1)).to.include({ text: "29", anchor: "end" });
  });

  it("keeps clear of the figures of its axis", () => {
    for (const size of chartSizes) {
      const { left, dots } = lineChart([point(1), point(2)], { size });
      expect(dots[0]?.x).to.equal(left);
    }
  });
});
