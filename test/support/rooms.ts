import { config } from "../../app/config.ts";

/** The ids of all that belongs to stores, each list in order. */
export interface Rooms {
  stores: number[];
  spares: number[];
  roles: number[];
  schemas: number[];
  /** Whose migrations are written down. */
  ledger: number[];
}

type Ask = (sql: string, values: unknown[]) => Promise<object[]>;

/** Reads which stores, spares, roles and schemas a database has. */
export async function readRooms(ask: Ask, prefix: string = config.ROLE_PREFIX): Promise<Rooms> {
  const [rooms] = await ask(
    `select array(select id from public.stores order by 1) as stores,
       array(select id from public.spare_schemas order by 1) as spares,
       array(select substr(rolname, length($1) + 7)::integer from pg_roles
         where rolname ~ ('^' || $1 || 'store_[0-9]+$') order by 1) as roles,
       array(select substr(nspname, 7)::integer from pg_namespace where nspname ~ '^store_[0-9]+$' order by 1) as schemas,
       array(select distinct store_id from public.store_migrations order by 1) as ledger`,
    [prefix],
  );
  if (!rooms) throw new Error("no row");
  return rooms as Rooms;
}

/** What is left of one id. */
export function tracesOf(id: number, rooms: Rooms): (keyof Rooms)[] {
  const kinds = Object.keys(rooms) as (keyof Rooms)[];
  return kinds.filter((kind) => rooms[kind].includes(id));
}
