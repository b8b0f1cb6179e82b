import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** How a process ended, and all that it said. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

type Environment = Record<string, string | undefined>;

const root = fileURLToPath(new URL("../..", import.meta.url));
const started = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of started) child.kill("SIGKILL");
});

/** Starts a file of the application, named from its root, in a process of its own. */
export function start(file: string, args: string[] = [], env: Environment = {}): ChildProcess {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  return watched(child);
}

/** Runs a file of the application to its end. */
export function run(file: string, args: string[] = [], env: Environment = {}): Promise<Ended> {
  return endOf(start(file, args, env));
}

/** Runs the command line to its end. */
export function wizamart(args: string[], env: Environment = {}): Promise<Ended> {
  return run("app/cli.ts", args, env);
}

/** Waits for a process's end and gives all that it said. */
export async function endOf(child: ChildProcess): Promise<Ended> {
  const [out, err, [code]] = await Promise.all([
    child.stdout ? text(child.stdout) : "",
    child.stderr ? text(child.stderr) : "",
    once(child, "exit"),
  ]);
  return { code, out, err };
}

function watched(child: ChildProcess): ChildProcess {
  started.add(child);
  child.once("exit", () => started.delete(child));
  return child;
}
