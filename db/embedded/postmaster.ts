import { constants } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { run } from "./programs.ts";

/** The process of the server that runs on the data in `cluster`; undefined when none does. */
export async function serverPid(cluster: string): Promise<number | undefined> {
  const pid = await notedPid(cluster);
  return pid && (await servesData(pid, cluster)) ? pid : undefined;
}

/**
 * Lets the next server start where a killed one's note names a pid that another process now has.
 * PostgreSQL holds a note with its parent's pid for stale; were the note removed instead, it would
 * no longer look for processes of the killed one that still use the data.
 */
export async function disownPid(cluster: string): Promise<void> {
  const pid = await notedPid(cluster);
  if (!pid || (await serverPid(cluster))) return;
  const flags = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0); // the folder is not ours but its user's
  const note = await open(noteIn(cluster), flags);
  try {
    const [, ...rest] = (await note.readFile("utf8")).split("\n");
    await note.truncate();
    await note.write([process.pid, ...rest].join("\n"), 0);
  } finally {
    await note.close();
  }
}

function noteIn(cluster: string): string {
  return join(cluster, "postmaster.pid");
}

async function notedPid(cluster: string): Promise<number | undefined> {
  const note = await readFile(noteIn(cluster), "utf8").catch(() => "");
  return Number.parseInt(note, 10) || undefined;
}

async function servesData(pid: number, cluster: string): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!isForeign(error)) return false;
  }
  if (process.platform === "win32") return true;
  const command = await commandOf(pid);
  return command.includes(cluster);
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === "linux") return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const { output } = await run("/bin/ps", ["-o", "args=", "-p", String(pid)], {
    account: undefined,
  });
  return output;
}

/** The process is there, and belongs to another user. */
function isForeign(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPERM";
}
