import pg from "pg";
import { config } from "../../app/config.ts";
import { withAdmin } from "../admin.ts";
import { quoteName, roleOf, roles, schemaOf } from "../roles.ts";
import type { Finding } from "./rule.ts";

interface Pair {
  from: number;
  to: number;
}

interface Table {
  name: string;
  column: string;
}

interface Attempt {
  what: string;
  sql: string;
  /** It may run, as long as it finds nothing. */
  mayRun?: true;
}

const insufficientPrivilege = "42501";

/** What was tried, and what came of it. */
export interface Trial {
  /** Pairs of stores, one of which tried to reach the other. */
  pairs: number;
  /** Statements that had to be refused, or to find nothing. */
  attempts: number;
  findings: Finding[];
}

export interface Trying {
  /** For how many pairs of stores; for all where there are no more than that. */
  sample: number;
  /** Only among these stores. */
  among?: number[] | undefined;
  /** Only pairs that this store is one of. */
  about?: number | undefined;
}

/**
 * Becomes one store's role, as the web processes' login does, and tries to read and write every table of
 * another store. Everything is rolled back. Unless `client` is a superuser's, it logs in by DATABASE_URL for that.
 */
export async function tryStores(client: pg.Client, trying: Trying): Promise<Trial> {
  const pairs = choosePairs(trying.among ?? (await storeIds(client)), trying);
  if (pairs.length === 0) return { pairs: 0, attempts: 0, findings: [] };

  const targets = await targetsOf(client, pairs);
  if (await isSuperuser(client)) {
    const login = `SET LOCAL SESSION AUTHORIZATION ${quoteName(roles.app)}`;
    return tryPairs(client, pairs, targets, login);
  }
  if (!config.DATABASE_URL) return { pairs: 0, attempts: 0, findings: [nothingTried] };
  return withAdmin((web) => tryPairs(web, pairs, targets, ""), config.DATABASE_URL);
}

/** The findings alone, of `sample` pairs of stores. */
export async function tryNeighbours(
  client: pg.Client,
  sample = 20,
  among?: number[],
): Promise<Finding[]> {
  return (await tryStores(client, { sample, among })).findings;
}

/** True when whoever logged in is a superuser, whatever role was taken on since. */
export async function isSuperuser(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    "select from pg_roles where rolname = session_user and rolsuper",
  );
  return rowCount === 1;
}

const nothingTried: Finding = {
  severity: "note",
  subject: "neighbours",
  message: "Nothing was tried: this login may not become a store's role, so set DATABASE_URL too",
  repair: "",
};

async function storeIds(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(
    `select substr(n.nspname, 7)::integer as id
     from pg_namespace n join pg_roles r on r.rolname = $1 || n.nspname where n.nspname ~ '^store_[0-9]+$' order by id`,
    [config.ROLE_PREFIX],
  );
  return rows.map((row) => row.id);
}

function choosePairs(ids: number[], { sample, about }: Trying): Pair[] {
  if (about !== undefined) return pairsOf(about, spread(ids, about, Math.floor(sample / 2)));
  const count = ids.length * (ids.length - 1);
  if (count <= sample) {
    return ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => ({ from, to })));
  }
  return Array.from({ length: sample }, () => {
    const from = Math.floor(Math.random() * ids.length);
    const distance = 1 + Math.floor(Math.random() * (ids.length - 1));
    return { from: ids[from] ?? 0, to: ids[(from + distance) % ids.length] ?? 0 };
  });
}

function pairsOf(about: number, others: number[]): Pair[] {
  return others.flatMap((id) => [
    { from: id, to: about },
    { from: about, to: id },
  ]);
}

/** As many of the others, all over the list, beginning anywhere. */
function spread(ids: number[], about: number, count: number): number[] {
  const others = ids.filter((id) => id !== about);
  if (others.length <= count) return others;
  const first = Math.floor(Math.random() * others.length);
  const step = others.length / Math.max(1, count);
  return Array.from(
    { length: count },
    (_, turn) => others[(first + Math.floor(turn * step)) % others.length] ?? 0,
  );
}

async function targetsOf(client: pg.Client, pairs: Pair[]): Promise<Map<number, Attempt[]>> {
  const ids = [...new Set(pairs.map((pair) => pair.to))];
  const tables = await tablesOf(client, ids);
  return new Map(ids.map((id) => [id, attemptsOn(id, tables.get(id) ?? [])]));
}

