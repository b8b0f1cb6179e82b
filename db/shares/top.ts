import type pg from "pg";
import { config } from "../../app/config.ts";

/** What stores can be put in order by. */
export const measures = ["time", "calls", "rows", "bytes", "requests"] as const;
export type Measure = (typeof measures)[number];

/** What one store takes. */
export interface TopStore {
  id: number;
  code: string;
  plan: string;
  /** In milliseconds: in the server where its statistics were read, else for which its units held a connection. */
  time: number;
  /** Statements. */
  calls: number;
  rows: number;
  /** Of its tables and indexes, and of its files, when the worker was there last. */
  bytes: number;
  fileBytes: number;
  requests: number;
  refused: number;
  cancelled: number;
  isOver: boolean;
}

export interface Top {
  /** Whence time, calls and rows are. */
  source: "pg_stat_statements" | "counts";
  since: Date;
  /** How many statements the server's statistics had to forget: then they say too little of many stores. */
  forgotten: number;
  stores: TopStore[];
  /** What all stores took together. */
  total: Record<Measure, number>;
}

export interface TopWish {
  by: Measure;
  limit: number;
  /** For how many hours, the present one counted; undefined: for as long as the server's statistics go back, where it has them. */
  hours: number | undefined;
}

interface Statistics {
  schema: string;
}

/**
 * The stores that take the most, in one query, for three or 10,000. Time, calls and rows are those of
 * pg_stat_statements where it is there and no hours are asked for: a store's statements run as its own role, so it
 * tells them apart. Elsewhere they are what the processes counted. `client` is the provisioner's or a superuser's.
 */
export async function readTop(client: pg.Client, wish: TopWish): Promise<Top> {
  const statistics = wish.hours === undefined ? await findStatistics(client) : undefined;
  const taken = statistics ? await fromStatistics(client, statistics) : counted;
  const { rows } = await client.query<TopRow>(topQuery(wish.by, taken.query), [
    wish.limit,
    wish.hours ?? 24,
  ]);
  const [row] = rows;
  if (!row) throw new Error("The question for what stores take gave no row");
  const { since = row.since, forgotten, source } = taken;
  return { ...row.top, source, since, forgotten };
}

/** What `topQuery` gives: one row. */
export interface TopRow {
  top: Pick<Top, "stores" | "total">;
  since: Date;
}

interface Source {
  source: Top["source"];
  /** Gives store_id, time, calls and rows. */
  query: string;
  since?: Date;
  forgotten: number;
}

const countedTaken =
  "select store_id, milliseconds as time, queries as calls, row_count as rows from hours";

const counted: Source = {
  source: "counts",
  query: countedTaken,
  forgotten: 0,
};

/** Where the extension is, if the server gathers and this login may read. */
async function findStatistics(client: pg.Client): Promise<Statistics | undefined> {
  const { rows } = await client.query<Statistics>(
    `select quote_ident(n.nspname) as schema from pg_extension e join pg_namespace n on n.oid = e.extnamespace
       join pg_class c on c.relnamespace = n.oid and c.relname = 'pg_stat_statements'
     where e.extname = 'pg_stat_statements'
       and current_setting('pg_stat_statements.track', true) <> 'none'
       and has_schema_privilege(n.oid, 'USAGE')
       and has_table_privilege(c.oid, 'SELECT')`,
  );
  return rows[0];
}

async function fromStatistics(client: pg.Client, { schema }: Statistics): Promise<Source> {
  const { rows } = await client.query<{ since: Date; forgotten: number }>(
    `select stats_reset as since, dealloc::float8 as forgotten from ${schema}.pg_stat_statements_info`,
  );
  const { since = new Date(0), forgotten = 0 } = rows[0] ?? {};
  const pattern = `^${config.ROLE_PREFIX}store_([0-9]+)$`;
  return {
    source: "pg_stat_statements",
    since,
    forgotten,
    // The prefix is lower-case letters, digits and underscores.
    query: `select substring(r.rolname from '${pattern}')::integer as store_id, sum(p.total_exec_time) as time,
        sum(p.calls) as calls, sum(p.rows) as rows
      from ${schema}.pg_stat_statements p join pg_roles r on r.oid = p.userid
      where r.rolname ~ '${pattern}' and p.dbid = (select oid from pg_database where datname = current_database())
      group by 1`,
  };
}

const order: Record<Measure, string> = {
  time: "time",
  calls: "calls",
  rows: "rows",
  bytes: 'bytes + "fileBytes"',
  requests: "requests",
};

/**
 * Asks for the stores that take the most, and for the sum of all: how many of them, and over how many hours. `taken` gives
 * store_id, time, calls and rows; without it they are what the processes counted. The platform's role may ask that.
 */
export function topQuery(by: Measure, taken = countedTaken): string {
  return `
    with hours as (
      select store_id, sum(requests) as requests, sum(milliseconds) as milliseconds, sum(queries) as queries,
        sum(row_count) as row_count, sum(refused) as refused, sum(cancelled) as cancelled
      from public.usage_hours where hour > date_trunc('hour', now(), 'UTC') - make_interval(hours => $2::integer)
      group by store_id
    ), taken as (${taken}), every as (
      select s.id, s.code, s.plan, coalesce(t.time, 0)::float8 as time, coalesce(t.calls, 0)::float8 as calls,
        coalesce(t.rows, 0)::float8 as rows, coalesce(u.bytes, 0)::float8 as bytes,
        coalesce(u.file_bytes, 0)::float8 as "fileBytes", coalesce(h.requests, 0)::float8 as requests,
        coalesce(h.refused, 0)::float8 as refused, coalesce(h.cancelled, 0)::float8 as cancelled,
        u.over_since is not null as "isOver"
      from public.stores s left join hours h on h.store_id = s.id left join taken t on t.store_id = s.id
        left join public.usage u on u.store_id = s.id
    ), first as (select * from every order by ${order[by]} desc, id limit $1)
    select date_trunc('hour', now(), 'UTC') - make_interval(hours => $2::integer - 1) as since, json_build_object(
      'stores', (select coalesce(json_agg(f order by ${order[by]} desc, id), '[]') from first f),
      'total', (select json_build_object('time', coalesce(sum(time), 0), 'calls', coalesce(sum(calls), 0),
        'rows', coalesce(sum(rows), 0), 'bytes', coalesce(sum(bytes + "fileBytes"), 0),
        'requests', coalesce(sum(requests), 0)) from every)) as top`;
}
