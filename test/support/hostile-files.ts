import { deflateRawSync, deflateSync } from "node:zlib";
import sharp, { type Sharp } from "sharp";

/** A file that somebody with bad intentions sends as a picture. */
export interface HostileFile {
  what: string;
  name: string;
  type: string;
  bytes: Buffer;
}

/** What none of our files may hold. */
export const marker = "<script>window.found=1</script>";

const page = `<!doctype html><html><body>${marker}</body></html>`;
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="found=1">${marker}</svg>`;
const png = "\x89PNG\r\n\x1a\n";

/** Files that are no picture, or one too large: none of them is taken. */
export async function refusedFiles(): Promise<HostileFile[]> {
  const [jpeg, whole] = await Promise.all([
    noise(300).jpeg().toBuffer(),
    noise(300).png().toBuffer(),
  ]);
  return [
    file("an SVG", "a.svg", svg, "image/svg+xml"),
    file("an SVG that says it is a PNG", "a.png", svg, "image/png"),
    file("an SVG behind a declaration", "a.jpg", `<?xml version="1.0"?>\n${svg}`, "image/jpeg"),
    file("an SVG behind a mark of its encoding", "a.png", `\ufeff${svg}`),
    file("HTML", "a.html", page, "text/html"),
    file("HTML that says it is a GIF", "a.gif", page, "image/gif"),
    file("a script that begins like a GIF", "a.gif", `GIF89a/*${" ".repeat(99)}*/=1;${marker}`),
    file("HTML that begins like a PNG", "a.png", Buffer.from(png + page, "latin1")),
    file("HTML that begins like a JPEG", "a.jpg", Buffer.from(`\xff\xd8\xff\xe0${page}`, "latin1")),
    file("HTML that begins like a WebP", "a.webp", `RIFF\x99\0\0\0WEBPVP8 ${page}`),
    file("a PDF", "a.pdf", `%PDF-1.7\n1 0 obj<</JS(${marker})>>`, "application/pdf"),
    file("a program for Windows", "a.exe", Buffer.concat([Buffer.from("MZ"), Buffer.alloc(512)])),
    file("a program for Linux", "a.jpg", Buffer.from("\x7fELF\x02\x01\x01", "latin1")),
    file("a PHP page with two endings", "a.php.jpg", "<?php system($_GET[0]); ?>", "image/jpeg"),
    file("an archive that unpacks to 50 MB", "a.zip", zipOf(Buffer.alloc(50_000_000))),
    file("a TIFF", "a.tiff", await noise(9).tiff().toBuffer()),
    file("nothing at all", "empty.png", Buffer.alloc(0), "image/png"),
    file("one byte", "one.png", "x", "image/png"),
    file("a JPEG that is cut off", "half.jpg", jpeg.subarray(0, jpeg.length / 2)),
    file("a PNG that is cut off", "half.png", whole.subarray(0, whole.length / 2)),
    file("a PNG of 10,000 by 10,000 pixels", "huge.png", blackPng(10_000, 10_000)),
    file("a PNG just above 50 megapixels", "large.png", blackPng(7_072, 7_072)),
    file("a JPEG that says 60,000 by 60,000", "huge.jpg", grown(await noise(9).jpeg().toBuffer())),
    file("a GIF that says 65,535 by 65,535", "huge.gif", wideGif(await noise(9).gif().toBuffer())),
    file("more than 20 MB", "big.png", Buffer.concat([whole, Buffer.alloc(20 * 2 ** 20)])),
  ];
}

/** Pictures with something else inside: the pixels are taken, and nothing else. */
export async function pollutedFiles(): Promise<HostileFile[]> {
  const [jpeg, whole, gif, webp] = await Promise.all([
    noise(60).jpeg().toBuffer(),
    noise(60).png().toBuffer(),
    noise(60).gif().toBuffer(),
    noise(60).webp().toBuffer(),
  ]);
  const exif = { IFD0: { Copyright: marker, Make: "Cam" }, IFD3: { GPSLatitude: "51/1 30/1 0/1" } };
  return [
    file("a PNG with a page behind it", "a.png", Buffer.concat([whole, Buffer.from(page)])),
    file(
      "a PNG with an archive behind it",
      "a.png",
      Buffer.concat([whole, zipOf(Buffer.from(marker))]),
    ),
    file(
      "a PNG with a page in its text",
      "a.png",
      withChunk(whole, "tEXt", Buffer.from(`Comment\0${page}`)),
    ),
    file("a PNG with a text that unpacks to 50 MB", "a.png", withChunk(whole, "zTXt", bombText())),
    file("a JPEG with a page behind it", "a.jpg", Buffer.concat([jpeg, Buffer.from(page)])),
    file("a JPEG with a page in its comment", "a.jpg", withComment(jpeg)),
    file(
      "a JPEG that tells where it was taken",
      "a.jpg",
      await noise(60).withExif(exif).jpeg().toBuffer(),
    ),
    file("a GIF with a script in its comment", "a.gif", gifWithComment(gif)),
    file(
      "a GIF with an archive behind it",
      "a.gif",
      Buffer.concat([gif, zipOf(Buffer.from(marker))]),
    ),
    file("a GIF of 300 frames", "a.gif", manyFrames(gif, 300)),
    file("a WebP with a page behind it", "a.webp", Buffer.concat([webp, Buffer.from(page)])),
    file(
      "a PNG that says it is a page",
      "a.html",
      Buffer.concat([whole, Buffer.from(page)]),
      "text/html",
    ),
    file("a PNG with two endings", "shell.php.png", Buffer.concat([whole, Buffer.from(page)])),
  ];
}

/** Names that lead elsewhere, or are no names. */
export const hostileNames = [
  "../../../etc/passwd",
  "..\\..\\boot.ini",
  "%2e%2e%2f%2e%2e%2fstores%2f1%2fa.webp",
  "/etc/cron.d/job",
  "a.png\0.html",
  "\u202egnp.exe",
  "<img src=x onerror=found=1>.png",
  "Küche 🏺 陶.png",
  ".htaccess",
  "con",
  `${"x".repeat(10_000)}.png`,
];

function file(
  what: string,
  name: string,
  content: string | Buffer,
  type = "image/png",
): HostileFile {
  return { what, name, type, bytes: Buffer.isBuffer(content) ? content : Buffer.from(content) };
}

/** Stripes: what is cut off shows. */
function noise(side: number): Sharp {
  const pixels = Buffer.from(Array.from({ length: side * side * 3 }, (_, at) => (at * 7919) % 251));
  return sharp(pixels, { raw: { width: side, height: side, channels: 3 } });
}

/** All of it is there: one bit a pixel packs well. */
function blackPng(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([1, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((Math.ceil(width / 8) + 1) * height);
  return Buffer.concat([
    Buffer.from(png, "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function withChunk(whole: Buffer, type: string, data: Buffer): Buffer {
  const behindHead = 8 + 25;
  return Buffer.concat([
    whole.subarray(0, behindHead),
    chunk(type, data),
    whole.subarray(behindHead),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(named));
  return Buffer.concat([length, named, sum]);
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}

function bombText(): Buffer {
  return Buffer.concat([Buffer.from("Comment\0\0"), deflateSync(Buffer.alloc(50_000_000))]);
}

/** The same JPEG with another size in its head. */
function grown(jpeg: Buffer): Buffer {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
  jpeg.writeUInt16BE(60_000, frame + 5);
  jpeg.writeUInt16BE(60_000, frame + 7);
  return jpeg;
}

function withComment(jpeg: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(page.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(page), jpeg.subarray(2)]);
}

/** The screen and its first frame are as large as the format can say. */
function wideGif(gif: Buffer): Buffer {
  const { frame } = gifParts(gif);
  for (const at of [6, 8, frame + 5, frame + 7]) gif.writeUInt16LE(65_535, at);
  return gif;
}

function gifWithComment(gif: Buffer): Buffer {
  const { begin } = gifParts(gif);
  const comment = Buffer.from(`*/=1;window.found=1;${marker}/*`);
  const block = Buffer.concat([
    Buffer.from([0x21, 0xfe, comment.length]),
    comment,
    Buffer.alloc(1),
  ]);
  return Buffer.concat([gif.subarray(0, begin), block, gif.subarray(begin)]);
}

function manyFrames(gif: Buffer, frames: number): Buffer {
  const { begin } = gifParts(gif);
  const body = gif.subarray(begin, gif.length - 1);
  return Buffer.concat([gif.subarray(0, begin), ...Array(frames).fill(body), gif.subarray(-1)]);
}

/** Where the blocks of a GIF begin, and where its first frame does. */
function gifParts(gif: Buffer): { begin: number; frame: number } {
  const flags = gif[10] ?? 0;
  const begin = 13 + (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let frame = begin;
  while (gif[frame] === 0x21) {
    frame += 2;
    while (gif[frame]) frame += (gif[frame] ?? 0) + 1;
    frame += 1;
  }
  return { begin, frame };
}

function zipOf(content: Buffer): Buffer {
  const packed = deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(1, 26);
  return Buffer.concat([head, Buffer.from("a"), packed]);
}
