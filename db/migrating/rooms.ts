import type pg from "pg";
import { StoreUnknown } from "../stores.ts";

/** A store or a spare schema that is to be brought up to date. */
export interface Room {
  id: number;
  /** Null for a spare. */
  code: string | null;
  /** What its schema has. */
  version: number;
}

/** Which stores first, and in which portions. */
export interface Portions {
  /** How many come first; when one of them fails, the others are left alone. */
  canary: number;
  /** How many come at a time after them; 0 for all. */
  wave: number;
}

export interface Wave {
  name: string;
  rooms: Room[];
}

/**
 * All that are behind, in one query, whatever their number: spares first, then the stores from the quietest to the
 * busiest, and last those that failed before. A store inserted by hand has no schema yet and is not behind.
 * @throws StoreUnknown when only one is meant and nobody knows it
 */
export async function roomsBehind(client: pg.Client, newest: number, only = ""): Promise<Room[]> {
  if (only) await mustExist(client, only);
  const { rows } = await client.query<Room>(
    `select room.id, room.code, room.version
     from (select id, code, version from public.stores
         where version < $1 and dropping_since is null and $2 in ('', code)
       union all select id, null, version from public.spare_schemas where version < $1 and $2 = ''
         and id not in (select id from public.stores)) room
     left join public.usage u on u.store_id = room.id
     where to_regnamespace('store_' || room.id) is not null
     order by exists (select from public.store_migrations m where m.store_id = room.id and m.state = 'failed'),
       room.code is not null, coalesce(u.requests, 0), coalesce(u.row_count, 0), room.id`,
    [newest, only],
  );
  return rows;
}

/** Cuts a list of rooms: the canary has spares and quiet stores by halves, so that it meets rows as well. */
export function wavesOf(rooms: readonly Room[], { canary, wave }: Portions): Wave[] {
  const spares = rooms.filter(({ code }) => code === null);
  const stores = rooms.filter(({ code }) => code !== null);
  const sparesFirst = Math.min(spares.length, Math.max(canary - stores.length, canary >> 1));
  const first = new Set([
    ...spares.slice(0, sparesFirst),
    ...stores.slice(0, Math.max(0, canary - sparesFirst)),
  ]);
  const rest = rooms.filter((room) => !first.has(room));
  const size = wave || Math.max(1, rest.length);
  const count = Math.ceil(rest.length / size);
  const waves = Array.from({ length: count }, (_, at) => ({
    name: `wave ${at + 1} of ${count}`,
    rooms: rest.slice(at * size, (at + 1) * size),
  }));
  return first.size > 0 ? [{ name: "canary", rooms: [...first] }, ...waves] : waves;
}

/** What the ledger says that one room has now. */
export async function versionNow(client: pg.Client, id: number): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    "select coalesce(max(version), 0) as version from public.store_migrations where store_id = $1 and state = 'done'",
    [id],
  );
  return rows[0]?.version ?? 0;
}

async function mustExist(client: pg.Client, code: string): Promise<void> {
  const { rowCount } = await client.query("select from public.stores where code = $1", [code]);
  if (!rowCount) throw new StoreUnknown(`There is no store "${code}": see \`stores list\``);
}
