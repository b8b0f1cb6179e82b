import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import yauzl, { type Entry, type ZipFile } from "yauzl";
import { ArchiveDamaged } from "./faults.ts";
import { type Manifest, readManifest } from "./manifest.ts";

export const manifestName = "manifest.json";
/** The entry of a table. */
export const dataName = (table: string) => `data/${table}.copy`;
/** The entry of a file. */
export const filePath = (name: string) => `files/${name}`;

type Tick = (bytes: number) => void;

interface Expected {
  bytes: number;
  sha256: string;
}

const mostManifestBytes = 256 * 1024 * 1024;
/** COPY text is seldom packed to less than a fiftieth. */
const mostPacking = 500;
const encrypted = 1;

/** An archive of a store that is open for reading. Entries are read one after another, and none is kept. */
export class Archive {
  readonly manifest: Manifest;
  /** Bytes of all that is in it. */
  readonly bytes: number;
  readonly #zip: ZipFile;
  readonly #file: string;
  readonly #tables: ReadonlyMap<string, Entry>;

  private constructor(file: string, zip: ZipFile, manifest: Manifest, tables: Map<string, Entry>) {
    this.#file = file;
    this.#zip = zip;
    this.#tables = tables;
    this.manifest = manifest;
    this.bytes = [...manifest.tables, ...manifest.files].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Opens an archive and compares what is in it with its manifest: names and sizes, but no content yet.
   * @throws ArchiveDamaged · ArchiveForeign
   */
  static async open(file: string): Promise<Archive> {
    const zip = await openZip(file);
    try {
      const { sizes, kept } = await readDirectory(zip);
      const own = kept.get(manifestName);
      if (!own)
        throw new ArchiveDamaged(
          "It has no manifest.json: it is no archive of a store, or not whole",
        );
      const manifest = readManifest(await manifestText(zip, own));
      compare(manifest, sizes);
      return new Archive(file, zip, manifest, kept);
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  /** Reads all of it and compares the checksums. @throws ArchiveDamaged */
  async verify(tick: Tick = () => {}): Promise<void> {
    for (const { name } of this.manifest.tables) await drain(this.table(name, tick));
    for await (const { content } of this.files(tick)) await drain(content);
  }

  /** The COPY text of a table; what differs from the manifest throws. @throws ArchiveDamaged */
  async *table(name: string, tick: Tick = () => {}): AsyncGenerator<Buffer> {
    const entry = this.#tables.get(dataName(name));
    const expected = this.manifest.tables.find((table) => table.name === name);
    if (!entry || !expected) throw new ArchiveDamaged(`It has no table ${name}`);
    yield* checked(this.#zip, entry, expected, tick);
  }

  /** Each file once, in the order in which they were written; read its content before the next. @throws ArchiveDamaged */
  async *files(
    tick: Tick = () => {},
  ): AsyncGenerator<{ name: string; content: AsyncGenerator<Buffer> }> {
    const expected = new Map(this.manifest.files.map((entry) => [filePath(entry.name), entry]));
    const zip = await openZip(this.#file);
    try {
      for await (const entry of zip.eachEntry()) {
        const file = expected.get(entry.fileName);
        if (file) yield { name: file.name, content: checked(zip, entry, file, tick) };
      }
    } finally {
      zip.close();
    }
  }

  close(): void {
    this.#zip.close();
  }
}

async function openZip(file: string): Promise<ZipFile> {
  try {
    return await yauzl.openPromise(file, { autoClose: false, strictFileNames: true });
  } catch (error) {
    throw asDamage(error, "It is no ZIP archive, or its end is missing");
  }
}

interface Directory {
  sizes: Map<string, number>;
  /** The entries of tables and the manifest. */
  kept: Map<string, Entry>;
}

async function readDirectory(zip: ZipFile): Promise<Directory> {
  const directory: Directory = { sizes: new Map(), kept: new Map() };
  let packed = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      refuseOdd(entry, directory);
      directory.sizes.set(entry.fileName, entry.uncompressedSize);
      if (!entry.fileName.startsWith("files/")) directory.kept.set(entry.fileName, entry);
      packed += entry.compressedSize;
    }
  } catch (error) {
    throw asDamage(error, "Its table of contents cannot be read");
  }
  // Entries that share their bytes are how a small file unpacks to more than any disk holds.
  if (packed > zip.fileSize) throw new ArchiveDamaged("Its entries overlap");
  return directory;
}

function refuseOdd(entry: Entry, { sizes }: Directory): void {
  const { fileName, uncompressedSize, compressedSize, generalPurposeBitFlag } = entry;
  if (sizes.has(fileName)) throw new ArchiveDamaged(`It has two entries ${shown(fileName)}`);
  if (generalPurposeBitFlag & encrypted || !entry.canDecodeFileData())
    throw new ArchiveDamaged(
      `Its entry ${shown(fileName)} is encrypted, or packed in a way that no export writes`,
    );
  if (uncompressedSize > 1_000_000 && uncompressedSize > compressedSize * mostPacking)
    throw new ArchiveDamaged(
      `Its entry ${shown(fileName)} would unpack to ${mostPacking} times its size: no export writes that`,
    );
}

async function manifestText(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > mostManifestBytes)
    throw new ArchiveDamaged("Its manifest is larger than any export writes");
  const bytes = await buffer(await zip.openReadStreamPromise(entry)).catch((error: unknown) => {
    throw asDamage(error, "Its manifest cannot be read");
  });
  // All else is compared with the manifest; the manifest itself only with this.
  if (crc32(bytes) !== entry.crc32)
    throw new ArchiveDamaged("Its manifest is not what was written: the checksum differs");
  return bytes.toString("utf8");
}

/** What is there has to be what the manifest says, and nothing else. */
function compare(manifest: Manifest, sizes: Map<string, number>): void {
  const expected = expectedSizes(manifest);
  for (const [name, bytes] of expected) {
    const there = sizes.get(name);
    if (there === undefined) throw new ArchiveDamaged(`Its entry ${name} is missing`);
    if (there !== bytes)
      throw new ArchiveDamaged(`Its entry ${name} has ${there} bytes, its manifest says ${bytes}`);
  }
  const extra = [...sizes.keys()].find((name) => name !== manifestName && !expected.has(name));
  if (extra === undefined) return;
  throw new ArchiveDamaged(`It has an entry ${shown(extra)} of which its manifest says nothing`);
}

function expectedSizes({ tables, files }: Manifest): Map<string, number> {
  const expected = new Map<string, number>();
  for (const { name, bytes } of tables) addOnce(expected, dataName(name), bytes);
  for (const { name, bytes } of files) addOnce(expected, filePath(name), bytes);
  return expected;
}

function addOnce(expected: Map<string, number>, name: string, bytes: number): void {
  if (expected.has(name)) throw new ArchiveDamaged(`Its manifest names ${name} twice`);
  expected.set(name, bytes);
}

async function* checked(
  zip: ZipFile,
  entry: Entry,
  expected: Expected,
  tick: Tick,
): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of await zip.openReadStreamPromise(entry)) {
      hash.update(chunk);
      tick(chunk.length);
      yield chunk;
    }
  } catch (error) {
    throw asDamage(error, `Its entry ${entry.fileName} cannot be unpacked`);
  }
  if (hash.digest("hex") !== expected.sha256)
    throw new ArchiveDamaged(
      `Its entry ${entry.fileName} is not what was written: the checksum differs`,
    );
}

async function drain(content: AsyncIterable<Buffer>): Promise<void> {
  for await (const _chunk of content);
}

/** A disk that fails is no damaged archive. */
function asDamage(error: unknown, words: string): unknown {
  if (error instanceof ArchiveDamaged) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^E[A-Z]+$/.test(code) ? error : new ArchiveDamaged(words);
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, 100));
}
