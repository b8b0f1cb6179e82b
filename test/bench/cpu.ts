import { readdir, readFile } from "node:fs/promises";
import { platform } from "node:os";

const ticksPerSecond = 100; // USER_HZ, the unit of /proc/<pid>/stat on every Linux that Node runs on

interface Stat {
  pid: number;
  parent: number;
  name: string;
  /** Seconds of user and system time. */
  own: number;
  /** The same of children that have ended and were waited for. */
  ended: number;
}

/** CPU seconds that a process has used; undefined where there is no /proc. */
export async function cpuOf(pid: number): Promise<number | undefined> {
  return (await readStat(pid))?.own;
}

/** CPU seconds that a PostgreSQL server has used with all its processes, those that have ended too. */
export async function cpuOfServer(postmaster: number): Promise<number | undefined> {
  const server = await readStat(postmaster);
  if (!server) return undefined;

  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const all = await Promise.all(pids.map(readStat));
  const children = all.filter((stat) => stat?.parent === postmaster);
  return children.reduce((sum, stat) => sum + (stat?.own ?? 0), server.own + server.ended);
}

/** The postmaster above one of its backends; undefined when it does not run on this machine. */
export async function postmasterOf(backend: number): Promise<number | undefined> {
  const stat = await readStat(backend);
  return stat?.name.startsWith("postgres") ? stat.parent : undefined;
}

async function readStat(pid: number): Promise<Stat | undefined> {
  if (platform() !== "linux") return undefined;
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const match = /^\d+ \((.*)\) (.*)$/s.exec(text);
  if (!match) return undefined;

  const [, name = "", rest = ""] = match;
  const fields = rest.split(" ").map(Number);
  const seconds = (field: number) => (fields[field - 3] ?? 0) / ticksPerSecond; // numbered as in proc(5)
  return {
    pid,
    parent: fields[1] ?? 0,
    name,
    own: seconds(14) + seconds(15),
    ended: seconds(16) + seconds(17),
  };
}
