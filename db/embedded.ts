import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { findArea, openArea } from "./embedded/area.ts";
import { type Cluster, halt, initialise, launch, runningUrl } from "./embedded/cluster.ts";
import { alone, EmbeddedServerBusy, hold, holders, type Role } from "./embedded/holders.ts";
import {
  chooseAccount,
  exists,
  findPrograms,
  forgetOldCopies,
  NoEmbeddedServer,
} from "./embedded/programs.ts";

export { EmbeddedServerBusy, NoEmbeddedServer };

export interface EmbeddedOptions {
  /** Where the data are, or a link to them: ".data/postgres". */
  directory: string;
  /** Settings of postgresql.conf beyond our own. */
  settings?: Record<string, string>;
  /** Takes a line of progress. */
  log?: (line: string) => void;
}

export interface EmbeddedServer {
  /** The superuser's, to the database "postgres". */
  adminUrl: string;
  /** False when it already ran. */
  started: boolean;
  /** Starts it again if it died, where possible on the same port; gives the URL. */
  revive(): Promise<string>;
  /** Lets go of it; whoever lets go last stops it (at most 30 s). */
  stop(): Promise<void>;
}

/**
 * Starts the server as its one owner, who supervises it. The first time this makes the data.
 * A server that a killed process left behind is stopped and started afresh.
 * @throws EmbeddedServerBusy when another live process owns it
 * @throws NoEmbeddedServer when PostgreSQL cannot run here
 */
export function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return enter(options, "owner");
}

/**
 * Uses the server that runs in the directory, or starts it: for commands, of which several may run
 * at once, next to an owner or without one.
 * @throws NoEmbeddedServer when PostgreSQL cannot run here
 */
export function joinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  return enter(options, "guest");
}

/** The admin URL of the server that runs in `directory` right now, if one does. Changes nothing. */
export async function findEmbedded(directory: string): Promise<string | undefined> {
  const area = await findArea(directory);
  return area ? runningUrl(area) : undefined;
}

/**
 * Removes the data, wherever they are; of no effect when there are none.
 * @throws EmbeddedServerBusy while a server runs on them
 */
export async function removeEmbedded(directory: string): Promise<void> {
  if (await findEmbedded(directory)) {
    throw new EmbeddedServerBusy(`The database in ${resolve(directory)} runs: stop it first`);
  }
  const area = await findArea(directory);
  if (area) await rm(area, { recursive: true, force: true });
  await rm(directory, { recursive: true, force: true });
}

async function enter(options: EmbeddedOptions, role: Role): Promise<EmbeddedServer> {
  const { directory, settings = {}, log = () => {} } = options;
  const account = await chooseAccount(directory);
  const area = await openArea(directory, account, log);
  return alone(area, async () => {
    const others = await holders(area);
    const owner = others.find((other) => other.role === "owner");
    if (owner && role === "owner") throw busy(directory, owner.pid);

    const cluster = { area, account, programs: await findPrograms(area, account), settings };
    const running = others.length > 0 ? await runningUrl(area) : undefined;
    const adminUrl = running ?? (await startAfresh(cluster, log));
    const letGo = await hold(area, role);
    return { adminUrl, started: !running, ...handles(cluster, letGo, log) };
  });
}

function handles(cluster: Cluster, letGo: () => Promise<void>, log: (line: string) => void) {
  const { area } = cluster;
  let left: Promise<void> | undefined;
  const leave = async () => {
    await letGo();
    if ((await holders(area)).length === 0) await halt(cluster);
  };
  const startAgain = async () => {
    if (left !== undefined) throw new NoEmbeddedServer("The database was let go of"); // it was to stay down
    return (await runningUrl(area)) ?? startAfresh(cluster, log);
  };
  return {
    revive: async () => (await runningUrl(area)) ?? alone(area, startAgain),
    stop: async () => {
      if (!(await exists(area))) return; // removed meanwhile: PostgreSQL notices and ends by itself
      left ??= alone(area, leave);
      await left;
    },
  };
}

async function startAfresh(cluster: Cluster, log: (line: string) => void): Promise<string> {
  const { area } = cluster;
  await halt(cluster); // one that was left behind may have other settings, or be of an older version
  if (!(await exists(join(area, "cluster")))) log("Setting up PostgreSQL (once)");
  await initialise(cluster);
  await forgetOldCopies(area, cluster.programs);
  const url = await launch(cluster);
  log(`PostgreSQL listens on ${new URL(url).host}; its data are in ${area}`);
  return url;
}

function busy(directory: string, pid: number): EmbeddedServerBusy {
  const place = resolve(directory);
  return new EmbeddedServerBusy(
    `The database in ${place} is already run by process ${pid}. Stop that one first (Ctrl-C in its terminal, or: kill ${pid}).`,
  );
}
