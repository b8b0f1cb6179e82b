import { randomBytes } from "node:crypto";
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isFileError, replace } from "./holders.ts";
import { disownPid, serverPid } from "./postmaster.ts";
import { type Account, exists, NoEmbeddedServer, type Programs, run } from "./programs.ts";

/** One server's files and the means to run it. */
export interface Cluster {
  /** Holds the folder `cluster` (PostgreSQL's own), the configuration, the log and the secret. */
  area: string;
  account: Account | undefined;
  programs: Programs;
  settings: Record<string, string>;
}

interface Access {
  port: number;
  password: string;
}

/** Fit for a laptop with thousands of schemas; callers may add to them and override them. */
const defaults: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "", // a socket's path has room for 107 characters only
  max_connections: "100",
  shared_buffers: "256MB",
  max_locks_per_transaction: "512", // dropping one store takes some 400 locks
  max_parallel_workers_per_gather: "0", // small queries gain nothing; containers have a tiny /dev/shm
  jit: "off", // compiling takes longer than a shop's queries run
  timezone: "UTC",
  log_timezone: "UTC",
  log_checkpoints: "off",
  log_line_prefix: "%m [%p] %q%u@%d ",
};

/** The URL of the server that runs in `area` and lets us in; undefined when none does. */
export async function runningUrl(area: string): Promise<string | undefined> {
  const access = await readAccess(area);
  return access && (await answers(access)) ? urlOf(access) : undefined;
}

/** Makes the data, once: UTF-8, text ordered by code point alike on every system, and a password. */
export async function initialise({ area, account, programs }: Cluster): Promise<void> {
  const made = join(area, "cluster");
  if (await exists(made)) return checkVersion(made, programs);

  await removeDrafts(area);
  const draft = await mkdtemp(join(area, "cluster-"));
  const passwordFile = join(area, "password.part");
  const access = { port: 0, password: randomBytes(24).toString("base64url") };
  await replace(passwordFile, access.password, 0o600);
  if (account)
    for (const path of [draft, passwordFile]) await chown(path, account.uid, account.gid);

  const locale = process.platform === "linux" ? "C.UTF-8" : "C"; // for the C library; few have it
  const options = `--username=postgres --auth=scram-sha-256 --encoding=UTF8 --locale=${locale}
    --locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions`;
  const files = [`--pgdata=${draft}`, `--pwfile=${passwordFile}`];
  const { code, output } = await run(programs.initdb, [...options.split(/\s+/), ...files], {
    account,
  });
  await rm(passwordFile, { force: true });
  if (code !== 0)
    throw new NoEmbeddedServer(`PostgreSQL cannot set up its data: ${lastLines(output)}`);
  await writeAccess(area, access);
  await rename(draft, made);
}

/**
 * Starts the server and waits until it answers.
 * @throws NoEmbeddedServer with what its log says
 */
export async function launch(cluster: Cluster): Promise<string> {
  const { area } = cluster;
  const access = await readAccess(area);
  if (!access) throw passwordLost(area);
  await disownPid(join(area, "cluster"));
  await rename(logFile(area), `${logFile(area)}.old`).catch(() => {});

  const giveUp = Date.now() + 10_000;
  for (;;) {
    access.port = await usablePort(access.port);
    await writeAccess(area, access);
    const complaint = await tryLaunch(cluster, access.port);
    if (!complaint) return urlOf(access);
    if (!isPassing(complaint) || Date.now() > giveUp) throw notStarted(area, complaint);
    await sleep(250);
  }
}

/**
 * Stops the server, which rolls back what is under way; at most 30 s.
 * @throws NoEmbeddedServer when it does not stop
 */
export async function halt({ area, account, programs }: Cluster): Promise<void> {
  const data = join(area, "cluster");
  for (const [mode, seconds] of [
    ["fast", "20"],
    ["immediate", "10"],
  ]) {
    if (!(await serverPid(data))) return;
    await run(programs.pgCtl, ["stop", "-D", data, "-m", `${mode}`, "-t", `${seconds}`], {
      account,
    });
  }
  const pid = await serverPid(data);
  if (pid) throw new NoEmbeddedServer(`PostgreSQL (process ${pid}) in ${area} does not stop`);
}

