import { inflateSync } from "node:zlib";

/** A PDF as a test reads it. */
export interface ReadPdf {
  pages: number;
  /** The text of each page, one text drawn a line. */
  text: string;
}

/** Reads the texts of a PDF that pdfkit wrote, by the fonts' own maps from glyphs to letters. */
export function readPdf(pdf: Buffer): ReadPdf {
  const objects = objectsOf(pdf.toString("latin1"));
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body));
  const text = pages.map((page) => textOf(page, objects)).join("\n");
  return { pages: pages.length, text };
}

function objectsOf(source: string): Map<number, string> {
  const found = source.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map([...found].map(([, id, body = ""]) => [Number(id), body]));
}

function textOf(page: string, objects: Map<number, string>): string {
  const resources = objects.get(reference(page, "Resources")) ?? page;
  const fonts = new Map<string, Map<number, string>>();
  for (const [, name = "", id] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    fonts.set(name, lettersOf(objects.get(Number(id)) ?? "", objects));
  }
  const content = streamOf(objects.get(reference(page, "Contents")) ?? "");
  const texts: string[] = [];
  let letters = new Map<number, string>();
  for (const [, font, shown = ""] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (font) letters = fonts.get(font) ?? new Map();
    else texts.push(decoded(shown, letters));
  }
  return texts.join("\n");
}

function lettersOf(font: string, objects: Map<number, string>): Map<number, string> {
  const map = streamOf(objects.get(reference(font, "ToUnicode")) ?? "");
  const letters = new Map<number, string>();
  for (const [, from = "", , list = ""] of map.matchAll(
    /<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi,
  )) {
    const first = Number.parseInt(from, 16);
    for (const [at, [, hex = ""]] of [...list.matchAll(/<([0-9a-f\s]*)>/gi)].entries()) {
      const bytes = Buffer.from(hex.replace(/\s/g, ""), "hex");
      letters.set(first + at, bytes.swap16().toString("utf16le"));
    }
  }
  return letters;
}

function decoded(shown: string, letters: Map<number, string>): string {
  return [...shown.matchAll(/<([0-9a-f]*)>/gi)]
    .flatMap(([, hex = ""]) => hex.match(/.{4}/g) ?? [])
    .map((glyph) => letters.get(Number.parseInt(glyph, 16)) ?? "")
    .join("");
}

function reference(body: string, name: string): number {
  return Number(new RegExp(`/${name} (\\d+) 0 R`).exec(body)?.[1] ?? 0);
}

function streamOf(body: string): string {
  const begin = body.indexOf("stream\n") + "stream\n".length;
  const length = Number(/\/Length (\d+)/.exec(body)?.[1] ?? 0);
  const bytes = Buffer.from(body.slice(begin, begin + length), "latin1");
  if (length === 0) return "";
  return (/FlateDecode/.test(body) ? inflateSync(bytes) : bytes).toString("latin1");
}
