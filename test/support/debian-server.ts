import { execFile } from "node:child_process";
import { chown, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "./ports.ts";

/** Another server than the tests' own, of an older PostgreSQL. */
export interface OtherServer {
  /** A superuser's URL. */
  url: string;
  stop(): Promise<void>;
}

const run = promisify(execFile);
const programs = "/usr/lib/postgresql/15/bin";

/** Starts the PostgreSQL 15 of Debian's package; undefined where that is not installed. */
export async function debianServer(): Promise<OtherServer | undefined> {
  if (!(await stat(programs).catch(() => undefined))) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "wizamart-15-"));
  const account = process.getuid?.() === 0 ? await accountOf("postgres") : {};
  if (account.uid !== undefined) await chown(folder, account.uid, account.gid ?? account.uid);
  const data = join(folder, "data");
  const port = await freePort();
  const options = { ...account, cwd: folder };
  await run(`${programs}/initdb`, ["-D", data, "-U", "postgres", "--auth=trust", "-N"], options);
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  const log = join(folder, "log");
  await run(`${programs}/pg_ctl`, ["-D", data, "-w", "-l", log, "-o", settings, "start"], options);
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await run(`${programs}/pg_ctl`, ["-D", data, "-m", "immediate", "stop"], options);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function accountOf(name: string): Promise<{ uid?: number; gid?: number }> {
  const [{ stdout: uid }, { stdout: gid }] = await Promise.all([
    run("id", ["-u", name]),
    run("id", ["-g", name]),
  ]);
  return { uid: Number(uid), gid: Number(gid) };
}
