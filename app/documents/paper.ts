import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { StoreEntry } from "../directory.ts";
import type { SettingsRow } from "../models/store/settings.ts";
import { contrast, type Theme } from "../themes.ts";

/** What papers say of a shop, and in which dress. */
export interface ShopOnPaper {
  name: string;
  /** One text a line. */
  address: string[];
  email: string;
  taxNumber: string;
  locale: string;
  size: "A4" | "LETTER";
  /** For titles and the mark; dark enough to be read on white. */
  ink: string;
  mark: Theme["logo"]["mark"];
  serif: boolean;
}

/** A paper being written, from top to bottom. Lengths in points. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  shop: ShopOnPaper;
  /** Where the next thing goes. */
  y: number;
  left: number;
  right: number;
  /** Below it is the margin. */
  bottom: number;
}

export interface PaperInfo {
  title: string;
  date: Date;
}

export const black = "#1c1c1c";
export const grey = "#5f5f5f";
export const hair = "#d9d9d9";

const margin = 50;
const bandHeight = 6;
const serifs = new Set<string>(["fraunces", "cormorant-garamond", "system-serif"]);
const letterCountries = new Set(["US", "CA", "MX", "PH", "CL", "CO"]);
const require = createRequire(import.meta.url);

/** Named by their files, as pdfkit opens a font anew each time that it meets it by a second name. */
export const fonts = {
  plain: fontFile("DejaVuSans"),
  bold: fontFile("DejaVuSans-Bold"),
  serif: fontFile("DejaVuSerif-Bold"),
};

/** A shop as its papers show it. */
export function shopOnPaper(
  { name, theme }: Pick<StoreEntry, "name" | "theme">,
  settings: SettingsRow,
): ShopOnPaper {
  const { palette, logo, type } = theme;
  const inks = [palette.primary, palette.accent, palette.text];
  return {
    name,
    address: settings.address
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
    email: settings.email,
    taxNumber: settings.tax_number,
    locale: settings.locale,
    size: letterCountries.has(settings.country) ? "LETTER" : "A4",
    ink: inks.find((ink) => contrast(ink, "#ffffff") >= 4.5) ?? black,
    mark: logo.mark,
    serif: serifs.has(type.headings),
  };
}

/** A fresh paper with the shop's head on it. The fonts cover all that DejaVu draws. */
export function openSheet(shop: ShopOnPaper, { title, date }: PaperInfo): Sheet {
  const info = { Title: title, Author: shop.name, CreationDate: date, ModDate: date };
  const doc = new PDFDocument({
    size: shop.size,
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    bufferPages: true,
    info,
    lang: shop.locale,
    displayTitle: true,
    font: fonts.plain,
  });
  const right = doc.page.width - margin;
  const bottom = doc.page.height - margin - 20;
  const sheet = { doc, shop, y: margin, left: margin, right, bottom };
  drawHead(sheet);
  return sheet;
}

/** Sees to it that `height` fits on the page; else there is a new one. Gives true when there is. */
export function makeRoom(sheet: Sheet, height: number): boolean {
  if (sheet.y + height <= sheet.bottom) return false;
  sheet.doc.addPage();
  sheet.y = margin;
  return true;
}

/** Numbers the pages and gives the whole paper. */
export async function closeSheet(sheet: Sheet): Promise<Buffer> {
  const { doc } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    drawFoot(sheet, page - start + 1, count);
  }
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on("end", resolve);
    doc.on("error", reject);
  });
  doc.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawHead(sheet: Sheet): void {
  const { doc, shop, left, right } = sheet;
  doc.rect(0, 0, doc.page.width, bandHeight).fill(shop.ink);
  const inset = drawMark(sheet);
  const width = (right - left) * 0.55;
  doc
    .font(shop.serif ? fonts.serif : fonts.bold)
    .fontSize(17)
    .fillColor(shop.ink);
  doc.text(shop.name, left + inset, sheet.y, { width: width - inset });
  const belowName = doc.y;
  const lines = [...shop.address, shop.email, taxLine(shop)].filter(Boolean);
  doc.font(fonts.plain).fontSize(8.5).fillColor(grey);
  const beside = { width: right - left - width, align: "right", lineGap: 2 } as const;
  doc.text(lines.join("\n"), left + width, sheet.y + 2, beside);
  sheet.y = Math.max(belowName, lines.length > 0 ? doc.y : 0) + 26;
}

/** Gives how far the name has to step aside for the mark. */
function drawMark({ doc, shop, left, y }: Sheet): number {
  if (shop.mark === "dot") {
    doc.circle(left + 6, y + 11, 6).fill(shop.ink);
    return 20;
  }
  if (shop.mark === "bar") {
    doc.rect(left, y + 2, 5, 18).fill(shop.ink);
    return 14;
  }
  if (shop.mark === "arch") {
    doc.path(`M${left} ${y + 20} v-9 a8 8 0 0 1 16 0 v9 z`).fill(shop.ink);
    return 24;
  }
  return 0;
}

function drawFoot({ doc, shop, left, right, bottom }: Sheet, page: number, count: number): void {
  // Else the text would be below the margin, and begin a page of its own.
  doc.page.margins.bottom = 0;
  const about = [shop.name, taxLine(shop)].filter(Boolean).join(" · ");
  const y = bottom + 18;
  doc.font(fonts.plain).fontSize(7.5).fillColor(grey);
  doc.text(about, left, y, { width: (right - left) * 0.75, lineBreak: false, ellipsis: true });
  doc.text(`Page ${page} of ${count}`, left, y, { width: right - left, align: "right" });
}

function taxLine({ taxNumber }: ShopOnPaper): string {
  return taxNumber && `Tax number ${taxNumber}`;
}

function fontFile(name: string): string {
  return require.resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);
}
