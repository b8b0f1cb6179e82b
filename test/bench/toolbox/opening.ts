import pg from "pg";
import { becomeOwner, inTransaction } from "../../../db/admin.ts";
import { openStore } from "../../../db/provision.ts";
import { quoteName, roles, schemaOf } from "../../../db/roles.ts";
import { fillStore, newStore } from "../fill.ts";

/** How the stores of a run came to be. */
export interface Opened {
  /** The ids of all, by code. */
  ids: Map<string, number>;
  /** Milliseconds for all of them. */
  took: number;
}

export interface OpeningOptions {
  /** A superuser's URL. */
  adminUrl: string;
  stores: number;
  /** How many of them, the first ones, are shops with products that people visit. */
  visited: number;
  /** Products of a store that is visited; the others have a few. */
  products: number;
  connections: number;
}

const few = 5;

/** Opens stores over several connections at once, without spare schemas, and puts products into each. */
export async function openMany(
  options: OpeningOptions,
  say: (line: string) => void,
): Promise<Opened> {
  const { adminUrl, stores, connections } = options;
  const ids = new Map<string, number>();
  const numbers = Array.from({ length: stores }, (_, index) => index + 1).values();
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: connections }, () =>
      withProvisioner(adminUrl, async (client) => {
        for (const number of numbers) {
          const code = `shop-${String(number).padStart(5, "0")}`;
          ids.set(code, await openOne(client, code, number, options));
          if (ids.size % 500 === 0) say(`${ids.size} stores`);
        }
      }),
    ),
  );
  return { ids: new Map([...ids].sort()), took: performance.now() - begun };
}

async function openOne(
  client: pg.Client,
  code: string,
  number: number,
  { visited, products }: OpeningOptions,
): Promise<number> {
  const id = await openStore(client, newStore(code));
  await inTransaction(client, () =>
    number <= visited ? fillStore(client, id, products) : addFew(client, id),
  );
  return id;
}

async function addFew(client: pg.Client, id: number): Promise<void> {
  await becomeOwner(client);
  await client.query(`SET LOCAL search_path = ${quoteName(schemaOf(id))}, public, pg_temp`);
  await client.query(
    `insert into products (slug, title, status) select 'thing-' || n, 'Thing ' || n, 'active' from generate_series(1, $1::integer) n`,
    [few],
  );
}

async function withProvisioner(
  url: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET ROLE ${quoteName(roles.provisioner)}`);
    await client.query("SET synchronous_commit = off");
    await work(client);
  } finally {
    await client.end();
  }
}
