import { randomInt } from "node:crypto";
import type pg from "pg";
import { buildRoom } from "../provision.ts";
import { schemaOf } from "../roles.ts";
import { detail, type Item, itemsQuery, type ServerVersion } from "./items.ts";

/** What the schema of a store has, as the migrations up to a version make it. */
export interface Template {
  version: number;
  items: Item[];
}

/**
 * Builds a store as the migrations make it, reads it and takes it back, inside the transaction that `client` is in: nobody
 * else ever sees it, and nothing is left of it even when this process is killed.
 */
export async function readTemplate(
  client: pg.Client,
  server: ServerVersion,
  version: number,
): Promise<Template> {
  const id = 2_147_000_000 + randomInt(483_000); // so that two at once do not wait for each other
  await client.query("SAVEPOINT template");
  await buildRoom(client, id, version);
  await client.query("SET LOCAL search_path = pg_catalog");
  const { rows: items } = await client.query<Item>(
    `with ${itemsQuery(server)}
     select i.kind, i.tbl as of, i.name, i.place, i.hash::text, ${detail()} as detail
     from items i join rooms r on r.room = i.room order by i.kind, i.tbl, i.place, i.name`,
    [[schemaOf(id)]],
  );
  await client.query("ROLLBACK TO SAVEPOINT template");
  return { version, items };
}
