import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, link, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

/** The owner supervises the server, and there is at most one; guests use it for a while. */
export type Role = "owner" | "guest";

/** A live process that needs the server. */
export interface Holder {
  role: Role;
  pid: number;
}

/** Another live process has the server, or does not let go of it. The message says what to do. */
export class EmbeddedServerBusy extends Error {
  override name = "EmbeddedServerBusy";
}

const patience = 90_000; // ms; a start may have a crash to recover from

/**
 * Runs `work` while no other process works on the same area, waiting for its turn.
 * A holder that was killed does not keep others out.
 * @throws EmbeddedServerBusy when a live process keeps its turn for longer than 90 s
 */
export async function alone<T>(area: string, work: () => Promise<T>): Promise<T> {
  const release = await takeTurn(area);
  try {
    return await work();
  } finally {
    await release();
  }
}

/** Notes that this process needs the server; call it only inside `alone`. Gives what undoes it. */
export async function hold(area: string, role: Role): Promise<() => Promise<void>> {
  const file = join(area, `holder.${process.pid}.${randomUUID()}`);
  await writeFile(file, await signature(role));
  return () => rm(file, { force: true });
}

/** The live processes that need the server; forgets the dead. Call it only inside `alone`. */
export async function holders(area: string): Promise<Holder[]> {
  const live: Holder[] = [];
  for (const name of await readdir(area)) {
    if (!name.startsWith("holder.")) continue;
    const holder = await readHolder(join(area, name));
    if (holder) live.push(holder);
    else await rm(join(area, name), { force: true });
  }
  return live;
}

/*
 * Turns are numbered files, and the highest is the one that counts: it is taken by whoever makes
 * the next number, which only one process can. A single lock file would not do: two processes that
 * both find it stale cannot remove it without one of them removing the other's fresh one.
 */
async function takeTurn(area: string): Promise<() => Promise<void>> {
  const giveUp = Date.now() + patience;
  for (;;) {
    const latest = await latestTurn(area);
    const holder = await readHolder(turnFile(area, latest));
    if (!holder && (await claimTurn(area, latest + 1))) {
      return () => replace(turnFile(area, latest + 1), "free");
    }
    if (holder && Date.now() > giveUp) throw stuck(area, holder);
    await sleep(50);
  }
}

async function claimTurn(area: string, turn: number): Promise<boolean> {
  const mine = turnFile(area, turn);
  const draft = join(area, `draft.${randomUUID()}`);
  await writeFile(draft, await signature("guest"));
  try {
    await link(draft, mine); // appears complete, or not at all
  } catch (error) {
    if (isFileError(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  if ((await latestTurn(area)) === turn) {
    await rm(turnFile(area, turn - 1), { force: true });
    return true;
  }
  await rm(mine, { force: true }); // the number was an old one that had been cleared away
  return false;
}

async function latestTurn(area: string): Promise<number> {
  const turns = (await readdir(area)).filter((name) => /^turn\.\d+$/.test(name));
  return Math.max(0, ...turns.map((name) => Number(name.slice("turn.".length))));
}

function turnFile(area: string, turn: number): string {
  return join(area, `turn.${turn}`);
}

function stuck(area: string, { pid }: Holder): EmbeddedServerBusy {
  return new EmbeddedServerBusy(
    `Process ${pid} has been starting or stopping the database in ${area} for too long. Stop it (kill ${pid}), then try again.`,
  );
}

async function signature(role: Role): Promise<string> {
  return `${role} ${process.pid} ${await birthOf(process.pid)}`;
}

/** Who signed `file`; undefined when nobody did or that process has ended. */
async function readHolder(file: string): Promise<Holder | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (isFileError(error, "ENOENT")) return "";
    throw error;
  });
  const [, role, pid, birth] = /^(owner|guest) (\d+) (.+)$/.exec(text) ?? [];
  if (!birth || (await birthOf(Number(pid))) !== birth) return undefined;
  return { role: role === "owner" ? "owner" : "guest", pid: Number(pid) };
}

/** What tells a process from every other that had or will have its pid; undefined if none runs. */
async function birthOf(pid: number): Promise<string | undefined> {
  try {
    if (process.platform === "linux") return await birthOnLinux(pid);
    process.kill(pid, 0);
    if (process.platform === "win32") return "alive";
    const { stdout } = await promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
    return stdout.trim();
  } catch {
    return undefined;
  }
}

async function birthOnLinux(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (state === "Z" || state === "X") return undefined; // ended, but its parent has not noticed
  const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
  return `${boot.trim()}/${rest[18]}`; // field 22 of proc(5): ticks from boot to start
}

/** Writes a whole file at once, readable by all unless `mode` says otherwise. */
export async function replace(file: string, text: string, mode = 0o644): Promise<void> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, text, { mode });
  await chmod(draft, mode); // whatever the umask took away
  await rename(draft, file);
}

/** True when `error` comes from the file system and has this code, like "EEXIST". */
export function isFileError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
