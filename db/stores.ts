import type pg from "pg";

/** There is no store with this code. */
export class StoreUnknown extends Error {
  override name = "StoreUnknown";
}

export interface StoreSummary {
  id: number;
  code: string;
  name: string;
  plan: "free" | "standard" | "premium";
  state: string;
  /** What it would be again, were it in the trash and brought back. */
  restores_to: "open" | "suspended";
  created_at: Date;
  /** Since when it is in the trash. */
  trashed_at: Date | null;
  /** Since when it is being removed: nothing brings it back. */
  dropping_since: Date | null;
  /** Codes that it had before, and that lead to it; the last one first. */
  former_codes: string[];
  domains: string[];
  /** Those of its domains that it answers on, the primary one first. */
  verified: string[];
  /** The migration that its schema has; 0 before it was opened. */
  version: number;
}

const summary = `
  select s.id, s.code, s.name, s.plan, s.state, s.restores_to, s.created_at, s.trashed_at, s.dropping_since, s.version,
    array(select f.code::text from public.former_codes f where f.store_id = s.id order by f.retired_at desc) as former_codes,
    array(select d.domain::text from public.store_domains d
      where d.store_id = s.id and d.is_verified order by d.is_primary desc, d.id) as verified,
    array(select d.domain::text from public.store_domains d where d.store_id = s.id order by d.is_primary desc, d.id) as domains
  from public.stores s`;

/** Every store, by code. */
export async function listStores(client: pg.Client): Promise<StoreSummary[]> {
  const { rows } = await client.query<StoreSummary>(`${summary} order by s.code`);
  return rows;
}

/** @throws StoreUnknown */
export async function findStore(client: pg.Client, code: string): Promise<StoreSummary> {
  const { rows } = await client.query<StoreSummary>(`${summary} where s.code = $1`, [
    code.toLowerCase(),
  ]);
  if (!rows[0]) throw new StoreUnknown(`There is no store "${code}"${await hint(client, code)}`);
  return rows[0];
}

/** A code of before does not name a store: what is done to it must be meant. */
async function hint(client: pg.Client, code: string): Promise<string> {
  const { rows } = await client.query<{ code: string }>(
    "select s.code from public.former_codes f join public.stores s on s.id = f.store_id where f.code = $1",
    [code.toLowerCase()],
  );
  return rows[0] ? ` any more: it is "${rows[0].code}" now` : ": see `stores list`";
}
