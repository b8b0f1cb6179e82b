import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";
import type { Taken } from "../../../../db/shares/meter.ts";
import {
  type Measure,
  measures,
  type TopRow,
  type TopStore,
  topQuery,
} from "../../../../db/shares/top.ts";
import type { FullRoom } from "../../../mail/staff-letters.ts";

export { type Measure, measures, type TopStore };

/** How much of the platform a store uses. */
export interface Usage {
  products: number;
  orders: number;
  customers: number;
  /** What was paid and not given back, in minor units of `currency`. */
  revenue: number;
  currency: string;
  rows: number;
  /** Of its tables and their indexes. */
  bytes: number;
  fileBytes: number;
}

/** What a store has room for, in bytes. */
export interface Room {
  rowBytes: number;
  fileBytes: number;
}

/** For how many days it is known what a store took in which hour. */
export const hoursKept = 7 * 24;

/**
 * Keeps what was gathered of a store, beside what it has room for; nothing when the store is gone meanwhile. Gives true
 * when it takes more than that since now. For the platform's role.
 */
export async function saveUsage(store: number, usage: Usage, room: Room): Promise<boolean> {
  const { products, orders, customers, revenue, currency, rows, bytes, fileBytes } = usage;
  const [row] = await sequelize.query<{ is_new: boolean }>(
    `insert into usage as u (store_id, gathered_at, products, orders, customers, revenue, currency, row_count, bytes,
       file_bytes, row_limit, file_limit, over_since)
     select id, now(), $2, $3, $4, $5, $6, $7, $8::bigint, $9::bigint, $10::bigint, $11::bigint,
       case when $8::bigint > $10::bigint or $9::bigint > $11::bigint then now() end from stores where id = $1
     on conflict (store_id) do update set gathered_at = now(), products = excluded.products, orders = excluded.orders,
       customers = excluded.customers, revenue = excluded.revenue, currency = excluded.currency,
       row_count = excluded.row_count, bytes = excluded.bytes, file_bytes = excluded.file_bytes,
       row_limit = excluded.row_limit, file_limit = excluded.file_limit,
       over_since = case when excluded.over_since is not null then coalesce(u.over_since, now()) end
     returning coalesce(over_since = now(), false) as is_new`,
    {
      bind: [
        ...[store, products, orders, customers, revenue, currency, rows, bytes, fileBytes],
        ...[room.rowBytes, room.fileBytes],
      ],
      type: QueryTypes.SELECT,
    },
  );
  return row?.is_new ?? false;
}

/** A store that takes more than it has room for; undefined for any other. For the platform's role. */
export async function readRoom(store: number): Promise<FullRoom | undefined> {
  const [row] = await sequelize.query<FullRoom>(
    `select s.code, s.name, s.plan, u.bytes, u.file_bytes, u.row_limit as "rowBytes", u.file_limit as "fileBytes"
     from usage u join stores s on s.id = u.store_id where s.id = $1 and u.over_since is not null`,
    { bind: [store], type: QueryTypes.SELECT },
  );
  return row;
}

/** Adds requests that were answered, by the store's id. For the platform's role. */
export async function addRequests(counts: ReadonlyMap<number, number>): Promise<void> {
  await sequelize.query(
    `insert into usage (store_id, requests)
     select s.id, n.requests from unnest($1::integer[], $2::bigint[]) as n (id, requests) join stores s on s.id = n.id
     order by s.id
     on conflict (store_id) do update set requests = usage.requests + excluded.requests`,
    { bind: [[...counts.keys()], [...counts.values()]] },
  );
}

/** Adds what stores took in this hour, by their ids. For the platform's role. */
export async function addTaken(
  requests: ReadonlyMap<number, number>,
  taken: ReadonlyMap<number, Taken>,
): Promise<void> {
  const ids = [...new Set([...requests.keys(), ...taken.keys()])];
  const of = (key: keyof Taken) => ids.map((id) => Math.round(taken.get(id)?.[key] ?? 0));
  await sequelize.query(
    `insert into usage_hours as u (store_id, hour, requests, units, milliseconds, queries, row_count, refused, cancelled)
     select s.id, date_trunc('hour', now(), 'UTC'), n.requests, n.units, n.milliseconds, n.queries, n.rows, n.refused, n.cancelled
     from unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[])
       as n (id, requests, units, milliseconds, queries, rows, refused, cancelled) join stores s on s.id = n.id
     order by s.id
     on conflict (store_id, hour) do update set requests = u.requests + excluded.requests, units = u.units + excluded.units,
       milliseconds = u.milliseconds + excluded.milliseconds, queries = u.queries + excluded.queries,
       row_count = u.row_count + excluded.row_count, refused = u.refused + excluded.refused,
       cancelled = u.cancelled + excluded.cancelled`,
    {
      bind: [
        ids,
        ids.map((id) => requests.get(id) ?? 0),
        ...[of("units"), of("milliseconds"), of("queries"), of("rows")],
        ...[of("refused"), of("cancelled")],
      ],
    },
  );
}

/** The stores that took the most within some hours, the present one counted. For the platform's role. */
export async function listTop(by: Measure, most: number, hours: number): Promise<TopRow> {
  const [row] = await sequelize.query<TopRow>(topQuery(by), {
    bind: [most, hours],
    type: QueryTypes.SELECT,
  });
  if (!row) throw new Error("The question for what stores take gave no row");
  return row;
}

/** Forgets the hours that are too long ago; gives how many rows that were. For the platform's role. */
export async function forgetHours(): Promise<number> {
  const rows = await sequelize.query(
    `delete from usage_hours where (store_id, hour) in (
       select store_id, hour from usage_hours where hour < now() - make_interval(hours => $1) limit 5000) returning 1`,
    { bind: [hoursKept], type: QueryTypes.SELECT },
  );
  return rows.length;
}

/** Open stores of which nothing was gathered for an hour, young ones for five minutes, the ones that waited longest first. For the platform's role. */
export async function storesToGather(resting: readonly number[], most: number): Promise<number[]> {
  const rows = await sequelize.query<{ id: number }>(
    `select s.id from stores s left join usage u on u.store_id = s.id
     where s.state = 'open' and s.id <> all ($1)
       and (u.gathered_at is null or u.gathered_at < now()
         - case when s.created_at > now() - interval '1 day' then interval '5 minutes' else interval '1 hour' end)
     order by u.gathered_at nulls first, s.id limit $2`,
    { bind: [resting, most], type: QueryTypes.SELECT },
  );
  return rows.map(({ id }) => id);
}
