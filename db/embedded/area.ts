import { constants } from "node:fs";
import {
  access,
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  rmdir,
  symlink,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { isFileError } from "./holders.ts";
import { type Account, canEnter, exists, NoEmbeddedServer, run } from "./programs.ts";

/** Where the server's files are, if any were made for `directory`. */
export async function findArea(directory: string): Promise<string | undefined> {
  return (await exists(directory)) ? realpath(directory) : undefined;
}

/**
 * Where the server's files are to be: `directory` itself, or, where `account` cannot enter it, a
 * place that it can, to which `directory` then is a link.
 * @throws NoEmbeddedServer
 */
export async function openArea(
  directory: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<string> {
  const asked = resolve(directory);
  if ((await isLink(asked)) && !(await exists(asked))) await rm(asked); // its data were removed
  await mkdir(dirname(asked), { recursive: true });
  if (await canEnter(account, dirname(asked))) await mkdir(asked, { recursive: true });
  else if (!(await exists(asked))) await leadElsewhere(asked, account, log);

  const found = await realpath(asked);
  if (!(await canEnter(account, found))) await chmod(found, 0o711);
  if (!(await canEnter(account, found))) await moveElsewhere(asked, account, log);
  const area = await realpath(asked);
  await access(area, constants.W_OK).catch(() => refuse(area));
  return area;
}

function refuse(area: string): never {
  throw new NoEmbeddedServer(`The database in ${area} is another user's: run this as that user`);
}

async function leadElsewhere(
  asked: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<void> {
  const place = await newPlace(asked, account);
  try {
    await symlink(place, asked);
  } catch (error) {
    await rmdir(place);
    if (!isFileError(error, "EEXIST")) throw error; // else another start was a moment earlier
    return;
  }
  log(`PostgreSQL's user cannot enter ${dirname(asked)}: its data are kept in ${place}`);
}

/** For data that are in the way already, like those of a clone that was moved into root's home. */
async function moveElsewhere(
  asked: string,
  account: Account | undefined,
  log: (line: string) => void,
): Promise<void> {
  const place = await newPlace(asked, account);
  const { code, output } = await run("cp", ["-a", `${asked}/.`, place], { account: undefined });
  if (code !== 0) throw new NoEmbeddedServer(`Copying ${asked} to ${place} failed: ${output}`);
  await chmod(place, 0o711);
  await rename(asked, `${asked}.moved`);
  await symlink(place, asked);
  await rm(`${asked}.moved`, { recursive: true });
  log(`PostgreSQL's user cannot enter ${asked}: its data were moved to ${place}`);
}

/** A new folder that `account` can enter, named after the one that was asked for. */
async function newPlace(asked: string, account: Account | undefined): Promise<string> {
  const name = asked.replace(/[^a-z0-9]+/gi, "-").replace(/^-/, "");
  for (const base of ["/var/lib/wizamart", tmpdir(), "/tmp"]) {
    const place = await placeBelow(base, name.slice(-60)).catch(() => undefined);
    if (place && (await canEnter(account, place))) return place;
    if (place) await rmdir(place);
  }
  throw new NoEmbeddedServer(
    `PostgreSQL does not run as root, and no folder was found that its user can enter: set DATABASE_URL, or run this as another user`,
  );
}

async function placeBelow(base: string, name: string): Promise<string> {
  const made = await mkdir(base, { recursive: true });
  if (made) await chmod(base, 0o755);
  const place = await mkdtemp(join(base, `${name}-`)); // a name that nobody can have prepared
  await chmod(place, 0o711);
  return place;
}

async function isLink(path: string): Promise<boolean> {
  return lstat(path).then(
    (status) => status.isSymbolicLink(),
    () => false,
  );
}
