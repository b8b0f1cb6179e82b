import { constants, createWriteStream, type Stats } from "node:fs";
import { lstat, mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FileFacts, FileStorage, ListedFile, OpenFile } from "./file-storage.ts";

const atOnce = 50;
/** A link leads elsewhere, and a pipe would be waited for: neither is a file of a store. */
const plainly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** The files of a store in a directory of this machine. */
export class DirectoryStorage implements FileStorage {
  readonly #directory: string;

  constructor(directory: string) {
    this.#directory = directory;
  }

  async put(name: string, content: Buffer | Readable): Promise<void> {
    const path = join(this.#directory, name);
    await mkdir(this.#directory, { recursive: true });
    try {
      const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
      await pipeline(source, createWriteStream(unfinished(path)));
      await rename(unfinished(path), path);
    } catch (error) {
      await rm(unfinished(path), { force: true }).catch(() => {}); // the first fault says more
      throw error;
    }
  }

  async facts(name: string): Promise<FileFacts | undefined> {
    if (!(await this.#isOwn())) return undefined;
    const found = await lstat(join(this.#directory, name)).catch(nothingThere);
    return found?.isFile() ? factsOf(found) : undefined;
  }

  async open(name: string): Promise<OpenFile | undefined> {
    if (!(await this.#isOwn())) return undefined;
    const handle = await open(join(this.#directory, name), plainly).catch(nothingThere);
    const found = await handle?.stat();
    if (handle && found?.isFile()) return { ...factsOf(found), content: handle.createReadStream() };
    await handle?.close();
    return undefined;
  }

  async remove(names: readonly string[]): Promise<void> {
    const paths = names.map((name) => join(this.#directory, name));
    await Promise.all(paths.map((path) => rm(path, { force: true })));
  }

  async removeAll(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true });
  }

  async *list(): AsyncGenerator<ListedFile> {
    if (!(await this.#isOwn())) return;
    const names = (await readdir(this.#directory).catch(nothingThere)) ?? [];
    for (let next = 0; next < names.length; next += atOnce) {
      const batch = names.slice(next, next + atOnce);
      yield* (await Promise.all(batch.map((name) => this.#listed(name)))).flat();
    }
  }

  async #listed(name: string): Promise<ListedFile[]> {
    const found = await lstat(join(this.#directory, name)).catch(nothingThere);
    return found?.isFile() ? [{ name, bytes: found.size, modified: found.mtime }] : [];
  }

  /** A link in its place could lead to another store's files. */
  async #isOwn(): Promise<boolean> {
    const found = await lstat(this.#directory).catch(nothingThere);
    return found?.isDirectory() ?? false;
  }
}

function factsOf({ size, mtime }: Stats): FileFacts {
  const etag = `W/"${size.toString(16)}-${mtime.getTime().toString(16)}"`;
  return { bytes: size, modified: mtime, etag };
}

/** What is not there, or is a link. @throws every other error */
function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT" || error.code === "ELOOP") return undefined;
  throw error;
}

function unfinished(path: string): string {
  return `${path}.part`;
}
