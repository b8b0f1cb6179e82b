import type { DeskContext } from "../context.ts";
import { keepPicture } from "../files/keep-picture.ts";
import { isStorageFault, PictureRefused, type StoredPicture } from "../files/store-files.ts";
import { log } from "../log.ts";

/** A picture that a form brought: stored, or why it was not, as a sentence for the person. */
export interface TakenPicture {
  stored?: StoredPicture;
  fault?: string;
  /** There is no place to store any picture at present. */
  isHopeless?: boolean;
}

const cannotStore = "It could not be stored at present. Please send it again in a few minutes.";

/** Stores a picture that a form brought, where the shop has room for it. Call outside of any unit of work. */
export async function takePicture(ctx: DeskContext, bytes: Buffer): Promise<TakenPicture> {
  const { id } = ctx.state.store;
  try {
    return { stored: await keepPicture(id, bytes) };
  } catch (error) {
    if (error instanceof PictureRefused) return { fault: error.message };
    if (!isStorageFault(error)) throw error;
    log.error({ err: error, store: id }, "a picture could not be stored");
    return { fault: cannotStore, isHopeless: true };
  }
}
