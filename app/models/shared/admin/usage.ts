import { QueryTypes } from "sequelize";
import { sequelize } from "../../../../db/connection.ts";

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

/** Keeps what was gathered of a store; nothing when the store is gone meanwhile. For the platform's role. */
export async function saveUsage(store: number, usage: Usage): Promise<void> {
  const { products, orders, customers, revenue, currency, rows, bytes, fileBytes } = usage;
  await sequelize.query(
    `insert into usage (store_id, gathered_at, products, orders, customers, revenue, currency, row_count, bytes, file_bytes)
     select id, now(), $2, $3, $4, $5, $6, $7, $8, $9 from stores where id = $1
     on conflict (store_id) do update set gathered_at = now(), products = excluded.products, orders = excluded.orders,
       customers = excluded.customers, revenue = excluded.revenue, currency = excluded.currency,
       row_count = excluded.row_count, bytes = excluded.bytes, file_bytes = excluded.file_bytes`,
    {
      bind: [store, products, orders, customers, revenue, currency, rows, bytes, fileBytes],
    },
  );
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
