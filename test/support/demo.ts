import { type ChildProcess, fork } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeEmbedded } from "../../db/embedded.ts";
import { openPostOffice, type PostOffice } from "./post-office.ts";

export interface Demo {
  /** Where the demo platform listens on this machine. */
  port: number;
  /** Its DATA_DIR. */
  folder: string;
  /** Where its mails go. */
  post: PostOffice;
}

const start = fileURLToPath(new URL("../../app/start.ts", import.meta.url));
const patience = 360_000;

let running: Promise<Demo & { child: ChildProcess }> | undefined;

/** The demo platform as `npm start` serves it, in processes of its own; started once for all tests. */
export async function demo(): Promise<Demo> {
  running ??= launch();
  return running;
}

/** Stops it, after all tests. */
export async function stopDemo(): Promise<void> {
  if (!running) return;
  const { child, folder, post } = await running;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  await post.close();
  await removeEmbedded(join(folder, "postgres"));
  await rm(folder, { recursive: true, force: true });
}

async function launch(): Promise<Demo & { child: ChildProcess }> {
  const folder = await mkdtemp(join(tmpdir(), "wizamart-demo-"));
  const post = await openPostOffice();
  const env = { ...environment(folder), SMTP_URL: post.url };
  const child = fork(start, { env, silent: true });
  return { child, folder, post, port: await portOf(child) };
}

/** Nothing of the tests' own database: a person who types `npm start` has none of it. */
function environment(folder: string): NodeJS.ProcessEnv {
  const { DATABASE_URL, DATABASE_ADMIN_URL, ROLE_PREFIX, ...rest } = process.env;
  return { ...rest, NODE_ENV: "development", PORT: "0", DATA_DIR: folder, LOG_LEVEL: "warn" };
}

/** The port, once the shops answer and their pictures are drawn. */
function portOf(child: ChildProcess): Promise<number> {
  let said = "";
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no address in time: ${said}`)), patience);
    const listen = (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const match = /answers at http:\/\/localhost:(\d+)[\s\S]*pictures are drawn/.exec(said);
      if (!match) return;
      clearTimeout(timer);
      resolve(Number(match[1]));
    };
    child.stdout?.on("data", listen);
    child.stderr?.on("data", listen);
    child.once("exit", (code) => reject(new Error(`ended with ${code}: ${said}`)));
  });
}
