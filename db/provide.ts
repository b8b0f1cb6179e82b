import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { adoptDatabase, config } from "../app/config.ts";
import { type EmbeddedServer, joinEmbedded, startEmbedded } from "./embedded.ts";
import { roles } from "./roles.ts";

export interface ProvidedDatabase {
  appUrl: string;
  /** Undefined when the environment names a database, but no administrator of it. */
  adminUrl: string | undefined;
  /** What the worker logs in with. */
  workerUrl: string | undefined;
  /** Lets the provisioner log in to the embedded server; undefined elsewhere. */
  provisionerPassword: string | undefined;
  /** The embedded server, when it is one. */
  embedded: EmbeddedServer | undefined;
}

export interface ProvideOptions {
  /** Use the embedded server beside its owner, as commands do; otherwise own it. */
  share: boolean;
  log?: (line: string) => void;
}

interface Passwords {
  app: string;
  provisioner: string;
}

/**
 * The database that the environment names, or else the embedded server, started when it is down; from
 * then on `config` has its addresses.
 * @throws EmbeddedServerBusy when another `npm start` owns the embedded server and `share` is false
 */
export async function provideDatabase({
  share,
  log = () => {},
}: ProvideOptions): Promise<ProvidedDatabase> {
  if (config.DATABASE_URL) {
    const adminUrl = config.DATABASE_ADMIN_URL;
    const none = { provisionerPassword: undefined, embedded: undefined };
    return { appUrl: config.DATABASE_URL, adminUrl, workerUrl: adminUrl, ...none };
  }
  const options = { directory: join(config.DATA_DIR, "postgres"), log };
  const embedded = share ? await joinEmbedded(options) : await startEmbedded(options);
  const { app, provisioner } = await passwords();
  const adminUrl = as(embedded.adminUrl);
  const appUrl = as(embedded.adminUrl, roles.app, app);
  const workerUrl = as(embedded.adminUrl, roles.provisioner, provisioner);
  adoptDatabase({ DATABASE_URL: appUrl, DATABASE_ADMIN_URL: adminUrl });
  return { appUrl, adminUrl, workerUrl, provisionerPassword: provisioner, embedded };
}

/** Made once, kept beside the data for this user only. */
async function passwords(): Promise<Passwords> {
  const file = join(config.DATA_DIR, "passwords.json");
  const known = await readFile(file, "utf8").catch(() => undefined);
  if (known) return JSON.parse(known);

  const made = { app: secret(), provisioner: secret() };
  await mkdir(config.DATA_DIR, { recursive: true });
  try {
    await writeFile(file, JSON.stringify(made), { mode: 0o600, flag: "wx" });
    return made;
  } catch {
    return JSON.parse(await readFile(file, "utf8")); // another command was quicker
  }
}

function secret(): string {
  return randomBytes(24).toString("base64url");
}

function as(serverUrl: string, user?: string, password?: string): string {
  const url = new URL(serverUrl);
  url.pathname = "/wizamart";
  if (user) url.username = user;
  if (password) url.password = password;
  return url.href;
}
