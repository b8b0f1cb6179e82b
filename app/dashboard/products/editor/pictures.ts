import { type DeskContext, inStore } from "../../../context.ts";
import { PictureRefused, type StoredPicture, storeFiles } from "../../../files/store-files.ts";
import {
  addPicture,
  filesWithoutUse,
} from "../../../models/store/desk/catalogue/product-writing.ts";

/** How many pictures one product can have. */
export const mostPictures = 30;

/** Pictures of a form that were made ready, and why others were not. */
export interface NewPictures {
  kept: StoredPicture[];
  /** One sentence for all that were refused; "" when none was. */
  fault: string;
}

/** Stores the pictures that a form brought, one after the other; `room` is how many more there may be. */
export async function keepPictures(ctx: DeskContext, room: number): Promise<NewPictures> {
  const files = (ctx.state.files ?? []).filter(({ field }) => field === "pictures");
  const kept: StoredPicture[] = [];
  const faults: string[] = [];
  for (const { name, bytes } of files.slice(0, room)) {
    try {
      kept.push(await storeFiles(ctx.state.store.id).savePicture(bytes));
    } catch (error) {
      if (!(error instanceof PictureRefused)) throw error;
      faults.push(`${name}: ${error.message}`);
    }
  }
  if (files.length > room)
    faults.push(`A product can have ${mostPictures} pictures; the others were left out.`);
  return { kept, fault: faults.join(" ") };
}

/** Puts pictures that were made ready behind those of a product. Call in a unit of work that writes. */
export async function addPictures(
  productId: number,
  pictures: readonly StoredPicture[],
): Promise<void> {
  for (const picture of pictures) await addPicture(productId, picture, "");
}

/** Removes files that nothing shows any more. Call after the unit of work that took them away. */
export async function dropPictures(ctx: DeskContext, files: readonly string[]): Promise<void> {
  if (files.length === 0) return;
  const { id } = ctx.state.store;
  const unused = await inStore(id, "read", () => filesWithoutUse(files));
  for (const file of unused) await storeFiles(id).removePicture(file);
}
