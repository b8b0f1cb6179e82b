import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { CannotWrite, writeFault } from "./faults.ts";

/** What went into an entry of an archive. */
export interface Written {
  bytes: number;
  sha256: string;
  /** Line feeds: of COPY text, the rows. */
  lines: number;
}

export type Bytes = AsyncIterable<Buffer> | Iterable<Buffer>;

const lineFeed = 0x0a;

/** A ZIP that is written entry by entry beside its place, and put there when it is whole. */
export class ArchiveWriter {
  readonly #file: string;
  readonly #zip = new ZipFile();
  readonly #mtime: Date;
  readonly #output: Promise<void>;

  private constructor(file: string, mtime: Date) {
    this.#file = file;
    this.#mtime = mtime;
    // For its owner only: an archive holds what people ordered and the hashes of their passwords.
    const output = createWriteStream(partOf(file), { flags: "wx", mode: 0o600 });
    this.#output = pipeline(this.#zip.outputStream, output);
    this.#output.catch(() => {}); // whoever waits for an entry, or for the end, hears of it
  }

  /**
   * Begins an archive that will be at `file`; what an ended process left there half is replaced.
   * @throws CannotWrite when `file` is there, unless it may be replaced
   */
  static async begin(file: string, createdAt: Date, mayReplace: boolean): Promise<ArchiveWriter> {
    await refuseToReplace(file, mayReplace);
    await rm(partOf(file), { force: true }).catch(() => {}); // opening it says what is wrong
    return new ArchiveWriter(file, createdAt);
  }

  /** Writes an entry as its content comes. @throws CannotWrite, and whatever `content` throws */
  async add(name: string, content: Bytes, compress: boolean): Promise<Written> {
    const hash = createHash("sha256");
    const written = { bytes: 0, lines: 0 };
    const stream = Readable.from(measured(content, hash.update.bind(hash), written), {
      objectMode: false,
    });
    const ended = new Promise<void>((resolve, reject) => {
      stream.once("end", resolve);
      stream.once("error", reject);
    });
    this.#zip.addReadStream(stream, name, { compress, mtime: this.#mtime });
    try {
      await Promise.race([ended, this.#failure()]);
    } catch (error) {
      stream.destroy(); // nobody reads it any more
      throw error;
    }
    return { ...written, sha256: hash.digest("hex") };
  }

  /** Writes the last entry and puts the archive in its place. Gives its bytes. @throws CannotWrite */
  async finish(name: string, text: string, mayReplace: boolean): Promise<number> {
    this.#zip.addBuffer(Buffer.from(text), name, { mtime: this.#mtime });
    this.#zip.end();
    try {
      await this.#output;
      const handle = await open(partOf(this.#file), "r+");
      await handle.sync().finally(() => handle.close());
      await refuseToReplace(this.#file, mayReplace);
      await rename(partOf(this.#file), this.#file);
      return (await stat(this.#file)).size;
    } catch (error) {
      throw cannotWrite(this.#file, error);
    }
  }

  /** Leaves nothing behind; what was at `file` before stays. */
  async abandon(): Promise<void> {
    // The type says only that it can be read.
    if (this.#zip.outputStream instanceof Readable) this.#zip.outputStream.destroy();
    await this.#output.catch(() => {});
    await rm(partOf(this.#file), { force: true }).catch(() => {});
  }

  /** Never resolves: without a fault, whoever races with it is first. */
  #failure(): Promise<never> {
    return new Promise((_, reject) => {
      this.#output.catch((error: unknown) => reject(cannotWrite(this.#file, error)));
    });
  }
}

function partOf(file: string): string {
  return `${file}.part`;
}

async function refuseToReplace(file: string, mayReplace: boolean): Promise<void> {
  const there = await stat(file).catch(() => undefined);
  if (!there || (mayReplace && there.isFile())) return;
  throw new CannotWrite(
    there.isFile()
      ? `${file} is there already and was left as it is: name another file, or add --force to replace it`
      : `${file} is no file: name the file that is to be written`,
  );
}

function cannotWrite(file: string, error: unknown): unknown {
  const fault = writeFault(error);
  return fault
    ? new CannotWrite(
        `${file} could not be written: ${fault}. Nothing is left of it, the store is as it was: make room or name another place, then run it again`,
      )
    : error;
}

async function* measured(
  content: Bytes,
  update: (chunk: Buffer) => unknown,
  written: { bytes: number; lines: number },
): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    update(chunk);
    written.bytes += chunk.length;
    written.lines += linesIn(chunk);
    yield chunk;
  }
}

function linesIn(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, at + 1)) lines += 1;
  return lines;
}
