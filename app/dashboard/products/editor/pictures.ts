import { type DeskContext, inStore } from "../../../context.ts";
import { dropPictures as dropFiles } from "../../../files/keep-picture.ts";
import type { StoredPicture } from "../../../files/store-files.ts";
import { addPicture } from "../../../models/store/desk/catalogue/product-writing.ts";
import { Picture } from "../../../models/store/picture.ts";
import { takePicture } from "../../taking-picture.ts";

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
  const wanted = files.slice(0, room);
  const kept: StoredPicture[] = [];
  const faults: string[] = [];
  for (const { name, bytes } of wanted) {
    const { stored, fault, isHopeless } = await takePicture(ctx, bytes);
    if (stored) kept.push(stored);
    else faults.push(`${name}: ${fault}`);
    if (isHopeless) break;
  }
  const left = wanted.slice(kept.length + faults.length).map(({ name }) => name);
  if (left.length > 0) faults.push(`Not tried: ${left.join(", ")}.`);
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
  await dropFiles(id, await inStore(id, "read", () => Picture.filesWithoutUse(files)));
}
