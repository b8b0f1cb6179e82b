import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { removeEmbedded } from "../../db/embedded.ts";
import { type Mailbox, mailboxOf } from "./mailbox.ts";
import { newcomersEnvironment, portIn } from "./platform.ts";
import { run } from "./run.ts";

export interface Demo {
  /** Where the demo platform listens on this machine. */
  port: number;
  /** Its DATA_DIR. */
  folder: string;
  /** Where its mails go. */
  mails: Mailbox;
}

const root = fileURLToPath(new URL("../..", import.meta.url));
const home = join(run.folder, "demo");
const data = join(home, "data");
const log = join(home, "log");
const pid = join(home, "pid");
const patience = 360_000;

/**
 * The demo platform as `npm start` serves it, with its pictures, in processes of its own; started once for all tests of
 * a run, by whoever asks first.
 */
export async function demo(): Promise<Demo> {
  if (await isFirst()) await launch();
  return { port: await portOf(), folder: data, mails: mailboxOf(data) };
}

/** Stops it, after all tests. */
export async function stopDemo(): Promise<void> {
  const number = Number(await textOf(pid));
  if (!number) return;
  process.kill(number, "SIGTERM");
  for (let wait = 0; isAlive(number) && wait < 600; wait += 1) await sleep(50);
  await removeEmbedded(join(data, "postgres"));
}

/** Stops it when the run ends before its time, without waiting. */
export function abandonDemo(): void {
  if (existsSync(pid)) process.kill(Number(readFileSync(pid, "utf8")), "SIGTERM");
}

function isFirst(): Promise<boolean> {
  return mkdir(home).then(
    () => true,
    () => false,
  );
}

async function launch(): Promise<void> {
  const output = await open(log, "w");
  const child = spawn(process.execPath, ["--import", "tsx", "app/start.ts"], {
    cwd: root,
    env: { ...process.env, ...newcomersEnvironment(data) },
    stdio: ["ignore", output.fd, output.fd],
    detached: true, // it stays until the run ends, whoever began it
  });
  child.unref();
  await output.close();
  await writeFile(pid, String(child.pid));
}

/** The port, once the shops answer and their pictures are drawn. */
async function portOf(): Promise<number> {
  const latest = Date.now() + patience;
  for (;;) {
    const said = await textOf(log);
    if (said.includes("pictures are drawn")) return portIn(said);
    const number = Number(await textOf(pid));
    if (number && !isAlive(number)) throw new Error(`the demo ended: ${said}`);
    if (Date.now() > latest) throw new Error(`no address of the demo in time: ${said}`);
    await sleep(100);
  }
}

function textOf(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

function isAlive(number: number): boolean {
  try {
    process.kill(number, 0);
    return true;
  } catch {
    return false;
  }
}
