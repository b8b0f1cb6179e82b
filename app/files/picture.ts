import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";
import { Turns } from "../turns.ts";

/** A picture that was not taken; the message is a sentence for the person who brought it. */
export class PictureRefused extends Error {
  override name = "PictureRefused";
}

/** How wide the stored sizes are at most, in pixels. */
export const pictureSizes = [400, 800, 1200] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** The sizes that are there as AVIF too: beyond them it takes too long for what it saves. */
export const avifSizes = [400, 800] as const satisfies readonly PictureSize[];

/** A picture made anew from its pixels: nothing else of the file that was brought is left. */
export interface EncodedPicture {
  /** Of the largest size. */
  width: number;
  height: number;
  /** The colour that it has most of: "#rrggbb". */
  colour: string;
  /** By how their names end: "400.webp" for every size, smaller pictures as they are, and "400.avif" where that is less. */
  files: Map<string, Buffer>;
}

interface Pixels {
  data: Buffer;
  raw: { width: number; height: number; channels: 1 | 2 | 3 | 4 };
}

const mostBytes = 20 * 1024 * 1024;
const mostPixels = 50_000_000;
const largestSize = 1200;
/** No more than this many times as high as wide: WebP ends at 16,383 pixels. */
const tallest = 3;

/** A picture of 50 megapixels may take 400 MB while it is decoded. */
const turns = new Turns({
  atOnce: 2,
  mostWaiting: 100,
  busy: "Many pictures come in right now. Please try again in a minute.",
});

const formats: Record<string, string> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/apng": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "image/avif": "heif",
};

const notAPicture = "Only JPEG, PNG, WebP, AVIF and GIF pictures can be used; this file is none.";
const damaged = "The picture cannot be read: its file is damaged or incomplete.";
const tooManyPixels = "The picture has more than 50 megapixels.";

/**
 * Decodes a JPEG, PNG, WebP, AVIF or GIF (its first frame) once, turns it upright and encodes it as WebP in every size; when
 * asked to, as AVIF in the smaller ones, which saves a third of the bytes and takes five times as long. @throws PictureRefused · Refusal (503) when too many pictures wait already
 */
export async function encodePicture(bytes: Buffer, { avif = false } = {}): Promise<EncodedPicture> {
  const format = await sniff(bytes);
  return turns.take(async () => encodePixels(await decode(bytes, format), avif));
}

async function encodePixels(pixels: Pixels, avif: boolean): Promise<EncodedPicture> {
  const { width, height } = pixels.raw;
  const files = await encodeWebp(pixels);
  if (avif) await addAvif(files, pixels);
  return { width, height, colour: await colourOf(pixels), files };
}

async function sniff(bytes: Buffer): Promise<string> {
  if (bytes.length > mostBytes) throw new PictureRefused("The picture is larger than 20 MB.");

  const format = formats[(await fileTypeFromBuffer(bytes))?.mime ?? ""];
  if (!format) throw new PictureRefused(notAPicture);
  return format;
}

async function decode(bytes: Buffer, format: string): Promise<Pixels> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error" });
    const found = await picture.metadata();
    if (found.format !== format) throw new PictureRefused(notAPicture);
    if (found.width * found.height > mostPixels) throw new PictureRefused(tooManyPixels);

    return await pixelsOf(picture);
  } catch (error) {
    if (error instanceof PictureRefused) throw error;
    const tooMany = error instanceof Error && /pixel limit/.test(error.message);
    throw new PictureRefused(tooMany ? tooManyPixels : damaged, { cause: error });
  }
}

async function pixelsOf(picture: Sharp): Promise<Pixels> {
  const { data, info } = await picture
    .autoOrient()
    .resize({
      width: largestSize,
      height: largestSize * tallest,
      fit: "inside",
      withoutEnlargement: true,
    })
    .toColourspace("srgb")
    .raw({ depth: "uchar" })
    .timeout({ seconds: 30 })
    .toBuffer({ resolveWithObject: true });
  return { data, raw: { width: info.width, height: info.height, channels: info.channels } };
}

async function encodeWebp(pixels: Pixels): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let whole: Buffer | undefined;
  for (const size of pictureSizes) {
    if (size >= pixels.raw.width) whole ??= await webp(pixels, pixels.raw.width);
    files.set(`${size}.webp`, whole ?? (await webp(pixels, size)));
  }
  return files;
}

async function addAvif(files: Map<string, Buffer>, pixels: Pixels): Promise<void> {
  for (const size of avifSizes) {
    const bytes = await inWidth(pixels, Math.min(size, pixels.raw.width))
      .avif({ quality: 50, effort: 2 })
      .toBuffer();
    const other = files.get(`${size}.webp`);
    if (other && bytes.length < other.length) files.set(`${size}.avif`, bytes);
  }
}

function webp(pixels: Pixels, width: number): Promise<Buffer> {
  return inWidth(pixels, width).webp({ quality: 80, effort: 2 }).toBuffer();
}

function inWidth({ data, raw }: Pixels, width: number): Sharp {
  return sharp(data, { raw }).resize({ width });
}

async function colourOf({ data, raw }: Pixels): Promise<string> {
  // Nearest: a mean of colours would be one that the picture does not have.
  const few = await sharp(data, { raw })
    .resize({ width: 96, height: 96, fit: "inside", kernel: "nearest", withoutEnlargement: true })
    .flatten({ background: "#ffffff" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { dominant } = await sharp(few.data, { raw: few.info }).stats();
  return `#${[dominant.r, dominant.g, dominant.b].map(hex).join("")}`;
}

function hex(value: number): string {
  return value.toString(16).padStart(2, "0");
}
