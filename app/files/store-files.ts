import { randomInt } from "node:crypto";
import { mkdir, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { config } from "../config.ts";
import { type EncodedPicture, encodePicture, pictureSizes } from "./picture.ts";

export { PictureRefused, pictureSizes } from "./picture.ts";

/** What a page needs to show a picture; it is served as `<file>-<size>.webp` in every size. */
export interface StoredPicture {
  file: string;
  /** Of the largest size. */
  width: number;
  height: number;
  /** The colour that it has most of, to fill its place until it is there: "#rrggbb". */
  colour: string;
}

/** The files of one store. */
export interface StoreFiles {
  /** Stores a picture in all its sizes, or not at all. @throws PictureRefused */
  savePicture(bytes: Buffer): Promise<StoredPicture>;
  /** Removes a picture in all its sizes; one that is not there is no error. */
  removePicture(file: string): Promise<void>;
  /** Removes every file of the store. */
  removeAll(): Promise<void>;
  /** How many bytes all files of the store have together. */
  bytes(): Promise<number>;
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const nameLength = 26;

/** The files of a store, kept in a directory of this machine. @throws RangeError for a wrong id */
export function storeFiles(storeId: number, uploads = config.UPLOADS_DIR): StoreFiles {
  return new LocalStoreFiles(storeFolder(storeId, uploads));
}

/** Where the files of a store lie: `<uploads>/stores/<id>`. @throws RangeError for a wrong id */
export function storeFolder(storeId: number, uploads = config.UPLOADS_DIR): string {
  if (!Number.isSafeInteger(storeId) || storeId < 1) {
    throw new RangeError(`${storeId} is not the id of a store`);
  }
  return join(resolve(uploads), "stores", String(storeId));
}

class LocalStoreFiles implements StoreFiles {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async savePicture(bytes: Buffer): Promise<StoredPicture> {
    const picture = await encodePicture(bytes);
    const file = newName();
    await mkdir(this.#directory, { recursive: true });
    try {
      await this.#write(file, picture);
    } catch (error) {
      await this.removePicture(file);
      throw error;
    }
    return { file, width: picture.width, height: picture.height, colour: picture.colour };
  }

  async removePicture(file: string): Promise<void> {
    const paths = pictureSizes.map((size) => this.#path(file, size));
    await Promise.all(
      paths.flatMap((path) => [rm(path, { force: true }), rm(unfinished(path), { force: true })]),
    );
  }

  async removeAll(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  async bytes(): Promise<number> {
    const names = await readdir(this.#directory).catch(nothingThere);
    const sizes = await Promise.all(
      names.map((name) =>
        stat(join(this.#directory, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return sizes.reduce((total, size) => total + size, 0);
  }

  /** Under its name a file is either whole or not there. */
  async #write(file: string, { sizes }: EncodedPicture): Promise<void> {
    const entries = [...sizes].map(([size, bytes]) => ({ path: this.#path(file, size), bytes }));
    for (const { path, bytes } of entries) await writeFile(unfinished(path), bytes, { flag: "wx" });
    for (const { path } of entries) await rename(unfinished(path), path);
  }

  #path(file: string, size: number): string {
    if (!/^[a-z0-9]{26}$/.test(file))
      throw new RangeError(`"${file}" is not the name of a picture`);
    return join(this.#directory, `${file}-${size}.webp`);
  }
}

function nothingThere(error: NodeJS.ErrnoException): string[] {
  if (error.code === "ENOENT") return [];
  throw error;
}

function newName(): string {
  return Array.from({ length: nameLength }, () => letters[randomInt(letters.length)]).join("");
}

function unfinished(path: string): string {
  return `${path}.part`;
}
