import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { storeFiles } from "../files/store-files.ts";
import type { Letter } from "./letter.ts";

/** A small picture that travels with a mail, so that it needs no reader's leave to load it from us. */
export interface Thumbnail {
  filename: string;
  cid: string;
  content: Buffer;
  contentType: "image/jpeg";
  contentDisposition: "inline";
}

const most = 12;
/** Twice the size that is shown, for fine screens. */
const pixels = 144;

/** The pictures of a letter's lines, by the names of their files; one that cannot be read is left out. */
export async function thumbnailsFor(
  storeId: number,
  letter: Letter,
  background: string,
): Promise<Map<string, Thumbnail>> {
  const lines = letter.blocks.flatMap((block) => (block.kind === "lines" ? block.lines : []));
  const files = [...new Set(lines.flatMap(({ picture }) => picture ?? []))].slice(0, most);
  const entries = await Promise.all(
    files.map(async (file) => [file, await thumbnailOf(storeId, file, background)] as const),
  );
  return new Map(entries.flatMap(([file, thumbnail]) => (thumbnail ? [[file, thumbnail]] : [])));
}

async function thumbnailOf(
  storeId: number,
  file: string,
  background: string,
): Promise<Thumbnail | undefined> {
  const content = await drawn(storeId, file, background).catch(() => undefined);
  if (!content) return undefined;
  const cid = `${file}@pictures`;
  const type = { contentType: "image/jpeg", contentDisposition: "inline" } as const;
  return { filename: `${file}.jpg`, cid, content, ...type };
}

async function drawn(
  storeId: number,
  file: string,
  background: string,
): Promise<Buffer | undefined> {
  const picture = await storeFiles(storeId).read(`${file}-400.webp`);
  if (!picture) return undefined;
  return sharp(await buffer(picture))
    .resize(pixels, pixels, { fit: "cover" })
    .flatten({ background })
    .jpeg({ quality: 82 })
    .toBuffer();
}
