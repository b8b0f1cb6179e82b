import type { Readable } from "node:stream";

/** What is known of a stored file without reading it. */
export interface FileFacts {
  bytes: number;
  modified: Date;
  /** Tells one content of the file from another, as HTTP writes it. */
  etag: string;
}

/** A stored file that is being read: whoever opens it reads or destroys `content`. */
export interface OpenFile extends FileFacts {
  content: Readable;
}

export interface ListedFile {
  name: string;
  bytes: number;
  modified: Date;
}

/**
 * Where the files of one store are kept, by their names; it reaches no other store's. Names are checked by whoever calls.
 * Everything here throws StorageFault, or a fault of the disk, when the place cannot be reached.
 */
export interface FileStorage {
  /** Writes a file, whole or not at all; one of that name is replaced. */
  put(name: string, content: Buffer | Readable): Promise<void>;
  /** Undefined for a file that is not there. */
  facts(name: string): Promise<FileFacts | undefined>;
  open(name: string): Promise<OpenFile | undefined>;
  /** Removes files; one that is not there is no error. */
  remove(names: readonly string[]): Promise<void>;
  removeAll(): Promise<void>;
  /** Every file there is, unfinished ones too, in no order. */
  list(): AsyncIterable<ListedFile>;
}

/** The place where files are kept cannot be reached, or refuses; the message is for whoever runs the platform. */
export class StorageFault extends Error {
  override name = "StorageFault";
}

const diskFaults = new Set(["ENOSPC", "EDQUOT", "EROFS", "EACCES", "EPERM", "EIO", "ENOTDIR"]);

/** Whether an error says that files cannot be kept at present, by a disk or by a bucket. */
export function isStorageFault(error: unknown): boolean {
  if (error instanceof StorageFault) return true;
  const isOfSystem = error instanceof Error && "code" in error && "syscall" in error;
  return isOfSystem && diskFaults.has(String(error.code));
}
