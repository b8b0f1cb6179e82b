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
const storesASession = 50;

/** Opens stores over several connections at once, without spare schemas, and puts products into each. */
export async function openMany(
  options: OpeningOptions,
  say: (line: string) => void,
): Promise<Opened> {
  const { adminUrl, stores, connections } = options;
  const ids = new Map<string, number>();
  const numbers = Array.from({ length: stores }, (_, index) => index + 1).values();
  const begun = performance.now();
  const open = async (client: pg.Client, number: number) => {
    const code = `shop-${String(number).padStart(5, "0")}`;
    ids.set(code, await openOne(client, code, number, options));
    if (ids.size % 500 === 0) say(`${ids.size} stores`);
  };
  const work = async () => {
    let left = true;
    while (left) left = await withProvisioner(adminUrl, (client) => some(numbers, client, open));
  };
  await Promise.all(Array.from({ length: connections }, work));
  return { ids: new Map([...ids].sort()), took: performance.now() - begun };
}

/**
 * Opens some of the stores; gives whether any may be left. A session keeps plans of every table whose triggers it fired, and looks through all
 * of them at each change of a table.
 */
async function some(
  numbers: Iterator<number>,
  client: pg.Client,
  open: (client: pg.Client, number: number) => Promise<void>,
): Promise<boolean> {
  for (let count = 0; count < storesASession; count += 1) {
    const { done, value } = numbers.next();
    if (done) return false;
    await open(client, value);
  }
  return true;
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

async function withProvisioner<T>(
  url: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`SET ROLE ${quoteName(roles.provisioner)}`);
    await client.query("SET synchronous_commit = off");
    return await work(client);
  } finally {
    await client.end();
  }
}