async function tablesOf(client: pg.Client, ids: number[]): Promise<Map<number, Table[]>> {
  const { rows } = await client.query<{ id: number; tables: Table[] }>(
    `select substr(n.nspname, 7)::integer as id, json_agg(json_build_object('name', c.relname, 'column', a.attname)) as tables
     from pg_namespace n join pg_class c on c.relnamespace = n.oid join pg_attribute a on a.attrelid = c.oid and a.attnum = 1
     where n.nspname = any ($1) and c.relkind in ('r', 'p', 'v', 'm', 'f') group by n.nspname`,
    [ids.map(schemaOf)],
  );
  return new Map(rows.map((row) => [row.id, row.tables]));
}

async function tryPairs(
  client: pg.Client,
  pairs: Pair[],
  targets: Map<number, Attempt[]>,
  login: string,
): Promise<Trial> {
  const trial: Trial = { pairs: pairs.length, attempts: 0, findings: [] };
  for (const pair of pairs) {
    const attempts = targets.get(pair.to) ?? [];
    trial.attempts += attempts.length;
    trial.findings.push(...(await tryPair(client, pair, attempts, login)));
  }
  return trial;
}

/** In a transaction of its own, or in a savepoint of one that is open already. */
async function tryPair(
  client: pg.Client,
  pair: Pair,
  attempts: Attempt[],
  login: string,
): Promise<Finding[]> {
  const nested = client.getTransactionStatus() === "T";
  const findings: Finding[] = [];
  await client.query(nested ? "SAVEPOINT pair" : "BEGIN");
  try {
    await client.query(
      `SET LOCAL lock_timeout = '1s'; ${login}; SET LOCAL ROLE ${quoteName(roleOf(pair.from))}`,
    );
    for (const attempt of attempts) {
      const outcome = await tryOne(client, attempt);
      if (outcome) findings.push(describe(pair, attempt, outcome));
    }
  } catch (error) {
    findings.push(unreachable(pair.from, error));
  } finally {
    await client.query(nested ? "ROLLBACK TO SAVEPOINT pair" : "ROLLBACK");
  }
  return findings;
}

function attemptsOn(id: number, tables: Table[]): Attempt[] {
  const schema = quoteName(schemaOf(id));
  const onTables = tables.flatMap((table) => {
    const name = `${schema}.${quoteName(table.name)}`;
    return [
      { what: `read ${name}`, sql: `SELECT * FROM ${name} LIMIT 1` },
      { what: `insert into ${name}`, sql: `INSERT INTO ${name} DEFAULT VALUES` },
      {
        what: `update ${name}`,
        sql: `UPDATE ${name} SET ${quoteName(table.column)} = DEFAULT WHERE false`,
      },
      { what: `delete from ${name}`, sql: `DELETE FROM ${name} WHERE false` },
    ];
  });
  return [...onTables, ...onSharedRoom(id, schema)];
}

function onSharedRoom(id: number, schema: string): Attempt[] {
  const others = (table: string, key: string): Attempt => ({
    what: `read the row of ${schema} in public.${table}`,
    sql: `SELECT FROM public.${table} WHERE ${key} = ${id}`,
    mayRun: true,
  });
  return [
    { what: `make a table in ${schema}`, sql: `CREATE TABLE ${schema}.planted ()` },
    { what: "change public.stores", sql: "UPDATE public.stores SET id = DEFAULT WHERE false" },
    others("stores", "id"),
    others("store_domains", "store_id"),
  ];
}

/** Gives nothing when it was refused for want of rights; otherwise what happened instead. */
async function tryOne(client: pg.Client, { sql, mayRun }: Attempt): Promise<string | undefined> {
  await client.query("SAVEPOINT attempt");
  try {
    const { rowCount } = await client.query(sql);
    return mayRun && !rowCount ? undefined : "and it worked";
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    if (error.code === insufficientPrivilege) return undefined;
    return `and only this stopped it: ${error.code} ${error.message}`;
  } finally {
    await client.query("ROLLBACK TO SAVEPOINT attempt");
  }
}

function describe({ from }: Pair, { what }: Attempt, outcome: string): Finding {
  const message = `As this role it was tried to ${what}, ${outcome}`;
  return { severity: "hole", subject: roleOf(from), message, repair: "" };
}

function unreachable(from: number, error: unknown): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const message = `Nothing was tried as this role: ${reason}`;
  return { severity: "note", subject: roleOf(from), message, repair: "" };
}
