import { config } from "../../app/config.ts";
import { forgetAllStores } from "../../app/directory.ts";
import { withAdmin } from "../../db/admin.ts";
import { quoteName } from "../../db/roles.ts";

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

/**
 * Removes all stores and spares that test files before this one left in the database, however they left them: for tests
 * that judge the whole of it. Give it a minute.
 */
export async function clearRooms(): Promise<void> {
  await withAdmin(async (client) => {
    const { schemas, roles } = await readRooms(
      async (sql, values) => (await client.query(sql, values)).rows,
    );
    for (const id of schemas) await client.query(`DROP SCHEMA store_${id} CASCADE`);
    await client.query(
      "truncate public.stores, public.spare_schemas, public.store_migrations cascade",
    );
    for (const id of roles) {
      const role = quoteName(`${config.ROLE_PREFIX}store_${id}`);
      await client.query(`DROP OWNED BY ${role} CASCADE`);
      await client.query(`DROP ROLE ${role}`);
    }
  });
  forgetAllStores();
}
