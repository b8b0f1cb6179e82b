import { type ChildProcess, fork } from "node:child_process";
import { openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Cleanup } from "./cleanup.ts";

/** A server in a process of its own. */
export interface Running {
  pid: number;
  port: number;
  /** Where its log lines are. */
  log: string;
}

const patience = 5_000;

/** Starts a module of servers and resolves when it listens. @throws Error when it ends before */
export async function start(
  module: string,
  { log, env, profile }: { log: string; env: Record<string, string>; profile: string },
  cleanup: Cleanup,
): Promise<Running> {
  const file = openSync(log, "a");
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), {
    env: { ...process.env, ...env },
    execArgv: profile
      ? [...process.execArgv, "--cpu-prof", `--cpu-prof-dir=${profile}`]
      : process.execArgv,
    stdio: ["ignore", file, "inherit", "ipc"],
    detached: true, // so that Ctrl-C reaches the parent only, which stops things in order
  });
  cleanup.add(() => stop(child));
  return { pid: child.pid ?? 0, port: await portOf(child, module), log };
}

function portOf(child: ChildProcess, module: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once("message", (message: { listening: number }) => resolve(message.listening));
    child.once("exit", () => reject(new Error(`${module} could not start`)));
    child.once("error", reject);
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const timer = setTimeout(() => child.kill("SIGKILL"), patience);
  child.kill("SIGTERM");
  await ended;
  clearTimeout(timer);
}
