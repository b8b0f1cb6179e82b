import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { removeEmbedded } from "../../db/embedded.ts";
import { start } from "./processes.ts";

/** A platform as `npm start` serves it, for one test file alone. */
export interface Platform {
  child: ChildProcess;
  port: number;
  /** What it had printed when the shops answered. */
  text: string;
}

/** A new DATA_DIR, and the environment of somebody who has nothing but Node. */
export async function newHome(): Promise<{ folder: string; env: Record<string, string> }> {
  const folder = await mkdtemp(join(tmpdir(), "wizamart-start-"));
  await chmod(folder, 0o711);
  return { folder, env: newcomersEnvironment(folder) };
}

/** Nothing of the tests' own database: a person who types `npm start` has none of it. */
export function newcomersEnvironment(folder: string): Record<string, string> {
  const none = { DATABASE_URL: "", DATABASE_ADMIN_URL: "", ROLE_PREFIX: "" };
  return { NODE_ENV: "development", DATA_DIR: folder, PORT: "0", LOG_LEVEL: "error", ...none };
}

/** The port, of what `npm start` printed; 0 before it has said it. */
export function portIn(printed: string): number {
  return Number(/answers at http:\/\/localhost:(\d+)/.exec(printed)?.[1] ?? 0);
}

/** Removes a DATA_DIR with the database in it. */
export async function removeHome(folder: string): Promise<void> {
  await removeEmbedded(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
}

/** Starts one and waits until its shops answer; their pictures may still be drawn. */
export async function startPlatform(env: Record<string, string>): Promise<Platform> {
  const child = start("app/start.ts", [], env);
  const said = { text: "" };
  const ended = once(child, "exit");
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      said.text += chunk;
    });
  while (!said.text.includes("Ctrl-C stops it.")) {
    if (child.exitCode !== null) throw new Error(`It ended: ${said.text}`);
    await Promise.race([sleep(50), ended]);
  }
  return { child, port: portIn(said.text), text: said.text };
}

/** Stops it as Ctrl-C does, and gives its exit code. */
export async function stopPlatform({ child }: Platform): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const end = once(child, "exit");
  child.kill("SIGTERM");
  return (await end)[0];
}
