import pg from "pg";
import { config } from "../app/config.ts";
import { quoteName, roles } from "./roles.ts";
import { isDirect, UnsafePooling } from "./server/pooler.ts";

/** The work needs DATABASE_ADMIN_URL, which this process was not given. */
export class NoAdminRights extends Error {
  override name = "NoAdminRights";
}

/**
 * Runs `work` on a connection of its own, as the provisioner; for the command line and the worker.
 * A superuser's URL works too: it becomes the provisioner, so that what it makes has the same owner.
 * @throws NoAdminRights without DATABASE_ADMIN_URL
 */
export async function asProvisioner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withAdmin(async (client) => {
    if (client.user !== roles.provisioner)
      await client.query(`SET ROLE ${quoteName(roles.provisioner)}`);
    return work(client);
  });
}

/** URLs that are known to lead to PostgreSQL itself. */
const direct = new Set<string>();

/**
 * Runs `work` on a connection of its own, as whoever `url` names.
 * @throws UnsafePooling when that leads to a pooler: what is set and locked here has to last for a session
 */
export async function withAdmin<T>(
  work: (client: pg.Client) => Promise<T>,
  url = config.DATABASE_ADMIN_URL,
): Promise<T> {
  if (!url) throw new NoAdminRights("Set DATABASE_ADMIN_URL: this command needs the provisioner");
  const client = new pg.Client({ connectionString: url, application_name: "wizamart-admin" });
  client.on("error", () => {}); // the query that is under way reports it
  await client.connect();
  try {
    if (!direct.has(url)) await requireDirect(client, url);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function requireDirect(client: pg.Client, url: string): Promise<void> {
  if (!(await isDirect(client))) {
    throw new UnsafePooling(
      "DATABASE_ADMIN_URL leads to a pooler, behind which locks and roles do not last: set it to PostgreSQL itself",
    );
  }
  direct.add(url);
}

/** Runs `work` in one transaction of `client`: all of it happens or nothing. */
export async function inTransaction<T>(client: pg.Client, work: () => Promise<T>): Promise<T> {
  await client.query("BEGIN");
  try {
    const result = await work();
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {}); // the first error says more
    throw error;
  }
}

/** Until the transaction ends, what is made belongs to the owner. */
export async function becomeOwner(client: pg.Client): Promise<void> {
  await client.query(`SET LOCAL ROLE ${quoteName(roles.owner)}`);
}

/** Until the transaction ends, roles can be made and dropped. */
export async function becomeProvisioner(client: pg.Client): Promise<void> {
  await client.query(`SET LOCAL ROLE ${quoteName(roles.provisioner)}`);
}
