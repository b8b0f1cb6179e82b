import type { DeskContext } from "../../context.ts";
import { isStorageFault, type StoreFiles, storeFiles } from "../../files/store-files.ts";
import { isSigned, signatureOf } from "../../signing.ts";
import type { Theme } from "../../themes.ts";
import type { Errors } from "../change.ts";
import { takePicture } from "../taking-picture.ts";

/** Where a theme has pictures of its own. */
export const pictureSpots = ["logo", "hero", "story"] as const;

export type PictureSpot = (typeof pictureSpots)[number];
export type ThemePicture = NonNullable<Theme["hero"]["picture"]>;

const purpose = "theme-picture";

/** A picture as a hidden field carries it: a form can bring back only what this shop has stored. */
export function sealOf(storeId: number, { file, width, height, colour }: ThemePicture): string {
  const text = JSON.stringify({ file, width, height, colour });
  const packed = Buffer.from(text).toString("base64url");
  return `${packed}.${signatureOf(purpose, storeId, packed)}`;
}

/** The picture in a hidden field; null for none, and for what we did not write. */
export function readSeal(storeId: number, seal: string): ThemePicture | null {
  const [packed = "", signature = ""] = seal.split(".");
  if (!packed || !isSigned(purpose, storeId, packed, signature)) return null;
  return { ...JSON.parse(Buffer.from(packed, "base64url").toString("utf8")), alt: "" };
}

/** Stores the pictures that a form brought, whatever becomes of the rest of it: nobody has to choose them again. */
export async function keepPictures(
  ctx: DeskContext,
): Promise<{ kept: Partial<Record<PictureSpot, ThemePicture>>; errors: Errors }> {
  const kept: Partial<Record<PictureSpot, ThemePicture>> = {};
  const errors: Errors = {};
  for (const spot of pictureSpots) {
    const upload = ctx.state.files?.find(({ field }) => field === `${spot}.upload`);
    if (!upload) continue;
    const { stored, fault } = await takePicture(ctx, upload.bytes);
    if (stored) kept[spot] = { ...stored, alt: "" };
    else errors[`${spot}.upload`] = `${upload.name}: ${fault}`;
  }
  return { kept, errors };
}

/**
 * The places of a form whose pictures are not kept any more: the form was open for so long that they were removed again.
 * Call outside of any unit of work.
 */
export async function goneSpots(
  ctx: DeskContext,
  pictures: Record<PictureSpot, ThemePicture | null>,
): Promise<PictureSpot[]> {
  const files = storeFiles(ctx.state.store.id);
  const found = await Promise.all(
    pictureSpots.map(async (spot) => {
      const picture = pictures[spot];
      const isThere = !picture || (await isKept(files, picture.file));
      return isThere ? [] : [spot];
    }),
  );
  return found.flat();
}

async function isKept(files: StoreFiles, file: string): Promise<boolean> {
  try {
    return (await files.facts(`${file}-400.webp`)) !== undefined;
  } catch (error) {
    if (!isStorageFault(error)) throw error;
    return true; // a look may be changed all the same
  }
}

/** The files of a theme's pictures. */
export function filesOf({ logo, hero, story }: Theme): string[] {
  return [logo, hero, story].flatMap(({ picture }) => (picture ? [picture.file] : []));
}
