import { randomInt } from "node:crypto";
import { join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { config } from "../config.ts";
import { Bucket } from "./bucket/bucket.ts";
import { BucketStorage } from "./bucket/bucket-storage.ts";
import { readBucketUrl } from "./bucket/bucket-url.ts";
import { DirectoryStorage } from "./directory-storage.ts";
import type { FileFacts, FileStorage, ListedFile, OpenFile } from "./file-storage.ts";
import { avifSizes, type EncodedPicture, encodePicture, pictureSizes } from "./picture.ts";

export { isStorageFault, StorageFault } from "./file-storage.ts";
export { PictureRefused, pictureSizes } from "./picture.ts";

/** What a page needs to show a picture; it is served at `<file>-<size>.webp` in every size. */
export interface StoredPicture {
  file: string;
  /** Of the largest size. */
  width: number;
  height: number;
  /** The colour that it has most of, to fill its place until it is there: "#rrggbb". */
  colour: string;
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const nameLength = 26;
const pictureName = /^[a-z0-9]{26}$/;
const fileName = /^[a-z0-9]{26}-\d{1,5}\.(?:webp|avif)$/;

/**
 * The files of a store: in the bucket of FILES_URL, or else in UPLOADS_DIR. `place` is another bucket's address or another
 * directory. @throws RangeError for a wrong id
 */
export function storeFiles(
  storeId: number,
  place = config.FILES_URL ?? config.UPLOADS_DIR,
): StoreFiles {
  const storage = place.startsWith("s3://")
    ? new BucketStorage(bucketAt(place), `stores/${checkedId(storeId)}/`)
    : new DirectoryStorage(storeFolder(storeId, place));
  return new StoreFiles(storage);
}

/** Where a directory has the files of a store: `<uploads>/stores/<id>`. @throws RangeError for a wrong id */
export function storeFolder(storeId: number, uploads = config.UPLOADS_DIR): string {
  return join(resolve(uploads), "stores", checkedId(storeId));
}

/** The files of one store. Whatever reaches its storage throws StorageFault, or a fault of the disk, when it cannot. */
export class StoreFiles {
  readonly #storage: FileStorage;

  constructor(storage: FileStorage) {
    this.#storage = storage;
  }

  /** Encodes a picture and stores it in all its sizes, or not at all. @throws PictureRefused */
  async savePicture(bytes: Buffer): Promise<StoredPicture> {
    return this.keepPicture(await encodePicture(bytes));
  }

  /** Stores a picture that is encoded already, in all its sizes or not at all. */
  async keepPicture({ files, width, height, colour }: EncodedPicture): Promise<StoredPicture> {
    const file = newName();
    const written = await Promise.allSettled(
      [...files].map(([ending, bytes]) => this.#storage.put(`${file}-${ending}`, bytes)),
    );
    const failed = written.find((each) => each.status === "rejected");
    if (!failed) return { file, width, height, colour };
    await this.#storage.remove(namesOf(file)).catch(() => {}); // the first fault says more
    throw failed.reason;
  }

  /** Removes a picture in all its sizes; one that is not there is no error. Gives the bytes that it had. */
  async removePicture(file: string): Promise<number> {
    if (!pictureName.test(file)) throw new RangeError(`"${file}" is not the name of a picture`);
    const names = namesOf(file);
    const found = await Promise.all(names.map((name) => this.#storage.facts(name)));
    await this.#storage.remove(names);
    return found.reduce((sum, facts) => sum + (facts?.bytes ?? 0), 0);
  }

  /** Removes every file of the store. */
  removeAll(): Promise<void> {
    return this.#storage.removeAll();
  }

  /** How many bytes all files of the store have together. */
  async bytes(): Promise<number> {
    let sum = 0;
    for await (const { bytes } of this.#storage.list()) sum += bytes;
    return sum;
  }

  /** The names of all files of the store, such as "<picture>-400.webp", in the order of their bytes. */
  async list(): Promise<string[]> {
    const names: string[] = [];
    for await (const { name } of this.#storage.list()) if (fileName.test(name)) names.push(name);
    return names.sort();
  }

  /** The bytes of a file by its name; undefined when it is not there. @throws RangeError for no name of a file */
  async read(name: string): Promise<Readable | undefined> {
    return (await this.open(name))?.content;
  }

  /** Writes a file under its name, whole or not at all. @throws RangeError for no name of a file */
  async write(name: string, content: Readable): Promise<void> {
    await this.#storage.put(checkedName(name), content);
  }

  /** What is known of a file without reading it; undefined when it is not there. @throws RangeError */
  async facts(name: string): Promise<FileFacts | undefined> {
    return this.#storage.facts(checkedName(name));
  }

  /** A file, to be read or destroyed; undefined when it is not there. @throws RangeError */
  async open(name: string): Promise<OpenFile | undefined> {
    return this.#storage.open(checkedName(name));
  }

  /** All that lies where the store's files are, also what a write that was broken off has left. */
  entries(): AsyncIterable<ListedFile> {
    return this.#storage.list();
  }

  /** Removes what `entries` gave, by name. */
  removeEntries(names: readonly string[]): Promise<void> {
    return this.#storage.remove(names);
  }
}

const buckets = new Map<string, Bucket>();

function bucketAt(address: string): Bucket {
  const bucket = buckets.get(address) ?? new Bucket(readBucketUrl(address));
  buckets.set(address, bucket);
  return bucket;
}

function checkedId(storeId: number): string {
  if (Number.isSafeInteger(storeId) && storeId >= 1) return String(storeId);
  throw new RangeError(`${storeId} is not the id of a store`);
}

function checkedName(name: string): string {
  if (fileName.test(name)) return name;
  throw new RangeError(`"${name}" is not the name of a file`);
}

function namesOf(file: string): string[] {
  return [
    ...pictureSizes.map((size) => `${file}-${size}.webp`),
    ...avifSizes.map((size) => `${file}-${size}.avif`),
  ];
}

function newName(): string {
  return Array.from({ length: nameLength }, () => letters[randomInt(letters.length)]).join("");
}
