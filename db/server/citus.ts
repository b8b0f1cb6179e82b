import type pg from "pg";
import { quoteName } from "../roles.ts";

/** What Citus, where this database has it, does with what is made here. */
export interface Citus {
  version: string;
  /** Other nodes than this one. */
  workers: number;
  /** A new schema would be put on one of them. */
  shards: boolean;
  /** Roles, rights and functions are made on all of them too. */
  propagates: boolean;
}

/** Citus would take stores where they cannot work; the message says why, and what to set. */
export class CitusInTheWay extends Error {
  override name = "CitusInTheWay";
}

/**
 * Sees to it that what this platform makes stays on this node of a Citus cluster, from now on and in this session: stores
 * are ordinary schemas. Gives what was found.
 * @throws CitusInTheWay, before anything is changed
 */
export async function stayOnThisNode(
  client: pg.Client,
  database: string,
): Promise<Citus | undefined> {
  const citus = await findCitus(client);
  if (!citus) return undefined;

  const setting = (name: string) => `ALTER DATABASE ${quoteName(database)} SET citus.${name} = off`;
  if (citus.shards) {
    throw new CitusInTheWay(
      `Citus would distribute the stores' tables, and does not allow the triggers that they live by. Nothing was changed. Run first: ${setting("enable_schema_based_sharding")}`,
    );
  }
  if (!citus.propagates) return citus;

  await client.query(setting("enable_ddl_propagation")).catch((error: Error) => {
    throw new CitusInTheWay(
      `Citus would make roles and functions on every node, which cannot work (${error.message}). Nothing was changed. Have a superuser run: ${setting("enable_ddl_propagation")}`,
    );
  });
  await client.query("SET citus.enable_ddl_propagation = off");
  return { ...citus, propagates: false };
}

/** What Citus does here; undefined where the database does not have it. */
async function findCitus(client: pg.Client): Promise<Citus | undefined> {
  const { rows } = await client.query<Omit<Citus, "workers">>(
    `select extversion as version,
       coalesce(current_setting('citus.enable_schema_based_sharding', true), 'off') = 'on' as shards,
       coalesce(current_setting('citus.enable_ddl_propagation', true), 'on') = 'on' as propagates
     from pg_extension where extname = 'citus'`,
  );
  const [found] = rows;
  if (!found) return undefined;
  const others = await client.query<{ workers: number }>(
    "select count(*)::integer as workers from pg_dist_node where groupid <> 0",
  );
  return { ...found, workers: others.rows[0]?.workers ?? 0 };
}
