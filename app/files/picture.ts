import { fileTypeFromBuffer } from "file-type";
import sharp, { type Sharp } from "sharp";

/** A picture that was not taken; the message is a sentence for the person who brought it. */
export class PictureRefused extends Error {
  override name = "PictureRefused";
}

/** How wide the stored sizes are at most, in pixels. */
export const pictureSizes = [400, 800, 1200] as const;
export type PictureSize = (typeof pictureSizes)[number];

/** A picture made anew from its pixels: nothing else of the file that was brought is left. */
export interface EncodedPicture {
  /** Of the largest size. */
  width: number;
  height: number;
  /** The colour that it has most of: "#rrggbb". */
  colour: string;
  /** WebP, by size; a picture that is smaller than a size stays as it is. */
  sizes: Map<PictureSize, Buffer>;
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
 * Decodes a JPEG, PNG, WebP, AVIF or GIF (its first frame) once, turns it upright and encodes it
 * as WebP in every size. @throws PictureRefused
 */
export async function encodePicture(bytes: Buffer): Promise<EncodedPicture> {
  const pixels = await decode(bytes, await sniff(bytes));
  const { width, height } = pixels.raw;
  return { width, height, colour: await colourOf(pixels), sizes: await encode(pixels) };
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

async function encode(pixels: Pixels): Promise<Map<PictureSize, Buffer>> {
  const sizes = new Map<PictureSize, Buffer>();
  let whole: Buffer | undefined;
  for (const size of pictureSizes) {
    if (size >= pixels.raw.width) whole ??= await webp(pixels, pixels.raw.width);
    sizes.set(size, whole ?? (await webp(pixels, size)));
  }
  return sizes;
}

function webp({ data, raw }: Pixels, width: number): Promise<Buffer> {
  return sharp(data, { raw }).resize({ width }).webp({ quality: 80, effort: 2 }).toBuffer();
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
