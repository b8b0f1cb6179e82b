import { quoteName } from "../../db/roles.ts";
import { type KindName, kindNames } from "./mapping/fields.ts";
import type { Mapping, TableMap } from "./mapping/mapping.ts";
import type { Table } from "./source/catalogue.ts";
import type { Source } from "./source/source.ts";
import { type OldTables, unreadColumns } from "./source/tables.ts";

/** A table or a column ("table.column") with data that nothing is made of. */
export interface Unread {
  name: string;
  /** Rows that have something there. */
  rows: number;
  /** Kept as a further column of the products, and with that in their CSV. */
  kept: boolean;
}

export interface Orphans {
  kind: KindName;
  count: number;
  examples: string[];
}

/** What of the old database is not read, though there is something in it; what stays behind on purpose is not listed. */
export async function unreadOf(
  source: Source,
  old: OldTables,
  mapping: Mapping,
  tables: ReadonlyMap<string, Table>,
): Promise<Unread[]> {
  const maps = new Map(
    Object.entries(mapping.tables).map(([kind, map]) => [map.table, { kind, map }]),
  );
  const found: Unread[] = [
    { name: "users who work in no store", rows: await old.unemployed(), kept: false },
  ];
  for (const table of tables.values()) {
    if (mapping.leaveOut.includes(table.name)) continue;
    const known = maps.get(table.name);
    const from = `${quoteName(mapping.schema)}.${quoteName(table.name)}`;
    if (known) found.push(...(await columnsOf(source, from, { ...known, table, mapping })));
    else if (table.readable)
      found.push({ name: table.name, rows: await countOf(source, from), kept: false });
    else found.push({ name: `${table.name} (may not be read)`, rows: 1, kept: false });
  }
  return found.filter(({ rows }) => rows > 0);
}

/** Rows that belong to no store that there is: nobody's, and left behind. */
export async function orphansOf(old: OldTables): Promise<Orphans[]> {
  const all: Orphans[] = [];
  for (const kind of kindNames) all.push({ kind, ...(await old.orphans(kind)) });
  return all.filter(({ count }) => count > 0);
}

async function countOf(source: Source, from: string): Promise<number> {
  const [row] = await source.ask<{ rows: number }>(`select count(*)::float8 as rows from ${from}`);
  return row?.rows ?? 0;
}

interface Known {
  kind: string;
  map: TableMap;
  table: Table;
  mapping: Mapping;
}

async function columnsOf(
  source: Source,
  from: string,
  { kind, map, table, mapping }: Known,
): Promise<Unread[]> {
  const names = unreadColumns(map, table).filter(
    (name) => !mapping.leaveOut.includes(`${table.name}.${name}`),
  );
  if (names.length === 0) return [];
  const counts = names.map((name) => `count(t.${quoteName(name)})::float8`);
  const [row] = await source.ask<{ counts: number[] }>(
    `select array[${counts.join(", ")}] as counts from ${from} t`,
  );
  const kept = kind === "products" || kind === "variants";
  return names.map((name, place) => ({
    name: `${table.name}.${name}`,
    rows: row?.counts[place] ?? 0,
    kept,
  }));
}
