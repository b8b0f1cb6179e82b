import type pg from "pg";
import { becomeOwner, inTransaction } from "./admin.ts";
import { quoteName, schemaOf } from "./roles.ts";

/** How much room a store takes in the database. */
export interface RoomSize {
  /** Counted in small tables, and where there are very many, as PostgreSQL estimates them. */
  rows: number;
  /** Of tables, indexes and what belongs to them. */
  bytes: number;
}

interface TableSize {
  name: string;
  estimate: number;
  bytes: number;
}

const tooManyToCount = 100_000;

/** Measures the schema of a store. Only the owner may: sizes are hidden from everybody else. */
export function measureStore(client: pg.Client, id: number): Promise<RoomSize> {
  return inTransaction(client, async () => {
    await becomeOwner(client);
    const { rows: tables } = await client.query<TableSize>(
      `select c.relname as name, c.reltuples::float8 as estimate, pg_total_relation_size(c.oid)::float8 as bytes
       from pg_class c where c.relnamespace = to_regnamespace($1) and c.relkind = 'r'`,
      [schemaOf(id)],
    );
    const large = tables.filter(({ estimate }) => estimate >= tooManyToCount);
    const small = tables.filter(({ estimate }) => estimate < tooManyToCount);
    const counted = await countRows(client, id, small);
    return {
      rows: Math.round(sum(large.map(({ estimate }) => estimate)) + counted),
      bytes: sum(tables.map(({ bytes }) => bytes)),
    };
  });
}

async function countRows(
  client: pg.Client,
  id: number,
  tables: readonly TableSize[],
): Promise<number> {
  if (tables.length === 0) return 0;
  const schema = quoteName(schemaOf(id));
  const counts = tables.map(
    ({ name }) => `(select count(*) from ${schema}.${quoteTable(name)})::float8`,
  );
  const { rows } = await client.query<{ rows: number }>(`select ${counts.join(" + ")} as rows`);
  return rows[0]?.rows ?? 0;
}

/** Table names come from the catalogue, and our migrations wrote them there. @throws RangeError for any other */
function quoteTable(name: string): string {
  if (!/^[a-z_]+$/.test(name)) throw new RangeError(`"${name}" is not a table of ours`);
  return `"${name}"`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