async function removeDrafts(area: string): Promise<void> {
  for (const name of await readdir(area)) {
    if (!name.startsWith("cluster-")) continue;
    // The initdb of a killed start may still be writing for a moment.
    await rm(join(area, name), { recursive: true, force: true, maxRetries: 10 });
  }
}

async function tryLaunch(cluster: Cluster, port: number): Promise<string | undefined> {
  const { area, account, programs } = cluster;
  const configuration = join(area, "postgresql.conf");
  await replace(configuration, configurationText(cluster.settings, port));
  const log = await open(logFile(area), "a");
  const { size } = await log.stat();
  const server = ["-D", join(area, "cluster"), "-o", `-c config_file="${configuration}"`];
  const { code } = await run(programs.pgCtl, ["start", "-w", "-t", "60", ...server], {
    account,
    log: log.fd,
  });
  await log.close();
  if (code === 0) return undefined;
  return (await readFile(logFile(area))).subarray(size).toString() || "it said nothing";
}

/** Ours come after those that initdb found out about this system. */
function configurationText(settings: Record<string, string>, port: number): string {
  const all = { ...defaults, ...settings, port: String(port) };
  const lines = Object.entries(all).map(([key, value]) => {
    return `${key} = '${value.replaceAll("'", "''")}'`;
  });
  return `# Written anew at every start.\ninclude 'cluster/postgresql.conf'\n${lines.join("\n")}\n`;
}

async function checkVersion(made: string, { postgres }: Programs): Promise<void> {
  const data = (await readFile(join(made, "PG_VERSION"), "utf8")).trim();
  const { output } = await run(postgres, ["--version"], { account: undefined });
  if (output.includes(` ${data}.`)) return;
  throw new NoEmbeddedServer(
    `${made} was made by PostgreSQL ${data}, and this is ${output.trim()}: move it away, or go back`,
  );
}

async function readAccess(area: string): Promise<Access | undefined> {
  try {
    return JSON.parse(await readFile(join(area, "server.json"), "utf8"));
  } catch (error) {
    if (isFileError(error, "ENOENT")) return undefined;
    if (!isFileError(error, "EACCES")) throw error;
    throw new NoEmbeddedServer(`The database in ${area} is another user's: run this as that user`);
  }
}

async function writeAccess(area: string, access: Access): Promise<void> {
  const file = join(area, "server.json");
  await replace(file, JSON.stringify(access), 0o600);
  const { uid, gid } = await stat(area);
  if (process.getuid?.() === 0) await chown(file, uid, gid); // "sudo npm start" locks nobody out
}

function urlOf({ port, password }: Access): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
}

/** Whether our server is there; the password shows that it is not somebody else's. */
async function answers(access: Access): Promise<boolean> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const client = new pg.Client({
      connectionString: urlOf(access),
      connectionTimeoutMillis: 5_000,
    });
    client.on("error", () => {}); // connect() reports it
    const reason = await client.connect().then(
      () =>
        client.end().then(
          () => "",
          () => "",
        ),
      (error: { code?: string }) => error.code ?? "unknown",
    );
    if (reason !== startingOrStopping) return reason === "" || reason === tooManyConnections;
    await sleep(100);
  }
  return false;
}

const startingOrStopping = "57P03";
const tooManyConnections = "53300";

/** The port of last time, or another one where that is taken. */
function usablePort(last: number): Promise<number> {
  return listenOn(last).catch(() => listenOn(0));
}

/** Takes a port and lets go of it. */
function listenOn(port: number): Promise<number> {
  return new Promise((found, refuse) => {
    const server = createServer();
    server.on("error", refuse);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      const taken = typeof address === "object" && address ? address.port : 0;
      server.close(() => found(taken));
    });
  });
}

function logFile(area: string): string {
  return join(area, "server.log");
}

/** A port that was just taken, or the last process of a killed server that still has the data. */
function isPassing(complaint: string): boolean {
  return complaint.includes("in use");
}

function passwordLost(area: string): NoEmbeddedServer {
  return new NoEmbeddedServer(
    `${join(area, "server.json")}, which holds the password, is gone: restore it, or remove ${area} to begin anew`,
  );
}

function notStarted(area: string, complaint: string): NoEmbeddedServer {
  return new NoEmbeddedServer(
    `PostgreSQL did not start: ${lastLines(complaint)} (all of it: ${logFile(area)})`,
  );
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-4).join(" | ");
}
