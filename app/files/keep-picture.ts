import { asPlatform } from "../../db/scope.ts";
import { log } from "../log.ts";
import { noteFreed, reserve } from "../models/shared/file-bytes.ts";
import { encodePicture, PictureRefused } from "./picture.ts";
import { isStorageFault, type StoredPicture, storeFiles } from "./store-files.ts";

/** The store may not have more files. */
export class RoomFull extends PictureRefused {
  override name = "RoomFull";
}

/**
 * Stores a picture that somebody brought, as far as the store may have more of them. Call outside of any unit of work.
 * @throws PictureRefused · RoomFull · StorageFault, or a fault of the disk
 */
export async function keepPicture(storeId: number, bytes: Buffer): Promise<StoredPicture> {
  const picture = await encodePicture(bytes, { avif: true });
  const size = [...picture.files.values()].reduce((sum, { length }) => sum + length, 0);
  const full = await asPlatform("write", () => reserve(storeId, size));
  if (full) throw new RoomFull(full);
  try {
    return await storeFiles(storeId).keepPicture(picture);
  } catch (error) {
    await free(storeId, size);
    throw error;
  }
}

/**
 * Removes pictures that nothing shows any more. One that cannot be removed now is left to the sweep: what the person wanted
 * is done. Call outside of any unit of work.
 */
export async function dropPictures(storeId: number, files: readonly string[]): Promise<void> {
  let freed = 0;
  try {
    for (const file of files) freed += await storeFiles(storeId).removePicture(file);
  } catch (error) {
    if (!isStorageFault(error)) throw error;
    log.warn({ err: error, store: storeId }, "pictures without use were not removed");
  }
  await free(storeId, freed);
}

async function free(storeId: number, bytes: number): Promise<void> {
  if (bytes > 0) await asPlatform("write", () => noteFreed(storeId, bytes));
}
