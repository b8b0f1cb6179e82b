import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";

/** What a command did, and what it took of the machine. */
export interface Spent {
  code: number | null;
  out: string;
  err: string;
  /** Milliseconds from its start to its end. */
  took: number;
  /** The most memory that it had at once, in bytes; 0 where there is no /proc. */
  peak: number;
}

const look = 100;

/** Runs a program to its end and watches its memory. */
export async function spend(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<Spent> {
  const begun = performance.now();
  const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const memory = watchMemory(child);
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code, out, err, took: performance.now() - begun, peak: memory.stop() };
}

function watchMemory({ pid }: ChildProcess): { stop(): number } {
  let peak = 0;
  const timer = setInterval(async () => {
    const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
    const [, kilobytes = "0"] = /VmHWM:\s+(\d+)/.exec(status) ?? [];
    peak = Math.max(peak, Number(kilobytes) * 1024);
  }, look);
  return {
    stop() {
      clearInterval(timer);
      return peak;
    },
  };
}
