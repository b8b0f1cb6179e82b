import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./ports.ts";

export interface Pooler {
  /** As `url`, through the pooler. */
  through(url: string): string;
  /** Kills it like a crash, and starts it again on the same port. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface PoolerOptions {
  mode?: "session" | "transaction" | "statement";
  /** How many connections to the server it holds for each login. */
  size?: number;
  /** Seconds for which a client waits for one of them. */
  patience?: number;
}

const started = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of started) child.kill("SIGKILL");
});

/** Where PgBouncer is on this machine; undefined when it is not installed. */
export const pgBouncer = findPgBouncer();

function findPgBouncer(): string | undefined {
  for (const path of [
    "/usr/sbin/pgbouncer",
    "/usr/local/bin/pgbouncer",
    "/opt/homebrew/bin/pgbouncer",
  ]) {
    try {
      execFileSync(path, ["--version"], { stdio: "ignore" });
      return path;
    } catch {}
  }
  return undefined;
}

/** For the name of a suite that needs it: why it is skipped, where it is. */
export const pgBouncerNote = pgBouncer
  ? ""
  : " (skipped: there is no pgbouncer on this machine, see `apt-get install pgbouncer`)";

/** Starts a PgBouncer before the server that `url` leads to, for the login in it. */
export async function startPooler(
  program: string,
  url: string,
  { mode = "transaction", size = 1, patience = 10 }: PoolerOptions = {},
): Promise<Pooler> {
  const folder = await mkdtemp(join(tmpdir(), "wizamart-pooler-"));
  const port = await freePort();
  const { hostname, port: serverPort, username, password } = new URL(url);
  await writeFile(join(folder, "users.txt"), `"${username}" "${decodeURIComponent(password)}"\n`);
  const settings = `[databases]
* = host=${hostname} port=${serverPort || 5432}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${join(folder, "users.txt")}
pool_mode = ${mode}
default_pool_size = ${size}
max_client_conn = 300
query_wait_timeout = ${patience}
`;
  await writeFile(join(folder, "pgbouncer.ini"), settings);
  // It refuses to run as root, and whom it runs as has to read its files. Nothing secret is in them.
  await chmod(folder, 0o755);
  const asNobody = process.getuid?.() === 0 ? ["-u", "nobody"] : [];
  const args = ["-q", ...asNobody, join(folder, "pgbouncer.ini")];
  const launch = async () => {
    const child = spawn(program, args, { stdio: "ignore" });
    started.add(child);
    child.once("exit", () => started.delete(child));
    await answering(port, child);
    return child;
  };
  let child = await launch();
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    through: (other) => {
      const through = new URL(other);
      through.hostname = "127.0.0.1";
      through.port = String(port);
      return through.href;
    },
    async restart() {
      await kill();
      child = await launch();
    },
    async stop() {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until it speaks PostgreSQL's protocol. */
async function answering(port: number, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`pgbouncer ended with ${child.exitCode}`);
    const client = new pg.Client({
      host: "127.0.0.1",
      port,
      user: "nobody-here",
      database: "none",
    });
    client.on("error", () => {});
    const refused = await client.connect().catch((error: { code?: string }) => error.code);
    if (refused !== "ECONNREFUSED") return;
    await sleep(50);
  }
  throw new Error("pgbouncer does not answer");
}
