/** The archive is not whole, not ours, or not what it says that it is; the message says where. */
export class ArchiveDamaged extends Error {
  override name = "ArchiveDamaged";
}

/** The archive was made by another version of the application than this one can read. */
export class ArchiveForeign extends Error {
  override name = "ArchiveForeign";
}

/** An archive cannot be written, or the files of a store: no room, no right, there already. */
export class CannotWrite extends Error {
  override name = "CannotWrite";
}

/** The store cannot be copied as it stands now; the message says why and what to do. */
export class CannotCopy extends Error {
  override name = "CannotCopy";
}

const words: Record<string, string> = {
  ENOSPC: "there is no room left on the disk",
  EDQUOT: "the quota of the disk is used up",
  EFBIG: "the file would be larger than may be here",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the disk is read-only",
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  EISDIR: "that is a folder",
};

/** Why a file could not be written, in words; undefined when that was not the reason. */
export function writeFault(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return words[code];
}
