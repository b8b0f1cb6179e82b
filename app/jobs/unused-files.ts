import { asPlatform, inStore } from "../../db/scope.ts";
import { storeFiles } from "../files/store-files.ts";
import { log } from "../log.ts";
import { noteFreed } from "../models/shared/file-bytes.ts";
import { Picture } from "../models/store/picture.ts";

/** So long a form may be open that names a picture for the first time. */
const day = 24 * 60 * 60 * 1_000;
const batch = 500;
/** A shop without any picture that has more files than this is one whose rows are not back yet. */
const mostWithoutRows = 30;

/** The files of one picture, in all its sizes. */
interface Stray {
  names: string[];
  bytes: number;
  newest: number;
}

/**
 * Removes files of an open store that are older than a day and that nothing of it names: of forms that were never saved, of
 * writes that were broken off. What is not named as we name files is left alone. Gives how many files it removed.
 */
export async function removeUnusedFiles(storeId: number, now = Date.now()): Promise<number> {
  const { pictures, unfinished } = await oldEntries(storeId, now - day);
  const unused = await unusedOf(storeId, [...pictures.keys()]);
  const gone = [...unused.flatMap((file) => pictures.get(file) ?? []), ...unfinished];
  const names = gone.flatMap((stray) => stray.names);
  if (names.length === 0) return 0;

  await storeFiles(storeId).removeEntries(names);
  const bytes = gone.reduce((sum, stray) => sum + stray.bytes, 0);
  await asPlatform("write", () => noteFreed(storeId, bytes));
  log.info({ store: storeId, files: names.length, bytes }, "removed files that nothing names");
  return names.length;
}

/** What is older than `before`: pictures of which no file is younger, by their names, and what was never finished. */
async function oldEntries(storeId: number, before: number) {
  const pictures = new Map<string, Stray>();
  const unfinished: Stray[] = [];
  for await (const { name, bytes, modified } of storeFiles(storeId).entries()) {
    const [, file, part] = /^([a-z0-9]{26})-\d{1,5}\.(?:webp|avif)(\.part)?$/.exec(name) ?? [];
    const stray = { names: [name], bytes, newest: modified.getTime() };
    if (part) unfinished.push(stray);
    else if (file) pictures.set(file, together(stray, pictures.get(file)));
  }
  const old = [...pictures].filter(([, { newest }]) => newest < before);
  return {
    pictures: new Map(old),
    unfinished: unfinished.filter(({ newest }) => newest < before),
  };
}

function together(one: Stray, other: Stray | undefined): Stray {
  if (!other) return one;
  return {
    names: [...one.names, ...other.names],
    bytes: one.bytes + other.bytes,
    newest: Math.max(one.newest, other.newest),
  };
}

async function unusedOf(storeId: number, files: readonly string[]): Promise<string[]> {
  const unused: string[] = [];
  for (let next = 0; next < files.length; next += batch) {
    const some = files.slice(next, next + batch);
    unused.push(...(await inStore(storeId, "read", () => Picture.filesWithoutUse(some))));
  }
  if (unused.length <= mostWithoutRows || unused.length < files.length) return unused;
  log.warn(
    { store: storeId, files: files.length },
    "no file of this store is named: none is removed",
  );
  return [];
}
