import { AdoptionRefused } from "../refused.ts";
import type { Source } from "./source.ts";

export interface Column {
  name: string;
  /** As PostgreSQL writes it, without a length. */
  type: string;
  /** What it is in the end, for domains and arrays: 'N' number, 'S' text, 'D' time, 'B' yes or no, 'A' array ... */
  category: string;
}

export interface Table {
  name: string;
  columns: Column[];
  /** Whether the login may read it. */
  readable: boolean;
  /** About how many rows; -1 where the server does not know. */
  rows: number;
}

const tables = `
  select c.relname as name, has_table_privilege(c.oid, 'SELECT') as readable, c.reltuples::float8 as rows,
    json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'category', t.typcategory)
      order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    join pg_type t on t.oid = a.atttypid
  where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition and a.attnum > 0 and not a.attisdropped
  group by c.oid order by 1`;

/** The tables of one schema of the old database. @throws AdoptionRefused where there are none */
export async function readCatalogue(source: Source, schema: string): Promise<Map<string, Table>> {
  const rows = await source.ask<Table & Record<string, unknown>>(tables, [schema]);
  if (rows.length === 0) {
    throw new AdoptionRefused(
      `The old database has no tables in the schema "${schema}" (or the login may not see them). Nothing was changed; --map names another schema`,
    );
  }
  return new Map(rows.map((table) => [table.name, table]));
}
