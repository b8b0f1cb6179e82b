import type pg from "pg";
import { quoteName, schemaOf } from "../roles.ts";

/** A table of a store as it is copied. */
export interface CopiedTable {
  name: string;
  /** All but the generated ones, in their order. */
  columns: string[];
  /** What sorts its rows alike on every server, as SQL. */
  orderBy: string;
  /** The columns that number themselves. */
  identities: string[];
}

/** Where the numbers of an identity column go on. */
export interface Position {
  column: string;
  last: string;
  called: boolean;
}

/** Text is the same for the same rows on every server under these settings; and a copy may take its time. */
export const copySettings = `
  SET LOCAL search_path = '';
  SET LOCAL client_encoding = 'UTF8';
  SET LOCAL DateStyle = 'ISO, MDY';
  SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL TimeZone = 'UTC';
  SET LOCAL extra_float_digits = 1;
  SET LOCAL bytea_output = 'hex';
  SET LOCAL statement_timeout = 0;
  SET LOCAL idle_in_transaction_session_timeout = 0;
  SET LOCAL lock_timeout = '30s'`;

/** The tables of a store in the order of their names. Call as the owner. */
export async function tablesOf(client: pg.Client, id: number): Promise<CopiedTable[]> {
  const { rows } = await client.query<CopiedTable>(
    `select c.relname::text as name,
       array(select a.attname::text from pg_catalog.pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns,
       coalesce((select string_agg(format('%I', a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end, ', ' order by k.place)
         from pg_catalog.pg_index i, unnest(i.indkey::int2[]) with ordinality as k (attnum, place), pg_catalog.pg_attribute a
         where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.attnum),
         format('%I::text collate "C"', c.relname)) as "orderBy",
       array(select a.attname::text from pg_catalog.pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attidentity <> ''
         order by a.attnum) as identities
     from pg_catalog.pg_class c
     where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p') and not c.relispartition
     order by c.relname collate "C"`,
    [schemaOf(id)],
  );
  return rows;
}

/** The name of a table of a store, as SQL. */
export function tableName(id: number, table: string): string {
  return `${quoteName(schemaOf(id))}.${quoteName(table)}`;
}

/** The columns of a table, as SQL. */
export function columnList(columns: readonly string[]): string {
  return columns.map(quoteName).join(", ");
}

/** Gives the rows of a table as text, in an order that is the same everywhere. */
export function copyOut(id: number, { name, columns, orderBy }: CopiedTable): string {
  return `COPY (SELECT ${columnList(columns)} FROM ${tableName(id, name)} ORDER BY ${orderBy}) TO STDOUT`;
}

/** Where the identity columns of a table go on. Ask after its rows were read: then no row is beyond it. */
export async function positionsOf(
  client: pg.Client,
  id: number,
  { name, identities }: CopiedTable,
): Promise<Position[]> {
  const positions: Position[] = [];
  for (const column of identities) {
    const sequence = await sequenceOf(client, id, name, column);
    const { rows } = await client.query<Omit<Position, "column">>(
      `select last_value::text as last, is_called as called from ${sequence}`,
    );
    positions.push(...rows.map((row) => ({ column, ...row })));
  }
  return positions;
}

/** Lets the identity columns of a table go on where others were. */
export async function setPositions(
  client: pg.Client,
  id: number,
  table: string,
  positions: readonly Position[],
): Promise<void> {
  for (const { column, last, called } of positions) {
    const sequence = await sequenceOf(client, id, table, column);
    await client.query("select setval($1, $2, $3)", [sequence, last, called]);
  }
}

/** As SQL: the server has quoted it already. */
async function sequenceOf(
  client: pg.Client,
  id: number,
  table: string,
  column: string,
): Promise<string> {
  const { rows } = await client.query<{ sequence: string | null }>(
    "select pg_get_serial_sequence($1, $2) as sequence",
    [tableName(id, table), column],
  );
  const sequence = rows[0]?.sequence;
  if (!sequence) throw new Error(`${table}.${column} has no numbers of its own`);
  return sequence;
}
