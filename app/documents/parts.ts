import { black, fonts, grey, hair, makeRoom, type Sheet } from "./paper.ts";

/** A column of a table; its width is a share of the page's. */
export interface Column {
  heading: string;
  share: number;
  align: "left" | "right";
}

/** One cell: a text, and what stands below it in small. */
export interface Cell {
  text: string;
  small?: string[];
}

/** A name beside what it stands for. */
export interface Fact {
  label: string;
  text: string;
}

const pad = 7;

/** The paper's own name, with its facts on the right. */
export function drawTitle(sheet: Sheet, title: string, facts: readonly Fact[]): void {
  const { doc, shop, left, right } = sheet;
  const middle = left + (right - left) * 0.5;
  doc
    .font(shop.serif ? fonts.serif : fonts.bold)
    .fontSize(24)
    .fillColor(shop.ink);
  doc.text(title, left, sheet.y, { width: middle - left });
  let { y } = doc;
  let at = sheet.y + 4;
  for (const { label, text } of facts) {
    doc.font(fonts.plain).fontSize(9).fillColor(grey).text(label, middle, at, { width: 100 });
    const labelEnd = doc.y;
    doc
      .fillColor(black)
      .text(text, middle + 104, at, { width: right - middle - 104, align: "right" });
    at = Math.max(labelEnd, doc.y) + 3;
  }
  y = Math.max(y, at);
  sheet.y = y + 20;
}

/** Blocks of lines beside each other, each below its name; empty ones are left out. */
export function drawBlocks(
  sheet: Sheet,
  blocks: readonly { label: string; lines: string[] }[],
): void {
  const filled = blocks.filter(({ lines }) => lines.length > 0);
  const { doc, left, right } = sheet;
  const width = (right - left) / 2;
  let end = sheet.y;
  for (const [at, { label, lines }] of filled.entries()) {
    const x = left + width * at;
    doc
      .font(fonts.bold)
      .fontSize(8.5)
      .fillColor(grey)
      .text(label, x, sheet.y, { width: width - 16 });
    doc.font(fonts.plain).fontSize(10).fillColor(black);
    doc.text(lines.join("\n"), x, doc.y + 3, { width: width - 16, lineGap: 2 });
    end = Math.max(end, doc.y);
  }
  sheet.y = end + 22;
}

/** A table that goes on over as many pages as it needs, with its headings on each. */
export function drawTable(
  sheet: Sheet,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): void {
  makeRoom(sheet, 60);
  drawHeadings(sheet, columns);
  for (const row of rows) {
    const height = heightOf(sheet, columns, row);
    if (makeRoom(sheet, height)) drawHeadings(sheet, columns);
    drawRow(sheet, columns, row);
    sheet.y += height;
    drawRule(sheet);
  }
}

/** A name and a figure. The strong one stands out; a quiet one only explains. */
export interface Sum {
  label: string;
  text: string;
  tone: "plain" | "strong" | "quiet";
}

/** Names and figures under each other, at the right of the page. */
export function drawSums(sheet: Sheet, sums: readonly Sum[]): void {
  for (const sum of sums) drawSum(sheet, sum);
}

function drawSum(sheet: Sheet, { label, text, tone }: Sum): void {
  const { doc, right, left } = sheet;
  const isStrong = tone === "strong";
  const from = left + (right - left) * 0.42;
  const width = (right - from) * 0.62;
  doc.font(isStrong ? fonts.bold : fonts.plain).fontSize(isStrong ? 11.5 : 9.5);
  const height = doc.heightOfString(label, { width: width - 10 }) + (isStrong ? 9 : 6);
  makeRoom(sheet, height);
  doc.fillColor(tone === "quiet" ? grey : black);
  doc.text(label, from, sheet.y, { width: width - 10 });
  doc.text(text, from + width, sheet.y, { width: right - from - width, align: "right" });
  sheet.y += height;
}

/** A paragraph, with or without a name above it. */
export function drawText(sheet: Sheet, label: string, text: string): void {
  if (!text) return;
  const { doc, left, right } = sheet;
  const width = right - left;
  doc.font(fonts.plain).fontSize(9.5);
  const parts = text.split("\n");
  makeRoom(sheet, doc.heightOfString(parts[0] ?? "", { width }) + 30);
  if (label) {
    doc.font(fonts.bold).fontSize(8.5).fillColor(grey).text(label, left, sheet.y, { width });
    sheet.y = doc.y + 3;
  }
  for (const part of parts) {
    doc.font(fonts.plain).fontSize(9.5).fillColor(black);
    makeRoom(sheet, doc.heightOfString(part, { width }));
    doc.text(part || " ", left, sheet.y, { width, lineGap: 2 });
    sheet.y = doc.y;
  }
  sheet.y += 14;
}

function drawHeadings(sheet: Sheet, columns: readonly Column[]): void {
  const { doc } = sheet;
  doc.font(fonts.bold).fontSize(8.5).fillColor(grey);
  for (const { column, x, width } of placed(sheet, columns)) {
    doc.text(column.heading, x, sheet.y, { width, align: column.align });
  }
  sheet.y += 16;
  doc.moveTo(sheet.left, sheet.y).lineTo(sheet.right, sheet.y);
  doc.lineWidth(1.2).strokeColor(sheet.shop.ink).stroke();
}

function drawRow(sheet: Sheet, columns: readonly Column[], row: readonly Cell[]): void {
  const { doc, y } = sheet;
  for (const { column, x, width, at } of placed(sheet, columns)) {
    const { text = "", small = [] } = row[at] ?? {};
    doc.font(fonts.plain).fontSize(9.5).fillColor(black);
    doc.text(text, x, y + pad, { width, align: column.align });
    if (small.length === 0) continue;
    doc.fontSize(8).fillColor(grey);
    doc.text(small.join("\n"), x, doc.y + 1, { width, align: column.align, lineGap: 1 });
  }
}

function heightOf(sheet: Sheet, columns: readonly Column[], row: readonly Cell[]): number {
  const { doc } = sheet;
  const heights = placed(sheet, columns).map(({ width, at }) => {
    const { text = "", small = [] } = row[at] ?? {};
    const main = doc.font(fonts.plain).fontSize(9.5).heightOfString(text, { width });
    if (small.length === 0) return main;
    return main + 2 + doc.fontSize(8).heightOfString(small.join("\n"), { width, lineGap: 1 });
  });
  return Math.max(...heights) + 2 * pad;
}

function drawRule({ doc, left, right, y }: Sheet): void {
  doc.moveTo(left, y).lineTo(right, y).lineWidth(0.5).strokeColor(hair).stroke();
}

function placed({ left, right }: Sheet, columns: readonly Column[]) {
  const all = right - left;
  let from = left;
  return columns.map((column, at) => {
    const x = from;
    from += all * column.share;
    const gap = at === columns.length - 1 ? 0 : 8;
    return { column, at, x, width: all * column.share - gap };
  });
}
